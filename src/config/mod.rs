//! `site.json`: the one file that browser and server share.
//!
//! [`Draft`] is what is written in the file; [`check`] turns it into a [`Site`]
//! that holds, or into all of its errors at once.

mod check;
mod draft;
mod public;

use std::collections::BTreeMap;

use crate::{E164, Rule};

pub use check::{ConfigError, ConfigErrors, check};
pub use draft::Draft;
pub use public::PublicSite;

/// A checked site config.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The site's name: the key of everything the server stores for it.
    pub name: String,
    /// The site's hosts in lower case; each with its subdomains.
    pub domains: Vec<String>,
    /// The site's own numbers, by target name.
    pub targets: BTreeMap<String, Target>,
    /// The pools, by name.
    pub pools: BTreeMap<String, Pool>,
    /// The rules, in order.
    pub rules: Vec<Rule>,
    /// Whose consent counts.
    pub consent: Consent,
}

/// One of the site's own numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// The consent platform.
    pub cmp: Cmp,
    /// The service's name in the consent platform; the IAB vendor id for `tcf`.
    pub service: String,
}

/// The consent platforms that the loader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cmp {
    /// Klaro (<https://klaro.org>).
    Klaro,
    /// Any platform that speaks IAB TCF 2.2 or 2.3.
    Tcf,
    /// None: the page calls `telswap.consent(true | false)` itself.
    Manual,
}
