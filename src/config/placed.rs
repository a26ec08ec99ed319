//! All numbers of a site, each with its place in the file.

use std::collections::BTreeMap;

use super::path::Path;
use super::{Site, Target};
use crate::{E164, Outcome};

/// A number of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<'a> {
    /// Where it is written: `pools.web.numbers[1]`.
    pub path: String,
    /// The number.
    pub number: E164,
    /// In place of whose number it is shown; none for a target's own.
    pub instead_of: Option<&'a Target>,
}

impl Site {
    /// All numbers: the targets' own, the pools', the rules'.
    ///
    /// ```
    /// let site = telswap::config::check(r#"{
    ///     "site": "hof-kaffee", "domains": ["hof-kaffee.de"],
    ///     "targets": { "main": { "number": "+4963141555000" } },
    ///     "pools": { "web": { "numbers": ["+4963141555101"] } },
    ///     "rules": [{ "id": "everyone", "swap": { "main": { "pool": "web" } } }],
    ///     "consent": { "cmp": "klaro", "service": "call-tracking" }
    /// }"#)?;
    /// let paths: Vec<String> = site.numbers().into_iter().map(|placed| placed.path).collect();
    /// assert_eq!(paths, ["targets.main.number", "pools.web.numbers[0]"]);
    /// # Ok::<(), telswap::config::ConfigErrors>(())
    /// ```
    #[must_use]
    pub fn numbers(&self) -> Vec<Placed<'_>> {
        let mut numbers = Vec::new();
        let mut note = |at: Path<'_>, number: E164, instead_of| {
            numbers.push(Placed {
                path: at.to_string(),
                number,
                instead_of,
            });
        };
        let root = Path::Root;
        let at = root.key("targets");
        for (name, target) in &self.targets {
            let at = at.key(name);
            note(at.key("number"), target.number, None);
        }
        let served = self.served_by_pools();
        let at = root.key("pools");
        for (name, pool) in &self.pools {
            let at = at.key(name);
            let target = served.get(name.as_str()).copied();
            let list = at.key("numbers");
            for (index, pooled) in pool.numbers.iter().enumerate() {
                note(list.index(index), pooled.number, target);
            }
            if let Some(overflow) = &pool.overflow {
                note(at.key("overflow"), overflow.number, target);
            }
        }
        let at = root.key("rules");
        for (index, rule) in self.rules.iter().enumerate() {
            let rule_at = at.index(index);
            let at = rule_at.key("swap");
            for (name, outcome) in &rule.swap {
                if let Outcome::Number(shown) = outcome {
                    note(at.key(name), shown.number, self.targets.get(name));
                }
            }
        }
        numbers
    }

    /// The targets that ask for their number without its area code, which is not known
    /// to end anywhere: no country's plan says it here, nor does a `display`.
    #[must_use]
    pub fn local_without_area(&self) -> Vec<Placed<'_>> {
        let root = Path::Root;
        let at = root.key("targets");
        let mut numbers = Vec::new();
        for (name, target) in &self.targets {
            if target.matching.local && !target.has_local() {
                let at = at.key(name);
                let at = at.key("match");
                numbers.push(Placed {
                    path: at.key("local").to_string(),
                    number: target.number,
                    instead_of: None,
                });
            }
        }
        numbers
    }

    /// The target of each pool: a pool serves one.
    fn served_by_pools<'a>(&'a self) -> BTreeMap<&'a str, &'a Target> {
        let swaps = self.rules.iter().flat_map(|rule| &rule.swap);
        let served = |(name, outcome): &'a (String, Outcome)| match outcome {
            Outcome::Pool(pool) => Some((pool.as_str(), self.targets.get(name)?)),
            Outcome::Number(_) | Outcome::Keep => None,
        };
        swaps.filter_map(served).collect()
    }
}
