//! Whether a TC string carries consent for a vendor.

use super::restrictions::RestrictionType;
use super::tcf::TcString;
use super::time::Deciseconds;

/// Why a TC string grants nothing to anybody, though it can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Invalid {
    /// It is of the global scope, which ended in 2021: "When a Vendor encounters
    /// a TC String with IsServiceSpecific=0 then it is considered invalid"
    /// ([GPP section 2](https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform/tree/main/Sections/EEA)).
    #[error("it is of the global scope, which is no more: IsServiceSpecific is 0")]
    NotServiceSpecific,
    /// It was created when TCF 2.3 was in force, which makes the segment
    /// mandatory, on 2026-03-01 or later.
    #[error(
        "it has no segment disclosedVendors, which TCF 2.3 asks for in strings created since 2026-03-01"
    )]
    NoDisclosedVendors,
}

impl Invalid {
    /// A name for machines that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotServiceSpecific => "not_service_specific",
            Self::NoDisclosedVendors => "no_disclosed_vendors",
        }
    }

    /// When TCF 2.3 came into force: 2026-03-01T00:00:00Z.
    const DISCLOSED_SINCE: Deciseconds = Deciseconds(17_723_232_000);

    /// What is wrong with a string that says this of itself.
    pub(super) fn of(
        service_specific: bool,
        created: Deciseconds,
        discloses: bool,
    ) -> Option<Self> {
        if !service_specific {
            return Some(Self::NotServiceSpecific);
        }
        let undisclosed = !discloses && created >= Self::DISCLOSED_SINCE;
        undisclosed.then_some(Self::NoDisclosedVendors)
    }
}

/// What a TC string lacks to carry consent for a vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The string is invalid for everyone.
    #[error("the TC string grants nothing: {0}")]
    Invalid(Invalid),
    /// There is no consent to a purpose.
    #[error("there is no consent to purpose {purpose}")]
    Purpose {
        /// The purpose.
        purpose: u8,
    },
    /// There is no consent for the vendor.
    #[error("there is no consent for vendor {vendor}")]
    Vendor {
        /// The vendor.
        vendor: u16,
    },
    /// Nobody told the visitor of the vendor.
    #[error("vendor {vendor} was not disclosed to the visitor")]
    NotDisclosed {
        /// The vendor.
        vendor: u16,
    },
    /// The publisher does not let consent decide.
    #[error("the publisher restricts purpose {purpose} for vendor {vendor}: {}", kind.name())]
    Restricted {
        /// The purpose.
        purpose: u8,
        /// The vendor.
        vendor: u16,
        /// How it is restricted.
        kind: RestrictionType,
    },
}

impl Refusal {
    /// A name for machines that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid(invalid) => invalid.code(),
            Self::Purpose { .. } => "no_purpose_consent",
            Self::Vendor { .. } => "no_vendor_consent",
            Self::NotDisclosed { .. } => "vendor_not_disclosed",
            Self::Restricted { .. } => "purpose_restricted",
        }
    }
}

impl TcString {
    /// Whether it carries consent for a vendor to purpose 1, which is storing on
    /// the device and reading there, and to all these purposes.
    ///
    /// The visitor consented to each of them and to the vendor, was told of the
    /// vendor, and the publisher restricts none of the purposes beyond asking
    /// for consent. A vendor is never taken as disclosed without the segment,
    /// however old the string is. Legitimate interest never counts. It is what
    /// the loader asks of a consent platform's `TCData`.
    ///
    /// # Errors
    /// The first of these that is missing.
    pub fn carries(&self, vendor: u16, purposes: &[u8]) -> Result<(), Refusal> {
        if let Some(invalid) = self.invalid {
            return Err(Refusal::Invalid(invalid));
        }
        let wanted = || [1].into_iter().chain(purposes.iter().copied());
        if let Some(purpose) = wanted().find(|purpose| !self.purpose_consents.contains(*purpose)) {
            return Err(Refusal::Purpose { purpose });
        }
        if !self.vendor_consents.contains(vendor) {
            return Err(Refusal::Vendor { vendor });
        }
        let disclosed = self.disclosed_vendors.as_ref();
        if !disclosed.is_some_and(|disclosed| disclosed.contains(vendor)) {
            return Err(Refusal::NotDisclosed { vendor });
        }
        let restricting = self.publisher_restrictions.iter().find(|restriction| {
            restriction.kind != RestrictionType::RequireConsent
                && wanted().any(|purpose| purpose == restriction.purpose)
                && restriction.vendors.contains(vendor)
        });
        restricting.map_or(Ok(()), |restriction| {
            Err(Refusal::Restricted {
                purpose: restriction.purpose,
                vendor,
                kind: restriction.kind,
            })
        })
    }
}
