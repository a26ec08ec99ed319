//! A lease, as the server gives it and storage keeps it (`ARCHITECTURE.md`, "HTTP").

use js_sys::Date;
use telswap::number::Spelled;

use crate::io;

/// A number that a pool lends this visitor.
#[derive(Clone)]
pub struct Lease {
    /// The number to show.
    pub number: Spelled,
    /// Whether the pool was empty: then the number is shared, not lent, and its
    /// time says when to ask again.
    pub overflow: bool,
    /// The end of its time, in milliseconds since the epoch.
    until: f64,
}

impl Lease {
    /// The lease that lies ready, while time is left.
    pub fn read() -> Option<Self> {
        let (number, id, until, display) = (io::text(), io::text(), io::number(), io::text());
        let lease = Self {
            number: Spelled {
                number: number?.parse().ok()?,
                display,
            },
            overflow: id.is_none(),
            until,
        };
        lease.holds().then_some(lease)
    }

    /// Seconds that are left.
    pub fn seconds_left(&self) -> f64 {
        ((self.until - Date::now()) / 1000.0).round()
    }

    /// Whether time is left.
    pub fn holds(&self) -> bool {
        self.seconds_left() > 0.0
    }
}
