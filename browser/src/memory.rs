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
//! Times are milliseconds since the epoch. It is kept as the JavaScript object
//! that it is written from, so that nothing has to be turned over twice.

use js_sys::Array;
use telswap::journey::{Journey, Touch};
use wasm_bindgen::JsValue;

use crate::io;
use crate::js::{fields, get, object, set, text};
use crate::site::texts;
use crate::source;

/// The visitor, as far as they consented to being recognised.
pub struct Memory(pub JsValue);

impl Memory {
    /// What was kept on an earlier page, or a new visitor.
    ///
    /// None when the browser gives no randomness: without it two visitors might
    /// share an id, and with it a number.
    pub fn load(leases: &JsValue) -> Option<Self> {
        let kept = io::load(leases);
        if text(&kept, "visitor").is_none() {
            set(&kept, "visitor", &random_id()?.into());
        }
        Some(Self(kept))
    }

    /// Writes it down.
    pub fn save(&self) {
        io::save(&self.0);
    }

    /// A random id, drawn after the grant.
    pub fn visitor(&self) -> JsValue {
        get(&self.0, "visitor")
    }

    /// The visits so far; those that do not make sense are left out.
    pub fn journey(&self) -> Journey<'static> {
        let mut journey = Journey {
            touches: Vec::new(),
            seen: milliseconds(&get(&self.0, "seen")),
        };
        for (_, touch) in fields(&get(&self.0, "touches")) {
            if let Some(source) = source::from_js(&get(&touch, "source")) {
                journey.touches.push(Touch {
                    source,
                    landing: texts(&get(&touch, "landing")).unwrap_or_default(),
                    at: milliseconds(&get(&touch, "at")),
                });
            }
        }
        journey
    }

    /// Keeps the visits.
    pub fn set_journey(&self, journey: &Journey<'_>) {
        let touches = Array::new();
        for touch in &journey.touches {
            let landing = Array::new();
            for met in &touch.landing {
                landing.push(&met.into());
            }
            touches.push(&object(&[
                ("at", time(touch.at)),
                ("source", source::to_js(&touch.source)),
                ("landing", landing.into()),
            ]));
        }
        set(&self.0, "touches", &touches);
        set(&self.0, "seen", &time(journey.seen));
    }

    /// The leases held, by pool.
    pub fn leases(&self) -> JsValue {
        get(&self.0, "leases")
    }

    /// Keeps what a pool gave.
    pub fn keep(&self, pool: &str, lease: &JsValue) {
        io::keep(&self.0, pool, lease);
    }
}

/// A JavaScript time as the core wants it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates"
)]
pub fn milliseconds(time: &JsValue) -> u64 {
    time.as_f64().unwrap_or(0.0) as u64
}

#[expect(clippy::cast_precision_loss, reason = "times fit until 287396")]
fn time(milliseconds: u64) -> JsValue {
    (milliseconds as f64).into()
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
