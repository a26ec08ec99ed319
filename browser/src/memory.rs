//! What the engine remembers between pages: one `localStorage` entry of the site,
//! `telswap` and the address of its leases, written only after a grant and deleted
//! on withdrawal.
//!
//! ```json
//! { "visitor": "32 hex digits",
//!   "touch": { "at": 1790000000000, "source": { "channel": "email" } },
//!   "leases": { "web": { "id": "…", "fence": 1, "number": "+49…", "until": 1790000000000 } } }
//! ```
//!
//! Times are milliseconds since the epoch. It is kept as the JavaScript object
//! that it is written from, so that nothing has to be turned over twice.

use telswap::journey::Touch;
use wasm_bindgen::JsValue;

use crate::io;
use crate::js::{get, object, set, text};
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

    /// The touch that decides.
    pub fn touch(&self) -> Option<Touch<'static>> {
        let touch = get(&self.0, "touch");
        Some(Touch {
            source: source::from_js(&get(&touch, "source"))?,
            at: milliseconds(get(&touch, "at").as_f64()?),
        })
    }

    /// Keeps the touch that decides.
    pub fn set_touch(&self, source: &JsValue, at: u64) {
        #[expect(clippy::cast_precision_loss, reason = "times fit until 287396")]
        let at = at as f64;
        let touch = object(&[("at", at.into()), ("source", source.clone())]);
        set(&self.0, "touch", &touch);
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
pub fn milliseconds(time: f64) -> u64 {
    time as u64
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
