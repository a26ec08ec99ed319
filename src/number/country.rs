//! What has to be known of a country to read its numbers: which digits are
//! dialled inside it, and whether digits may follow a complete number.
//!
//! Sources: the country codes and national prefixes of ITU-T E.164's annexes
//! (Operational Bulletins 994 and 1114: "List of ITU-T Recommendation E.164
//! assigned country codes", "Dialling procedures"), area codes from the
//! national plans that the ITU publishes in "National Numbering Plans".

use super::sign::pieces;

/// How the numbers under one country code are written and dialled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Country {
    /// What is dialled before the area code inside the country; may be empty.
    pub trunk: &'static str,
    /// Whether the number is also written without it inside the country.
    pub bare: bool,
    /// Whether direct-dial digits of any length may follow a number.
    pub open: bool,
    /// Its part of `AREAS`, or nothing.
    areas: &'static [u8],
}

/// Country codes of one digit and of two; all others have three.
const SHORT_CODES: &[u16] = &[
    1, 7, 20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54,
    55, 56, 57, 58, 60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
];

/// No prefix inside the country: the number is always dialled whole. Italy is
/// here since its leading 0 belongs to the number, North America since its 1 is
/// also its country code.
const WITHOUT_TRUNK: &[u16] = &[
    1, 30, 34, 39, 45, 47, 52, 56, 57, 65, 216, 220, 221, 222, 223, 224, 225, 226, 227, 228, 229,
    230, 235, 236, 237, 238, 239, 240, 241, 242, 245, 253, 257, 267, 268, 269, 297, 298, 299, 350,
    351, 352, 354, 356, 357, 371, 372, 376, 377, 378, 420, 423, 501, 502, 503, 504, 505, 506, 507,
    509, 592, 597, 670, 673, 674, 675, 679, 687, 689, 852, 853, 960, 965, 968, 973, 974, 975, 992,
    998,
];

/// The prefix exists, but numbers are widely written without it.
const OFTEN_BARE: &[u16] = &[
    7, 36, 48, 55, 58, 63, 66, 90, 91, 98, 370, 375, 380, 971, 972, 994,
];

/// Numbers of differing lengths, where more digits may be a direct dial.
const OPEN: &[u16] = &[39, 43, 46, 49, 62, 352, 358, 381, 385];

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
        let mut areas = pieces(AREAS.as_bytes(), b';');
        let areas = areas.find_map(|areas| {
            let areas = areas.strip_prefix(code.as_bytes())?;
            areas.strip_prefix(b":")
        });
        let code = value(code);
        let bare = is_listed(WITHOUT_TRUNK, code);
        Self {
            trunk: match code {
                _ if bare => "",
                7 => "8",
                36 => "06",
                375 => "80",
                _ => "0",
            },
            bare: bare || is_listed(OFTEN_BARE, code),
            open: is_listed(OPEN, code),
            areas: areas.unwrap_or_default(),
        }
    }

    /// How many digits the area code of a national number has; `None` where all
    /// of the country's numbers are written alike, or that is not known here.
    pub(super) fn area(&self, national: &str) -> Option<usize> {
        let national = national.as_bytes();
        for section in pieces(self.areas, b':') {
            let mut patterns = pieces(section, b' ');
            let length = usize::from(patterns.next()?.first()? - b'0');
            let mut all = true;
            for pattern in patterns {
                let mut pairs = pattern.iter().zip(national);
                let same = pairs.all(|(&wanted, &digit)| wanted == b'?' || wanted == digit);
                if same && pattern.len() <= national.len() {
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
    353:4 18????????:1 1:3 402 404 504 505:2";

/// Country codes by ISO 3166-1 country, for `--country`.
const ISO: &str = "AE971 AR54 AT43 AU61 BE32 BG359 BR55 CA1 CH41 CL56 CN86 CO57 CY357 CZ420 DE49 \
    DK45 EE372 ES34 FI358 FR33 GB44 GR30 HK852 HR385 HU36 IE353 IL972 IN91 IS354 IT39 JP81 KR82 \
    LI423 LT370 LU352 LV371 MC377 MT356 MX52 MY60 NL31 NO47 NZ64 PH63 PL48 PT351 RO40 RS381 RU7 \
    SA966 SE46 SG65 SI386 SK421 TH66 TR90 TW886 UA380 US1 VN84 ZA27";

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
            ("49302312", "0", false, true),
            ("44207946", "0", false, false),
            ("12025550", "", true, false),
            ("39065550", "", true, true),
            ("34910555", "", true, false),
            ("36123456", "06", true, false),
            ("79161234", "8", true, false),
        ] {
            let country = Country::of(&digits[..code_length(digits)]);
            assert_eq!(
                (country.trunk, country.bare, country.open),
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
    fn finds_a_country_by_its_letters() {
        assert_eq!(code_of_iso("de"), Some("49"));
        assert_eq!(code_of_iso("CA"), Some("1"));
        assert_eq!(code_of_iso("XX"), None);
        assert_eq!(code_of_iso(""), None);
        assert_eq!(code_of_iso("é"), None);
    }
}
