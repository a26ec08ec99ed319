//! The leases that calls were attributed to, and what their holders had agreed
//! to then.

use rusqlite::{Transaction, params};

use super::{StoreError, to_json, withdrawal};
use crate::store::{CallReport, Holder};

/// Notes who held the number when the call began.
pub(super) fn keep(
    tx: &Transaction<'_>,
    site: &str,
    call: &CallReport,
    holders: &[Holder],
) -> Result<(), StoreError> {
    let mut put = tx.prepare_cached(
        "INSERT INTO candidates (site, provider, call, lease, consent) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for Holder { lease, shown, .. } in holders {
        let consent = to_json(&shown.consent, "consent")?;
        put.execute(params![site, call.provider, call.id, lease, consent])?;
    }
    Ok(())
}

/// Notes that others held it. Who withdrew, and was remembered for this call only,
/// is forgotten now.
pub(super) fn replace(
    tx: &Transaction<'_>,
    site: &str,
    call: &CallReport,
    holders: &[Holder],
) -> Result<(), StoreError> {
    let before = take(tx, site, call)?;
    keep(tx, site, call, holders)?;
    for lease in before {
        withdrawal::forget_unless_used(tx, site, &lease)?;
    }
    Ok(())
}

/// Takes away who was noted so far.
fn take(tx: &Transaction<'_>, site: &str, call: &CallReport) -> Result<Vec<String>, StoreError> {
    let mut take = tx.prepare_cached(
        "DELETE FROM candidates WHERE site = ?1 AND provider = ?2 AND call = ?3 RETURNING lease",
    )?;
    let leases = take.query_map(params![site, call.provider, call.id], |row| row.get(0))?;
    Ok(leases.collect::<Result<_, _>>()?)
}
