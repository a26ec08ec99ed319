//! The whole checked site in the shape of `site.json`.
//!
//! The core gives no such thing away, so that no server ever sends a pool's
//! numbers by mistake; here it goes back to whoever has the file anyway.

use std::collections::BTreeMap;

use serde::Serialize;
use telswap::Rule;
use telswap::config::{After, Consent, Occasion, Page, Pool, PublicSources, Site, Target};
use telswap::journey::Limits;
use telswap::number::Spelled;

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
    page: WholePage<'a>,
}

#[derive(Serialize)]
struct WholePool<'a> {
    numbers: &'a [Spelled],
    lease_minutes: u32,
    lease: Occasion,
    #[serde(skip_serializing_if = "Option::is_none")]
    overflow: Option<&'a Spelled>,
}

#[derive(Serialize)]
struct WholePage<'a> {
    after: After,
    /// Without it, everywhere: there is no list of that.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    include: &'a [String],
    exclude: &'a [String],
    frames: bool,
    attributes: &'a [String],
    data_layer: bool,
}

impl<'a> From<&'a Site> for WholeSite<'a> {
    fn from(site: &'a Site) -> Self {
        let whole = |pool: &'a Pool| WholePool {
            numbers: &pool.numbers,
            lease_minutes: pool.lease_minutes,
            lease: pool.lease,
            overflow: pool.overflow.as_ref(),
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
            page: WholePage::from(&site.page),
        }
    }
}

impl<'a> From<&'a Page> for WholePage<'a> {
    fn from(page: &'a Page) -> Self {
        let Page {
            after,
            include,
            exclude,
            frames,
            attributes,
            data_layer,
        } = page;
        Self {
            after: *after,
            include,
            exclude,
            frames: *frames,
            attributes,
            data_layer: *data_layer,
        }
    }
}
