//! Calls as plain JSON, for whatever can send an HTTP request when it rings.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use serde::Deserialize;
use subtle::ConstantTimeEq;
use utoipa::ToSchema;

use super::{Incoming, Provider, checked_id, checked_number, checked_status};
use crate::body::{json, require_type};
use crate::error::{ApiError, Code};
use crate::store::CallReport;
use crate::time::Time;

/// Reports of `POST /v1/calls/generic`.
pub(crate) struct Generic {
    token: Option<String>,
}

/// A call. Other fields are ignored, the caller's number among them.
#[derive(Deserialize, ToSchema)]
pub(crate) struct GenericCall {
    /// Whatever names the call; reports with the same id are one call.
    #[schema(min_length = 1, max_length = 255)]
    id: String,
    /// The number called, in E.164 form.
    #[schema(examples("+4963141555021"))]
    to: String,
    /// When it began; without it, when the report arrived, less the duration.
    started_at: Option<Time>,
    /// How long it lasted, once it is over.
    duration_seconds: Option<u32>,
    /// How it stands, in the reporter's words.
    #[schema(max_length = 64, examples("answered"))]
    status: Option<String>,
}

impl Generic {
    /// With a token everyone has to show it; without one, only this machine is
    /// heard, and nobody once the server is published.
    pub(crate) fn new(token: Option<String>) -> Self {
        Self { token }
    }
}

impl Provider for Generic {
    fn name(&self) -> &'static str {
        "generic"
    }

    fn admit(&self, request: &Incoming<'_>) -> Result<(), ApiError> {
        let (admitted, message) = match &self.token {
            Some(token) => (
                bearer(request.headers)
                    .is_some_and(|given| given.as_bytes().ct_eq(token.as_bytes()).into()),
                "the header Authorization has to be Bearer and the token of TELSWAP_CALLS_TOKEN",
            ),
            None => (
                request.from_here,
                "without TELSWAP_CALLS_TOKEN the server takes calls from its own machine only, \
                 asked as localhost and through no proxy, and none if it has a public address",
            ),
        };
        if admitted {
            Ok(())
        } else {
            Err(ApiError::new(Code::Unauthorized, message))
        }
    }

    fn report(&self, request: &Incoming<'_>) -> Result<CallReport, ApiError> {
        require_type(request.headers, "application/json")?;
        let call: GenericCall = json(request.body)?;
        Ok(CallReport {
            provider: self.name(),
            id: checked_id("id", call.id)?,
            to: checked_number("to", &call.to)?,
            started_at: call.started_at.map(|Time(time)| time),
            duration_seconds: call.duration_seconds,
            status: call
                .status
                .map(|status| checked_status("status", status))
                .transpose()?,
        })
    }
}

/// The token of `Authorization: Bearer TOKEN` (RFC 6750 §2.1); the scheme's
/// case is free (RFC 9110 §11.1).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
