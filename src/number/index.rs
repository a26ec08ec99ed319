//! Whose number it may be that begins at a place, natively, where a server looks
//! for thousands: by the digits there, not by trying one after the other. The
//! browser looks for a few, and every line is loaded by every visitor.

use super::find::{MOST_DIALLED, MOST_SEPARATORS};
use super::kind::{SEPARATOR, SPACE};
use super::sign::Reader;

/// Which of the numbers looked for are dialled how.
#[derive(Debug, Clone)]
pub(super) struct Index {
    /// Bit 12 is set where one is dialled with 12 digits.
    lengths: u32,
    /// A hash of all digits that are dialled, and whose they are; sorted.
    ways: Vec<(u64, usize)>,
    /// Where in `ways` the hashes begin that begin with the same bits as the
    /// place has here, and where they end.
    starts: Vec<usize>,
    /// How many bits of a hash are not among these.
    others: u32,
}

/// Whose number it may be.
pub(super) struct Candidates<'i> {
    /// By the number of digits.
    lists: [&'i [(u64, usize)]; MOST_DIALLED + 1],
    /// All before it were given.
    next: usize,
}

impl Index {
    /// Takes all digits that are dialled, and whose they are.
    pub(super) fn of<'d>(dialled: impl Iterator<Item = (&'d str, usize)>) -> Self {
        let mut lengths = 0;
        let mut ways = Vec::new();
        for (digits, whose) in dialled {
            lengths |= 1_u32 << digits.len();
            ways.push((digits.bytes().fold(0, hash), whose));
        }
        ways.sort_unstable();
        ways.dedup();
        let bits = (2 * ways.len() + 2).ilog2();
        let others = u64::BITS - bits;
        let mut starts = vec![0; (1 << bits) + 1];
        for (hash, _) in &ways {
            // Where those end that begin so: that is where the next begin.
            if let Some(end) = starts.get_mut((hash >> others) as usize + 1) {
                *end += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self {
            lengths,
            ways,
            starts,
            others,
        }
    }

    /// Those whose digits stand in a text, the first at `start`, if letters stand
    /// for digits; in their order. What else has to be true is not looked at.
    pub(super) fn at(&self, reader: &Reader<'_>, start: usize) -> Candidates<'_> {
        let mut candidates = Candidates {
            lists: [&[]; MOST_DIALLED + 1],
            next: 0,
        };
        let mut at = start;
        let mut value = 0;
        let mut separators = 0;
        let mut lists = candidates.lists.iter_mut().enumerate().skip(1);
        let mut list = lists.next();
        while let Some((length, found)) = &mut list {
            let sign = reader.next(at);
            at = sign.to;
            let Some(digit) = sign.digit(*length - 1) else {
                let separator = SEPARATOR.have(sign.kind);
                separators += usize::from(separator);
                if !separator && !SPACE.have(sign.kind) || separators > MOST_SEPARATORS {
                    break;
                }
                continue;
            };
            separators = 0;
            value = hash(value, digit);
            if self.lengths >> *length & 1 == 1 {
                **found = self.of_hash(value);
            }
            list = lists.next();
        }
        candidates
    }

    fn of_hash(&self, hash: u64) -> &[(u64, usize)] {
        let place = (hash >> self.others) as usize;
        let range = self.starts.get(place).zip(self.starts.get(place + 1));
        let ways = range.and_then(|(start, end)| self.ways.get(*start..*end));
        let ways = ways.unwrap_or_default();
        let before = ways.partition_point(|way| way.0 < hash);
        let ways = ways.get(before..).unwrap_or_default();
        let same = ways.partition_point(|way| way.0 == hash);
        ways.get(..same).unwrap_or_default()
    }
}

impl Iterator for Candidates<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let next = self.next;
        let lists = self.lists.iter().filter_map(|list| {
            let before = list.partition_point(|way| way.1 < next);
            list.get(before)
        });
        let whose = lists.map(|way| way.1).min()?;
        self.next = whose + 1;
        Some(whose)
    }
}

/// The hash of digits and one digit more. Two numbers with one hash are told apart
/// when they are read.
fn hash(before: u64, digit: u8) -> u64 {
    // Odd, with its bits without a pattern (the golden ratio's).
    (before.rotate_left(5) ^ u64::from(digit)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(dialled: &[(&str, usize)], text: &str) -> Vec<usize> {
        let index = Index::of(dialled.iter().copied());
        index.at(&Reader::plain(text), 0).collect()
    }

    #[test]
    fn gives_all_whose_digits_stand_there_in_their_order() {
        let dialled = [
            ("0302312", 7),
            ("0302312", 2),
            ("0302312", 2),
            ("03023125042", 5),
            ("03023125043", 3),
            ("302312", 4),
            ("0302312504212345678901234", 1),
        ];
        for (text, expected) in [
            ("03023125042", &[2, 5, 7][..]),
            ("(030) 231-25\0 \u{ad}043x", &[2, 3, 7]),
            ("030231", &[]),
            ("03-02 / 31/2", &[2, 7]),
            ("0 30 2--/-312", &[]),
            ("0302312 504212345678901234 567", &[1, 2, 5, 7]),
            ("030aD1 a5042", &[2, 5, 7]),
            ("3023 12", &[4]),
            ("", &[]),
        ] {
            assert_eq!(at(&dialled, text), expected, "{text:?}");
        }
        assert!(at(&[], "0302312").is_empty());
    }

    #[test]
    fn tells_thousands_apart() {
        let numbers: Vec<String> = (0..5000).map(|n| format!("0631415{:05}", n * 7)).collect();
        let dialled: Vec<_> = numbers.iter().map(String::as_str).zip(0..).collect();
        let index = Index::of(dialled.iter().copied());
        for n in 0..35_000 {
            let text = format!("0631415{n:05}");
            let found: Vec<usize> = index.at(&Reader::plain(&text), 0).collect();
            let expected = (n % 7 == 0).then_some(n / 7);
            assert!(found.iter().copied().eq(expected), "{text}");
        }
    }
}
