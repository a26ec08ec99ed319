//! The server of telswap: number pools, leases, calls and their attribution.
//!
//! [`router`] can be nested into any axum application; the command line
//! `telswap serve` runs it alone.
//!
//! ```no_run
//! use std::net::SocketAddr;
//! use std::sync::Arc;
//!
//! use telswap_server::store::SqliteStore;
//! use telswap_server::{Service, Settings, router};
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let site = telswap::config::check(&std::fs::read_to_string("site.json")?)?;
//! let store = Arc::new(SqliteStore::open("sqlite:telswap.db")?);
//! let settings = Settings::new("https://calls.example.de".parse()?);
//! let service = Service::start(site, store, settings).await?;
//!
//! let app = axum::Router::new().nest("/telswap", router(service));
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8787").await?;
//! // The peers' addresses are what the rate limit counts by.
//! let app = app.into_make_service_with_connect_info::<SocketAddr>();
//! axum::serve(listener, app).await?;
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]
// They panic when nobody reads any more.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod body;
pub mod calls;
pub mod cli;
pub mod consent;
mod error;
mod leases;
mod listen;
mod log;
pub mod numbers;
mod openapi;
mod protect;
mod router;
mod service;
mod site;
mod source;
pub mod store;
mod time;
mod www;

pub use error::{ApiError, Code};
pub use router::router;
pub use service::{Service, Settings};
pub use time::Time;
