//! Plain files beside the interface: the loader, the engine, a site to try.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use tower::ServiceExt;
use tower_http::services::ServeDir;

use crate::error::{ApiError, Code};
use crate::router::not_found;

/// Serves the files of `folders`; the first that has a file gives it.
pub(crate) fn files(folders: &[PathBuf]) -> Router {
    let folders: Arc<[ServeDir]> = folders.iter().map(ServeDir::new).collect();
    Router::new().fallback(find).with_state(folders)
}

async fn find(State(folders): State<Arc<[ServeDir]>>, request: Request) -> Response {
    let (head, _) = request.into_parts();
    let mut response = not_found().await.into_response();
    if !is_hidden(head.uri.path()) {
        for folder in folders.iter() {
            let request = Request::from_parts(head.clone(), Body::empty());
            let Ok(found) = folder.clone().oneshot(request).await;
            if found.status() != StatusCode::NOT_FOUND {
                response = found.map(Body::new);
                break;
            }
        }
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response = only_reading();
    }
    describe(response.headers_mut());
    response
}

/// Whether the path leads to files that nobody means to publish, as `.git` or
/// `.env`. `.well-known` is meant (RFC 8615).
fn is_hidden(path: &str) -> bool {
    percent_decode_str(path)
        .decode_utf8_lossy()
        .split('/')
        .any(|part| part.starts_with('.') && part != ".well-known")
}

fn only_reading() -> Response {
    let message = "files are read with GET or HEAD";
    let error = ApiError::new(Code::MethodNotAllowed, message);
    ([(ALLOW, "GET, HEAD")], error).into_response()
}

/// The engine is imported by pages of other origins; whoever tries things out
/// sees what is in the folder now; text is UTF-8.
fn describe(headers: &mut HeaderMap) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let text = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .filter(|kind| kind.starts_with("text/") || *kind == "application/json")
        .filter(|kind| !kind.contains("charset"));
    if let Some(kind) = text
        && let Ok(kind) = HeaderValue::try_from(format!("{kind}; charset=utf-8"))
    {
        headers.insert(CONTENT_TYPE, kind);
    }
}
