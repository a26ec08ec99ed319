//! Visitors who withdraw consent: they hold nothing any more, get nothing for a
//! minute, and are forgotten but for what a call uses.

use rusqlite::{Transaction, params};
use telswap::attribution::UnixMillis;

use super::{StoreError, leases};
use crate::store::Claim;

/// How long a claim may be on its way, in ms: the engine waits 8 s for an
/// answer, and the server 10 s for a request.
const LATE_CLAIM: i64 = 60_000;

const CLEAR: &str = "DELETE FROM withdrawn WHERE site = ?1 AND until <= ?2";

const FORGET: &str = "UPDATE leases SET visitor = NULL
    WHERE site = ?1 AND id = ?2 AND withdrawn_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM candidates WHERE site = ?1 AND lease = ?2)";

pub(super) fn withdraw(
    tx: &Transaction<'_>,
    now: UnixMillis,
    site: &str,
    visitor: &str,
) -> Result<(), StoreError> {
    for lease in leases::withdraw_from_all(tx, now, site, visitor)? {
        forget_unless_used(tx, site, &lease)?;
    }
    clear_past(tx, now, site)?;
    let until = now.saturating_add(LATE_CLAIM);
    tx.prepare_cached(
        "INSERT OR REPLACE INTO withdrawn (site, visitor, until) VALUES (?1, ?2, ?3)",
    )?
    .execute(params![site, visitor, until])?;
    Ok(())
}

/// Whether whoever asks withdrew a moment ago.
pub(super) fn is_recent(
    tx: &Transaction<'_>,
    now: UnixMillis,
    claim: &Claim,
) -> Result<bool, StoreError> {
    let mut withdrawn = tx.prepare_cached(
        "SELECT 1 FROM withdrawn WHERE site = ?1 AND visitor = ?2 AND until > ?3",
    )?;
    Ok(withdrawn.exists(params![claim.site, claim.visitor, now])?)
}

/// Forgets who withdrew longer ago: with each claim and withdrawal, so that the
/// table holds those of a minute.
pub(super) fn clear_past(
    tx: &Transaction<'_>,
    now: UnixMillis,
    site: &str,
) -> Result<(), StoreError> {
    tx.prepare_cached(CLEAR)?.execute(params![site, now])?;
    Ok(())
}

/// Erases who held a lease that was withdrawn from, and what for, unless a call was
/// attributed to it. What stays says when the number was held, so that a call
/// that comes late is not taken for one to a number that nobody had.
pub(super) fn forget_unless_used(
    tx: &Transaction<'_>,
    site: &str,
    lease: &str,
) -> Result<(), StoreError> {
    let forgotten = tx.prepare_cached(FORGET)?.execute([site, lease])?;
    if forgotten > 0 {
        tx.prepare_cached("DELETE FROM shown_for WHERE site = ?1 AND lease = ?2")?
            .execute([site, lease])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sqlite::plan::plan;

    #[test]
    fn a_withdrawal_does_not_look_at_all_others() {
        let plan = plan(CLEAR, params!["", 0]);
        assert!(plan.contains("(site=? AND until<?)"), "{plan}");
    }

    #[test]
    fn whether_a_call_uses_a_lease_is_looked_up() {
        let plan = plan(FORGET, ["", ""]);
        let (lease, calls) = ("(site=? AND id=?)", "(site=? AND lease=?)");
        assert!(plan.contains(lease) && plan.contains(calls), "{plan}");
    }
}
