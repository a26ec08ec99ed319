//! What the engine remembers between pages: one `localStorage` entry, written
//! only after a grant and deleted on withdrawal.
//!
//! ```json
//! { "visitor": "32 hex digits",
//!   "touch": { "at": 1790000000000, "source": { "channel": "email" } },
//!   "leases": { "web": { "id": "…", "fence": 1, "number": "+49…", "until": 1790000000000 } } }
//! ```
//!
//! Times are milliseconds since the epoch.

use js_sys::JSON;
use telswap::journey::Touch;
use wasm_bindgen::JsValue;
use web_sys::{Storage, Window};

use crate::js::{fields, get, object, text};
use crate::lease::Lease;
use crate::source;

/// The entry's key. The loader deletes it too, when consent turns out to be gone.
const KEY: &str = "telswap";

/// The visitor, as far as they consented to being recognised.
pub struct Memory {
    /// A random id, drawn after the grant.
    pub visitor: String,
    /// The touch that decides.
    pub touch: Option<Touch<'static>>,
    /// The leases held, one for a pool.
    pub leases: Vec<Lease>,
}

impl Memory {
    /// What was kept on an earlier page, or a new visitor.
    ///
    /// None when the browser gives no randomness: without it two visitors might
    /// share an id, and with it a number.
    pub fn load(window: &Window) -> Option<Self> {
        let kept = storage(window).and_then(|it| it.get_item(KEY).ok().flatten());
        let kept = kept
            .and_then(|json| JSON::parse(&json).ok())
            .unwrap_or(JsValue::NULL);
        let touch = get(&kept, "touch");
        Some(Self {
            visitor: match text(&kept, "visitor") {
                Some(visitor) => visitor,
                None => random_id()?,
            },
            touch: source::from_js(&get(&touch, "source"))
                .zip(get(&touch, "at").as_f64())
                .map(|(source, at)| Touch {
                    source,
                    at: milliseconds(at),
                }),
            leases: fields(&get(&kept, "leases"))
                .filter_map(|(pool, lease)| Lease::from_kept(pool, &lease))
                .collect(),
        })
    }

    /// Writes it down. A browser that refuses storage keeps nothing: then every
    /// page is a first page.
    pub fn save(&self, window: &Window) {
        let touch = self
            .touch
            .as_ref()
            .map_or(JsValue::NULL, |Touch { source, at }| {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "times fit into 53 bits until 287396"
                )]
                object([
                    ("at", (*at as f64).into()),
                    ("source", source::to_js(source)),
                ])
            });
        let leases = object(
            self.leases
                .iter()
                .map(|lease| (lease.pool.as_str(), lease.to_kept())),
        );
        let kept = object([
            ("visitor", self.visitor.as_str().into()),
            ("touch", touch),
            ("leases", leases),
        ]);
        let json = JSON::stringify(&kept)
            .ok()
            .and_then(|json| json.as_string());
        if let Some((storage, json)) = storage(window).zip(json) {
            let _ = storage.set_item(KEY, &json);
        }
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
    let hex = |nibble| char::from_digit(nibble, 16).unwrap_or('0');
    Some(
        bytes
            .into_iter()
            .map(u32::from)
            .flat_map(|b| [hex(b >> 4), hex(b & 15)])
            .collect(),
    )
}
