//! Calls: telephony providers report them here, one file for each provider.

mod attribution;
mod generic;
mod twilio;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{ConnectInfo, OriginalUri, Path, State};
use axum::http::HeaderMap;
use serde::Serialize;
use telswap::E164;
use url::Url;
use utoipa::ToSchema;

pub use attribution::{By, CallAttribution, Candidate, Consented};
use generic::Generic;
pub(crate) use generic::GenericCall;
use twilio::Twilio;
pub(crate) use twilio::TwilioCall;

use crate::body::raw;
use crate::error::{ApiError, Code};
use crate::protect::is_from_here;
use crate::service::{Parts, Settings};
use crate::store::CallReport;

/// How long a provider's id of a call may be, in bytes. SIP allows any length
/// for a Call-ID; those in use stay well below.
const ID_LIMIT: usize = 255;

/// How long a status may be, in bytes.
const STATUS_LIMIT: usize = 64;

/// A telephony provider: how it proves who it is, and how it reports a call.
pub(crate) trait Provider: Send + Sync {
    /// Its name in `/v1/calls/{provider}`.
    fn name(&self) -> &'static str;

    /// Refuses what is not the provider's.
    fn admit(&self, request: &Incoming<'_>) -> Result<(), ApiError>;

    /// Reads the call.
    fn report(&self, request: &Incoming<'_>) -> Result<CallReport, ApiError>;
}

/// Every provider that is understood.
pub(crate) fn providers(settings: &Settings) -> Vec<Box<dyn Provider>> {
    vec![
        Box::new(Generic::new(settings.calls_token.clone())),
        Box::new(Twilio::new(settings.twilio_auth_token.clone())),
    ]
}

/// A request that reports a call.
pub(crate) struct Incoming<'a> {
    /// The address that the provider was given.
    pub url: &'a str,
    /// The request's headers.
    pub headers: &'a HeaderMap,
    /// The body as it came.
    pub body: &'a [u8],
    /// Whether it came from this machine, to a server that is there for no other.
    pub from_here: bool,
}

/// What became of a call.
#[derive(Serialize, ToSchema)]
pub(crate) struct CallAnswer {
    /// The provider's id of the call.
    call: String,
    /// Whose call it is.
    attribution: CallAttribution,
}

/// Takes a call's report. Reports with the same id are the same call: it began
/// at the earliest time that is known, and a retry gets the same answer.
///
/// `twilio` is for Twilio's status callbacks ("Call status changes"), not for
/// the webhook that wants TwiML.
#[utoipa::path(
    post, path = "/v1/calls/{provider}", tag = "calls",
    params(("provider" = String, Path, description = "`generic` or `twilio`")),
    request_body(content(
        (GenericCall = "application/json"),
        (TwilioCall = "application/x-www-form-urlencoded"),
    )),
    responses((status = 200, description = "The call is kept", body = CallAnswer)),
)]
pub(crate) async fn receive(
    State(parts): State<Arc<Parts>>,
    name: Result<Path<String>, PathRejection>,
    OriginalUri(uri): OriginalUri,
    peer: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<CallAnswer>, ApiError> {
    let provider = find(
        &parts.providers,
        &name.map_or(String::new(), |Path(name)| name),
    )?;
    let body = raw(body)?;
    let peer = peer.map(|axum::Extension(ConnectInfo(address))| address.ip());
    let url = public_address(&parts.public_url, &uri);
    let request = Incoming {
        url: &url,
        headers: &headers,
        body: &body,
        from_here: parts.is_unpublished && is_from_here(peer, &uri, &headers),
    };
    if let Err(refused) = provider.admit(&request) {
        // Whoever proved to be the provider may report any number of calls,
        // whoever guesses secrets may not.
        parts.limiter.check(peer, &headers)?;
        return Err(refused);
    }
    let report = provider.report(&request)?;
    let call = report.id.clone();
    let attribution = parts.store.record_call(&parts.site, report).await?;
    Ok(Json(CallAnswer { call, attribution }))
}

fn find<'a>(providers: &'a [Box<dyn Provider>], name: &str) -> Result<&'a dyn Provider, ApiError> {
    if let Some(provider) = providers.iter().find(|provider| provider.name() == name) {
        return Ok(provider.as_ref());
    }
    let known: Vec<&str> = providers.iter().map(|provider| provider.name()).collect();
    let message = format!("calls are understood from: {}", known.join(", "));
    Err(ApiError::new(Code::UnknownProvider, message))
}

/// The address as the outside wrote it: a proxy may have taken a part away.
fn public_address(public_url: &Url, uri: &axum::http::Uri) -> String {
    let base = public_url.as_str().trim_end_matches('/');
    let path = uri.path_and_query().map_or("", |path| path.as_str());
    format!("{base}{path}")
}

fn checked_id(field: &str, id: String) -> Result<String, ApiError> {
    if id.is_empty() || id.len() > ID_LIMIT || id.chars().any(char::is_control) {
        let problem = format!("has to be 1 to {ID_LIMIT} bytes without control characters");
        return Err(ApiError::field(field, problem));
    }
    Ok(id)
}

fn checked_status(field: &str, status: String) -> Result<String, ApiError> {
    if status.len() > STATUS_LIMIT || status.chars().any(char::is_control) {
        let problem = format!("has to be at most {STATUS_LIMIT} bytes, no control characters");
        return Err(ApiError::field(field, problem));
    }
    Ok(status)
}

fn checked_number(field: &str, number: &str) -> Result<E164, ApiError> {
    number
        .parse()
        .map_err(|error| ApiError::field(field, error))
}
