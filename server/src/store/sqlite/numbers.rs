//! The pools' numbers as the config has them.

use rusqlite::{Transaction, params};
use telswap::config::Site;

use super::StoreError;

pub(super) fn reconcile(tx: &Transaction<'_>, site: &Site) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE numbers SET pool = NULL WHERE site = ?1",
        [&site.name],
    )?;
    let mut put = tx.prepare(
        "INSERT INTO numbers (site, number, pool) VALUES (?1, ?2, ?3)
         ON CONFLICT (site, number) DO UPDATE SET pool = excluded.pool",
    )?;
    for (name, pool) in &site.pools {
        for number in &pool.numbers {
            put.execute(params![site.name, number.number.as_str(), name])?;
        }
    }
    Ok(())
}
