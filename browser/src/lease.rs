//! The client of the server's leases (`ARCHITECTURE.md`, "HTTP").

use js_sys::{Date, JSON};
use telswap::E164;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response, Url, Window};

use crate::js::{get, object, set, text};

/// How long an answer may take. Until then the page's own number stands there,
/// so that waiting longer gains little.
const PATIENCE_MS: u32 = 8000;

/// A number that a pool lends this visitor.
#[derive(Clone, PartialEq)]
pub struct Lease {
    /// The pool's name.
    pub pool: String,
    /// The server's name for it and its fence; none for an overflow number,
    /// which is shared and not leased.
    pub key: Option<(String, f64)>,
    /// The number to show.
    pub number: E164,
    /// Until when it is this visitor's, in milliseconds since the epoch; for an
    /// overflow number, when to ask again.
    pub until: f64,
}

/// Why there is no lease.
pub enum Refusal {
    /// Every number of the pool is leased, and it has no overflow number.
    Exhausted,
    /// The server knows the lease no more, or gave it to somebody else.
    Gone,
    /// The server is out of reach or does not make sense.
    Failed,
}

impl Lease {
    /// Whether time is left.
    pub fn holds(&self) -> bool {
        self.until > Date::now()
    }

    /// Seconds that are left.
    pub fn expires_in(&self) -> f64 {
        ((self.until - Date::now()) / 1000.0).max(0.0).round()
    }

    /// Whether the pool was empty.
    pub fn overflow(&self) -> bool {
        self.key.is_none()
    }

    fn from_answer(pool: &str, answer: &JsValue) -> Option<Self> {
        let seconds = get(answer, "expires_in").as_f64()?;
        Self::new(pool.to_owned(), answer, Date::now() + seconds * 1000.0)
    }

    /// A lease as [`to_kept`](Self::to_kept) wrote it.
    pub fn from_kept(pool: String, kept: &JsValue) -> Option<Self> {
        Self::new(pool, kept, get(kept, "until").as_f64()?)
    }

    fn new(pool: String, fields: &JsValue, until: f64) -> Option<Self> {
        Some(Self {
            pool,
            key: text(fields, "id").zip(get(fields, "fence").as_f64()),
            number: text(fields, "number")?.parse().ok()?,
            until,
        })
    }

    /// The lease as storage keeps it.
    pub fn to_kept(&self) -> JsValue {
        let kept = object([
            ("number", self.number.as_str().into()),
            ("until", self.until.into()),
        ]);
        if let Some((id, fence)) = &self.key {
            set(&kept, "id", &id.as_str().into());
            set(&kept, "fence", &(*fence).into());
        }
        kept
    }
}

/// The server's leases.
pub struct Leases {
    /// The address of the collection, without a slash at its end.
    address: String,
}

impl Leases {
    /// The leases of the server that serves this config.
    pub fn beside(config: &str) -> Option<Self> {
        Some(Self {
            address: Url::new_with_base("leases", config).ok()?.href(),
        })
    }

    /// Asks for a number of the pool.
    pub async fn request(
        &self,
        window: &Window,
        pool: &str,
        wish: &JsValue,
    ) -> Result<Lease, Refusal> {
        self.send(window, "POST", &self.address, pool, wish).await
    }

    /// Says that the visitor is still there. An overflow number has nothing to
    /// renew: it is gone when its time is up.
    pub async fn renew(&self, window: &Window, lease: &Lease) -> Result<Lease, Refusal> {
        let (id, fence) = lease.key.as_ref().ok_or(Refusal::Gone)?;
        let address = [&self.address, "/", id].concat();
        let body = object([("fence", (*fence).into())]);
        self.send(window, "PATCH", &address, &lease.pool, &body)
            .await
    }

    /// Gives the number back, at once and without waiting: the page may be on
    /// its way out. If this is lost, the lease ends by its time.
    pub fn release(&self, window: &Window, lease: &Lease) {
        if let Some((id, fence)) = &lease.key {
            let fence = JSON::stringify(&(*fence).into())
                .map(String::from)
                .unwrap_or_default();
            let address = [&self.address, "/", id, "/release?fence=", &fence].concat();
            let _ = window.navigator().send_beacon(&address);
        }
    }

    async fn send(
        &self,
        window: &Window,
        method: &str,
        address: &str,
        pool: &str,
        body: &JsValue,
    ) -> Result<Lease, Refusal> {
        let json = JSON::stringify(body).map_err(|_| Refusal::Failed)?;
        let request = RequestInit::new();
        request.set_method(method);
        request.set_body(&json);
        request.set_headers(&object([("content-type", "application/json".into())]));
        let response = fetch(window, address, &request)
            .await
            .map_err(|_| Refusal::Failed)?;
        let answer = match response.status() {
            404 | 409 | 410 => return Err(Refusal::Gone),
            _ => read_json(&response).await.map_err(|_| Refusal::Failed)?,
        };
        if text(&get(&answer, "error"), "code").as_deref() == Some("pool_exhausted") {
            return Err(Refusal::Exhausted);
        }
        Lease::from_answer(pool, &answer).ok_or(Refusal::Failed)
    }
}

/// Fetches, with our patience.
pub async fn fetch(
    window: &Window,
    address: &str,
    request: &RequestInit,
) -> Result<Response, JsValue> {
    request.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    let response = JsFuture::from(window.fetch_with_str_and_init(address, request)).await?;
    response.dyn_into()
}

/// An answer's body as an object.
pub async fn read_json(response: &Response) -> Result<JsValue, JsValue> {
    JsFuture::from(response.json()?).await
}
