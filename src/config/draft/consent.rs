//! Whose consent counts, as it is written.

#[cfg(feature = "schema")]
use crate::config::shape;

/// Whose consent counts, and for what.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Consent", deny_unknown_fields))]
pub struct DraftConsent {
    /// The consent platform.
    #[cfg_attr(feature = "schema", schemars(required, with = "crate::config::Cmp"))]
    pub cmp: Option<String>,
    /// The service or category in the consent platform whose grant the swap needs;
    /// for `tcf` and `gpp` the IAB vendor id in digits.
    #[cfg_attr(feature = "schema", schemars(required, length(min = 1)))]
    pub service: Option<String>,
    /// For `tcf`, `gpp` and `auto`: the IAB's purposes that must be granted; 1 is
    /// always asked for.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<shape::Purpose>", default))]
    pub purposes: Option<Vec<Option<u64>>>,
    /// The service or category whose grant systems for advertising need, beyond what
    /// the swap needs; for `tcf` and `gpp` purposes, as `3,4`. Without it no consent
    /// for marketing is recorded.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "String", default, length(min = 1))
    )]
    pub marketing: Option<String>,
    /// What the browser's Global Privacy Control means: a refusal, which is so when it
    /// is not given, or nothing.
    #[cfg_attr(feature = "schema", schemars(with = "crate::config::Gpc", default))]
    pub gpc: Option<String>,
    /// When static numbers, which no pool has, are shown; after a grant when it is not
    /// given.
    #[cfg_attr(
        feature = "schema",
        schemars(rename = "static", with = "crate::config::StaticNumbers", default)
    )]
    pub static_numbers: Option<String>,
    /// For `tcf` and `gpp`: what the server wants to see before it leases a number;
    /// nothing when it is not given.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::config::Evidence", default)
    )]
    pub evidence: Option<String>,
}
