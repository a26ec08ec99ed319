//! What a site's own word on sources means for its visits.

use std::collections::{BTreeMap, BTreeSet};

use super::domains::Hosts;
use crate::source::{click_id_names, source_names};
use crate::{Sources, Visit, classify};

/// What can be true of a visit to the site.
pub(super) struct Visits {
    /// From these no visit comes.
    pub(super) own_hosts: Hosts,
    /// The names, in lower case, that no source has since each is written as another
    /// one, and this other one.
    pub(super) renamed: BTreeMap<String, String>,
}

impl Visits {
    pub(super) fn to(own_hosts: Hosts, sources: &Sources) -> Self {
        let mut renamed = BTreeMap::new();
        if !sources.aliases.is_empty() {
            let found = Found::by(sources);
            for alias in &sources.aliases {
                let name = alias.utm_source.to_ascii_lowercase();
                if !found.can_be(&name, &own_hosts) {
                    renamed.insert(name, alias.source.clone());
                }
            }
        }
        Self { own_hosts, renamed }
    }
}

/// The sources that visits have by other ways than a `utm_source` of that name.
struct Found {
    /// In lower case.
    names: BTreeSet<String>,
    hosts: Hosts,
}

impl Found {
    fn by(sources: &Sources) -> Self {
        let clicked = click_id_names().map(|id| source_of(&format!("?{id}=1"), ""));
        let hosts = sources.hosts.iter();
        let named = hosts.clone().map(|host| host.source.clone());
        let meant = sources.aliases.iter().map(|alias| alias.source.clone());
        let known = source_names().map(str::to_owned);
        let names = known.chain(clicked).chain(named).chain(meant);
        Self {
            names: names.map(|name| name.to_ascii_lowercase()).collect(),
            hosts: Hosts::of(hosts.map(|host| host.host.as_str())),
        }
    }

    fn can_be(&self, name: &str, own_hosts: &Hosts) -> bool {
        // GA4's words for what is not there are in brackets.
        if name.starts_with('(') || self.names.contains(name) {
            return true;
        }
        // A host that nobody knows is the source of those it refers.
        let is_other = !own_hosts.have(name) && !self.hosts.have(name);
        is_other && name.contains('.') && source_of("", &format!("https://{name}/")) == name
    }
}

fn source_of(landing: &str, referrer: &str) -> String {
    let visit = Visit { landing, referrer };
    classify(&visit, Sources::NONE).source.into_owned()
}
