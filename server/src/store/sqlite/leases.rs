//! Claim, renew, release and withdraw.
//!
//! A number's `fence` is its last lease's. So a lease whose fence is the
//! number's is the last one, and nobody has had the number since.

use std::time::Duration;

use rusqlite::{OptionalExtension, Row, Transaction, params};
use telswap::attribution::UnixMillis;

use super::{StoreError, stored_number};
use crate::numbers::RANKS;
use crate::store::clock::millis;
use crate::store::{Claim, Claimed, HeldNumber, Released, Renewed, ShownFor};

/// How long a claim may be on its way, in ms: the engine waits 8 s for an
/// answer, and the server 10 s for a request.
const LATE_CLAIM: i64 = 60_000;

/// With each withdrawal, so that the table holds those of a minute.
const FORGET_WITHDRAWN: &str = "DELETE FROM withdrawn WHERE site = ?1 AND until <= ?2";

const LONGEST_FREE: &str = "SELECT number FROM numbers
    WHERE site = ?1 AND pool = ?2 AND rank = ?3 AND free_from <= ?4
    ORDER BY free_from, number LIMIT 1";

pub(super) fn claim(
    tx: &Transaction<'_>,
    now: UnixMillis,
    claim: &Claim,
) -> Result<Claimed, StoreError> {
    if is_withdrawn(tx, now, claim)? {
        return Ok(Claimed::Withdrawn);
    }
    let hold = millis(claim.hold);
    let number = match last_lease(tx, claim)? {
        Some(lease) if lease.until > now => {
            extend(tx, now, hold, &claim.site, &lease)?;
            show_for(tx, now, &claim.site, &lease.id, &claim.shown)?;
            return Ok(Claimed::Renewed(lease.held_for(hold)?));
        }
        // It ended, but nobody took the number: who still sees it calls on.
        Some(lease) => Some(lease.number),
        None => longest_free(tx, now, claim)?,
    };
    match number {
        Some(number) => hand_over(tx, now, hold, claim, number),
        None => exhausted(tx, now, claim),
    }
}

pub(super) fn renew(
    tx: &Transaction<'_>,
    now: UnixMillis,
    site: &str,
    id: &str,
    fence: i64,
) -> Result<Renewed, StoreError> {
    let Some((lease, hold, last_fence)) = find(tx, site, id)? else {
        return Ok(Renewed::NotFound);
    };
    if lease.fence != fence || last_fence != fence {
        return Ok(Renewed::Lost);
    }
    if lease.until <= now {
        return Ok(Renewed::Expired);
    }
    extend(tx, now, hold, site, &lease)?;
    Ok(Renewed::Held(lease.held_for(hold)?))
}

pub(super) fn release(
    tx: &Transaction<'_>,
    now: UnixMillis,
    site: &str,
    id: &str,
    fence: i64,
) -> Result<Released, StoreError> {
    let Some((lease, ..)) = find(tx, site, id)? else {
        return Ok(Released::NotFound);
    };
    if lease.fence != fence {
        return Ok(Released::Lost);
    }
    if lease.until > now {
        extend(tx, now, 0, site, &lease)?;
    }
    Ok(Released::Over)
}

pub(super) fn withdraw(
    tx: &Transaction<'_>,
    now: UnixMillis,
    site: &str,
    visitor: &str,
) -> Result<(), StoreError> {
    for lease in held_by(tx, now, site, visitor)? {
        extend(tx, now, 0, site, &lease)?;
    }
    tx.prepare_cached(FORGET_WITHDRAWN)?
        .execute(params![site, now])?;
    let until = now.saturating_add(LATE_CLAIM);
    tx.prepare_cached(
        "INSERT OR REPLACE INTO withdrawn (site, visitor, until) VALUES (?1, ?2, ?3)",
    )?
    .execute(params![site, visitor, until])?;
    Ok(())
}

/// A row of `leases`, as far as it is needed here.
struct Lease {
    id: String,
    number: String,
    fence: i64,
    until: UnixMillis,
}

impl Lease {
    /// Of a row that begins with these columns.
    const COLUMNS: &str = "l.id, l.number, l.fence, l.held_until";

    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            number: row.get(1)?,
            fence: row.get(2)?,
            until: row.get(3)?,
        })
    }

    fn held_for(self, hold: i64) -> Result<HeldNumber, StoreError> {
        Ok(HeldNumber {
            id: self.id,
            number: stored_number(&self.number)?,
            fence: self.fence,
            expires_in: duration(hold),
        })
    }
}

fn is_withdrawn(tx: &Transaction<'_>, now: UnixMillis, claim: &Claim) -> Result<bool, StoreError> {
    let mut withdrawn = tx.prepare_cached(
        "SELECT 1 FROM withdrawn WHERE site = ?1 AND visitor = ?2 AND until > ?3",
    )?;
    Ok(withdrawn.exists(params![claim.site, claim.visitor, now])?)
}

/// The leases that the visitor holds, in every pool.
fn held_by(
    tx: &Transaction<'_>,
    now: UnixMillis,
    site: &str,
    visitor: &str,
) -> Result<Vec<Lease>, StoreError> {
    let sql = format!(
        "SELECT {} FROM leases l WHERE l.site = ?1 AND l.visitor = ?2 AND l.held_until > ?3",
        Lease::COLUMNS
    );
    let mut held = tx.prepare_cached(&sql)?;
    let held = held.query_map(params![site, visitor, now], Lease::of)?;
    Ok(held.collect::<Result<_, _>>()?)
}

/// The last lease that the visitor had in the pool, if nobody has had its
/// number since and the number is still in the pool.
fn last_lease(tx: &Transaction<'_>, claim: &Claim) -> Result<Option<Lease>, StoreError> {
    let sql = format!(
        "SELECT {} FROM leases l JOIN numbers n ON n.site = l.site AND n.number = l.number
         WHERE l.site = ?1 AND l.visitor = ?2 AND l.pool = ?3
           AND n.pool = l.pool AND n.fence = l.fence
         ORDER BY l.held_until DESC LIMIT 1",
        Lease::COLUMNS
    );
    let mut last = tx.prepare_cached(&sql)?;
    let lease = last.query_row([&claim.site, &claim.visitor, &claim.pool], Lease::of);
    Ok(lease.optional()?)
}

/// A lease, how long its renewals last, and its number's fence.
fn find(
    tx: &Transaction<'_>,
    site: &str,
    id: &str,
) -> Result<Option<(Lease, i64, i64)>, StoreError> {
    let sql = format!(
        "SELECT {}, l.hold, n.fence
         FROM leases l JOIN numbers n ON n.site = l.site AND n.number = l.number
         WHERE l.site = ?1 AND l.id = ?2",
        Lease::COLUMNS
    );
    let mut find = tx.prepare_cached(&sql)?;
    let found = find.query_row([site, id], |row| {
        Ok((Lease::of(row)?, row.get(4)?, row.get(5)?))
    });
    Ok(found.optional()?)
}

/// Of the free numbers of the lowest rank the one that has rested for longest: it
/// is the least likely to be still in the eye of whoever had it last.
fn longest_free(
    tx: &Transaction<'_>,
    now: UnixMillis,
    claim: &Claim,
) -> Result<Option<String>, StoreError> {
    let mut free = tx.prepare_cached(LONGEST_FREE)?;
    // One after the other, so that the numbers that are held are not gone through.
    for rank in RANKS {
        let number = free.query_row(params![claim.site, claim.pool, rank, now], |row| row.get(0));
        if let Some(number) = number.optional()? {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

/// Leases `number` anew: the number and its history change together.
fn hand_over(
    tx: &Transaction<'_>,
    now: UnixMillis,
    hold: i64,
    claim: &Claim,
    number: String,
) -> Result<Claimed, StoreError> {
    let until = now.saturating_add(hold);
    let mut take = tx.prepare_cached(
        "UPDATE numbers SET free_from = ?3, fence = fence + 1
         WHERE site = ?1 AND number = ?2 RETURNING fence",
    )?;
    let fence: i64 = take.query_row(params![claim.site, number, until], |row| row.get(0))?;
    tx.prepare_cached(
        "INSERT INTO leases (site, id, pool, number, fence, visitor, hold, held_from, held_until)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        claim.site,
        claim.id,
        claim.pool,
        number,
        fence,
        claim.visitor,
        hold,
        now,
        until
    ])?;
    show_for(tx, now, &claim.site, &claim.id, &claim.shown)?;
    let lease = Lease {
        id: claim.id.clone(),
        number,
        fence,
        until,
    };
    Ok(Claimed::New(lease.held_for(hold)?))
}

/// Lets a lease end `hold` from now.
fn extend(
    tx: &Transaction<'_>,
    now: UnixMillis,
    hold: i64,
    site: &str,
    lease: &Lease,
) -> Result<(), StoreError> {
    let until = now.saturating_add(hold);
    tx.prepare_cached("UPDATE leases SET held_until = ?3 WHERE site = ?1 AND id = ?2")?
        .execute(params![site, lease.id, until])?;
    tx.prepare_cached(
        "UPDATE numbers SET free_from = ?4 WHERE site = ?1 AND number = ?2 AND fence = ?3",
    )?
    .execute(params![site, lease.number, lease.fence, until])?;
    Ok(())
}

/// Notes what the number is shown for from now on, unless it is for the same.
fn show_for(
    tx: &Transaction<'_>,
    now: UnixMillis,
    site: &str,
    lease: &str,
    shown: &ShownFor,
) -> Result<(), StoreError> {
    let source = serde_json::to_string(&shown.source).map_err(|_| StoreError::Corrupt("source"))?;
    let mut last = tx.prepare_cached(
        "SELECT rule = ?3 AND target = ?4 AND source = ?5 AND cmp = ?6 AND service = ?7
         FROM shown_for WHERE site = ?1 AND lease = ?2 ORDER BY since DESC LIMIT 1",
    )?;
    let same: Option<bool> = last
        .query_row(
            params![
                site,
                lease,
                shown.rule,
                shown.target,
                source,
                shown.cmp,
                shown.service
            ],
            |row| row.get(0),
        )
        .optional()?;
    if same == Some(true) {
        return Ok(());
    }
    // In the same millisecond the later one counts.
    tx.prepare_cached(
        "INSERT OR REPLACE INTO shown_for (site, lease, since, rule, target, source, cmp, service)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        site,
        lease,
        now,
        shown.rule,
        shown.target,
        source,
        shown.cmp,
        shown.service
    ])?;
    Ok(())
}

/// Lets no lease of the pool end later than if it had been renewed now.
///
/// One that does was renewed by a clock that was ahead and is right again.
/// Without this, its number would be held until the wrong time comes. Its holder
/// keeps it for as long as a lease lasts, and may renew it as ever.
fn end_in_time(tx: &Transaction<'_>, now: UnixMillis, claim: &Claim) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT {}, l.hold
         FROM numbers n JOIN leases l
           ON l.site = n.site AND l.number = n.number AND l.fence = n.fence
         WHERE n.site = ?1 AND n.pool = ?2 AND n.free_from > ?3 AND l.held_until > ?3 + l.hold",
        Lease::COLUMNS
    );
    let mut late = tx.prepare_cached(&sql)?;
    let late = late.query_map(params![claim.site, claim.pool, now], |row| {
        Ok((Lease::of(row)?, row.get(4)?))
    })?;
    for (lease, hold) in late.collect::<Result<Vec<_>, _>>()? {
        extend(tx, now, hold, &claim.site, &lease)?;
    }
    Ok(())
}

fn exhausted(tx: &Transaction<'_>, now: UnixMillis, claim: &Claim) -> Result<Claimed, StoreError> {
    end_in_time(tx, now, claim)?;
    let mut next =
        tx.prepare_cached("SELECT min(free_from) FROM numbers WHERE site = ?1 AND pool = ?2")?;
    let first_free: Option<UnixMillis> =
        next.query_row([&claim.site, &claim.pool], |row| row.get(0))?;
    Ok(Claimed::Exhausted {
        free_in: duration(first_free.unwrap_or(now).saturating_sub(now)),
    })
}

fn duration(millis: i64) -> Duration {
    Duration::from_millis(u64::try_from(millis).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use rusqlite::{Connection, Params};

    use super::*;
    use crate::store::sqlite::migrations;

    /// How SQLite goes about a statement.
    fn plan(statement: &str, parameters: impl Params) -> String {
        let mut connection = Connection::open_in_memory().unwrap();
        migrations::run(&mut connection).unwrap();
        let explain = format!("EXPLAIN QUERY PLAN {statement}");
        let mut plan = connection.prepare(&explain).unwrap();
        let steps = plan.query_map(parameters, |row| row.get("detail")).unwrap();
        steps
            .collect::<Result<Vec<String>, _>>()
            .unwrap()
            .join("\n")
    }

    #[test]
    fn a_withdrawal_does_not_look_at_all_others() {
        let plan = plan(FORGET_WITHDRAWN, params!["", 0]);
        assert!(plan.contains("(site=? AND until<?)"), "{plan}");
    }

    #[test]
    fn a_claim_goes_straight_to_its_number() {
        let plan = plan(LONGEST_FREE, params!["", "", 0, 0]);
        let bounds = "(site=? AND pool=? AND rank=? AND free_from<?)";
        assert!(plan.contains(bounds) && !plan.contains("B-TREE"), "{plan}");
    }
}
