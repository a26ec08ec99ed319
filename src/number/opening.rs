//! A quick look at the first digits, which rules out nearly all of a page's.

use super::sign::{Kind, Reader, SEPARATOR, SPACE};

/// The first three digits of everything looked for: bit 302 is set where a
/// number may begin with `302`.
#[derive(Debug, Clone)]
pub(super) struct Openings([u64; 16]);

impl Openings {
    pub(super) fn none() -> Self {
        Self([0; 16])
    }

    /// Adds all digits of a number looked for.
    pub(super) fn add(&mut self, digits: &str) {
        let value = first_three(&Reader::plain(digits), 0);
        if let Some(word) = self.0.get_mut(value / 64) {
            *word |= 1 << (value % 64);
        }
    }

    /// Whether a number looked for may begin at `start`.
    pub(super) fn fit(&self, reader: &Reader<'_>, start: usize) -> bool {
        let value = first_three(reader, start);
        let word = self.0.get(value / 64).copied().unwrap_or(0);
        word >> (value % 64) & 1 == 1
    }
}

/// The three digits at `start` as one value, more than they make where there are
/// not so many.
fn first_three(reader: &Reader<'_>, start: usize) -> usize {
    let mut at = start;
    // The digit put before them tells how many there are.
    let mut value = 1;
    while value < 1000 {
        let sign = reader.next(at);
        at = sign.to;
        if sign.kind == Kind::Digit {
            value = value * 10 + usize::from(sign.plain - b'0');
        } else if !SPACE.have(sign.kind) && !SEPARATOR.have(sign.kind) {
            return usize::MAX;
        }
    }
    value - 1000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Matching;
    use crate::number::find::Number;

    #[test]
    fn passes_every_way_to_begin() {
        let ways = Number::new("+493023125042".parse().unwrap(), None).dialled(Matching::default());
        let mut openings = Openings::none();
        for way in ways {
            openings.add(&way.digits);
        }
        let fit = |text: &str, start| openings.fit(&Reader::plain(text), start);
        for text in [
            "+49 30",
            "0049",
            "011 49",
            "0 30 2",
            "(0)30-2",
            "49 (0)30",
            "03\u{ad}02",
        ] {
            let start = text.find(|c: char| c.is_ascii_digit()).unwrap();
            assert!(fit(text, start), "{text}");
        }
        for text in ["031", "4911", "03", "0", "04711", "0:30"] {
            assert!(!fit(text, 0), "{text}");
        }
    }
}
