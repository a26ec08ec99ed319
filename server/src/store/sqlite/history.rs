//! Who held a number, as far as it is still known.

use rusqlite::{Params, Transaction, params};
use telswap::E164;
use telswap::attribution::{Lease, UnixMillis};

use super::{StoreError, shown};
use crate::store::{CallReport, Holder};

/// As much of a number's history as [`attribute`] needs: the last leases that
/// began before the call, of which only the last can hold here, or else the
/// first one after it.
///
/// [`attribute`]: telswap::attribution::attribute
pub(super) fn history(
    tx: &Transaction<'_>,
    site: &str,
    number: E164,
    began: UnixMillis,
    call: &CallReport,
) -> Result<Vec<Lease<Holder>>, StoreError> {
    let parameters = params![site, number.as_str(), began, call.provider, call.id];
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

/// Nobody learns anew whose a lease was that was withdrawn from: only a call that
/// was attributed to it before may be so again.
const MAY_BE_KNOWN: &str = "(l.withdrawn_at IS NULL OR EXISTS
    (SELECT 1 FROM candidates
     WHERE site = l.site AND provider = ?4 AND call = ?5 AND lease = l.id))";

fn leases(
    tx: &Transaction<'_>,
    when: &str,
    since: &str,
    order: &str,
    parameters: impl Params,
) -> Result<Vec<Lease<Holder>>, StoreError> {
    let sql = format!(
        "SELECT {}, l.id, l.pool, l.held_from, l.held_until, s.lease IS NOT NULL
         FROM leases l
         LEFT JOIN shown_for s
           ON s.site = l.site AND s.lease = l.id AND s.since = {since} AND {MAY_BE_KNOWN}
         WHERE l.site = ?1 AND l.number = ?2 AND {when}
         ORDER BY {order}",
        shown::COLUMNS
    );
    let mut select = tx.prepare_cached(&sql)?;
    let mut rows = select.query(parameters)?;
    let mut leases = Vec::new();
    while let Some(row) = rows.next()? {
        let is_known: bool = row.get(14)?;
        let holder = || -> Result<Holder, StoreError> {
            Ok(Holder {
                lease: row.get(10)?,
                pool: row.get(11)?,
                shown: shown::read(row)?,
            })
        };
        leases.push(Lease {
            from: row.get(12)?,
            until: row.get(13)?,
            holder: is_known.then(holder).transpose()?,
        });
    }
    Ok(leases)
}
