//! What is to be replaced by what.

use std::str::FromStr;

use super::{E164, E164Error, Groups, GroupsError, Matching};

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
    /// How `from` is grouped: where its area code ends, above all.
    pub own_groups: Option<Groups>,
    /// What else is taken for `from`.
    pub matching: Matching,
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

impl Swap {
    /// One number in place of another, without anything more being known.
    #[must_use]
    pub fn new(from: E164, to: E164) -> Self {
        Self {
            from,
            to,
            groups: None,
            own_groups: None,
            matching: Matching::default(),
        }
    }

    /// The page's own number back in its place.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self {
            from: self.to,
            to: self.from,
            groups: self.own_groups.clone(),
            own_groups: self.groups.clone(),
            matching: self.matching,
        }
    }

    /// The last digits of the number looked for. They are part of each of its
    /// spellings in a text, one after the other, and neither other digits nor letters
    /// stand between them: so most texts are ruled out quickly.
    ///
    /// ```
    /// let swap: telswap::Swap = "+493023125042=+492214710137".parse()?;
    /// assert_eq!(swap.ending(), "125042");
    /// # Ok::<(), telswap::number::SwapError>(())
    /// ```
    #[must_use]
    pub fn ending(&self) -> &str {
        let digits = self.from.digits();
        // Without its area code a number may have no more than five.
        let is_short = self.matching.local || digits.len() < 10;
        let length = if is_short { 4 } else { 6 };
        digits.get(digits.len() - length..).unwrap_or_default()
    }

    /// Whether letters that are printed on a telephone's keys may stand for digits
    /// of the number.
    #[must_use]
    pub fn takes_letters(&self) -> bool {
        self.matching.takes_letters(self.from.split().0)
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
        let from = from.parse().map_err(SwapError::From)?;
        let mut swap = Self::new(from, to.parse().map_err(SwapError::To)?);
        let groups = groups.map(str::parse).transpose();
        swap.groups = groups.map_err(SwapError::Groups)?;
        match &swap.groups {
            Some(groups) if !groups.spell(&swap.to) => Err(SwapError::OtherNumber),
            _ => Ok(swap),
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
