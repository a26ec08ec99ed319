//! What a site says of sources itself.

use super::condition::{self, condition};
use super::domains::{self, Hosts};
use super::draft::{Draft, DraftChannel, DraftHost, DraftSources};
use super::errors::Errors;
use super::names;
use super::path::{Path, quoted};
use super::reach::Reach;
use super::visits::Visits;
use crate::Sources;
use crate::journey::By;
use crate::source::{Alias, ChannelRule, Kind, KnownHost};

/// Reads the site's hosts and what it says of others, and what follows from it for
/// visits.
pub(super) fn sources(draft: &Draft, errors: &mut Errors) -> (Sources, Visits) {
    let root = Path::Root;
    let own = domains::domains(draft.domains.as_deref(), root.key("domains"), errors);
    let own_hosts = Hosts::of(own.iter().map(String::as_str));
    let mut sources = Sources::own(own);
    let at = root.key("sources");
    let Some(draft) = &draft.sources else {
        let visits = Visits::to(own_hosts, &sources);
        return (sources, visits);
    };
    sources.hosts = hosts(draft, &own_hosts, at.key("hosts"), errors);
    sources.aliases = aliases(draft, at.key("aliases"), errors);
    let visits = Visits::to(own_hosts, &sources);
    sources.channels = channels(draft, &visits, at.key("channels"), errors);
    (sources, visits)
}

fn hosts(
    draft: &DraftSources,
    own_hosts: &Hosts,
    at: Path<'_>,
    errors: &mut Errors,
) -> Vec<KnownHost> {
    let mut hosts: Vec<KnownHost> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (written, DraftHost { kind, source }) in draft.hosts.as_deref().unwrap_or_default() {
        let at = at.key(written);
        let kind = kind
            .as_deref()
            .and_then(|kind| self::kind(kind, at.key("kind"), errors));
        if let Some(source) = source {
            names::check(source, at.key("source"), errors);
        }
        let Some(host) = domains::other(written, at, errors) else {
            continue;
        };
        if own_hosts.have(&host) {
            let hint = "remove it here or in \"domains\": own pages start no source";
            errors.add(at, "own_host", "this is one of the site's domains", hint);
        }
        if !seen.insert(host.clone()) {
            let problem = format!("{} is in the list already", quoted(&host));
            errors.add(at, "duplicate_host", problem, "remove one of the two");
        }
        hosts.extend(kind.map(|kind| KnownHost {
            source: source.clone().unwrap_or_else(|| domains::name(written)),
            host,
            kind,
        }));
    }
    hosts
}

fn kind(name: &str, at: Path<'_>, errors: &mut Errors) -> Option<Kind> {
    let kind = Kind::from_name(name);
    if kind.is_none() {
        let problem = format!("{} is no kind of source", quoted(name));
        let names = Kind::NAMED.into_iter().map(|(name, _)| name);
        errors.unknown(at, "unknown_kind", problem, name, names);
    }
    kind
}

fn aliases(draft: &DraftSources, at: Path<'_>, errors: &mut Errors) -> Vec<Alias> {
    let mut aliases: Vec<Alias> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (written, source) in draft.aliases.as_deref().unwrap_or_default() {
        let at = at.key(written);
        alias(written, at, errors);
        if !seen.insert(written.to_ascii_lowercase()) {
            let problem = format!("{} is there already, in other letters", quoted(written));
            errors.add(at, "duplicate_alias", problem, "remove one of the two");
        }
        let Some(source) = source else { continue };
        alias(source, at, errors);
        if source.eq_ignore_ascii_case(written) {
            let hint = "write the source that it is, as \"chatgpt\", or remove it";
            errors.add(at, "alias_of_itself", "this is the same name", hint);
        }
        aliases.push(Alias {
            utm_source: written.clone(),
            source: source.clone(),
        });
    }
    aliases
}

fn alias(name: &str, at: Path<'_>, errors: &mut Errors) {
    names::check(name, at, errors);
    if name.contains('*') {
        let hint = "write each name whole: a * stands for itself here";
        errors.add(at, "star_in_name", "a name of a source has no star", hint);
    }
}

fn channels(
    draft: &DraftSources,
    visits: &Visits,
    at: Path<'_>,
    errors: &mut Errors,
) -> Vec<ChannelRule> {
    let mut rules = Vec::new();
    let mut reach = Reach::of("sources.channels");
    let written = draft.channels.as_deref().unwrap_or_default();
    for (index, DraftChannel { when, channel }) in written.iter().enumerate() {
        let at = at.index(index);
        let when = when
            .as_ref()
            .and_then(|when| condition(when, visits, at.key("when"), errors));
        let channel = channel
            .as_deref()
            .and_then(|slug| condition::channel(slug, at.key("channel"), errors));
        let read = when.as_ref().map(|when| (By::default(), when));
        reach.check(index, read, ["channel"].into_iter(), at, errors);
        rules.extend(
            when.zip(channel)
                .map(|(when, channel)| ChannelRule { when, channel }),
        );
    }
    rules
}
