//! Only pages of the site, and of the server itself, get answers
//! (<https://fetch.spec.whatwg.org/#http-cors-protocol>).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN,
    VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use url::Url;

use super::local::{asked_host, names_loopback};
use crate::error::{ApiError, Code};
use crate::service::Parts;

/// How long a browser may remember a preflight's answer. Chromium keeps none
/// for longer than two hours.
const PREFLIGHT_SECONDS: &str = "7200";

/// The pages that may ask.
pub(crate) struct Origins {
    domains: Vec<String>,
    own: String,
}

impl Origins {
    /// Pages on `domains`, their subdomains, and at `public_url`.
    pub(crate) fn new(domains: &[String], public_url: &Url) -> Self {
        Self {
            domains: domains.to_vec(),
            own: public_url.origin().ascii_serialization(),
        }
    }

    /// Whether a page of `origin` may ask the server that it knows as `host`.
    ///
    /// A page's own host is no proof: its owner may let the name lead to this
    /// machine (DNS rebinding). Names of this machine itself are.
    fn allow(&self, origin: &str, host: Option<&str>) -> bool {
        let authority = origin
            .strip_prefix("https://")
            .or_else(|| origin.strip_prefix("http://"));
        let Some(authority) = authority else {
            return false; // Also `null`: a sandboxed frame or a file.
        };
        host.is_some_and(|host| host.eq_ignore_ascii_case(authority) && names_loopback(host))
            || origin.eq_ignore_ascii_case(&self.own)
            || self.is_of_the_site(origin)
    }

    fn is_of_the_site(&self, origin: &str) -> bool {
        let Ok(url) = Url::parse(origin) else {
            return false;
        };
        let host = url.host_str().unwrap_or_default().trim_end_matches('.');
        self.domains.iter().any(|domain| {
            host.strip_suffix(domain.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }
}

/// Answers preflights and refuses pages from elsewhere.
pub(crate) async fn guard_origin(
    State(parts): State<Arc<Parts>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match request.headers().get(ORIGIN).cloned() {
        None => next.run(request).await,
        Some(origin) if is_allowed(&parts.origins, &origin, &request) => {
            let mut response = if is_preflight(&request) {
                preflight().into_response()
            } else {
                next.run(request).await
            };
            allow(response.headers_mut(), origin);
            response
        }
        Some(_) => ApiError::new(
            Code::OriginNotAllowed,
            "the page has to be on one of the site's domains, see domains in site.json, \
             or on the server's own address, see --public-url",
        )
        .into_response(),
    };
    // Also without an Origin: a cache must not give this answer to a page.
    response
        .headers_mut()
        .append(VARY, HeaderValue::from_static("Origin"));
    response
}

fn is_allowed(origins: &Origins, origin: &HeaderValue, request: &Request) -> bool {
    let host = asked_host(request.uri(), request.headers());
    origin
        .to_str()
        .is_ok_and(|origin| origins.allow(origin, host))
}

fn is_preflight(request: &Request) -> bool {
    request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

fn preflight() -> impl IntoResponse {
    let headers = [
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PATCH, DELETE"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS),
    ];
    (StatusCode::NO_CONTENT, headers)
}

fn allow(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(
        ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("retry-after"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sites_pages_and_the_servers_own() {
        let origins = Origins::new(
            &["hof-kaffee.de".to_owned(), "localhost".to_owned()],
            &"https://calls.example.de/telswap/".parse().unwrap(),
        );
        for origin in [
            "https://hof-kaffee.de",
            "http://hof-kaffee.de:8080",
            "https://www.hof-kaffee.de",
            "https://a.b.hof-kaffee.de",
            "https://WWW.Hof-Kaffee.DE",
            "https://hof-kaffee.de.",
            "http://localhost:5173",
            "https://calls.example.de",
            "http://127.0.0.1:8787",
        ] {
            assert!(origins.allow(origin, Some("127.0.0.1:8787")), "{origin}");
        }
        for origin in [
            "null",
            "",
            "https://",
            "https://example.de",
            "https://nothof-kaffee.de",
            "https://hof-kaffee.de.example.com",
            "https://hof-kaffee.de@example.com",
            "https://.",
            "ftp://hof-kaffee.de",
            "file://hof-kaffee.de",
            "http://127.0.0.1:8788",
            "http://127.0.0.1",
        ] {
            assert!(!origins.allow(origin, Some("127.0.0.1:8787")), "{origin}");
        }
        assert!(!origins.allow("http://127.0.0.1:8787", None));
        // A name that its owner lets lead here.
        assert!(!origins.allow("http://evil.example:8787", Some("evil.example:8787")));
    }
}
