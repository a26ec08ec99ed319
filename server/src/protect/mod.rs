//! What keeps others out: foreign pages, floods.

mod origin;
mod rate;

use axum::http::HeaderMap;

pub(crate) use origin::{Origins, guard_origin};
pub(crate) use rate::{Limiter, limit_rate};

/// Whether a proxy says that it passed the request on. Headers that a client
/// makes up can only make a request look less local, never more.
pub(crate) fn came_through_a_proxy(headers: &HeaderMap) -> bool {
    const TRACES: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];
    TRACES.into_iter().any(|name| headers.contains_key(name))
}
