//! Calls and what they are attributed to.

use rusqlite::{OptionalExtension, Transaction, params};
use telswap::E164;
use telswap::attribution::{Attribution, UnixMillis, attribute};
use telswap::config::Site;

use super::history::history;
use super::{StoreError, candidates, from_json, stored_number, to_json};
use crate::calls::CallAttribution;
use crate::store::{CallReport, Holder};

pub(super) fn record(
    tx: &Transaction<'_>,
    now: UnixMillis,
    site: &Site,
    report: &CallReport,
) -> Result<CallAttribution, StoreError> {
    // No call begins after it was reported, whatever the other clock says.
    let began = report.started_at.unwrap_or(now - report.lasted()).min(now);
    match find(tx, site, report)? {
        None => {
            let decided = decide(tx, site, report, report.to, began)?;
            insert(tx, now, site, report, began, &decided.attribution)?;
            candidates::keep(tx, &site.name, report, &decided.holders)?;
            Ok(decided.attribution)
        }
        Some(call) => {
            amend(tx, site, report)?;
            if began >= call.began {
                return call.attribution();
            }
            let decided = decide(tx, site, report, call.number()?, began)?;
            move_back(tx, site, report, began, &decided.attribution)?;
            candidates::replace(tx, &site.name, report, &decided.holders)?;
            Ok(decided.attribution)
        }
    }
}

/// A call as it is kept.
struct Call {
    number: String,
    began: UnixMillis,
    attribution: String,
}

impl Call {
    fn number(&self) -> Result<E164, StoreError> {
        stored_number(&self.number)
    }

    fn attribution(&self) -> Result<CallAttribution, StoreError> {
        from_json(&self.attribution, "attribution")
    }
}

fn find(
    tx: &Transaction<'_>,
    site: &Site,
    report: &CallReport,
) -> Result<Option<Call>, StoreError> {
    let mut find = tx.prepare_cached(
        "SELECT number, started_at, attribution FROM calls
         WHERE site = ?1 AND provider = ?2 AND id = ?3",
    )?;
    let call = find.query_row(params![site.name, report.provider, report.id], |row| {
        Ok(Call {
            number: row.get(0)?,
            began: row.get(1)?,
            attribution: row.get(2)?,
        })
    });
    Ok(call.optional()?)
}

fn insert(
    tx: &Transaction<'_>,
    now: UnixMillis,
    site: &Site,
    report: &CallReport,
    began: UnixMillis,
    attribution: &CallAttribution,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO calls (site, provider, id, number, started_at, received_at,
                            duration_seconds, status, attribution)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        site.name,
        report.provider,
        report.id,
        report.to.as_str(),
        began,
        now,
        report.duration_seconds,
        report.status,
        to_json(attribution, "attribution")?
    ])?;
    Ok(())
}

/// Adds what a later report says. Reports may arrive in any order, so a status
/// without a duration does not replace one of a call that is over.
fn amend(tx: &Transaction<'_>, site: &Site, report: &CallReport) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE calls SET
             status = CASE WHEN duration_seconds IS NULL OR ?4 IS NOT NULL
                           THEN coalesce(?5, status) ELSE status END,
             duration_seconds = coalesce(?4, duration_seconds)
         WHERE site = ?1 AND provider = ?2 AND id = ?3",
    )?
    .execute(params![
        site.name,
        report.provider,
        report.id,
        report.duration_seconds,
        report.status
    ])?;
    Ok(())
}

/// The call began earlier than was known.
fn move_back(
    tx: &Transaction<'_>,
    site: &Site,
    report: &CallReport,
    began: UnixMillis,
    attribution: &CallAttribution,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE calls SET started_at = ?4, attribution = ?5
         WHERE site = ?1 AND provider = ?2 AND id = ?3",
    )?
    .execute(params![
        site.name,
        report.provider,
        report.id,
        began,
        to_json(attribution, "attribution")?
    ])?;
    Ok(())
}

/// Whose call it is, as it is told and as it is kept.
struct Decided {
    attribution: CallAttribution,
    holders: Vec<Holder>,
}

fn decide(
    tx: &Transaction<'_>,
    site: &Site,
    report: &CallReport,
    number: E164,
    began: UnixMillis,
) -> Result<Decided, StoreError> {
    let leases = history(tx, &site.name, number, began, report)?;
    let attribution = attribute(site, number, began, &leases);
    let holders = match &attribution {
        Attribution::Lease(held) => held.iter().map(|held| held.holder.clone()).collect(),
        Attribution::StaticNumber(_) | Attribution::Unattributed(_) => Vec::new(),
    };
    Ok(Decided {
        attribution: CallAttribution::from(&attribution),
        holders,
    })
}
