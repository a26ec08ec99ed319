//! A site to test with, a server for it, and a client that sends every byte as
//! it is told.

mod binary;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use telswap::config::Site;
use telswap_server::store::{Clock, SqliteStore, TestClock};
use telswap_server::{Service, Settings, router};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub use binary::{Folder, Serving, check, lines, telswap, telswap_unread, text};

pub const OWN: &str = "+4963141555000";
pub const STATIC: &str = "+4963141555010";
pub const OVERFLOW: &str = "+4963141555100";
pub const POOL: [&str; 2] = ["+4963141555101", "+4963141555102"];

/// 2026-10-01T12:00:00Z
pub const NOON: i64 = 1_790_856_000_000;

/// The address that a server has which is not published.
pub const LOCAL: &str = "http://127.0.0.1:8787";

/// A site with a pool of two numbers, one without overflow, and a static number.
pub fn config() -> Value {
    json!({
        "site": "hof-kaffee",
        "domains": ["hof-kaffee.de"],
        "targets": { "main": { "number": OWN }, "shop": { "number": "+4963141555001" } },
        "pools": {
            "web": { "numbers": POOL, "lease_minutes": 30, "overflow": OVERFLOW },
            "bare": { "numbers": ["+4963141555201"], "lease_minutes": 10 },
        },
        "rules": [
            { "id": "ads", "when": { "channel": "paid-search" }, "swap": { "main": STATIC } },
            { "id": "mail", "when": { "channel": "email" }, "swap": { "main": { "pool": "bare" } } },
            { "id": "everyone", "swap": { "main": { "pool": "web" }, "shop": "keep" } },
        ],
        "consent": { "cmp": "klaro", "service": "call-tracking" },
    })
}

pub fn site(config: &Value) -> Site {
    telswap::config::check(&config.to_string()).unwrap()
}

/// What a visitor's engine sends: `digit` stands for the visitor.
pub fn lease_request(digit: char) -> Value {
    json!({
        "site": "hof-kaffee", "pool": "web", "rule": "everyone", "target": "main",
        "visitor": digit.to_string().repeat(32),
        "source": {
            "channel": "email", "source": "newsletter", "medium": "email", "campaign": "herbst",
            "term": null, "content": null, "click_id": { "name": "gclid", "value": "x" },
            "referrer_host": null,
        },
        "consent": {
            "cmp": "klaro", "service": "call-tracking", "granted": ["storage", "measurement"],
        },
    })
}

/// A server in this process, on a port of its own.
pub struct Server {
    pub address: SocketAddr,
    pub clock: TestClock,
}

impl Server {
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// With other settings than the usual ones.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::serving(&config(), "sqlite::memory:", change).await
    }

    /// With the database in a file, to be looked at.
    pub async fn keeping_in(file: &Path) -> Self {
        let address = format!("sqlite:{}", file.display());
        Self::serving(&config(), &address, |_| {}).await
    }

    /// With another config.
    pub async fn with_config(change: impl FnOnce(&mut Value)) -> Self {
        let mut config = config();
        change(&mut config);
        Self::serving(&config, "sqlite::memory:", |_| {}).await
    }

    async fn serving(config: &Value, database: &str, change: impl FnOnce(&mut Settings)) -> Self {
        let clock = TestClock::at(NOON);
        let store = SqliteStore::open_with_clock(database, Clock::Test(clock.clone())).unwrap();
        let mut settings = Settings::new(LOCAL.parse().unwrap());
        settings.rate_limit = NonZeroU32::new(10_000);
        change(&mut settings);
        let service = Service::start(site(config), Arc::new(store), settings)
            .await
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        // Nested, as an application of somebody else would have it too.
        let app = axum::Router::new()
            .nest("/nested", router(service.clone()))
            .merge(router(service))
            .into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, clock }
    }

    pub async fn send(&self, request: Request) -> Reply {
        request.send(self.address).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Request::new("GET", path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send(Request::new("POST", path).json(body)).await
    }

    /// Leases a number to a visitor; gives id, number and fence.
    pub async fn lease(&self, digit: char) -> (String, String, i64) {
        let reply = self.post("/v1/leases", &lease_request(digit)).await;
        let body = reply.json();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        (
            text("id"),
            text("number"),
            body["fence"].as_i64().unwrap_or(-1),
        )
    }

    pub async fn renew(&self, id: &str, fence: i64) -> Reply {
        let path = format!("/v1/leases/{id}");
        self.send(Request::new("PATCH", &path).json(&json!({ "fence": fence })))
            .await
    }

    /// As the engine says it, by beacon.
    pub async fn withdraw(&self, digit: char) -> Reply {
        let visitor = digit.to_string().repeat(32);
        let request = Request::new("POST", "/v1/leases/release");
        self.send(request.body("text/plain;charset=UTF-8", visitor))
            .await
    }

    pub async fn release(&self, id: &str, fence: i64) -> Reply {
        let path = format!("/v1/leases/{id}?fence={fence}");
        self.send(Request::new("DELETE", &path)).await
    }
}

/// A request, to be sent as it is.
pub struct Request {
    head: String,
    body: Vec<u8>,
}

impl Request {
    pub fn new(method: &str, path: &str) -> Self {
        Self {
            head: format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n"),
            body: Vec::new(),
        }
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.head += &format!("{name}: {value}\r\n");
        self
    }

    pub fn body(self, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let mut request = self
            .header("Content-Type", kind)
            .header("Content-Length", &body.len().to_string());
        request.body = body;
        request
    }

    /// A body without a length.
    pub fn raw(mut self, body: Vec<u8>) -> Self {
        self.body = body;
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    pub async fn send(self, address: SocketAddr) -> Reply {
        self.try_send(address).await.unwrap()
    }

    /// None when the server is gone or hangs up without an answer.
    pub async fn try_send(mut self, address: SocketAddr) -> Option<Reply> {
        if !self.head.contains("\r\nHost: ") {
            self = self.header("Host", &address.to_string());
        }
        let mut stream = TcpStream::connect(address).await.ok()?;
        let bytes = [self.head.as_bytes(), b"\r\n", &self.body].concat();
        // A server may answer and hang up before it has read everything.
        let _ = stream.write_all(&bytes).await;
        let mut reply = Vec::new();
        let _ = stream.read_to_end(&mut reply).await;
        Reply::parse(&reply)
    }
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = str::from_utf8(&bytes[..end]).ok()?;
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let body = bytes[end + 4..].to_vec();
        Some(Self {
            status,
            headers,
            body,
        })
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(header, _)| header == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {:?}", String::from_utf8_lossy(&self.body)))
    }

    /// The error's code; the shape of the answer is checked on the way.
    pub fn error(&self) -> String {
        let kind = self.header("content-type").unwrap_or_default();
        assert!(kind.starts_with("application/json"), "{self:?}");
        let body = self.json();
        let message = body["error"]["message"].as_str().unwrap();
        assert!(message.len() > 10, "{message}");
        body["error"]["code"].as_str().unwrap().to_owned()
    }

    /// Status and code together.
    pub fn failure(&self) -> (u16, String) {
        (self.status, self.error())
    }
}
