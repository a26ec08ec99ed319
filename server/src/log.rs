//! A line for each request: what kind it was and how it ended. Addresses, ids,
//! numbers and queries stay out of it.

use std::io;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;

/// Writes the log to standard error from now on.
pub(crate) fn start() {
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        // A line that nobody reads is lost. Told about it, standard error would
        // fail once more, and the request with it.
        .log_internal_errors(false)
        .init();
}

pub(crate) async fn log_request(request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    tracing::info!(
        %method,
        route = route.as_ref().map_or("-", MatchedPath::as_str),
        status = response.status().as_u16(),
        ms = began.elapsed().as_millis(),
    );
    response
}
