//! The time as a store reads it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use telswap::attribution::UnixMillis;

/// Where a store has the time from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that a test sets.
    Test(TestClock),
}

/// A clock that stands still until a test moves it.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl Clock {
    /// The time now.
    #[must_use]
    pub fn now(&self) -> UnixMillis {
        match self {
            // A clock before 1970 counts as 1970.
            Self::System => SystemTime::UNIX_EPOCH.elapsed().map_or(0, millis),
            Self::Test(clock) => clock.0.load(Ordering::SeqCst),
        }
    }
}

impl TestClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn at(now: UnixMillis) -> Self {
        Self(Arc::new(AtomicI64::new(now)))
    }

    /// Puts the clock right, also back.
    pub fn set(&self, now: UnixMillis) {
        self.0.store(now, Ordering::SeqCst);
    }

    /// Moves the clock on.
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(millis(by), Ordering::SeqCst);
    }
}

/// A duration in milliseconds, as times are counted here.
pub(crate) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
