//! `site.json`: the one file that browser and server share.
//!
//! [`Draft`] is what is written in the file; [`check`] turns it into a [`Site`]
//! that holds, or into all of its errors at once.

mod alternatives;
mod check;
mod condition;
mod consent;
mod domains;
mod draft;
mod effort;
mod errors;
mod fields;
mod journey;
mod json;
mod names;
mod numbers;
mod path;
mod public;
mod reach;
mod read;
mod rules;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "schema")]
mod shape;
mod sources;
mod suggest;
mod visits;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::journey::Limits;
use crate::{Condition, E164, Rule, Sources};

pub use check::check;
pub use draft::{
    Draft, DraftChannel, DraftCondition, DraftConsent, DraftHost, DraftJourney, DraftPool,
    DraftRule, DraftSources, DraftSwap, DraftTarget, DraftValues,
};
pub use errors::{ConfigError, ConfigErrors};
pub use public::{PublicHost, PublicPool, PublicSite, PublicSources};
#[cfg(feature = "schema")]
pub use schema::schema;

/// How long a lease holds when the file does not say, in minutes.
pub const DEFAULT_LEASE_MINUTES: u32 = 30;

/// The longest lease, in minutes: a day.
const MOST_LEASE_MINUTES: u32 = 1440;

/// The longest visit without a page, in minutes: a day.
const MOST_SESSION_MINUTES: u32 = 1440;

/// The longest that a visit is remembered: 13 months, which is how long the CNIL
/// lets audience measurement recognise a visitor
/// (<https://www.cnil.fr/en/sheet-ndeg16-use-analytics-your-websites-and-applications>).
const MOST_DAYS: u32 = 396;

/// TCF 2.3 has the purposes 1 to 11
/// (<https://iabeurope.eu/iab-europe-transparency-consent-framework-policies/>).
const MOST_PURPOSES: u8 = 11;

/// A checked site config.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The site's name: the key of everything the server stores for it.
    pub name: String,
    /// What the site says of sources: its own hosts in lower case, and others'.
    pub sources: Sources,
    /// When a visit ends, and how long it is remembered.
    pub journey: Limits,
    /// The site's own numbers, by target name.
    pub targets: BTreeMap<String, Target>,
    /// The pools, by name.
    pub pools: BTreeMap<String, Pool>,
    /// The rules, in order.
    pub rules: Vec<Rule>,
    /// Whose consent counts.
    pub consent: Consent,
}

impl Site {
    /// The site's hosts in lower case; each with its subdomains.
    #[must_use]
    pub fn domains(&self) -> &[String] {
        &self.sources.own_hosts
    }

    /// What the rules ask for, in order.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.rules.iter().map(|rule| &rule.when)
    }
}

/// One of the site's own numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Target {
    /// The number that the page shows.
    pub number: E164,
}

/// Numbers that visitors share in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// Its numbers, at least one, none twice.
    pub numbers: Vec<E164>,
    /// How long a lease holds after its last renewal, in minutes.
    pub lease_minutes: u32,
    /// What is shown when every number is leased; without it the page's own.
    pub overflow: Option<E164>,
}

/// Whose consent counts, and for which service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consent {
    /// The consent platform.
    pub cmp: Cmp,
    /// The service's name in the consent platform; the IAB vendor id for `tcf`.
    pub service: String,
    /// For `tcf`: the purposes that must be granted besides 1, which is always
    /// asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<u8>,
}

/// The consent platforms that the loader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Cmp {
    /// Klaro (<https://klaro.org>).
    Klaro,
    /// Any platform that speaks IAB TCF 2.2 or 2.3.
    Tcf,
    /// None: the page calls `telswap.consent(true | false)` itself.
    Manual,
}

impl Cmp {
    /// Every consent platform.
    pub const ALL: [Self; 3] = [Self::Klaro, Self::Tcf, Self::Manual];

    /// The name used in `site.json` and in the tag's `data-cmp`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Klaro => "klaro",
            Self::Tcf => "tcf",
            Self::Manual => "manual",
        }
    }
}
