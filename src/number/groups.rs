//! How a number's digits are grouped.

use std::str::FromStr;

use super::find::{Number, plus_before};
use super::kind::{Kind, Kinds, SPACE};
use super::sign::{Reader, pieces};
use super::{E164, Matching};

/// The national digits of a number in groups: area code, then the subscriber's
/// groups, as `221|4710|137`. No trunk prefix, no country code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups(String);

/// Why a text is no list of groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GroupsError {
    /// A group is empty or holds something other than digits.
    #[error("groups are digits with | between them, as in 631|41555|010")]
    NotDigits,
    /// The text does not spell the number.
    #[error("it spells another number, or has more in it than one number")]
    OtherNumber,
}

impl GroupsError {
    /// A name for machines that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotDigits => "groups_not_digits",
            Self::OtherNumber => "display_other_number",
        }
    }
}

impl Groups {
    /// Whether these are the groups of `number`: all of its digits after the
    /// country code.
    ///
    /// ```
    /// use telswap::number::{E164, Groups};
    ///
    /// let number: E164 = "+4922155501377".parse()?;
    /// assert!("221|55501|377".parse::<Groups>()?.spell(&number));
    /// assert!(!"0221|55501|377".parse::<Groups>()?.spell(&number));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn spell(&self, number: &E164) -> bool {
        let digits = self.0.bytes().filter(|&byte| byte != b'|');
        digits.eq(number.split().1.bytes())
    }

    /// The groups in which a number is written, in any spelling that is found in
    /// its own country.
    ///
    /// # Errors
    /// [`GroupsError::OtherNumber`] where it is not this number that is written
    /// there, or something else as well.
    ///
    /// ```
    /// use telswap::number::{E164, Groups};
    ///
    /// let number: E164 = "+4922155501377".parse()?;
    /// let groups: Groups = "221|55501|377".parse()?;
    /// for display in ["0221 55501-377", "+49 221 55501-377", "(0221) 55501 377"] {
    ///     assert_eq!(Groups::of_display(display, &number), Ok(groups.clone()));
    /// }
    /// assert!(Groups::of_display("0221 55501-378", &number).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_display(display: &str, number: &E164) -> Result<Self, GroupsError> {
        let reader = &Reader::plain(display);
        Self::read(reader, number).ok_or(GroupsError::OtherNumber)
    }

    fn read(reader: &Reader<'_>, number: &E164) -> Option<Self> {
        const BEFORE: Kinds = SPACE.and(Kinds::of(&[Kind::Opening, Kind::Plus]));
        const BEHIND: Kinds = SPACE.and(Kinds::of(&[Kind::Closing]));
        let start = reader.next_but(BEFORE, 0).from;
        let plus = plus_before(reader, start).is_some();
        let number = Number::new(*number, None);
        let letters = Matching {
            letters: Some(true),
            ..Matching::default()
        };
        let ways = number.dialled(letters);
        let found = ways.iter().find_map(|way| way.read(reader, start, plus))?;
        if reader.next_but(BEHIND, found.end()).kind != Kind::End {
            return None;
        }
        let mut groups = String::new();
        let mut rest = number.national.as_str();
        let mut done = 0;
        for (index, _) in found.breaks(reader) {
            let (group, others) = rest.split_at_checked(index - done)?;
            groups.push_str(group);
            groups.push('|');
            rest = others;
            done = index;
        }
        groups.push_str(rest);
        Some(Self(groups))
    }

    /// The groups from left to right.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        pieces(self.0.as_bytes(), b'|')
    }
}

impl FromStr for Groups {
    type Err = GroupsError;

    fn from_str(text: &str) -> Result<Self, GroupsError> {
        let mut groups = text.split('|');
        if groups.all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()))
        {
            Ok(Self(text.to_owned()))
        } else {
            Err(GroupsError::NotDigits)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_read_from_any_spelling() {
        for (number, display, groups) in [
            ("+4963141555010", "0631 41555-010", "631|41555|010"),
            (
                "+4963141555010",
                "+49 (0)631 / 41 555 010",
                "631|41|555|010",
            ),
            ("+4963141555010", "(0 631) 41555010", "631|41555010"),
            ("+4963141555010", "063141555010", "63141555010"),
            ("+12025550142", "(202) 555-0142", "202|555|0142"),
            ("+12025550142", "1-202-555-0142", "202|555|0142"),
            ("+18003569377", "1-800-FLOWERS", "800|3569377"),
            ("+390655501234", "+39 06 5550 1234", "06|5550|1234"),
            ("+33199001234", "01 99 00 12 34", "1|99|00|12|34"),
            ("+34910555142", "910 555 142", "910|555|142"),
            ("+74951234567", "8 (495) 123-45-67", "495|123|45|67"),
        ] {
            let number = number.parse().unwrap();
            let read = Groups::of_display(display, &number).unwrap();
            assert!(read.spell(&number));
            assert_eq!(read.0, groups, "{display}");
        }
    }

    #[test]
    fn are_of_one_number_only() {
        let number = "+4963141555010".parse().unwrap();
        for display in [
            "",
            "0631 41555-011",
            "0631 41555-01",
            "0631 41555-010-1",
            "Tel. 0631 41555-010",
            "0631 41555-010 (Büro)",
            "0631 41555-010, 0631 41555-010",
            "631 41555-010",
        ] {
            let read = Groups::of_display(display, &number);
            assert_eq!(read, Err(GroupsError::OtherNumber), "{display}");
        }
    }
}
