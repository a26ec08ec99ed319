//! What the browser may know of a site: no pool's numbers, no secrets.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Consent, Occasion, Page, Site, Target, is_default};
use crate::journey::Limits;
use crate::source::{ChannelRule, Kind};
use crate::{Rule, Sources};

/// The public part of a [`Site`], in the shape of `site.json`: what
/// `GET /v1/site.json` answers.
///
/// ```
/// use telswap::config::{PublicSite, check};
///
/// let site = check(r#"{
///     "site": "hof-kaffee", "domains": ["hof-kaffee.de"],
///     "targets": { "main": { "number": "+4963141555000" } },
///     "pools": { "web": { "numbers": ["+4963141555101"] } },
///     "rules": [{ "id": "everyone", "swap": { "main": { "pool": "web" } } }],
///     "consent": { "cmp": "klaro", "service": "call-tracking" }
/// }"#)?;
/// let public = serde_json::to_string(&PublicSite::from(&site))?;
/// assert!(public.contains(r#""pools":{"web":{"lease_minutes":30}}"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicSite {
    /// The site's name.
    pub site: String,
    /// The site's hosts in lower case; each with its subdomains.
    pub domains: Vec<String>,
    /// What the site says of sources itself.
    #[serde(skip_serializing_if = "PublicSources::is_empty")]
    pub sources: PublicSources,
    /// When a visit ends, and how long it is remembered.
    pub journey: Limits,
    /// The site's own numbers, by target name.
    pub targets: BTreeMap<String, Target>,
    /// The pools, by name, without their numbers.
    pub pools: BTreeMap<String, PublicPool>,
    /// The rules, in order.
    pub rules: Vec<Rule>,
    /// Whose consent counts.
    pub consent: Consent,
    /// How the engine goes about the page.
    #[serde(skip_serializing_if = "is_default")]
    pub page: Page,
}

/// What the browser may know of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PublicPool {
    /// How long a lease holds after its last renewal, in minutes.
    pub lease_minutes: u32,
    /// When a visitor's number is asked for.
    #[serde(skip_serializing_if = "is_default")]
    pub lease: Occasion,
}

/// What a site says of sources itself, in the shape of `site.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicSources {
    /// Hosts that send visitors.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub hosts: BTreeMap<String, PublicHost>,
    /// What `utm_source` says, and the source that it is.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub aliases: BTreeMap<String, String>,
    /// Channels that go before those of the default channel group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<ChannelRule>,
}

/// A host that sends visitors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PublicHost {
    /// What kind of source it is.
    pub kind: Kind,
    /// The source's name.
    pub source: String,
}

impl PublicSources {
    /// Whether the site says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hosts.is_empty() && self.aliases.is_empty() && self.channels.is_empty()
    }
}

impl From<&Sources> for PublicSources {
    fn from(sources: &Sources) -> Self {
        let Sources {
            own_hosts: _,
            hosts,
            aliases,
            channels,
        } = sources;
        let host = |known: &crate::source::KnownHost| {
            let (kind, source) = (known.kind, known.source.clone());
            (known.host.clone(), PublicHost { kind, source })
        };
        let alias = |alias: &crate::source::Alias| (alias.utm_source.clone(), alias.source.clone());
        Self {
            hosts: hosts.iter().map(host).collect(),
            aliases: aliases.iter().map(alias).collect(),
            channels: channels.clone(),
        }
    }
}

impl From<&Site> for PublicSite {
    fn from(site: &Site) -> Self {
        // Field by field: a field that is new must be let out on purpose.
        let Site {
            name,
            sources,
            journey,
            targets,
            pools,
            rules,
            consent,
            page,
        } = site;
        let public = |(name, pool): (&String, &super::Pool)| {
            let public = PublicPool {
                lease_minutes: pool.lease_minutes,
                lease: pool.lease,
            };
            (name.clone(), public)
        };
        Self {
            site: name.clone(),
            domains: sources.own_hosts.clone(),
            sources: PublicSources::from(sources),
            journey: *journey,
            targets: targets.clone(),
            pools: pools.iter().map(public).collect(),
            rules: rules.clone(),
            consent: consent.clone(),
            page: page.clone(),
        }
    }
}
