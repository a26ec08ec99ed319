//! Numbers that visitors share in time.

use std::collections::BTreeMap;

use super::draft::{Draft, DraftPool};
use super::errors::Errors;
use super::names;
use super::numbers::{self, Numbers};
use super::path::{Path, quoted};
use super::{DEFAULT_LEASE_MINUTES, MOST_LEASE_MINUTES, Occasion, Pool};
use crate::number::{Groups, Spelled};

/// Reads the pools.
pub(super) fn pools(
    draft: &Draft,
    numbers: &mut Numbers,
    errors: &mut Errors,
) -> BTreeMap<String, Pool> {
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
    for (index, draft) in written.into_iter().flatten().enumerate() {
        let at = list.index(index);
        let Some(draft) = draft else { continue };
        if let Some(spelled) = numbers::spelled(draft, at, errors) {
            numbers.one_use(spelled.number, numbers::place(draft, &at), errors);
            pooled.push(spelled);
        }
    }
    let overflow_at = at.key("overflow");
    let overflow = draft.overflow.as_ref();
    let mut overflow = overflow.and_then(|draft| {
        let spelled = numbers::spelled(draft, overflow_at, errors)?;
        numbers.overflow(spelled.number, numbers::place(draft, &overflow_at), errors);
        Some(spelled)
    });
    let is_whole = written.is_some_and(|written| written.len() == pooled.len());
    if let Some(pattern) = pattern(draft, &pooled, is_whole, at.key("display"), errors) {
        for spelled in pooled.iter_mut().chain(&mut overflow) {
            let display = spelled.display.take();
            spelled.display = display.or_else(|| pattern.display_of(&spelled.number));
        }
    }
    let lease = draft.lease.as_deref();
    let unknown = ("unknown_occasion", "is no occasion to ask for a number");
    let lease = names::choice(lease, Occasion::NAMED, unknown, at.key("lease"), errors);
    Some(Pool {
        numbers: pooled,
        lease_minutes: lease_minutes(draft.lease_minutes, at.key("lease_minutes"), errors)?,
        lease: lease?,
        overflow,
    })
}

/// The number that the pool's own spelling spells; `is_whole` says that all of its
/// numbers could be read.
fn pattern(
    draft: &DraftPool,
    numbers: &[Spelled],
    is_whole: bool,
    at: Path<'_>,
    errors: &mut Errors,
) -> Option<Spelled> {
    let display = numbers::legible(draft.display.as_deref()?, at, errors)?;
    let spells = |spelled: &&Spelled| Groups::of_display(display, &spelled.number).is_ok();
    match numbers.iter().find(spells) {
        Some(spelled) => Some(Spelled {
            number: spelled.number,
            display: Some(display.to_owned()),
        }),
        None => {
            if is_whole {
                let problem = format!("{} spells none of the pool's numbers", quoted(display));
                errors.add(at, "display_of_none", problem, numbers::SPELL_IT);
            }
            None
        }
    }
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
