//! What has to be known of a country to read its numbers: which digits are
//! dialled inside it, and whether digits may follow a complete number.
//!
//! Codes and prefixes come from `countries.txt`, where their sources are named;
//! `build/` makes lists of it. Area codes are from the national plans that the
//! ITU publishes in "National Numbering Plans".

use super::sign::pieces;

include!(concat!(env!("OUT_DIR"), "/countries.rs"));

/// How the numbers under one country code are written and dialled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Country {
    /// What is dialled before the area code inside the country, the usual prefix
    /// first; none where numbers are dialled whole.
    pub trunks: &'static [&'static str],
    /// Whether the number is also written without it inside the country.
    pub bare: bool,
    /// Whether direct-dial digits of any length may follow a number.
    pub open: bool,
    /// Whether a 0 may follow any number, and calls a switchboard's operator.
    pub operator: bool,
    /// Its part of `AREAS`, or nothing.
    areas: &'static [u8],
    /// Its part of `ALONE`, or nothing.
    alone: &'static [u8],
}

/// How many of a number's digits (without `+`) are its country code.
pub(super) fn code_length(digits: &str) -> usize {
    let short = |length: &usize| {
        let code = digits.get(..*length).unwrap_or_default();
        is_listed(SHORT_CODES, value(code))
    };
    (1..3).find(short).unwrap_or(3)
}

/// The value of a country code.
fn value(code: &str) -> u16 {
    let add = |value: u16, digit: u8| value * 10 + u16::from(digit.wrapping_sub(b'0'));
    code.bytes().fold(0, add)
}

/// Whether a list has a code.
#[inline(never)]
#[expect(
    clippy::manual_contains,
    reason = "it looks at many at once, which is more code for the visitor to load"
)]
fn is_listed(codes: &[u16], code: u16) -> bool {
    codes.iter().any(|&listed| listed == code)
}

impl Country {
    /// The country of a country code.
    pub(super) fn of(code: &str) -> Self {
        let (areas, alone) = (part_of(AREAS, code), part_of(ALONE, code));
        let code = value(code);
        let without = is_listed(WITHOUT_TRUNK, code);
        let mut others = OTHER_TRUNKS.iter();
        let other = others.find_map(|&(other, trunks)| (other == code).then_some(trunks));
        Self {
            trunks: if without {
                &[]
            } else {
                other.unwrap_or(&["0"])
            },
            bare: without || is_listed(BARE, code),
            open: is_listed(OPEN, code),
            operator: is_listed(OPERATOR, code),
            areas,
            alone,
        }
    }

    /// Whether a national number is dialled without any prefix where others have one.
    pub(super) fn is_alone(&self, national: &str) -> bool {
        pieces(self.alone, b' ').any(|pattern| !pattern.is_empty() && fits(pattern, national))
    }

    /// Whether a number may be written without its area code.
    pub(super) fn has_areas(&self) -> bool {
        !self.trunks.is_empty() || !self.areas.is_empty()
    }

    /// How many digits the area code of a national number has; `None` where all
    /// of the country's numbers are written alike, or that is not known here.
    pub(super) fn area(&self, national: &str) -> Option<usize> {
        for section in pieces(self.areas, b':') {
            let mut patterns = pieces(section, b' ');
            let length = usize::from(patterns.next()?.first()? - b'0');
            let mut all = true;
            for pattern in patterns {
                if fits(pattern, national) {
                    return Some(length);
                }
                all = false;
            }
            if all {
                return Some(length);
            }
        }
        None
    }
}

/// A country code's part of a table.
#[inline(never)]
fn part_of(table: &'static str, code: &str) -> &'static [u8] {
    let mut parts = pieces(table.as_bytes(), b';');
    let part = parts.find_map(|part| part.strip_prefix(code.as_bytes())?.strip_prefix(b":"));
    part.unwrap_or_default()
}

/// Whether a number begins as a pattern says, in which `?` is any digit.
#[inline(never)]
fn fits(pattern: &[u8], national: &str) -> bool {
    let mut pairs = pattern.iter().zip(national.as_bytes());
    let same = pairs.all(|(&wanted, &digit)| wanted == b'?' || wanted == digit);
    same && pattern.len() <= national.len()
}

/// Area codes by length: the country code, then each length with the digits that
/// such an area code begins with, `?` for any; the first fit counts. No digits:
/// all others.
const AREAS: &str = "\
    1:3;\
    30:2 21:3;\
    33:1;\
    41:3 80 90:2;\
    31:1 6:2 10 13 15 20 23 24 26 30 33 35 36 38 40 43 45 46 50 53 55 58 7 85 88:3;\
    32:3 45 46 47 48 49 80 90:1 2 3 4 9:2;\
    39:2 02 06:3 01? 0?0 0?1 0?5 0?9 3 8:4;\
    43:1 1:3 316 463 512 64 65 66 67 68 69 72 732 8 9:4;\
    44:2 2:3 11 1?1 3 5 8 9:4;\
    46:1 8:2 10 11 13 16 18 19 20 21 23 26 31 33 35 36 40 42 44 46 54 60 63 7 90:3;\
    48:3 45 50 51 53 57 60 66 69 72 73 78 79 80 88:2;\
    49:2 30 40 69 89:3 ??1 15 16 17 202 203 208 209 212 214 228 234 335 340 345 355 365 \
    375 385 395 700 800 900 906:4;\
    61:4 13 18:3 4:1;\
    64:3 50 80 90:2 2:1;\
    353:4 18????????:1 1:3 402 404 504 505:2;\
    7:3 495 499 812 800 9;\
    52:2 33 55 56 81:3;\
    55:3 ?0:2;\
    81:3 120 570 800:2 45 50 52 70 75 80 90:1 3 6;\
    82:4 15 16 18:1 2:2;\
    86:3 400 800 1??????????:2 10 2:3;\
    90:3;\
    971:3 600 700 800 900:2 5:1";

/// The country code of an ISO 3166-1 country, as `49` for `DE`.
pub(super) fn code_of_iso(country: &str) -> Option<&'static str> {
    ISO.split(' ').find_map(|entry| {
        let (iso, code) = entry.split_at_checked(2)?;
        iso.eq_ignore_ascii_case(country).then_some(code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_off_the_country_code() {
        for (digits, length) in [
            ("12025550142", 1),
            ("493023125042", 2),
            ("35312345678", 3),
            ("77012345678", 1),
            ("", 3),
        ] {
            assert_eq!(code_length(digits), length, "{digits}");
        }
    }

    #[test]
    fn knows_what_is_dialled_inside() {
        for (digits, trunk, bare, open) in [
            ("49302312", &["0"][..], false, true),
            ("44207946", &["0"], false, false),
            ("12025550", &[], true, false),
            ("39065550", &[], true, true),
            ("34910555", &[], true, false),
            ("36123456", &["06"], true, false),
            ("79161234", &["8"], true, false),
            ("37061234567", &["0", "8"], true, false),
            ("23561234567", &[], true, false),
            ("88123456789", &["0"], false, false),
        ] {
            let country = Country::of(&digits[..code_length(digits)]);
            assert_eq!(
                (country.trunks, country.bare, country.open),
                (trunk, bare, open),
                "{digits}"
            );
        }
    }

    #[test]
    fn measures_area_codes() {
        for (digits, area) in [
            ("493023125042", Some(2)),
            ("492214710137", Some(3)),
            ("491713920042", Some(3)),
            ("4963411234", Some(4)),
            ("442079460018", Some(2)),
            ("441214960123", Some(3)),
            ("441632960123", Some(4)),
            ("390655501234", Some(2)),
            ("390115550123", Some(3)),
            ("12025550142", Some(3)),
            ("34910555142", None),
        ] {
            let (code, national) = digits.split_at(code_length(digits));
            assert_eq!(Country::of(code).area(national), area, "{digits}");
        }
    }

    #[test]
    fn knows_numbers_without_a_prefix() {
        for (digits, alone) in [
            ("611300555142", true),
            ("61255501234", false),
            ("3531800555142", true),
            ("35318005551", false),
            ("551155500142", true),
            ("558005550142", false),
            ("49800555011", false),
            ("12025550142", false),
        ] {
            let (code, national) = digits.split_at(code_length(digits));
            assert_eq!(Country::of(code).is_alone(national), alone, "{digits}");
        }
    }

    #[test]
    fn finds_a_country_by_its_letters() {
        assert_eq!(code_of_iso("de"), Some("49"));
        assert_eq!(code_of_iso("CA"), Some("1"));
        assert_eq!(code_of_iso("XK"), Some("383"));
        assert_eq!(code_of_iso("ZW"), Some("263"));
        assert_eq!(code_of_iso("XX"), None);
        assert_eq!(code_of_iso(""), None);
        assert_eq!(code_of_iso("é"), None);
    }
}
