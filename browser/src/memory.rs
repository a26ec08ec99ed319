//! What the engine remembers between pages: one `localStorage` entry, written
//! only after a grant and deleted on withdrawal.
//!
//! ```json
//! { "visitor": "32 hex digits",
//!   "touch": { "at": 1790000000000, "source": { "channel": "email" } },
//!   "leases": { "web": { "id": "…", "fence": 1, "number": "+49…", "until": 1790000000000 } } }
//! ```
//!
//! Times are milliseconds since the epoch. It is kept as the JavaScript object
//! that it is written from, so that nothing has to be turned over twice.

use js_sys::JSON;
use telswap::journey::Touch;
use wasm_bindgen::JsValue;
use web_sys::{Storage, Window};

use crate::js::{get, object, set, text};
use crate::source;

/// The entry's key. The loader deletes it too, when consent turns out to be gone.
const KEY: &str = "telswap";

/// The visitor, as far as they consented to being recognised.
pub struct Memory(JsValue);

impl Memory {
    /// What was kept on an earlier page, or a new visitor.
    ///
    /// None when the browser gives no randomness: without it two visitors might
    /// share an id, and with it a number.
    pub fn load(window: &Window) -> Option<Self> {
        let kept = storage(window).and_then(|it| it.get_item(KEY).ok().flatten());
        let kept = kept.and_then(|json| JSON::parse(&json).ok());
        if let Some(kept) = kept
            && text(&kept, "visitor").is_some()
            && get(&kept, "leases").is_object()
        {
            return Some(Self(kept));
        }
        Some(Self(object(&[
            ("visitor", random_id()?.into()),
            ("leases", object(&[])),
        ])))
    }

    /// Writes it down. A browser that refuses storage keeps nothing: then every
    /// page is a first page.
    pub fn save(&self, window: &Window) {
        if let (Some(storage), Ok(json)) = (storage(window), JSON::stringify(&self.0)) {
            let _ = storage.set_item(KEY, &String::from(json));
        }
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
}

/// Deletes all that telswap keeps in this browser.
pub fn forget(window: &Window) {
    if let Some(storage) = storage(window) {
        let _ = storage.remove_item(KEY);
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

/// Reading `localStorage` throws where the visitor forbids it.
fn storage(window: &Window) -> Option<Storage> {
    window.local_storage().ok().flatten()
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
