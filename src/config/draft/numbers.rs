//! Numbers as they are written: targets, pools, and what a target becomes.

#[cfg(feature = "schema")]
use crate::config::shape;
use crate::number::Matching;

/// One of the site's own numbers.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Target", deny_unknown_fields))]
pub struct DraftTarget {
    /// The number that the page shows, in E.164 form.
    #[cfg_attr(feature = "schema", schemars(required, with = "shape::Number"))]
    pub number: Option<String>,
    /// How it is spelled, as `0631 41555-000`: where its area code and its direct
    /// dial begin.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Display", default))]
    pub display: Option<String>,
    /// What else is taken for it.
    #[cfg_attr(
        feature = "schema",
        schemars(rename = "match", with = "Matching", default)
    )]
    pub matching: Option<Matching>,
}

/// Numbers that visitors share in time.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Pool", deny_unknown_fields))]
pub struct DraftPool {
    /// The tracking numbers.
    #[cfg_attr(
        feature = "schema",
        schemars(required, with = "Vec<shape::Spelled>", length(min = 1))
    )]
    pub numbers: Option<Vec<Option<DraftNumber>>>,
    /// One of its numbers spelled, as `0631 41555-101`; all of the same length are
    /// spelled alike.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Display", default))]
    pub display: Option<String>,
    /// How long a lease holds after its last renewal, in minutes; 30 when it
    /// is not given.
    #[cfg_attr(
        feature = "schema",
        schemars(
            with = "u64",
            default = "shape::lease_minutes",
            range(min = 1, max = 1440)
        )
    )]
    pub lease_minutes: Option<u64>,
    /// When a visitor's number is asked for: once the target's number is on the
    /// page, which is so when it is not given, comes into view, or is about to be
    /// used.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "crate::config::Occasion", default)
    )]
    pub lease: Option<String>,
    /// What is shown when every number is leased; without it the page's own.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Spelled", default))]
    pub overflow: Option<DraftNumber>,
}

/// A number, alone or with its spelling.
#[derive(Debug, Clone)]
pub enum DraftNumber {
    /// `"+4963141555010"`.
    Text(String),
    /// `{"number": "+4963141555010", "display": "0631 41555-010"}`.
    Spelled {
        /// The number.
        number: Option<String>,
        /// Its spelling.
        display: Option<String>,
    },
}

/// What a target becomes.
#[derive(Debug, Clone)]
pub enum DraftSwap {
    /// `{"pool": name}`.
    Pool(String),
    /// A number, or the text `keep`.
    Number(DraftNumber),
}
