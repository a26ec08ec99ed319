//! From what is written in the file to a config that holds.

use std::collections::BTreeMap;

use super::consent::consent;
use super::draft::{Draft, DraftPool, DraftTarget};
use super::errors::{ConfigErrors, Errors};
use super::journey::journey;
use super::names;
use super::numbers::{Numbers, read as read_number};
use super::path::Path;
use super::sources::sources;
use super::{DEFAULT_LEASE_MINUTES, MOST_LEASE_MINUTES, Pool, Site, Target, json, read, rules};

/// Reads and checks a `site.json`.
///
/// # Errors
/// All errors at once, each with its place, what is wrong and what would be
/// right. Where the text is no JSON, that alone.
///
/// ```
/// let errors = telswap::config::check(r#"{ "site": "Hof Kaffee", "domain": [] }"#).unwrap_err();
/// let first = &errors.0[0];
/// assert_eq!((first.path.as_str(), first.code), ("domain", "unknown_field"));
/// assert_eq!(first.hint, r#"did you mean "domains"?"#);
/// ```
pub fn check(json: &str) -> Result<Site, ConfigErrors> {
    let json = json::parse(json).map_err(|error| ConfigErrors(vec![error]))?;
    let mut errors = Errors::default();
    let draft = read::draft(&json, &mut errors);
    match site(&draft, &mut errors) {
        Some(site) if errors.is_empty() => Ok(site),
        _ => Err(errors.into_all()),
    }
}

/// The site that a draft describes; whatever is `None` has been noted.
fn site(draft: &Draft, errors: &mut Errors) -> Option<Site> {
    let root = Path::Root;
    let mut numbers = Numbers::default();
    let name = names::site(draft.site.as_deref(), root.key("site"), errors);
    let (sources, visits) = sources(draft, errors);
    let targets = targets(draft, &mut numbers, errors);
    let pools = pools(draft, &mut numbers, errors);
    let journey = journey(draft.journey.as_ref(), root.key("journey"), errors);
    let rules = rules::rules(draft, &visits, &mut numbers, errors);
    let consent = consent(draft.consent.as_ref(), root.key("consent"), errors);
    Some(Site {
        name: name?,
        sources,
        journey,
        targets,
        pools,
        rules,
        consent: consent?,
    })
}

fn targets(draft: &Draft, numbers: &mut Numbers, errors: &mut Errors) -> BTreeMap<String, Target> {
    let root = Path::Root;
    let at = root.key("targets");
    let targets = draft.targets.as_deref();
    if targets.is_some_and(<[_]>::is_empty) {
        let hint = r#"name at least one number on the page, as { "main": { "number": "+4963141555000" } }"#;
        errors.add(at, "no_targets", "there is no target", hint);
    }
    let mut read = |(name, target): &(String, DraftTarget)| {
        let at = at.key(name);
        names::check(name, at, errors);
        let at = at.key("number");
        let number = read_number(target.number.as_deref()?, at, errors)?;
        numbers.one_use(number, at, errors);
        Some((name.clone(), Target { number }))
    };
    targets
        .unwrap_or_default()
        .iter()
        .filter_map(&mut read)
        .collect()
}

fn pools(draft: &Draft, numbers: &mut Numbers, errors: &mut Errors) -> BTreeMap<String, Pool> {
    let root = Path::Root;
    let at = root.key("pools");
    let mut pools = BTreeMap::new();
    for (name, draft) in draft.pools.as_deref().unwrap_or_default() {
        let at = at.key(name);
        names::check(name, at, errors);
        if let Some(pool) = pool(draft, at, numbers, errors) {
            pools.insert(name.clone(), pool);
        }
    }
    pools
}

fn pool(
    draft: &DraftPool,
    at: Path<'_>,
    numbers: &mut Numbers,
    errors: &mut Errors,
) -> Option<Pool> {
    let list = at.key("numbers");
    let written = draft.numbers.as_deref();
    if written.is_some_and(<[_]>::is_empty) {
        let hint = r#"give it at least one, as ["+4963141555101"], or remove the pool"#;
        errors.add(list, "empty_pool", "the pool has no numbers", hint);
    }
    let mut pooled = Vec::new();
    for (index, text) in written?.iter().enumerate() {
        let at = list.index(index);
        if let Some(number) = text
            .as_deref()
            .and_then(|text| read_number(text, at, errors))
        {
            numbers.one_use(number, at, errors);
            pooled.push(number);
        }
    }
    let overflow_at = at.key("overflow");
    let overflow = draft
        .overflow
        .as_deref()
        .and_then(|text| read_number(text, overflow_at, errors));
    if let Some(number) = overflow {
        numbers.overflow(number, overflow_at, errors);
    }
    Some(Pool {
        numbers: pooled,
        lease_minutes: lease_minutes(draft.lease_minutes, at.key("lease_minutes"), errors)?,
        overflow,
    })
}

fn lease_minutes(written: Option<u64>, at: Path<'_>, errors: &mut Errors) -> Option<u32> {
    let minutes = written.unwrap_or(u64::from(DEFAULT_LEASE_MINUTES));
    let fits = u32::try_from(minutes).ok();
    let minutes_allowed = fits.filter(|minutes| (1..=MOST_LEASE_MINUTES).contains(minutes));
    if minutes_allowed.is_none() {
        let problem = format!("{minutes} minutes are no lease");
        let hint = format!("write 1 to {MOST_LEASE_MINUTES}; {DEFAULT_LEASE_MINUTES} is usual");
        errors.add(at, "invalid_lease_minutes", problem, hint);
    }
    minutes_allowed
}
