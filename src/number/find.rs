//! One known number at one place of a text, in whatever spelling.
//!
//! Nothing is guessed: the digits must be those of the number looked for, so a
//! page full of article numbers yields none. Whether the number ends where its
//! last digit stands is a second question: see `boundary`.

use super::E164;
use super::country::Country;
use super::glyph::{is_invisible, is_opening, is_plus, is_separator, is_space, keypad, previous};

/// A number to look for.
#[derive(Debug, Clone)]
pub(super) struct Target {
    number: E164,
    code: usize,
    pub country: Country,
    /// Whether it may stand without its country code.
    pub domestic: bool,
}

/// The digits of a target as they stand in a text.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Where the first digit begins, be it of a prefix.
    pub start: usize,
    /// What stands before the national digits.
    pub prefix: Prefix,
    /// Whether a trunk prefix follows the country code, as in `+49 (0)30`.
    pub trunk_after_code: bool,
    /// How many digits are written as letters, as in `1-800-FLOWERS`.
    pub letters: usize,
    /// The national digits: where each begins and ends.
    spans: [(usize, usize); 15],
    count: usize,
}

/// How a number begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    /// `+49 30`
    Plus,
    /// `0049 30`: the prefix for calls abroad, then the country code.
    Abroad,
    /// `49 30`, `1-202`: the country code alone.
    Code,
    /// `030`, `(0)30`: the prefix for calls inside the country.
    Trunk,
    /// `910 555 142`: the national digits alone.
    Bare,
}

/// What is dialled before a country code: in most countries, in North America,
/// in Australia (ITU-T Operational Bulletin 994).
const ABROAD: [&str; 3] = ["00", "011", "0011"];

/// How many signs may stand between two digits, white space aside: `) / (`.
const MOST_SEPARATORS: usize = 3;

/// Letters stand for digits only behind the area code or `800`.
const FIRST_LETTER: usize = 3;

/// Fewer letters are no word that somebody dials.
const FEWEST_LETTERS: usize = 3;

impl Target {
    pub(super) fn new(number: E164) -> Self {
        let (country, code) = Country::of(number.digits());
        Self {
            number,
            code,
            country,
            domestic: true,
        }
    }

    /// The country code.
    pub(super) fn code(&self) -> &str {
        self.number.digits().get(..self.code).unwrap_or_default()
    }

    /// The digits after the country code.
    pub(super) fn national(&self) -> &str {
        self.number.digits().get(self.code..).unwrap_or_default()
    }

    /// All digits, country code included.
    pub(super) fn digits(&self) -> &str {
        self.number.digits()
    }

    /// The digits with which the number may begin in a text: at least three of
    /// each way to write it.
    pub(super) fn openings(&self) -> impl Iterator<Item = String> {
        let (code, national, trunk) = (self.code(), self.national(), self.country.trunk);
        let abroad = ABROAD.map(|prefix| [prefix, code, national]);
        let others = [
            [code, national, ""],
            [code, "0", national],
            [code, trunk, national],
            [trunk, national, ""],
            [national, "", ""],
        ];
        abroad.into_iter().chain(others).map(|parts| parts.concat())
    }

    /// Reads this number from `text`, its first digit at `start`.
    pub(super) fn read(&self, text: &str, start: usize) -> Option<Found> {
        let walk = Walk { text, at: start };
        let found = self
            .read_abroad(walk)
            .or_else(|| self.read_code(walk))
            .or_else(|| self.read_domestic(walk))?;
        let word = found.letters == 0 || found.letters >= FEWEST_LETTERS;
        word.then_some(found)
    }

    /// The prefix for calls abroad with which `head` begins, up to this country's
    /// code.
    pub(super) fn abroad_prefix(&self, head: &str) -> &'static str {
        let fits = |prefix: &&&str| {
            let mut walk = Walk { text: head, at: 0 };
            walk.digits(prefix)
                .and_then(|()| walk.digits(self.code()))
                .is_some()
        };
        ABROAD.iter().find(fits).copied().unwrap_or_default()
    }

    fn read_abroad(&self, walk: Walk<'_>) -> Option<Found> {
        let prefix = |prefix: &&str| {
            let mut walk = walk;
            walk.digits(prefix)?;
            walk.digits(self.code())?;
            self.read_after_code(walk)
        };
        let found = ABROAD.iter().find_map(prefix)?;
        Some(found.beginning(walk.at, Prefix::Abroad))
    }

    fn read_code(&self, walk: Walk<'_>) -> Option<Found> {
        let mut behind = walk;
        behind.digits(self.code())?;
        let found = self.read_after_code(behind)?;
        if plus_before(walk.text, walk.at).is_some() {
            return Some(found.beginning(walk.at, Prefix::Plus));
        }
        // Without a sign, only `49 30 …` and `4930…` can be meant: not `493 0…`.
        let apart = visible(walk.text, behind.at, found.first());
        let whole = apart || !visible(walk.text, behind.at, found.end());
        (whole || self.code() == "1").then(|| found.beginning(walk.at, Prefix::Code))
    }

    fn read_after_code(&self, walk: Walk<'_>) -> Option<Found> {
        let with_trunk = |trunk: &str| {
            let mut walk = walk;
            walk.digits(trunk)?;
            let found = walk.national(self.national())?;
            Some(Found {
                trunk_after_code: true,
                ..found
            })
        };
        // `(0)` is also written where the country has another prefix or none.
        { walk }
            .national(self.national())
            .or_else(|| with_trunk("0"))
            .or_else(|| with_trunk(self.country.trunk))
    }

    fn read_domestic(&self, walk: Walk<'_>) -> Option<Found> {
        if !self.domestic {
            return None;
        }
        let trunk = || {
            let mut behind = walk;
            behind.digits(self.country.trunk)?;
            let found = behind.national(self.national())?;
            Some(found.beginning(walk.at, Prefix::Trunk))
        };
        let bare = || {
            let found = { walk }.national(self.national())?;
            Some(found.beginning(walk.at, Prefix::Bare))
        };
        let trunk = (!self.country.trunk.is_empty()).then(trunk).flatten();
        trunk.or_else(|| self.country.bare.then(bare).flatten())
    }
}

impl Found {
    /// Where the last digit ends.
    pub(super) fn end(&self) -> usize {
        self.spans().last().map_or(self.start, |span| span.1)
    }

    /// Where the first national digit begins.
    pub(super) fn first(&self) -> usize {
        self.spans().first().map_or(self.start, |span| span.0)
    }

    /// The national digits: where each begins and ends.
    pub(super) fn spans(&self) -> &[(usize, usize)] {
        self.spans.get(..self.count).unwrap_or_default()
    }

    /// The places between national digits where something visible stands: how
    /// many digits precede it, and what it is.
    pub(super) fn breaks<'t>(&self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        let pairs = self.spans().iter().zip(self.spans().iter().skip(1));
        pairs.enumerate().filter_map(move |(index, (left, right))| {
            let between = text.get(left.1..right.0)?;
            let seen = between.chars().any(|c| !is_invisible(c));
            seen.then_some((index + 1, between))
        })
    }

    /// The same with every place changed, as from a decoded text to its source.
    pub(super) fn at(mut self, place: impl Fn(usize) -> usize) -> Self {
        self.start = place(self.start);
        for span in &mut self.spans {
            *span = (place(span.0), place(span.1));
        }
        self
    }

    fn beginning(mut self, start: usize, prefix: Prefix) -> Self {
        self.start = start;
        self.prefix = prefix;
        self
    }
}

/// Where the plus sign stands that belongs to the digit at `start`: before it,
/// or before it and a bracket or space.
pub(super) fn plus_before(text: &str, start: usize) -> Option<usize> {
    let mut at = start;
    while let Some((c, begin)) = previous(text, at) {
        if is_plus(c) {
            return Some(begin);
        }
        if !is_opening(c) && !is_space(c) {
            return None;
        }
        at = begin;
    }
    None
}

fn visible(text: &str, from: usize, to: usize) -> bool {
    let between = text.get(from..to).unwrap_or_default();
    between
        .chars()
        .any(|c| !is_invisible(c) && !c.is_ascii_digit())
}

/// A way through a text from digit to digit.
#[derive(Clone, Copy)]
struct Walk<'t> {
    text: &'t str,
    at: usize,
}

impl Walk<'_> {
    /// Steps over these digits.
    fn digits(&mut self, digits: &str) -> Option<()> {
        for digit in digits.bytes() {
            self.step(digit, false)?;
        }
        Some(())
    }

    /// Steps over the national digits and remembers where they stand.
    fn national(mut self, digits: &str) -> Option<Found> {
        let mut found = Found {
            start: self.at,
            prefix: Prefix::Bare,
            trunk_after_code: false,
            letters: 0,
            spans: [(0, 0); 15],
            count: 0,
        };
        for (digit, span) in digits.bytes().zip(&mut found.spans) {
            let (begin, letter) = self.step(digit, found.count >= FIRST_LETTER)?;
            *span = (begin, self.at);
            found.count += 1;
            found.letters += usize::from(letter);
        }
        Some(found)
    }

    /// Steps over one digit and what stands before it: where it begins, and
    /// whether it is a letter.
    fn step(&mut self, digit: u8, letters: bool) -> Option<(usize, bool)> {
        let mut separators = 0;
        let rest = self.text.get(self.at..)?;
        for (offset, c) in rest.char_indices() {
            let begin = self.at + offset;
            let is_digit = c == char::from(digit);
            if is_digit || letters && keypad(c) == Some(digit) {
                self.at = begin + c.len_utf8();
                return Some((begin, !is_digit));
            }
            if is_separator(c) && separators < MOST_SEPARATORS {
                separators += 1;
            } else if !is_space(c) && !is_invisible(c) {
                return None;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(number: &str, text: &str) -> Option<(Prefix, String)> {
        let target = Target::new(number.parse().unwrap());
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let found = target.read(text, start)?;
        let digits = found.spans().iter().map(|&(from, to)| &text[from..to]);
        Some((found.prefix, digits.collect()))
    }

    #[test]
    fn tells_prefixes_apart() {
        for (text, prefix) in [
            ("+49 30 23125042", Prefix::Plus),
            ("+ (49) 30 23125042", Prefix::Plus),
            ("+49 (0) 30 23125042", Prefix::Plus),
            ("0049 30 23125042", Prefix::Abroad),
            ("011 49 30 23125042", Prefix::Abroad),
            ("49 30 23125042", Prefix::Code),
            ("493023125042", Prefix::Code),
            ("030 23125042", Prefix::Trunk),
            ("(0) 30 23125042", Prefix::Trunk),
        ] {
            let digits = "3023125042".to_owned();
            assert_eq!(
                read("+493023125042", text),
                Some((prefix, digits)),
                "{text}"
            );
        }
        for text in [
            "30 23125042",
            "4930 23125042",
            "030 2312504",
            "030 … 23125042",
        ] {
            assert_eq!(read("+493023125042", text), None, "{text}");
        }
    }

    #[test]
    fn knows_other_trunk_prefixes() {
        for (number, text, prefix) in [
            ("+12025550142", "1 202 555 0142", Prefix::Code),
            ("+12025550142", "(202) 555-0142", Prefix::Bare),
            ("+390655501234", "06 5550 1234", Prefix::Bare),
            ("+3612345678", "06 1 234 5678", Prefix::Trunk),
            ("+3612345678", "+36 (06) 1 234 5678", Prefix::Plus),
            ("+74951234567", "8 (495) 123-45-67", Prefix::Trunk),
            ("+48225550142", "(0 22) 555 01 42", Prefix::Trunk),
        ] {
            assert_eq!(read(number, text).unwrap().0, prefix, "{text}");
        }
    }

    #[test]
    fn reads_words_as_digits() {
        let (_, digits) = read("+18003569377", "1-800-FLOWERS").unwrap();
        assert_eq!(digits, "800FLOWERS");
        assert!(read("+18003569377", "1-800-356937S").is_none());
        assert!(read("+18003569377", "FLO-356-9377").is_none());
    }

    #[test]
    fn keeps_foreign_numbers_whole() {
        let mut target = Target::new("+493023125042".parse().unwrap());
        target.domestic = false;
        assert!(target.read("030 23125042", 0).is_none());
        assert!(target.read("0049 30 23125042", 0).is_some());
    }
}
