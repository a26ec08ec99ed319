//! What can be wrong with a consent string, and where.

use std::fmt;

use super::gpp;

/// A place in a consent string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// The section's id, in a GPP string behind its header.
    pub section: Option<u16>,
    /// Which of the segments that are parted by dots, from 1 on.
    pub segment: usize,
    /// What that segment is: `header`, `core`, `disclosedVendors`,
    /// `allowedVendors`, `publisherTC`, `gpc`, `uspv1`, or `unknown`.
    pub name: &'static str,
    /// The bit in this segment, from 0 on: six for a character, or eight where
    /// a section is written as it is.
    pub bit: usize,
}

impl Place {
    /// The beginning of a segment.
    pub(super) fn new(section: Option<u16>, segment: usize, name: &'static str) -> Self {
        Self {
            section,
            segment,
            name,
            bit: 0,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bit {} of segment {}", self.bit, self.segment)?;
        write!(f, " ({})", self.name)?;
        let Some(section) = self.section else {
            return Ok(());
        };
        write!(f, " of section {section}")?;
        gpp::name(section).map_or(Ok(()), |name| write!(f, " ({name})"))
    }
}

/// Why a text is no consent string that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// There is nothing.
    #[error("{at}: there is nothing; a TC string begins with C, a GPP string with D")]
    Empty {
        /// Where it should be.
        at: Place,
    },
    /// A character that is none of base64url's, or none of a GPP string's.
    #[error("{at}: {found:?} does not belong there; {}", right_character(*found))]
    Character {
        /// Its first bit.
        at: Place,
        /// The character.
        found: char,
    },
    /// It ends before it is complete.
    #[error("{at}: it ends before {field} does; was it cut off?")]
    Truncated {
        /// Where it ends.
        at: Place,
        /// What is missing or incomplete.
        field: &'static str,
    },
    /// Another version, or none of these strings at all.
    #[error("{at}: {field} is {found}, and {right} is what can be read")]
    Version {
        /// Where it says so.
        at: Place,
        /// The name of what has the version.
        field: &'static str,
        /// The version found.
        found: u8,
        /// What it should be.
        right: &'static str,
    },
    /// A letter of a language or country that is none.
    #[error("{at}: a letter of {field} is {found}; letters are 0 to 25, for A to Z")]
    Letter {
        /// Where the letter stands.
        at: Place,
        /// What it is a letter of.
        field: &'static str,
        /// The number found.
        found: u8,
    },
    /// An id that is zero: ids begin at one.
    #[error("{at}: {field} is 0; ids begin with 1")]
    ZeroId {
        /// Where the id stands.
        at: Place,
        /// What has the id.
        field: &'static str,
    },
    /// A range whose end comes before its start.
    #[error("{at}: a range goes from {start} to {end}; it has to ascend")]
    Range {
        /// Where the range begins.
        at: Place,
        /// Its first id.
        start: u16,
        /// Its last id.
        end: u16,
    },
    /// A vendor beyond the last one that the list says it has.
    #[error("{at}: vendor {id} is listed, though the list says that it ends with {max}")]
    BeyondMaximum {
        /// Where the vendor or its range begins.
        at: Place,
        /// The vendor.
        id: u16,
        /// The list's last vendor.
        max: u16,
    },
    /// A publisher restriction of a type that is not defined.
    #[error("{at}: a publisher restriction is of type 3; there are 0, 1 and 2")]
    Restriction {
        /// Where the type stands.
        at: Place,
    },
    /// Something behind the end.
    #[error("{at}: a bit is set behind the last field; only zeros can follow there")]
    Trailing {
        /// The first bit that is set.
        at: Place,
    },
    /// A segment of a type that is not known, or that cannot stand there.
    #[error("{at}: the segment is of type {found}; {right}")]
    SegmentType {
        /// Where the type stands.
        at: Place,
        /// The type found.
        found: u8,
        /// Which types there are.
        right: &'static str,
    },
    /// A segment that was there before.
    #[error("{at}: this segment is there twice; each can be there once")]
    SegmentTwice {
        /// The second one.
        at: Place,
    },
    /// A section's id that is none.
    #[error("{at}: a section's id is beyond 65535; the header is broken")]
    SectionId {
        /// Where the id stands.
        at: Place,
    },
    /// Not as many sections as the header lists.
    #[error("{at}: the header lists {listed} sections, and {found} follow it")]
    SectionCount {
        /// Where the header lists them.
        at: Place,
        /// How many it lists.
        listed: u32,
        /// How many there are.
        found: usize,
    },
    /// A value that a field of section 7 cannot have.
    #[error("{at}: {field} is {found}; {right}")]
    Value {
        /// Where the field stands.
        at: Place,
        /// The field.
        field: &'static str,
        /// The value found.
        found: u8,
        /// Which values there are.
        right: &'static str,
    },
    /// Section 6 is not four characters, as in `1YNN`.
    #[error("{at}: a US Privacy string has four characters, as 1YNN: 1, then Y, N or - for each")]
    UsPrivacy {
        /// Where the first wrong or missing character stands.
        at: Place,
    },
}

fn right_character(found: char) -> &'static str {
    match found {
        '=' => "these strings are written without padding",
        '+' | '/' => "this is base64url, with - and _ in place of + and /",
        '~' => "it parts the sections of a GPP string, which begins with D",
        found if found.is_whitespace() => "there are no spaces or line ends in or around it",
        _ => "base64url is A to Z, a to z, 0 to 9, - and _",
    }
}

impl DecodeError {
    /// A name for machines that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "consent_empty",
            Self::Character { .. } => "consent_character",
            Self::Truncated { .. } => "consent_truncated",
            Self::Version { .. } => "consent_version",
            Self::Letter { .. } => "consent_letter",
            Self::ZeroId { .. } => "consent_zero_id",
            Self::Range { .. } => "consent_range",
            Self::BeyondMaximum { .. } => "consent_beyond_maximum",
            Self::Restriction { .. } => "consent_restriction",
            Self::Trailing { .. } => "consent_trailing",
            Self::SegmentType { .. } => "consent_segment_type",
            Self::SegmentTwice { .. } => "consent_segment_twice",
            Self::SectionId { .. } => "consent_section_id",
            Self::SectionCount { .. } => "consent_section_count",
            Self::Value { .. } => "consent_value",
            Self::UsPrivacy { .. } => "consent_us_privacy",
        }
    }

    /// Where it is wrong.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::Empty { at }
            | Self::Character { at, .. }
            | Self::Truncated { at, .. }
            | Self::Version { at, .. }
            | Self::Letter { at, .. }
            | Self::ZeroId { at, .. }
            | Self::Range { at, .. }
            | Self::BeyondMaximum { at, .. }
            | Self::Restriction { at }
            | Self::Trailing { at }
            | Self::SegmentType { at, .. }
            | Self::SegmentTwice { at }
            | Self::SectionId { at }
            | Self::SectionCount { at, .. }
            | Self::Value { at, .. }
            | Self::UsPrivacy { at } => *at,
        }
    }
}
