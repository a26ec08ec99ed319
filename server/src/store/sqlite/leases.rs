//! Claim, renew and release.
//!
//! A number's `fence` is its last lease's. So a lease whose fence is the
//! number's is the last one, and nobody has had the number since.

use std::time::Duration;

use rusqlite::{OptionalExtension, Row, Transaction, params};
use telswap::attribution::UnixMillis;

use super::shown::show_for;
use super::{StoreError, stored_number, withdrawal};
use crate::numbers::RANKS;
use crate::store::clock::millis;
use crate::store::{Claim, Claimed, HeldNumber, Released, Renewed};

const LONGEST_FREE: &str = "SELECT number FROM numbers
    WHERE site = ?1 AND pool = ?2 AND rank = ?3 AND free_from <= ?4
    ORDER BY free_from, number LIMIT 1";

pub(super) fn claim(
    tx: &Transaction<'_>,
    now: UnixMillis,
    claim: &Claim,
) -> Result<Claimed, StoreError> {
    withdrawal::clear_past(tx, now, &claim.site)?;
    if withdrawal::is_recent(tx, now, claim)? {
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
    // A clock that is put back revives nothing that was withdrawn from.
    if lease.until <= now || lease.is_withdrawn {
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

/// Ends whatever a visitor holds, in every pool, and marks all leases that the
/// visitor ever had; gives those that were not marked before.
pub(super) fn withdraw_from_all(
    tx: &Transaction<'_>,
    now: UnixMillis,
    site: &str,
    visitor: &str,
) -> Result<Vec<String>, StoreError> {
    let mut mark =
        tx.prepare_cached("UPDATE leases SET withdrawn_at = ?3 WHERE site = ?1 AND id = ?2")?;
    let mut marked = Vec::new();
    for lease in had_by(tx, site, visitor)? {
        if lease.until > now {
            extend(tx, now, 0, site, &lease)?;
        }
        mark.execute(params![site, lease.id, now])?;
        marked.push(lease.id);
    }
    Ok(marked)
}

/// A row of `leases`, as far as it is needed here.
struct Lease {
    id: String,
    number: String,
    fence: i64,
    until: UnixMillis,
    is_withdrawn: bool,
}

impl Lease {
    /// Of a row that begins with these columns.
    const COLUMNS: &str = "l.id, l.number, l.fence, l.held_until, l.withdrawn_at IS NOT NULL";

    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            number: row.get(1)?,
            fence: row.get(2)?,
            until: row.get(3)?,
            is_withdrawn: row.get(4)?,
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

/// The leases that the visitor ever had and did not withdraw from.
fn had_by(tx: &Transaction<'_>, site: &str, visitor: &str) -> Result<Vec<Lease>, StoreError> {
    let mut had = tx.prepare_cached(&had_by_sql())?;
    let had = had.query_map([site, visitor], Lease::of)?;
    Ok(had.collect::<Result<_, _>>()?)
}

/// The index is named, for SQLite takes a visitor's leases for so many that it
/// would rather go through all of the site (<https://www.sqlite.org/lang_indexedby.html>).
fn had_by_sql() -> String {
    format!(
        "SELECT {} FROM leases l INDEXED BY leases_of_visitor
         WHERE l.site = ?1 AND l.visitor = ?2 AND l.withdrawn_at IS NULL",
        Lease::COLUMNS
    )
}

/// The last lease that the visitor had in the pool and did not withdraw from, if
/// nobody has had its number since and the number is still in the pool.
fn last_lease(tx: &Transaction<'_>, claim: &Claim) -> Result<Option<Lease>, StoreError> {
    let mut last = tx.prepare_cached(&last_lease_sql())?;
    let lease = last.query_row([&claim.site, &claim.visitor, &claim.pool], Lease::of);
    Ok(lease.optional()?)
}

fn last_lease_sql() -> String {
    format!(
        "SELECT {} FROM leases l JOIN numbers n ON n.site = l.site AND n.number = l.number
         WHERE l.site = ?1 AND l.visitor = ?2 AND l.withdrawn_at IS NULL AND l.pool = ?3
           AND n.pool = l.pool AND n.fence = l.fence
         ORDER BY l.held_until DESC LIMIT 1",
        Lease::COLUMNS
    )
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
        Ok((Lease::of(row)?, row.get(5)?, row.get(6)?))
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
        is_withdrawn: false,
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
        Ok((Lease::of(row)?, row.get(5)?))
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
    use super::*;
    use crate::store::sqlite::plan::plan;

    #[test]
    fn a_claim_goes_straight_to_its_number() {
        let plan = plan(LONGEST_FREE, params!["", "", 0, 0]);
        let bounds = "(site=? AND pool=? AND rank=? AND free_from<?)";
        assert!(plan.contains(bounds) && !plan.contains("B-TREE"), "{plan}");
    }

    #[test]
    fn a_visitors_leases_are_looked_up() {
        let of_visitor = "leases_of_visitor (site=? AND visitor=? AND withdrawn_at=?";
        let last = plan(&last_lease_sql(), ["", "", ""]);
        assert!(last.contains(of_visitor), "{last}");
        let all = plan(&had_by_sql(), ["", ""]);
        assert!(all.contains(of_visitor), "{all}");
    }
}
