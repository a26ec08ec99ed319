//! What is to be replaced by what, and the edits that do it.

use std::ops::Range;
use std::str::FromStr;

use super::{E164, E164Error};

/// One number to be shown in place of another.
///
/// Its text form, which the command line takes, is `+FROM=+TO` or
/// `+FROM=+TO:GROUPS`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swap {
    /// The number that the page shows today.
    pub from: E164,
    /// The number to show instead.
    pub to: E164,
    /// How `to` is grouped where the spelling found cannot be kept.
    pub groups: Option<Groups>,
}

/// The national digits of a number in groups: area code, then the subscriber's
/// groups, as `221|4710|137`. No trunk prefix, no country code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups(Vec<String>);

/// A change to a text: the bytes of `range` become `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Byte range in the text searched, on character boundaries.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
    /// Which of the swaps it is, in the order they were given.
    pub swap: usize,
}

/// Finds the numbers of its swaps in any usual spelling and writes their
/// replacements in the style found.
#[derive(Debug, Clone)]
pub struct Swapper {
    swaps: Vec<Swap>,
}

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
}

impl FromStr for Swap {
    type Err = SwapError;

    fn from_str(text: &str) -> Result<Self, SwapError> {
        let (from, to) = text.split_once('=').ok_or(SwapError::NoEquals)?;
        let (to, groups) = match to.split_once(':') {
            Some((to, groups)) => (to, Some(groups)),
            None => (to, None),
        };
        Ok(Self {
            from: from.parse().map_err(SwapError::From)?,
            to: to.parse().map_err(SwapError::To)?,
            groups: groups
                .map(str::parse)
                .transpose()
                .map_err(SwapError::Groups)?,
        })
    }
}

impl FromStr for Groups {
    type Err = GroupsError;

    fn from_str(text: &str) -> Result<Self, GroupsError> {
        let groups: Vec<String> = text.split('|').map(str::to_owned).collect();
        let digits =
            |group: &String| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
        if groups.iter().all(digits) {
            Ok(Self(groups))
        } else {
            Err(GroupsError::NotDigits)
        }
    }
}

impl Swapper {
    /// Prepares the search.
    #[must_use]
    pub fn new(swaps: Vec<Swap>) -> Self {
        Self { swaps }
    }

    /// The edits that swap `text`, from left to right, none overlapping.
    #[must_use]
    pub fn text(&self, _text: &str) -> Vec<Edit> {
        let _ = &self.swaps;
        Vec::new()
    }

    /// The edits that swap a link's address: `tel:`, `callto:` and Skype calls.
    #[must_use]
    pub fn href(&self, _href: &str) -> Vec<Edit> {
        Vec::new()
    }
}

impl Edit {
    /// `text` after all of `edits`.
    #[must_use]
    pub fn apply(_edits: &[Self], text: &str) -> String {
        text.to_owned()
    }
}
