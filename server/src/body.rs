//! Reading bodies and queries, with errors that say what would be right.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Query, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::{ApiError, Code};

/// How large a body may be, in bytes.
pub(crate) const BODY_LIMIT: usize = 64 * 1024;

/// A JSON body.
pub(crate) struct JsonBody<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        require_type(request.headers(), "application/json")?;
        let body = raw(Bytes::from_request(request, state).await)?;
        json(&body).map(Self)
    }
}

/// The bytes of a body.
pub(crate) fn raw(body: Result<Bytes, BytesRejection>) -> Result<Bytes, ApiError> {
    body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::new(
            Code::BodyTooLarge,
            format!("the body is larger than {BODY_LIMIT} bytes"),
        ),
        _ => ApiError::new(Code::BodyUnreadable, "the body broke off; send it again"),
    })
}

/// Refuses another media type than `wanted`; parameters, as `charset`, are free.
pub(crate) fn require_type(headers: &HeaderMap, wanted: &'static str) -> Result<(), ApiError> {
    let given = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    if given.trim().eq_ignore_ascii_case(wanted) {
        return Ok(());
    }
    let message = format!("the Content-Type has to be {wanted}");
    Err(ApiError::new(Code::UnsupportedMediaType, message))
}

/// The text of a body.
pub(crate) fn utf8(body: &[u8]) -> Result<&str, ApiError> {
    str::from_utf8(body).map_err(|error| {
        let message = format!("the body is not UTF-8 from byte {} on", error.valid_up_to());
        ApiError::new(Code::InvalidUtf8, message)
    })
}

/// A value from JSON.
pub(crate) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    let text = utf8(body)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        json_error(&path, &error.into_inner())
    })?;
    deserializer.end().map_err(|error| json_error("", &error))?;
    Ok(value)
}

fn json_error(path: &str, error: &serde_json::Error) -> ApiError {
    if !error.is_data() {
        return ApiError::new(Code::MalformedJson, format!("the body is no JSON: {error}"));
    }
    match path {
        "" | "." => ApiError::new(Code::InvalidBody, error.to_string()),
        path => ApiError::field(path, error),
    }
}

/// `?fence=N`
#[derive(Deserialize)]
struct FenceQuery {
    fence: i64,
}

/// The fence in the query.
pub(crate) struct Fence(pub i64);

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Fence {
    type Rejection = ApiError;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        _: &S,
    ) -> Result<Self, ApiError> {
        let query: Result<Query<FenceQuery>, _> = Query::try_from_uri(&parts.uri);
        query.map(|Query(query)| Self(query.fence)).map_err(|_| {
            let message = "fence: the query needs ?fence=N, N being the lease's fence";
            ApiError::new(Code::InvalidQuery, message)
        })
    }
}
