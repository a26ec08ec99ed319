//! Where leases and calls are kept.
//!
//! A [`Store`] is asked in whole operations, each of which either happened
//! durably or did not happen. Its own clock alone decides what is leased.

mod clock;
pub mod sqlite;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use telswap::attribution::UnixMillis;
use telswap::config::Site;
use telswap::{E164, Source};

pub use clock::{Clock, TestClock};
pub use sqlite::SqliteStore;

use crate::calls::CallAttribution;
use crate::consent::ConsentGiven;

/// Keeps leases and calls.
#[async_trait]
pub trait Store: Send + Sync {
    /// Makes the store's numbers those of the config.
    ///
    /// A number that left its pool goes to nobody any more, but whoever holds
    /// it keeps it until the lease ends. Numbers of the country and type of the one
    /// that they are shown in place of go before the others of their pool.
    async fn reconcile(&self, site: &Site) -> Result<(), StoreError>;

    /// Leases a number of a pool to a visitor: the one this visitor has,
    /// else the one this visitor had if it is still free, else, of those that go
    /// before the others, the one that has been free for longest.
    async fn claim(&self, claim: Claim) -> Result<Claimed, StoreError>;

    /// Holds a lease for longer.
    async fn renew(&self, site: &str, id: &str, fence: i64) -> Result<Renewed, StoreError>;

    /// Ends a lease now. One that ended before stays as it is.
    async fn release(&self, site: &str, id: &str, fence: i64) -> Result<Released, StoreError>;

    /// Ends every lease of a visitor who withdrew consent, and forgets who held
    /// them and what for, but where a call was attributed to one. Calls that are
    /// reported later are attributed to none of them.
    ///
    /// A claim of theirs may be overtaken by this, so that for a minute there
    /// is no lease for them ([`Claimed::Withdrawn`]). Who agrees again comes as
    /// another visitor.
    async fn withdraw(&self, site: &str, visitor: &str) -> Result<(), StoreError>;

    /// Keeps a call with its attribution, as [`telswap::attribution`] decides
    /// it, or finds it again.
    ///
    /// A call may be reported several times. It began at the earliest time that
    /// a report gives, and no later than the first report arrived.
    async fn record_call(
        &self,
        site: &Arc<Site>,
        call: CallReport,
    ) -> Result<CallAttribution, StoreError>;
}

/// Why a store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database's address is none that is understood.
    #[error("the database address begins with {0:?}; it is sqlite:PATH or sqlite::memory:")]
    Address(String),
    /// The database was made by a newer version of this program.
    #[error(
        "the database has version {found}, this program knows up to {known}; use the newer program"
    )]
    Newer {
        /// The database's version.
        found: i64,
        /// The latest version known here.
        known: i64,
    },
    /// SQLite says no.
    #[error("SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A row holds something that this program never wrote.
    #[error("the database holds an invalid {0}")]
    Corrupt(&'static str),
    /// The store's thread is gone.
    #[error("the store is closed")]
    Closed,
}

/// A visitor's wish for a number.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The site's name.
    pub site: String,
    /// The pool to take the number from.
    pub pool: String,
    /// Who asks.
    pub visitor: String,
    /// The id of the lease if a new one is made.
    pub id: String,
    /// How long the lease holds after this and after each renewal.
    pub hold: Duration,
    /// What the number is shown for.
    pub shown: ShownFor,
}

/// What brought a visitor to a number. It changes when a visitor who holds a
/// number comes again from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownFor {
    /// The rule that asked for the pool.
    pub rule: String,
    /// The target whose number is replaced.
    pub target: String,
    /// Where the visitor came from.
    pub source: Source<'static>,
    /// What the visitor agreed to. Nothing is known to be granted where the
    /// number was leased by a server that did not ask yet.
    pub consent: ConsentGiven,
}

/// Who held a number when a call began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The lease's id.
    pub lease: String,
    /// The pool the number was taken from.
    pub pool: String,
    /// What it was shown for then.
    pub shown: ShownFor,
}

/// A lease as its holder knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldNumber {
    /// The lease's id.
    pub id: String,
    /// The number held.
    pub number: E164,
    /// Grows each time the number changes hands.
    pub fence: i64,
    /// How much longer it holds.
    pub expires_in: Duration,
}

/// The answer to a [`Claim`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claimed {
    /// The visitor has a new lease.
    New(HeldNumber),
    /// The visitor had one, and it holds for longer now.
    Renewed(HeldNumber),
    /// Every number is held.
    Exhausted {
        /// When the first becomes free, if nobody renews it.
        free_in: Duration,
    },
    /// The visitor withdrew a moment ago.
    Withdrawn,
}

/// The answer to a renewal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Renewed {
    /// It holds for longer now.
    Held(HeldNumber),
    /// There is no such lease.
    NotFound,
    /// Another fence is the lease's or the number's.
    Lost,
    /// It ended before, and nobody has the number since.
    Expired,
}

/// The answer to a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Released {
    /// The lease is over, now or before.
    Over,
    /// There is no such lease.
    NotFound,
    /// Another fence is the lease's.
    Lost,
}

/// What a telephony provider reports of a call.
///
/// Who called is not part of it: nothing here needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallReport {
    /// The provider's name, as `twilio`.
    pub provider: &'static str,
    /// The provider's id of the call.
    pub id: String,
    /// The number called.
    pub to: E164,
    /// When the call began, if the provider says so; otherwise it began when
    /// it was reported, less its duration.
    pub started_at: Option<UnixMillis>,
    /// How long it lasted, if it is over.
    pub duration_seconds: Option<u32>,
    /// How it stands, in the provider's words.
    pub status: Option<String>,
}

impl CallReport {
    /// How long the call lasted, in ms, as far as is known.
    pub(crate) fn lasted(&self) -> i64 {
        i64::from(self.duration_seconds.unwrap_or(0)) * 1000
    }
}
