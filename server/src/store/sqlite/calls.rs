//! Calls and what they are attributed to.

use rusqlite::{OptionalExtension, Params, Transaction, params};
use telswap::E164;
use telswap::attribution::{Lease, UnixMillis, attribute};
use telswap::config::Site;

use super::{StoreError, stored_number};
use crate::calls::CallAttribution;
use crate::store::CallReport;

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
            let attribution = decide(tx, site, report.to, began)?;
            insert(tx, now, site, report, began, &attribution)?;
            Ok(attribution)
        }
        Some(call) => {
            amend(tx, site, report)?;
            if began >= call.began {
                return call.attribution();
            }
            let attribution = decide(tx, site, call.number()?, began)?;
            move_back(tx, site, report, began, &attribution)?;
            Ok(attribution)
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
        serde_json::from_str(&self.attribution).map_err(|_| StoreError::Corrupt("attribution"))
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
        to_json(attribution)?
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
        to_json(attribution)?
    ])?;
    Ok(())
}

fn decide(
    tx: &Transaction<'_>,
    site: &Site,
    number: E164,
    began: UnixMillis,
) -> Result<CallAttribution, StoreError> {
    let leases = history(tx, &site.name, number, began)?;
    Ok(CallAttribution::from(&attribute(
        site, number, began, &leases,
    )))
}

/// As much of a number's history as [`attribute`] needs: the last leases that
/// began before the call, of which only the last can hold here, or else the
/// first one after it.
fn history(
    tx: &Transaction<'_>,
    site: &str,
    number: E164,
    began: UnixMillis,
) -> Result<Vec<Lease>, StoreError> {
    let parameters = params![site, number.as_str(), began];
    let before = leases(
        tx,
        "l.held_from <= ?3",
        "(SELECT max(since) FROM shown_for
          WHERE site = l.site AND lease = l.id AND since <= ?3)",
        "l.held_from DESC LIMIT 4",
        parameters,
    )?;
    if !before.is_empty() {
        return Ok(before);
    }
    leases(
        tx,
        "l.held_from > ?3",
        "l.held_from",
        "l.held_from LIMIT 1",
        parameters,
    )
}

fn leases(
    tx: &Transaction<'_>,
    when: &str,
    since: &str,
    order: &str,
    parameters: impl Params,
) -> Result<Vec<Lease>, StoreError> {
    let sql = format!(
        "SELECT l.pool, s.rule, s.target, l.held_from, l.held_until, s.source
         FROM leases l
         JOIN shown_for s ON s.site = l.site AND s.lease = l.id AND s.since = {since}
         WHERE l.site = ?1 AND l.number = ?2 AND {when}
         ORDER BY {order}"
    );
    let mut select = tx.prepare_cached(&sql)?;
    let mut rows = select.query(parameters)?;
    let mut leases = Vec::new();
    while let Some(row) = rows.next()? {
        let source: String = row.get(5)?;
        leases.push(Lease {
            pool: row.get(0)?,
            rule: row.get(1)?,
            target: row.get(2)?,
            from: row.get(3)?,
            until: row.get(4)?,
            source: serde_json::from_str(&source).map_err(|_| StoreError::Corrupt("source"))?,
        });
    }
    Ok(leases)
}

fn to_json(attribution: &CallAttribution) -> Result<String, StoreError> {
    serde_json::to_string(attribution).map_err(|_| StoreError::Corrupt("attribution"))
}
