//! A quick look at the first digits, which rules out nearly all of a page's.

use super::find::Target;
use super::glyph::{is_invisible, is_separator, is_space};

/// The first three digits of everything looked for: bit 302 is set where a
/// number may begin with `302`.
#[derive(Debug, Clone)]
pub(super) struct Openings([u64; 16]);

impl Openings {
    pub(super) fn of<'a>(targets: impl Iterator<Item = &'a Target>) -> Self {
        let mut openings = Self([0; 16]);
        for opening in targets.flat_map(Target::openings) {
            if let Some((word, bit)) = place(&opening, 0)
                && let Some(word) = openings.0.get_mut(word)
            {
                *word |= bit;
            }
        }
        openings
    }

    /// Whether a number looked for may begin at `start`.
    pub(super) fn fit(&self, text: &str, start: usize) -> bool {
        place(text, start)
            .and_then(|(word, bit)| Some(self.0.get(word)? & bit != 0))
            .unwrap_or(false)
    }
}

/// Which bit of which word stands for the three digits at `start`.
fn place(text: &str, start: usize) -> Option<(usize, u64)> {
    let mut value = 0;
    let mut count = 0;
    for c in text.get(start..)?.chars() {
        match c.to_digit(10) {
            Some(digit) => {
                value = value * 10 + digit as usize;
                count += 1;
            }
            None if is_space(c) || is_separator(c) || is_invisible(c) => {}
            None => return None,
        }
        if count == 3 {
            return Some((value / 64, 1 << (value % 64)));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_every_way_to_begin() {
        let target = Target::new("+493023125042".parse().unwrap());
        let openings = Openings::of([&target].into_iter());
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
            assert!(openings.fit(text, start), "{text}");
        }
        for text in ["031", "4911", "03", "0", "04711", "0:30"] {
            assert!(!openings.fit(text, 0), "{text}");
        }
    }
}
