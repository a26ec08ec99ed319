//! What the browser may know of a site: no pool's numbers, no secrets.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Consent, Site, Target};
use crate::Rule;

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
    /// The site's own numbers, by target name.
    pub targets: BTreeMap<String, Target>,
    /// The pools, by name, without their numbers.
    pub pools: BTreeMap<String, PublicPool>,
    /// The rules, in order.
    pub rules: Vec<Rule>,
    /// Whose consent counts.
    pub consent: Consent,
}

/// What the browser may know of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PublicPool {
    /// How long a lease holds after its last renewal, in minutes.
    pub lease_minutes: u32,
}

impl From<&Site> for PublicSite {
    fn from(site: &Site) -> Self {
        // Field by field: a field that is new must be let out on purpose.
        let Site {
            name,
            domains,
            targets,
            pools,
            rules,
            consent,
        } = site;
        let public = |(name, pool): (&String, &super::Pool)| {
            let lease_minutes = pool.lease_minutes;
            (name.clone(), PublicPool { lease_minutes })
        };
        Self {
            site: name.clone(),
            domains: domains.clone(),
            targets: targets.clone(),
            pools: pools.iter().map(public).collect(),
            rules: rules.clone(),
            consent: consent.clone(),
        }
    }
}
