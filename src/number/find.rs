//! One known number at one place of a text, in whatever spelling.
//!
//! Nothing is guessed: the digits must be those of the number looked for, so a
//! page full of article numbers yields none. Whether the number ends where its
//! last digit stands is a second question: see `boundary`.

use super::country::Country;
use super::kind::{Kind, Kinds, SEPARATOR, SPACE};
use super::sign::{FIRST_LETTER, Reader};
use super::{E164, Groups, Matching};

/// A number and what is known of its country.
#[derive(Debug, Clone)]
pub(super) struct Number {
    /// The country code.
    pub code: String,
    /// The digits after the country code.
    pub national: String,
    pub country: Country,
    /// How many of them are the area code, where that is known.
    pub area: Option<usize>,
    /// Whether it is dialled without any prefix where other numbers have one.
    pub alone: bool,
}

/// A way to dial a number: all digits, whatever stands between them.
#[derive(Debug, Clone)]
pub(super) struct Dialled {
    pub digits: String,
    pub prefix: Prefix,
    /// How many digits precede the country code.
    code: usize,
    /// How many precede what follows it, which may be a trunk prefix.
    inner: usize,
    /// How many precede the national ones.
    national: usize,
    /// How many of these are left out.
    skipped: usize,
    /// From which national digit on letters may stand for digits.
    first_letter: usize,
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
    /// `23125042`: the digits behind the area code.
    Local,
}

/// The digits of a number as they stand in a text.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub prefix: Prefix,
    /// Whether a trunk prefix follows the country code, as in `+49 (0)30`.
    pub trunk_after_code: bool,
    /// How many digits are written as letters, as in `1-800-FLOWERS`.
    pub letters: usize,
    /// Where each digit begins and ends.
    spans: [(usize, usize); MOST_DIALLED],
    count: usize,
    code: usize,
    inner: usize,
    national: usize,
    /// How many national digits are left out: the area code's.
    pub skipped: usize,
    /// Where the `-0` ends that calls its switchboard's operator.
    operator: Option<usize>,
}

/// `0011`, three digits of a country code, two of a trunk prefix, and as many of
/// a number as E.164 allows; some to spare.
pub(super) const MOST_DIALLED: usize = 26;

/// What is dialled before a country code: nothing but a sign, or what is usual in
/// most countries, in North America, in Australia (ITU-T Operational Bulletin 994).
const ABROAD: &[&str] = &["", "00", "011", "0011"];

/// How many signs may stand between two digits, white space aside: `) / (`.
pub(super) const MOST_SEPARATORS: usize = 3;

/// Fewer letters are no word that somebody dials.
const FEWEST_LETTERS: usize = 3;

/// Fewer digits behind an area code are found anywhere.
const FEWEST_LOCAL: usize = 5;

impl Number {
    /// The number, and how it is grouped if a site says so.
    pub(super) fn new(number: E164, groups: Option<&Groups>) -> Self {
        let (code, national) = number.split();
        let country = Country::of(code);
        let groups = groups.filter(|_| country.has_areas());
        let first = groups.and_then(|groups| groups.iter().next());
        let area = first.map(<[u8]>::len).filter(|&area| area < national.len());
        Self {
            area: area.or_else(|| country.area(national)),
            alone: country.is_alone(national),
            country,
            code: code.to_owned(),
            national: national.to_owned(),
        }
    }

    /// Whether it may stand without its area code: where that ends is known, and what is
    /// left is long enough.
    #[cfg(feature = "config")]
    pub(super) fn has_local(&self) -> bool {
        let local = Matching {
            local: true,
            ..Matching::default()
        };
        let ways = self.dialled(local);
        ways.iter().any(|way| way.prefix == Prefix::Local)
    }

    /// All ways to dial the number, with its country code and, in its own
    /// country, without.
    pub(super) fn dialled(&self, matching: Matching) -> Vec<Dialled> {
        let (code, country) = (&self.code, &self.country);
        let first_letter = if matching.takes_letters(code) {
            FIRST_LETTER
        } else {
            usize::MAX
        };
        let mut ways = Vec::new();
        let mut add = |prefix, skipped, parts: [&str; 3]| {
            let mut digits = String::new();
            for part in parts {
                digits.push_str(part);
            }
            let national = digits.len();
            digits.push_str(self.national.get(skipped..).unwrap_or_default());
            ways.push(Dialled {
                prefix,
                code: parts[0].len(),
                inner: parts[0].len() + parts[1].len(),
                national,
                skipped,
                first_letter,
                digits,
            });
        };
        for abroad in ABROAD {
            let prefix = match *abroad {
                "" => Prefix::Code,
                _ => Prefix::Abroad,
            };
            // `(0)` is also written where the country has another prefix or none.
            let others = country.trunks.iter().copied().filter(|&trunk| trunk != "0");
            for inner in ["", "0"].into_iter().chain(others) {
                add(prefix, 0, [abroad, code, inner]);
            }
        }
        for trunk in country.trunks {
            add(Prefix::Trunk, 0, ["", "", trunk]);
        }
        if country.bare || self.alone {
            add(Prefix::Bare, 0, ["", "", ""]);
        }
        if let Some(area) = self.area.filter(|_| matching.local)
            && area + FEWEST_LOCAL <= self.national.len()
        {
            add(Prefix::Local, area, ["", "", ""]);
        }
        ways
    }
}

impl Dialled {
    /// Reads these digits from a text, the first at `start`; `plus` says whether
    /// a plus sign belongs to them.
    pub(super) fn read(&self, reader: &Reader<'_>, start: usize, plus: bool) -> Option<Found> {
        if plus && self.prefix != Prefix::Code || self.begins_otherwise(reader, start) {
            return None;
        }
        let mut found = self.digits(reader, start)?;
        if plus {
            found.prefix = Prefix::Plus;
        }
        // Without a sign, `49 30 …`, `4930…` and `(4930) …` can be meant, `493 0…` and
        // `10.312…` cannot. Ukraine's 0 ends its code and is a prefix: `38 (044) …`.
        let mut places = 1..found.count;
        let apart = places.find(|&index| found.is_apart(reader, index));
        let apart = apart.unwrap_or(self.inner);
        let shared = self.digits.as_bytes().get(apart) == Some(&b'0');
        let meant = found.prefix != Prefix::Code
            || self.inner == 1 && self.national == 1
            || apart == self.inner
            || apart + 1 == self.inner && shared
            || reader.next(found.span(apart - 1).1).kind == Kind::Closing;
        meant.then_some(found)
    }

    /// Whether another digit stands at `start` or right behind the first, as for most
    /// ways to dial a number.
    fn begins_otherwise(&self, reader: &Reader<'_>, start: usize) -> bool {
        let (there, digits) = (reader.text.as_bytes(), self.digits.as_bytes());
        (0..2).any(|place| {
            let there = there.get(start + place);
            there.is_some_and(u8::is_ascii_digit) && there != digits.get(place)
        })
    }

    /// These digits as they stand in a text, the first at `start`.
    #[inline(never)]
    fn digits(&self, reader: &Reader<'_>, start: usize) -> Option<Found> {
        let mut found = Found {
            prefix: self.prefix,
            trunk_after_code: self.inner > 0 && self.national > self.inner,
            letters: 0,
            spans: [(0, 0); MOST_DIALLED],
            count: 0,
            code: self.code,
            inner: self.inner,
            national: self.national,
            skipped: self.skipped,
            operator: None,
        };
        let mut at = start;
        for (digit, span) in self.digits.bytes().zip(&mut found.spans) {
            let letters =
                found.count + self.skipped >= self.national.saturating_add(self.first_letter);
            let mut separators = 0;
            let sign = loop {
                let sign = reader.next(at);
                at = sign.to;
                if sign.plain == digit {
                    break sign;
                }
                if letters && sign.key() == Some(digit) {
                    found.letters += 1;
                    break sign;
                }
                let separator = SEPARATOR.have(sign.kind);
                separators += usize::from(separator);
                if !separator && !SPACE.have(sign.kind) || separators > MOST_SEPARATORS {
                    return None;
                }
            };
            *span = (sign.from, sign.to);
            found.count += 1;
        }
        (found.letters == 0 || found.letters >= FEWEST_LETTERS).then_some(found)
    }
}

impl Found {
    /// Where the first digit begins, be it of a prefix.
    pub(super) fn start(&self) -> usize {
        self.span(0).0
    }

    /// Where the country code begins.
    pub(super) fn code(&self) -> usize {
        self.span(self.code).0
    }

    /// Where the country code ends.
    pub(super) fn behind_code(&self) -> usize {
        self.span(self.inner - 1).1
    }

    /// Where a national digit begins and ends; the first has index 0, the first
    /// that is not left out `skipped`.
    pub(super) fn digit(&self, index: usize) -> (usize, usize) {
        self.span((self.national + index).saturating_sub(self.skipped))
    }

    /// Where the first national digit begins.
    pub(super) fn national(&self) -> usize {
        self.span(self.national).0
    }

    /// Where the last digit ends.
    pub(super) fn end(&self) -> usize {
        self.span(self.count - 1).1
    }

    /// Where it ends with what belongs to it.
    pub(super) fn whole_end(&self) -> usize {
        self.operator.unwrap_or(self.end())
    }

    /// Takes the `-0` behind it for a part of it; in a link, the 0 alone too.
    pub(super) fn take_operator(&mut self, reader: &Reader<'_>, link: bool) {
        let stroke = reader.next_but(SPACE, self.end());
        let zero = match stroke.kind {
            Kind::Hyphen | Kind::Dash => reader.next_but(SPACE, stroke.to),
            _ if link => stroke,
            _ => return,
        };
        self.operator = (zero.plain == b'0').then_some(zero.to);
    }

    /// Where a digit stands; the first has index 0.
    fn span(&self, index: usize) -> (usize, usize) {
        self.spans.get(index).copied().unwrap_or_default()
    }

    /// The places between national digits where something visible stands: how
    /// many of them precede it, and what it is.
    pub(super) fn breaks<'t>(&self, reader: &Reader<'t>) -> Vec<(usize, &'t str)> {
        let mut breaks = Vec::new();
        for index in self.national + 1..self.count {
            if self.is_apart(reader, index) {
                let between = reader.part(self.span(index - 1).1, self.span(index).0);
                breaks.push((index - self.national + self.skipped, between));
            }
        }
        breaks
    }

    /// Whether something visible stands before the digit of this index.
    fn is_apart(&self, reader: &Reader<'_>, index: usize) -> bool {
        reader.next(self.span(index - 1).1).from != self.span(index).0
    }
}

/// Where the plus sign stands that belongs to the digit at `start`: right before
/// it, or before it and brackets or spaces.
pub(super) fn plus_before(reader: &Reader<'_>, start: usize) -> Option<usize> {
    const BETWEEN: Kinds = SPACE.and(Kinds::of(&[Kind::Opening]));
    let sign = reader.previous_but(BETWEEN, start);
    (sign.kind == Kind::Plus).then_some(sign.from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(number: &str, text: &str) -> Option<(Prefix, String)> {
        let number = Number::new(number.parse().unwrap(), None);
        let reader = &Reader::plain(text);
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let plus = plus_before(reader, start).is_some();
        let ways = number.dialled(Matching::default());
        let found = ways.iter().find_map(|way| way.read(reader, start, plus))?;
        let digits = text[found.national()..found.end()].chars();
        Some((
            found.prefix,
            digits.filter(char::is_ascii_alphanumeric).collect(),
        ))
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
            "+030 23125042",
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
}
