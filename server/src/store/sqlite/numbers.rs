//! The pools' numbers as the config has them.

use rusqlite::{Transaction, params};
use telswap::config::Site;
use telswap::number::Spelled;

use super::StoreError;
use crate::numbers::ranks;

pub(super) fn reconcile(tx: &Transaction<'_>, site: &Site) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE numbers SET pool = NULL WHERE site = ?1",
        [&site.name],
    )?;
    let mut put = tx.prepare(
        "INSERT INTO numbers (site, number, pool, rank) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (site, number) DO UPDATE SET pool = excluded.pool, rank = excluded.rank",
    )?;
    let ranks = ranks(site);
    for (name, pool) in &site.pools {
        for Spelled { number, .. } in &pool.numbers {
            let rank = ranks.get(number).copied().unwrap_or_default();
            put.execute(params![site.name, number.as_str(), name, rank])?;
        }
    }
    Ok(())
}
