//! A quick look at the first digits, which rules out nearly all of a page's.

use super::kind::{SEPARATOR, SPACE};
use super::sign::Reader;

/// How many digits are looked at: of fewer there are more that fit by chance, and
/// for more the table takes room.
const MOST: usize = if cfg!(target_family = "wasm") { 3 } else { 5 };

/// What everything looked for begins with: of three digits, bit 302 is set where a
/// number may begin with `302`.
#[derive(Debug, Clone)]
pub(super) struct Openings {
    /// The first digits alone, which most of a page's digits are none of.
    firsts: u16,
    length: usize,
    bits: Vec<u64>,
}

impl Openings {
    /// Those of all digits of the numbers looked for.
    pub(super) fn of<'d>(numbers: impl Iterator<Item = &'d str> + Clone) -> Self {
        let lengths = numbers.clone().map(str::len);
        let length = lengths.fold(MOST, usize::min);
        let mut bits = vec![0; 10_usize.pow(length as u32) / 64 + 1];
        let mut firsts = 0;
        for digits in numbers {
            firsts |= bit_of_first(digits, 0);
            if let Some(value) = first(&Reader::plain(digits), 0, length)
                && let Some(word) = bits.get_mut(value / 64)
            {
                *word |= 1 << (value % 64);
            }
        }
        Self {
            firsts,
            length,
            bits,
        }
    }

    /// Whether a number looked for may begin at `start`.
    pub(super) fn fit(&self, reader: &Reader<'_>, start: usize) -> bool {
        if self.firsts & bit_of_first(reader.text, start) == 0 {
            return false;
        }
        let word = first(reader, start, self.length).and_then(|value| {
            let word = self.bits.get(value / 64)?;
            Some(word >> (value % 64))
        });
        word.is_some_and(|word| word & 1 == 1)
    }
}

/// The bit of the digit at `start`.
fn bit_of_first(text: &str, start: usize) -> u16 {
    match text.as_bytes().get(start) {
        Some(digit @ b'0'..=b'9') => 1 << (digit - b'0'),
        _ => 0,
    }
}

/// The value of as many digits from `start` on; nothing where there are not so many.
fn first(reader: &Reader<'_>, start: usize, length: usize) -> Option<usize> {
    let mut at = start;
    let mut value = 0;
    let mut missing = length;
    let bytes = reader.text.as_bytes();
    while missing > 0 {
        // Mostly it is to the letter, which takes the processor less time.
        if let Some(byte @ b'0'..=b'9') = bytes.get(at) {
            value = value * 10 + usize::from(byte - b'0');
            missing -= 1;
            at += 1;
            continue;
        }
        let sign = reader.next(at);
        at = sign.to;
        if let Some(digit) = sign.digit(length - missing) {
            value = value * 10 + usize::from(digit - b'0');
            missing -= 1;
        } else if !SPACE.have(sign.kind) && !SEPARATOR.have(sign.kind) {
            return None;
        }
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Matching;
    use crate::number::find::Number;

    fn openings(number: &str) -> Openings {
        let ways = Number::new(number.parse().unwrap(), None).dialled(Matching::default());
        Openings::of(ways.iter().map(|way| way.digits.as_str()))
    }

    #[test]
    fn passes_every_way_to_begin() {
        let openings = openings("+493023125042");
        let fit = |text: &str, start| openings.fit(&Reader::plain(text), start);
        for text in [
            "+49 302",
            "00493",
            "011 49",
            "0 30 231",
            "(0)30-2 3",
            "49 (0)30",
            "03\u{ad}0\x00231",
        ] {
            let start = text.find(|c: char| c.is_ascii_digit()).unwrap();
            assert!(fit(text, start), "{text}");
        }
        for text in ["031", "4911", "03", "0", "04711", "0:30", "03024", ""] {
            assert!(!fit(text, 0), "{text}");
        }
    }

    #[test]
    fn looks_at_no_more_than_the_shortest_has() {
        let numbers = ["4711", "030231"];
        let openings = Openings::of(numbers.into_iter());
        for (text, fits) in [
            ("471", false),
            ("47 11", true),
            ("0302", true),
            ("0303", false),
        ] {
            assert_eq!(openings.fit(&Reader::plain(text), 0), fits, "{text}");
        }
        assert!(!Openings::of(std::iter::empty()).fit(&Reader::plain("030231"), 0));
    }
}
