//! What the engine remembers between pages: one `localStorage` entry of the site,
//! `telswap` and the address of its leases, written only after a grant and deleted
//! on withdrawal.
//!
//! ```json
//! { "visitor": "32 hex digits",
//!   "seen": 1790000000000,
//!   "touches": [{ "at": 1790000000000, "source": { "channel": "email" }, "landing": ["/flyer"] }],
//!   "leases": { "web": { "id": "…", "fence": 1, "number": "+49…", "until": 1790000000000 } } }
//! ```
//!
//! Times are milliseconds since the epoch. `io.js` has it as the object that it is
//! written from.

use telswap::journey::{Journey, Touch};

use crate::site::texts;
use crate::{io, source};

/// Names a visitor whom no earlier page knew.
///
/// None when the browser gives no randomness: without it two visitors might
/// share an id, and with it a number.
pub fn know_visitor() -> Option<()> {
    if !io::is_known() {
        io::name(&random_id()?);
    }
    Some(())
}

/// The visits so far, which lie ready; those that do not make sense are left out.
pub fn journey() -> Journey<'static> {
    let mut journey = Journey {
        touches: Vec::new(),
        seen: milliseconds(io::number()),
    };
    let mut left = io::number();
    while left > 0.0 {
        let (at, source, landing) = (milliseconds(io::number()), source::read(), texts());
        if let Some(source) = source {
            journey.touches.push(Touch {
                source: source.shortened(),
                landing,
                at,
            });
        }
        left -= 1.0;
    }
    journey
}

/// Keeps the visits.
pub fn keep_journey(journey: &Journey<'_>) {
    for touch in &journey.touches {
        source::say(&touch.source);
        for met in &touch.landing {
            io::say(Some(met));
        }
        io::keep_touch(time(touch.at));
    }
    io::keep_seen(time(journey.seen));
}

/// A JavaScript time as the core wants it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates"
)]
pub fn milliseconds(time: f64) -> u64 {
    time as u64
}

#[expect(clippy::cast_precision_loss, reason = "times fit until 287396")]
fn time(milliseconds: u64) -> f64 {
    milliseconds as f64
}

/// 128 random bits in hexadecimal.
fn random_id() -> Option<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    let mut id = String::with_capacity(32);
    for byte in bytes.map(u32::from) {
        for nibble in [byte >> 4, byte & 15] {
            id.push(char::from_digit(nibble, 16)?);
        }
    }
    Some(id)
}
