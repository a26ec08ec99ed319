//! `site.json`: the one file that browser and server share.
//!
//! [`Draft`] is what is written in the file; [`check`] turns it into a [`Site`]
//! that holds, or into all of its errors at once.

mod alternatives;
mod attributes;
mod check;
mod cmp;
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
mod page;
mod path;
mod placed;
mod pools;
mod public;
mod reach;
mod read;
mod rules;
#[cfg(feature = "schema")]
mod schema;
mod selectors;
#[cfg(feature = "schema")]
mod shape;
mod sources;
mod suggest;
mod targets;
mod visits;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::journey::Limits;
use crate::number::{Groups, Matching, Spelled, has_local};
use crate::{Condition, E164, Rule, Sources};

pub use check::check;
pub use cmp::Cmp;
pub use draft::{
    Draft, DraftChannel, DraftCondition, DraftConsent, DraftHost, DraftJourney, DraftNumber,
    DraftPage, DraftPool, DraftRule, DraftSources, DraftSwap, DraftTarget, DraftValues,
};
pub use errors::{ConfigError, ConfigErrors};
pub use placed::Placed;
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
    /// How the engine goes about the page.
    pub page: Page,
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
    /// How it is spelled, where that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
    /// What else is taken for it.
    #[serde(rename = "match", skip_serializing_if = "is_default")]
    pub matching: Matching,
}

impl Target {
    /// Whether its number may stand without its area code.
    fn has_local(&self) -> bool {
        let display = self.display.as_deref();
        let groups = display.and_then(|text| Groups::of_display(text, &self.number).ok());
        has_local(self.number, groups.as_ref())
    }
}

/// Numbers that visitors share in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// Its numbers, at least one, none twice; each spelled as was said of it or of
    /// the pool.
    pub numbers: Vec<Spelled>,
    /// How long a lease holds after its last renewal, in minutes.
    pub lease_minutes: u32,
    /// When a visitor's number is asked for.
    pub lease: Occasion,
    /// What is shown when every number is leased; without it the page's own.
    pub overflow: Option<Spelled>,
}

/// When the engine asks for a visitor's number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Occasion {
    /// Once the target's number is on the page.
    #[default]
    Present,
    /// Once it comes into view.
    Visible,
    /// Once somebody is about to use it.
    Intent,
}

impl Occasion {
    /// Every occasion by its name in `site.json`.
    pub const NAMED: [(&'static str, Self); 3] = [
        ("present", Self::Present),
        ("visible", Self::Visible),
        ("intent", Self::Intent),
    ];
}

/// How the engine goes about the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Page {
    /// When the first numbers are shown.
    #[serde(skip_serializing_if = "is_default")]
    pub after: After,
    /// CSS selectors of the elements in which numbers are shown; none: everywhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<String>,
    /// CSS selectors of the elements that are left alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    /// Whether frames of the same origin are part of the page.
    #[serde(skip_serializing_if = "is_default")]
    pub frames: bool,
    /// Attributes that hold numbers besides `title` and `aria-label`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<String>,
    /// Whether events go to the page's `dataLayer` too.
    #[serde(skip_serializing_if = "is_default")]
    pub data_layer: bool,
}

/// What the first swap waits for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum After {
    /// Until a framework that takes over the server's page is done with it.
    #[default]
    Hydration,
    /// Until the page is loaded.
    Load,
    /// For nothing.
    Immediately,
}

impl After {
    /// Every choice by its name in `site.json`.
    pub const NAMED: [(&'static str, Self); 3] = [
        ("hydration", Self::Hydration),
        ("load", Self::Load),
        ("immediately", Self::Immediately),
    ];
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Whose consent counts, and for what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consent {
    /// The consent platform.
    pub cmp: Cmp,
    /// The service or category in the consent platform whose grant the swap needs; the
    /// IAB vendor id for `tcf` and `gpp`.
    pub service: String,
    /// For `tcf`, `gpp` and `auto`: the IAB's purposes that must be granted besides 1,
    /// which is always asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<u8>,
    /// The service or category whose grant systems for advertising need, beyond what
    /// the swap needs; purposes as `3,4` for `tcf` and `gpp`. Without it no consent for
    /// marketing is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marketing: Option<String>,
    /// What Global Privacy Control means.
    #[serde(skip_serializing_if = "is_default")]
    pub gpc: Gpc,
    /// When static numbers are shown.
    #[serde(rename = "static", skip_serializing_if = "is_default")]
    pub static_numbers: StaticNumbers,
    /// For `tcf` and `gpp`: what the server wants to see before it leases a number.
    #[serde(skip_serializing_if = "is_default")]
    pub evidence: Evidence,
}

impl Consent {
    /// Consent for one service, and all else as usual.
    #[must_use]
    pub fn new(cmp: Cmp, service: impl Into<String>) -> Self {
        Self {
            cmp,
            service: service.into(),
            purposes: Vec::new(),
            marketing: None,
            gpc: Gpc::default(),
            static_numbers: StaticNumbers::default(),
            evidence: Evidence::default(),
        }
    }
}

/// What a browser's Global Privacy Control means
/// (<https://www.w3.org/TR/gpc/>).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Gpc {
    /// A refusal, whatever the consent platform says.
    #[default]
    Veto,
    /// Nothing: only the consent platform's word counts.
    Ignore,
}

impl Gpc {
    /// Every choice by its name in `site.json`.
    pub const NAMED: [(&'static str, Self); 2] = [("veto", Self::Veto), ("ignore", Self::Ignore)];
}

/// When static numbers, which no pool has, are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum StaticNumbers {
    /// After a grant, as all else; `site.json` leaves it out.
    #[default]
    #[cfg_attr(feature = "schema", schemars(skip))]
    Granted,
    /// Before any decision too, chosen by the visit alone; a refusal ends it.
    Immediate,
}

impl StaticNumbers {
    /// Every choice that has a name in `site.json`.
    pub const NAMED: [(&'static str, Self); 1] = [("immediate", Self::Immediate)];
}

/// What the server wants to see before it leases a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Evidence {
    /// Nothing more than the loader's word; `site.json` leaves it out.
    #[default]
    #[cfg_attr(feature = "schema", schemars(skip))]
    Optional,
    /// A TC string that carries the grant.
    Required,
}

impl Evidence {
    /// Every choice that has a name in `site.json`.
    pub const NAMED: [(&'static str, Self); 1] = [("required", Self::Required)];
}
