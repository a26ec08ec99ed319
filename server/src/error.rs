//! Errors as a client of the server sees them.

use std::borrow::Cow;
use std::time::Duration;

use axum::Json;
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::StoreError;

/// Declares the codes once: name in JSON, status and meaning stay together.
macro_rules! codes {
    ($($variant:ident $name:literal $status:ident $meaning:literal)*) => {
        /// What went wrong, by a name that stays the same.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name used in JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The status it is answered with.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)* }
            }

            /// What it means, for the OpenAPI document.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    NotFound "not_found" NOT_FOUND
        "There is nothing at this address."
    MethodNotAllowed "method_not_allowed" METHOD_NOT_ALLOWED
        "The address takes other methods, named in `Allow`."
    OriginNotAllowed "origin_not_allowed" FORBIDDEN
        "The page is neither on one of the site's domains nor on the server's own."
    RateLimited "rate_limited" TOO_MANY_REQUESTS
        "Too many requests from one network; `Retry-After` says when to ask again."
    RequestTimeout "request_timeout" REQUEST_TIMEOUT
        "The request did not arrive in time."
    BodyTooLarge "body_too_large" PAYLOAD_TOO_LARGE
        "The body is larger than 64 KiB."
    BodyUnreadable "body_unreadable" BAD_REQUEST
        "The body broke off."
    UnsupportedMediaType "unsupported_media_type" UNSUPPORTED_MEDIA_TYPE
        "The body's `Content-Type` is not the one that this address takes."
    InvalidUtf8 "invalid_utf8" BAD_REQUEST
        "The body is not UTF-8."
    MalformedJson "malformed_json" BAD_REQUEST
        "The body is no JSON."
    InvalidBody "invalid_body" UNPROCESSABLE_ENTITY
        "A field is missing or is not what it should be; the message names it."
    InvalidQuery "invalid_query" BAD_REQUEST
        "A query parameter is missing or is not what it should be."
    UnknownSite "unknown_site" UNPROCESSABLE_ENTITY
        "The server is not for this site."
    UnknownPool "unknown_pool" UNPROCESSABLE_ENTITY
        "The site has no such pool."
    UnknownRule "unknown_rule" UNPROCESSABLE_ENTITY
        "The site has no such rule."
    UnknownTarget "unknown_target" UNPROCESSABLE_ENTITY
        "The site has no such target."
    RuleMismatch "rule_mismatch" UNPROCESSABLE_ENTITY
        "The rule does not show this target a number of this pool."
    ConsentMismatch "consent_mismatch" UNPROCESSABLE_ENTITY
        "The consent is for another platform or service than the site's."
    ConsentNotGranted "consent_not_granted" FORBIDDEN
        "The visitor did not grant all that a number needs; the message names what is missing."
    LeaseNotFound "lease_not_found" NOT_FOUND
        "There is no such lease."
    LeaseLost "lease_lost" CONFLICT
        "The fence is not this lease's, or somebody else has the number now."
    LeaseExpired "lease_expired" GONE
        "The lease expired or was released; ask for a new one."
    VisitorWithdrew "visitor_withdrew" GONE
        "The visitor withdrew consent a moment ago; who agrees again needs another id."
    PoolExhausted "pool_exhausted" SERVICE_UNAVAILABLE
        "Every number is leased and the pool has no overflow number: show the page's own."
    UnknownProvider "unknown_provider" NOT_FOUND
        "Calls of this provider are not understood."
    ProviderNotConfigured "provider_not_configured" FORBIDDEN
        "The server was started without this provider's secret."
    SignatureInvalid "signature_invalid" FORBIDDEN
        "The provider's signature is missing or wrong."
    Unauthorized "unauthorized" UNAUTHORIZED
        "The bearer token is missing or wrong."
    StoreUnavailable "store_unavailable" SERVICE_UNAVAILABLE
        "The database did not answer; nothing was promised."
}

/// An error on its way to the client.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}: {message}", code.name())]
pub struct ApiError {
    code: Code,
    message: Cow<'static, str>,
    retry_after: Option<Duration>,
}

impl ApiError {
    /// An error of a kind; `message` says where it is and what would be right.
    #[must_use]
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            message: message.into(),
            retry_after: None,
        }
    }

    /// A field of the body that is not what it should be.
    #[must_use]
    pub fn field(path: &str, problem: impl std::fmt::Display) -> Self {
        Self::new(Code::InvalidBody, format!("{path}: {problem}"))
    }

    /// Says when asking again is worth it.
    #[must_use]
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// The kind of error.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }
}

/// Every error's body.
#[derive(Serialize, ToSchema)]
#[schema(as = Error)]
pub(crate) struct ErrorBody<'a> {
    error: ErrorDetail<'a>,
}

/// What went wrong.
#[derive(Serialize, ToSchema)]
#[schema(as = ErrorDetail)]
pub(crate) struct ErrorDetail<'a> {
    /// A stable name of the kind of error.
    code: &'a str,
    /// Where it is and what would be right, for people.
    message: &'a str,
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = Json(ErrorBody {
            error: ErrorDetail {
                code: self.code.name(),
                message: &self.message,
            },
        });
        let mut response = (self.code.status(), body).into_response();
        if let Some(wait) = self.retry_after {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(whole_seconds(wait)));
        }
        if self.code == Code::Unauthorized {
            response
                .headers_mut()
                .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// Seconds, rounded up: who waits so long has waited long enough.
pub(crate) fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the store failed");
        Self::new(
            Code::StoreUnavailable,
            "the database did not answer; try again",
        )
        .retry_after(Duration::from_secs(1))
    }
}
