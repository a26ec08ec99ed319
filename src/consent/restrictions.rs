//! What a publisher restricts its vendors to.

use std::collections::BTreeMap;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::bits::Bits;
use super::error::DecodeError;
use super::vendors::{VendorSet, read_ranges};

/// A purpose that vendors may not follow, or only on one legal basis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// The purpose.
    pub purpose: u8,
    /// How it is restricted.
    pub kind: RestrictionType,
    /// For which vendors.
    pub vendors: VendorSet,
}

/// How a publisher restricts a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RestrictionType {
    /// 0: not allowed at all.
    NotAllowed = 0,
    /// 1: with consent only.
    RequireConsent = 1,
    /// 2: on legitimate interest only; consent does not count.
    RequireLegitimateInterest = 2,
}

impl RestrictionType {
    /// Its name in JSON and text.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::RequireConsent => "require_consent",
            Self::RequireLegitimateInterest => "require_legitimate_interest",
        }
    }
}

const FIELD: &str = "the publisher restrictions";

/// Reads all restrictions: ascending by purpose and type, those of the same
/// purpose and type as one. So there are never more than some two hundred.
pub(super) fn read(bits: &mut Bits<'_>) -> Result<Vec<Restriction>, DecodeError> {
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for _ in 0..bits.number(12, FIELD)? {
        let at = bits.at();
        let purpose = bits.small(6, FIELD)?;
        if purpose == 0 {
            let field = "the purpose of a publisher restriction";
            return Err(DecodeError::ZeroId { at, field });
        }
        let at = bits.at();
        let kind = match bits.small(2, FIELD)? {
            0 => RestrictionType::NotAllowed,
            1 => RestrictionType::RequireConsent,
            2 => RestrictionType::RequireLegitimateInterest,
            _ => return Err(DecodeError::Restriction { at }),
        };
        let found = all.entry((purpose, kind)).or_default();
        read_ranges(bits, u16::MAX, FIELD, found)?;
    }
    let restriction = |((purpose, kind), ranges)| Restriction {
        purpose,
        kind,
        vendors: VendorSet::from_ranges(ranges),
    };
    Ok(all.into_iter().map(restriction).collect())
}

impl Serialize for Restriction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut restriction = serializer.serialize_struct("Restriction", 4)?;
        restriction.serialize_field("purpose", &self.purpose)?;
        restriction.serialize_field("type", &(self.kind as u8))?;
        restriction.serialize_field("type_name", self.kind.name())?;
        restriction.serialize_field("vendors", &self.vendors)?;
        restriction.end()
    }
}
