//! The whole checked site in the shape of `site.json`.
//!
//! The core gives no such thing away, so that no server ever sends a pool's
//! numbers by mistake; here it goes back to whoever has the file anyway.

use std::collections::BTreeMap;

use serde::Serialize;
use telswap::config::{Consent, Pool, PublicSources, Site, Target};
use telswap::journey::Limits;
use telswap::{E164, Rule};

/// A [`Site`], every default filled in.
#[derive(Serialize)]
pub struct WholeSite<'a> {
    site: &'a str,
    domains: &'a [String],
    #[serde(skip_serializing_if = "PublicSources::is_empty")]
    sources: PublicSources,
    journey: Limits,
    targets: &'a BTreeMap<String, Target>,
    pools: BTreeMap<&'a str, WholePool<'a>>,
    rules: &'a [Rule],
    consent: &'a Consent,
}

#[derive(Serialize)]
struct WholePool<'a> {
    numbers: &'a [E164],
    lease_minutes: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    overflow: Option<E164>,
}

impl<'a> From<&'a Site> for WholeSite<'a> {
    fn from(site: &'a Site) -> Self {
        let whole = |pool: &'a Pool| WholePool {
            numbers: &pool.numbers,
            lease_minutes: pool.lease_minutes,
            overflow: pool.overflow,
        };
        Self {
            site: &site.name,
            domains: site.domains(),
            sources: PublicSources::from(&site.sources),
            journey: site.journey,
            targets: &site.targets,
            pools: site
                .pools
                .iter()
                .map(|(name, pool)| (name.as_str(), whole(pool)))
                .collect(),
            rules: &site.rules,
            consent: &site.consent,
        }
    }
}
