//! `GET /v1/site.json`: what the browser may know of the site.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use telswap::config::{PublicSite, Site};

use crate::service::Parts;

/// The public part as JSON, made once.
pub(crate) fn public_part(site: &Site) -> Bytes {
    serde_json::to_vec(&PublicSite::from(site)).map_or_else(|_| Bytes::new(), Bytes::from)
}

/// Rules, targets and pools, without the pools' numbers.
#[utoipa::path(
    get, path = "/v1/site.json", tag = "site",
    responses((status = 200, description = "The public part of the config", body = serde_json::Value)),
)]
pub(crate) async fn site_json(State(parts): State<Arc<Parts>>) -> impl IntoResponse {
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CACHE_CONTROL, "no-cache"),
    ];
    (headers, parts.public_site.clone())
}
