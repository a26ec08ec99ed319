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

/// A number that a pool lends this visitor: the server's answer, with `until`,
/// the end of its time in milliseconds since the epoch.
///
/// An overflow number is shared, not lent: it has no `id`, and its time says
/// when to ask again.
#[derive(Clone)]
pub struct Lease(pub JsValue);

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
    /// A lease as storage kept it, while time is left.
    pub fn kept(fields: JsValue) -> Option<Self> {
        let lease = Self(fields);
        (lease.seconds_left() > 0.0).then_some(lease)
    }

    fn from_answer(answer: JsValue) -> Option<Self> {
        let seconds = get(&answer, "expires_in").as_f64()?;
        set(&answer, "until", &(Date::now() + seconds * 1000.0).into());
        let lease = Self(answer);
        lease.number().is_some().then_some(lease)
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
        self.id().is_none()
    }

    fn id(&self) -> Option<String> {
        text(&self.0, "id")
    }
}

/// The server's leases.
pub struct Leases {
    window: Window,
    /// The address of the collection, without a slash at its end.
    address: String,
}

impl Leases {
    /// The leases of the server that serves this config.
    pub fn beside(window: &Window, config: &str) -> Option<Self> {
        Some(Self {
            window: window.clone(),
            address: Url::new_with_base("leases", config).ok()?.href(),
        })
    }

    /// Asks for a number of the pool.
    pub async fn request(&self, wish: &JsValue) -> Result<Lease, Refusal> {
        self.send("POST", &self.address, wish).await
    }

    /// Says that the visitor is still there.
    pub async fn renew(&self, lease: &Lease) -> Result<Lease, Refusal> {
        let id = lease.id().ok_or(Refusal::Gone)?;
        let body = object(&[("fence", get(&lease.0, "fence"))]);
        let address = [&self.address, "/", &id].concat();
        self.send("PATCH", &address, &body).await
    }

    /// Gives the number back, at once and without waiting: the page may be on
    /// its way out. If this is lost, the lease ends by its time.
    pub fn release(&self, lease: &Lease) {
        let fence = JSON::stringify(&get(&lease.0, "fence"));
        if let (Some(id), Ok(fence)) = (lease.id(), fence) {
            let fence = String::from(fence);
            let address = [&self.address, "/", &id, "/release?fence=", &fence].concat();
            let _ = self.window.navigator().send_beacon(&address);
        }
    }

    async fn send(&self, method: &str, address: &str, body: &JsValue) -> Result<Lease, Refusal> {
        let answer = self.fetch(method, address, body).await;
        let (status, answer) = answer.map_err(|_| Refusal::Failed)?;
        match status {
            404 | 409 | 410 => Err(Refusal::Gone),
            503 if text(&get(&answer, "error"), "code").as_deref() == Some("pool_exhausted") => {
                Err(Refusal::Exhausted)
            }
            _ => Lease::from_answer(answer).ok_or(Refusal::Failed),
        }
    }

    /// The answer's status and body.
    async fn fetch(
        &self,
        method: &str,
        address: &str,
        body: &JsValue,
    ) -> Result<(u16, JsValue), JsValue> {
        let request = RequestInit::new();
        request.set_method(method);
        request.set_body(&JSON::stringify(body)?.into());
        request.set_headers(&object(&[("content-type", "application/json".into())]));
        request.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
        let response = self.window.fetch_with_str_and_init(address, &request);
        let response: Response = JsFuture::from(response).await?.unchecked_into();
        Ok((response.status(), JsFuture::from(response.json()?).await?))
    }
}
