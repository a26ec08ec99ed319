//! Which address is answered by whom.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post};
use tower_http::timeout::TimeoutLayer;

use crate::body::BODY_LIMIT;
use crate::error::{ApiError, Code};
use crate::log::log_request;
use crate::protect::{guard_origin, limit_rate, limit_withdrawals};
use crate::service::{Parts, Service};
use crate::www::Files;
use crate::{calls, leases, openapi, site};

/// How long a request may take, its body included.
const TIME_LIMIT: Duration = Duration::from_secs(10);

/// The HTTP interface of a site, to be served alone or nested.
///
/// Serve it with the peers' addresses
/// ([`into_make_service_with_connect_info`](Router::into_make_service_with_connect_info)):
/// without them nothing is limited and no call is taken for one from this
/// machine.
pub fn router(Service(parts): Service) -> Router {
    interface(parts.clone())
        .fallback(not_found)
        .layer(from_fn_with_state(parts, guard_origin))
        .layer(from_fn(log_request))
}

/// The same, with files at all other addresses.
pub(crate) fn router_with_files(Service(parts): Service, files: Files) -> Router {
    interface(parts.clone())
        .fallback_service(files.into_router())
        .layer(from_fn_with_state(parts, guard_origin))
        .layer(from_fn(log_request))
}

fn interface(parts: Arc<Parts>) -> Router {
    let limited = Router::new()
        .route("/v1/site.json", get(site::site_json))
        .route("/v1/leases", post(leases::claim))
        .route(
            "/v1/leases/{id}",
            patch(leases::renew).delete(leases::release),
        )
        .route("/openapi.json", get(openapi::document))
        .route_layer(from_fn_with_state(parts.clone(), limit_rate));
    let withdrawals = Router::new()
        .route("/v1/leases/release", post(leases::withdraw))
        .route_layer(from_fn_with_state(parts.clone(), limit_withdrawals));
    // Providers are limited only where they fail to prove who they are.
    let calls = Router::new().route("/v1/calls/{provider}", post(calls::receive));
    limited
        .merge(withdrawals)
        .merge(calls)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            TIME_LIMIT,
        ))
        .layer(map_response(explain_timeout))
        .with_state(parts)
}

/// The timeout layer answers without a body.
async fn explain_timeout(response: Response) -> Response {
    if response.status() != StatusCode::REQUEST_TIMEOUT {
        return response;
    }
    let message = "the request did not arrive within 10 seconds; send it again";
    ApiError::new(Code::RequestTimeout, message).into_response()
}

pub(crate) async fn not_found() -> ApiError {
    ApiError::new(
        Code::NotFound,
        "there is nothing here; /openapi.json lists what there is",
    )
}

async fn method_not_allowed() -> ApiError {
    ApiError::new(
        Code::MethodNotAllowed,
        "this address takes other methods; see the header Allow",
    )
}
