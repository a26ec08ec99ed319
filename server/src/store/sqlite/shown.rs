//! What leased numbers are shown for, since when.

use rusqlite::{OptionalExtension, Row, Transaction, params};
use telswap::attribution::UnixMillis;

use super::{StoreError, from_json, to_json};
use crate::Time;
use crate::consent::ConsentGiven;
use crate::store::ShownFor;

/// What [`read`] needs of a row, in its first places.
pub(super) const COLUMNS: &str = "s.rule, s.target, s.source, s.cmp, s.service, s.granted,
    s.version, s.consent_id, s.tc_string, s.given_at";

/// Of a row that begins with [`COLUMNS`].
pub(super) fn read(row: &Row<'_>) -> Result<ShownFor, StoreError> {
    let (source, granted): (String, String) = (row.get(2)?, row.get(5)?);
    let given_at: Option<UnixMillis> = row.get(9)?;
    Ok(ShownFor {
        rule: row.get(0)?,
        target: row.get(1)?,
        source: from_json(&source, "source")?,
        consent: ConsentGiven {
            cmp: row.get(3)?,
            service: row.get(4)?,
            granted: from_json(&granted, "list of what was granted")?,
            version: row.get(6)?,
            id: row.get(7)?,
            tc_string: row.get(8)?,
            given_at: given_at.map(Time),
        },
    })
}

/// Notes what the number is shown for from now on, unless it is for the same.
///
/// Another `given_at` is no other consent: each page hears of it anew.
pub(super) fn show_for(
    tx: &Transaction<'_>,
    now: UnixMillis,
    site: &str,
    lease: &str,
    shown: &ShownFor,
) -> Result<(), StoreError> {
    let consent = &shown.consent;
    let source = to_json(&shown.source, "source")?;
    let granted = to_json(&consent.granted, "list of what was granted")?;
    let mut last = tx.prepare_cached(
        "SELECT rule = ?3 AND target = ?4 AND source = ?5 AND cmp = ?6 AND service = ?7
                AND granted = ?8 AND version IS ?9 AND consent_id IS ?10 AND tc_string IS ?11
         FROM shown_for WHERE site = ?1 AND lease = ?2 ORDER BY since DESC LIMIT 1",
    )?;
    let is_same = last.query_row(
        params![
            site,
            lease,
            shown.rule,
            shown.target,
            source,
            consent.cmp,
            consent.service,
            granted,
            consent.version,
            consent.id,
            consent.tc_string
        ],
        |row| row.get(0),
    );
    if is_same.optional()? == Some(true) {
        return Ok(());
    }
    // In the same millisecond the later one counts.
    tx.prepare_cached(
        "INSERT OR REPLACE INTO shown_for
             (site, lease, since, rule, target, source, cmp, service,
              granted, version, consent_id, tc_string, given_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?
    .execute(params![
        site,
        lease,
        now,
        shown.rule,
        shown.target,
        source,
        consent.cmp,
        consent.service,
        granted,
        consent.version,
        consent.id,
        consent.tc_string,
        consent.given_at.map(|Time(time)| time)
    ])?;
    Ok(())
}
