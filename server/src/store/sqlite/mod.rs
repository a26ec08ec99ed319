//! A [`Store`] in one SQLite file.
//!
//! One thread owns the connection and does one operation after the other, each
//! in a transaction of its own that is on disk before it is answered
//! (`synchronous=FULL`, <https://www.sqlite.org/pragma.html#pragma_synchronous>).
//! The transactions are immediate, so that several processes may share the file.

mod calls;
mod candidates;
mod history;
mod leases;
mod migrations;
mod numbers;
#[cfg(test)]
mod plan;
mod shown;
mod withdrawal;
mod worker;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde::Serialize;
use serde::de::DeserializeOwned;
use telswap::E164;
use telswap::attribution::UnixMillis;
use telswap::config::Site;

use self::worker::Worker;
use super::{CallReport, Claim, Claimed, Clock, Released, Renewed, Store, StoreError};
use crate::calls::CallAttribution;

/// How long to wait for another process that is writing.
const BUSY: Duration = Duration::from_secs(5);

/// Leases and calls in an SQLite file, or in memory.
#[derive(Debug, Clone)]
pub struct SqliteStore {
    worker: Worker<Database>,
}

#[derive(Debug)]
struct Database {
    connection: Connection,
    clock: Clock,
}

impl SqliteStore {
    /// Opens `sqlite:PATH` or `sqlite::memory:`, makes the file if there is
    /// none and brings its tables up to date.
    ///
    /// # Errors
    /// When the address is another, the file cannot be opened, or it was made
    /// by a newer version of this program.
    ///
    /// ```
    /// use telswap_server::store::SqliteStore;
    ///
    /// assert!(SqliteStore::open("sqlite::memory:").is_ok());
    /// assert!(SqliteStore::open("postgres://localhost/telswap").is_err());
    /// ```
    pub fn open(address: &str) -> Result<Self, StoreError> {
        Self::open_with_clock(address, Clock::System)
    }

    /// The file that an address means, if it means one.
    #[must_use]
    pub fn file(address: &str) -> Option<&Path> {
        let path = address.strip_prefix("sqlite:")?;
        (path != ":memory:" && !path.is_empty()).then(|| Path::new(path))
    }

    /// As [`open`](Self::open), with a clock that a test sets.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_with_clock(address: &str, clock: Clock) -> Result<Self, StoreError> {
        let mut connection = connect(address)?;
        connection.busy_timeout(BUSY)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        // What is erased is gone from the file too
        // (https://www.sqlite.org/pragma.html#pragma_secure_delete).
        connection.pragma_update(None, "secure_delete", "on")?;
        migrations::run(&mut connection)?;
        Ok(Self {
            worker: Worker::start("telswap-sqlite", Database { connection, clock })?,
        })
    }

    /// Runs `work` in a transaction, with the time at which it began.
    async fn transact<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>, UnixMillis) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let transaction = move |database: &mut Database| {
            let transaction = database
                .connection
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            // Read only now: waiting for another process takes time.
            let now = database.clock.now();
            let done = work(&transaction, now)?;
            transaction.commit()?;
            Ok(done)
        };
        self.worker.run(transaction).await?
    }
}

fn connect(address: &str) -> Result<Connection, StoreError> {
    if address == "sqlite::memory:" {
        return Ok(Connection::open_in_memory()?);
    }
    let Some(path) = SqliteStore::file(address) else {
        // Only the scheme is repeated: an address may hold a password.
        let scheme = address.split(':').next().unwrap_or_default();
        return Err(StoreError::Address(scheme.to_owned()));
    };
    // After `./` nothing is a URI: SQLite would take `file:telswap.db` for one,
    // and keep another file than the one that is made private here.
    let path = Path::new(".").join(path);
    make_private(&path);
    Ok(Connection::open(path)?)
}

/// Makes the file so that only its owner can read it: it holds who visited and
/// who was called. SQLite gives its other files the same rights. Where this
/// fails, opening says why.
fn make_private(path: &Path) {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(path);
}

fn stored_number(text: &str) -> Result<E164, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt("number"))
}

fn to_json(value: &impl Serialize, what: &'static str) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Corrupt(what))
}

fn from_json<T: DeserializeOwned>(text: &str, what: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt(what))
}

#[async_trait]
impl Store for SqliteStore {
    async fn reconcile(&self, site: &Site) -> Result<(), StoreError> {
        let site = site.clone();
        self.transact(move |tx, _| numbers::reconcile(tx, &site))
            .await
    }

    async fn claim(&self, claim: Claim) -> Result<Claimed, StoreError> {
        self.transact(move |tx, now| leases::claim(tx, now, &claim))
            .await
    }

    async fn renew(&self, site: &str, id: &str, fence: i64) -> Result<Renewed, StoreError> {
        let (site, id) = (site.to_owned(), id.to_owned());
        self.transact(move |tx, now| leases::renew(tx, now, &site, &id, fence))
            .await
    }

    async fn release(&self, site: &str, id: &str, fence: i64) -> Result<Released, StoreError> {
        let (site, id) = (site.to_owned(), id.to_owned());
        self.transact(move |tx, now| leases::release(tx, now, &site, &id, fence))
            .await
    }

    async fn withdraw(&self, site: &str, visitor: &str) -> Result<(), StoreError> {
        let (site, visitor) = (site.to_owned(), visitor.to_owned());
        self.transact(move |tx, now| withdrawal::withdraw(tx, now, &site, &visitor))
            .await
    }

    async fn record_call(
        &self,
        site: &Arc<Site>,
        call: CallReport,
    ) -> Result<CallAttribution, StoreError> {
        let site = Arc::clone(site);
        self.transact(move |tx, now| calls::record(tx, now, &site, &call))
            .await
    }
}
