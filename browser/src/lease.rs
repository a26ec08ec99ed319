//! A lease, and what the server says of it (`ARCHITECTURE.md`, "HTTP").

use js_sys::Date;
use telswap::E164;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use crate::js::{get, set, text};

/// A number that a pool lends this visitor: the server's answer, with `until`,
/// the end of its time in milliseconds since the epoch.
///
/// An overflow number is shared, not lent: it has no `id`, and its time says
/// when to ask again.
pub struct Lease(pub JsValue);

/// What the server says to a request or a renewal.
pub enum Answer {
    /// This number, for so long.
    Lease(Lease),
    /// Every number of the pool is leased, and it has no overflow number.
    Exhausted,
    /// The server knows the lease no more, or gave it to somebody else.
    Gone,
    /// The server is out of reach or does not make sense.
    Failed,
}

impl Lease {
    /// A lease as storage kept it, while time is left.
    pub fn kept(fields: JsValue) -> Option<Self> {
        let lease = Self(fields);
        (lease.seconds_left() > 0.0 && lease.number().is_some()).then_some(lease)
    }

    /// The number to show.
    pub fn number(&self) -> Option<E164> {
        text(&self.0, "number")?.parse().ok()
    }

    /// Seconds that are left.
    pub fn seconds_left(&self) -> f64 {
        let until = get(&self.0, "until").as_f64().unwrap_or(0.0);
        ((until - Date::now()) / 1000.0).round()
    }

    /// Whether the pool was empty.
    pub fn overflow(&self) -> bool {
        text(&self.0, "id").is_none()
    }
}

impl Answer {
    fn read(status: f64, answer: JsValue) -> Self {
        if [404.0, 409.0, 410.0].contains(&status) {
            return Self::Gone;
        }
        if text(&get(&answer, "error"), "code").as_deref() == Some("pool_exhausted") {
            return Self::Exhausted;
        }
        let Some(seconds) = get(&answer, "expires_in").as_f64() else {
            return Self::Failed;
        };
        set(&answer, "until", &(Date::now() + seconds * 1000.0).into());
        let lease = Lease(answer);
        match lease.number() {
            Some(_) => Self::Lease(lease),
            None => Self::Failed,
        }
    }
}

/// What waits for the server: called once, with the status and the body.
pub fn when_answered(then: impl FnOnce(Answer) + 'static) -> JsValue {
    Closure::once_into_js(move |status: f64, answer: JsValue| then(Answer::read(status, answer)))
}
