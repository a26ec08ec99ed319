//! What is to be replaced by what.

use std::str::FromStr;

use super::sign::pieces;
use super::{E164, E164Error};

/// One number to be shown in place of another.
///
/// Its text form, which the command line takes, is `+FROM=+TO` or
/// `+FROM=+TO:GROUPS`.
///
/// ```
/// use telswap::Swap;
///
/// let swap: Swap = "+4963141555000=+4922155501377:221|55501|377".parse()?;
/// assert_eq!(swap.from.as_str(), "+4963141555000");
/// # Ok::<(), telswap::number::SwapError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swap {
    /// The number that the page shows today.
    pub from: E164,
    /// The number to show instead.
    pub to: E164,
    /// How `to` is grouped where the spelling found cannot be kept. Of groups of
    /// another number, only their lengths count.
    pub groups: Option<Groups>,
}

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
}

/// Why a text is no swap.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SwapError {
    /// There is no `=` between two numbers.
    #[error("a swap is +FROM=+TO or +FROM=+TO:GROUPS")]
    NoEquals,
    /// The number before the `=`.
    #[error("before the =: {0}")]
    From(E164Error),
    /// The number after the `=`.
    #[error("after the =: {0}")]
    To(E164Error),
    /// The groups after the `:`.
    #[error("after the colon: {0}")]
    Groups(GroupsError),
    /// The groups hold other digits than the number.
    #[error(
        "after the colon: the groups are the digits after the country code, neither more nor less"
    )]
    OtherNumber,
}

impl GroupsError {
    /// A name for machines that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotDigits => "groups_not_digits",
        }
    }
}

impl SwapError {
    /// A name for machines that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoEquals => "swap_no_equals",
            Self::From(error) | Self::To(error) => error.code(),
            Self::Groups(error) => error.code(),
            Self::OtherNumber => "groups_other_number",
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

    /// The groups from left to right.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        pieces(self.0.as_bytes(), b'|')
    }
}

impl FromStr for Swap {
    type Err = SwapError;

    fn from_str(text: &str) -> Result<Self, SwapError> {
        let (from, to) = text.split_once('=').ok_or(SwapError::NoEquals)?;
        let (to, groups) = match to.split_once(':') {
            Some((to, groups)) => (to, Some(groups)),
            None => (to, None),
        };
        let swap = Self {
            from: from.parse().map_err(SwapError::From)?,
            to: to.parse().map_err(SwapError::To)?,
            groups: groups
                .map(str::parse)
                .transpose()
                .map_err(SwapError::Groups)?,
        };
        match &swap.groups {
            Some(groups) if !groups.spell(&swap.to) => Err(SwapError::OtherNumber),
            _ => Ok(swap),
        }
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
    fn reads_what_the_command_line_takes() {
        let swap: Swap = "+493023125042=+492214710137:221|4710|137".parse().unwrap();
        assert_eq!(swap.to.as_str(), "+492214710137");
        let groups = swap.groups.unwrap();
        let lengths: Vec<usize> = groups.iter().map(<[u8]>::len).collect();
        assert_eq!(lengths, [3, 4, 3]);
        let swap: Swap = "+12025550142=+12025550187".parse().unwrap();
        assert_eq!(swap.groups, None);
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, code) in [
            ("+493023125042", "swap_no_equals"),
            ("493023125042=+492214710137", "number_no_plus"),
            ("+493023125042=+49", "number_length"),
            ("+493023125042=+492214710137:", "groups_not_digits"),
            ("+493023125042=+492214710137:221/137", "groups_not_digits"),
            (
                "+493023125042=+492214710137:221|4711",
                "groups_other_number",
            ),
            (
                "+493023125042=+492214710137:0221|4710137",
                "groups_other_number",
            ),
        ] {
            assert_eq!(text.parse::<Swap>().unwrap_err().code(), code, "{text}");
        }
    }
}
