//! Times as a TC string has them.

use std::fmt;

use serde::{Serialize, Serializer};

/// Tenths of a second since 1970-01-01T00:00:00Z, in 36 bits: until 2187.
///
/// In text and JSON RFC 3339 in UTC, as `2026-12-01T00:00:00Z`. Platforms round
/// to the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deciseconds(pub u64);

/// Tenths of a second in a day.
const DAY: u64 = 864_000;

impl fmt::Display for Deciseconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = date(self.0 / DAY);
        let tenths = self.0 % DAY;
        let (hour, minute) = (tenths / 36_000, tenths / 600 % 60);
        let (second, tenth) = (tenths / 10 % 60, tenths % 10);
        write!(f, "{year}-{month:02}-{day:02}T")?;
        write!(f, "{hour:02}:{minute:02}:{second:02}")?;
        if tenth > 0 {
            write!(f, ".{tenth}")?;
        }
        f.write_str("Z")
    }
}

impl Serialize for Deciseconds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The date (proleptic Gregorian) so many days after 1970-01-01.
fn date(days: u64) -> (u64, u64, u64) {
    // Counted from a March 1st, leap days are at the end of a year, of four
    // years, of a hundred and of four hundred.
    let days = days + 719_468;
    let (era, days) = (days / 146_097, days % 146_097);
    let century = (days / 36_524).min(3);
    let days = days - century * 36_524;
    let (quads, days) = (days / 1_461, days % 1_461);
    let single = (days / 365).min(3);
    let days = days - single * 365;
    // From March on, five months have 153 days: 31, 30, 31, 30, 31.
    let month = (5 * days + 2) / 153;
    let day = days - (153 * month + 2) / 5 + 1;
    let year = era * 400 + century * 100 + quads * 4 + single;
    if month < 10 {
        (year, month + 3, day)
    } else {
        (year + 1, month - 9, day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_as_rfc_3339_has_them() {
        for (deciseconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (9, "1970-01-01T00:00:00.9Z"),
            (17_723_231_999, "2026-02-28T23:59:59.9Z"),
            (17_723_232_000, "2026-03-01T00:00:00Z"),
            (17_090_353_456, "2024-02-27T12:02:25.6Z"),
            (68_719_476_735, "2187-10-06T10:21:13.5Z"),
        ] {
            assert_eq!(Deciseconds(deciseconds).to_string(), text);
        }
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let length = |year, month| match month {
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let (mut year, mut month, mut day) = (1970, 1, 1);
        for days in 0..200_000 {
            assert_eq!(date(days), (year, month, day));
            day += 1;
            if day > length(year, month) {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
    }
}
