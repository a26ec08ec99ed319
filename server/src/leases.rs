//! Leases over HTTP.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use telswap::config::{Pool, Site};
use telswap::number::Spelled;
use telswap::{Outcome, Source};
use utoipa::ToSchema;

use crate::body::{Fence, JsonBody, raw, require_type, utf8};
use crate::consent::{ConsentGiven, carries};
use crate::error::{ApiError, Code, whole_seconds};
use crate::service::Parts;
use crate::source::SourceSchema;
use crate::store::{Claim, Claimed, HeldNumber, Released, Renewed, ShownFor};

/// Visitors without a number ask again no sooner than this.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// A visitor's wish for a number of a pool.
#[derive(Deserialize, ToSchema)]
pub(crate) struct LeaseRequest {
    /// The site's name.
    site: String,
    /// The pool's name.
    pool: String,
    /// 32 hexadecimal digits, drawn at random after consent.
    #[schema(pattern = "^[0-9a-fA-F]{32}$")]
    visitor: String,
    /// The rule that names the pool.
    rule: String,
    /// The target whose number is replaced.
    target: String,
    /// What the classifier said of the visit. Texts of more than 512
    /// characters are cut there.
    #[schema(value_type = SourceSchema)]
    source: Source<'static>,
    /// What the visitor agreed to.
    consent: ConsentGiven,
}

/// A number for a visitor.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeaseAnswer {
    /// The lease; null for the overflow number.
    id: Option<String>,
    /// The number to show, in E.164 form.
    #[schema(examples("+4963141555021"))]
    number: String,
    /// How it is spelled, where the config says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, examples("0631 41555-021"))]
    display: Option<String>,
    /// To be sent with renewal and release; null for the overflow number.
    fence: Option<i64>,
    /// Seconds until it ends, or, with the overflow number, until asking again
    /// is worth it.
    expires_in: u64,
    /// Whether every number is leased and this is what is shown then.
    overflow: bool,
}

/// Which lease it is, to its holder.
#[derive(Deserialize, ToSchema)]
pub(crate) struct RenewRequest {
    /// The lease's fence.
    fence: i64,
}

/// Leases a number to a visitor, or renews the lease the visitor has.
#[utoipa::path(
    post, path = "/v1/leases", tag = "leases", request_body = LeaseRequest,
    responses(
        (status = 201, description = "A new lease", body = LeaseAnswer),
        (status = 200, description = "This visitor's lease renewed, or the overflow number", body = LeaseAnswer),
    ),
)]
pub(crate) async fn claim(
    State(parts): State<Arc<Parts>>,
    JsonBody(request): JsonBody<LeaseRequest>,
) -> Result<Response, ApiError> {
    let visitor = checked_visitor("visitor", &request.visitor)?;
    let pool = checked_pool(&parts.site, &request)?;
    carries(&request.consent, &parts.site)?;
    let claim = Claim {
        site: request.site,
        pool: request.pool,
        visitor,
        id: random_id()?,
        hold: Duration::from_secs(u64::from(pool.lease_minutes) * 60),
        shown: ShownFor {
            rule: request.rule,
            target: request.target,
            source: request.source.shortened(),
            consent: request.consent,
        },
    };
    match parts.store.claim(claim).await? {
        Claimed::New(held) => Ok((StatusCode::CREATED, answer(held, &parts)).into_response()),
        Claimed::Renewed(held) => Ok(answer(held, &parts).into_response()),
        Claimed::Exhausted { free_in } => overflow(pool, free_in.max(ASK_AGAIN)),
        Claimed::Withdrawn => Err(ApiError::new(
            Code::VisitorWithdrew,
            "visitor: withdrew consent a moment ago; who agrees again needs another id",
        )),
    }
}

/// Holds a lease for longer.
#[utoipa::path(
    patch, path = "/v1/leases/{id}", tag = "leases", request_body = RenewRequest,
    params(("id" = String, Path, description = "The lease")),
    responses((status = 200, description = "It holds for longer now", body = LeaseAnswer)),
)]
pub(crate) async fn renew(
    State(parts): State<Arc<Parts>>,
    id: Result<Path<String>, PathRejection>,
    JsonBody(request): JsonBody<RenewRequest>,
) -> Result<Json<LeaseAnswer>, ApiError> {
    let id = checked_id(id)?;
    match parts
        .store
        .renew(&parts.site.name, &id, request.fence)
        .await?
    {
        Renewed::Held(held) => Ok(answer(held, &parts)),
        Renewed::NotFound => Err(not_found()),
        Renewed::Lost => Err(lost()),
        Renewed::Expired => Err(ApiError::new(
            Code::LeaseExpired,
            "the lease expired or was released; ask for a new one with POST /v1/leases",
        )),
    }
}

/// Ends a lease.
#[utoipa::path(
    delete, path = "/v1/leases/{id}", tag = "leases",
    params(
        ("id" = String, Path, description = "The lease"),
        ("fence" = i64, Query, description = "Its fence"),
    ),
    responses((status = 204, description = "It is over, now or before")),
)]
pub(crate) async fn release(
    State(parts): State<Arc<Parts>>,
    id: Result<Path<String>, PathRejection>,
    Fence(fence): Fence,
) -> Result<StatusCode, ApiError> {
    let id = checked_id(id)?;
    match parts.store.release(&parts.site.name, &id, fence).await? {
        Released::Over => Ok(StatusCode::NO_CONTENT),
        Released::NotFound => Err(not_found()),
        Released::Lost => Err(lost()),
    }
}

/// Ends every lease of a visitor who withdrew consent, and forgets those that no
/// call was attributed to, for `navigator.sendBeacon`, which sends text.
///
/// There is no other answer for a visitor who had no lease. For a minute this
/// visitor gets none, since a request for one may be overtaken by this.
#[utoipa::path(
    post, path = "/v1/leases/release", tag = "leases",
    request_body(content = String, content_type = "text/plain", description = "The visitor"),
    responses((status = 204, description = "The visitor holds nothing and is forgotten")),
)]
pub(crate) async fn withdraw(
    State(parts): State<Arc<Parts>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, ApiError> {
    require_type(&headers, "text/plain")?;
    let body = raw(body)?;
    let visitor = checked_visitor("the body", utf8(&body)?)?;
    parts.store.withdraw(&parts.site.name, &visitor).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn answer(held: HeldNumber, parts: &Parts) -> Json<LeaseAnswer> {
    Json(LeaseAnswer {
        id: Some(held.id),
        display: parts.displays.get(&held.number).cloned(),
        number: held.number.to_string(),
        fence: Some(held.fence),
        // Rounded down: whoever renews in this time comes before the end.
        expires_in: held.expires_in.as_secs(),
        overflow: false,
    })
}

fn overflow(pool: &Pool, ask_again: Duration) -> Result<Response, ApiError> {
    let Some(Spelled { number, display }) = &pool.overflow else {
        let message = "every number of the pool is leased; show the page's own number";
        return Err(ApiError::new(Code::PoolExhausted, message).retry_after(ask_again));
    };
    let answer = LeaseAnswer {
        id: None,
        number: number.to_string(),
        display: display.clone(),
        fence: None,
        expires_in: whole_seconds(ask_again),
        overflow: true,
    };
    Ok(Json(answer).into_response())
}

fn checked_visitor(place: &str, visitor: &str) -> Result<String, ApiError> {
    if visitor.len() == 32 && visitor.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Ok(visitor.to_ascii_lowercase())
    } else {
        Err(ApiError::field(place, "has to be 32 hexadecimal digits"))
    }
}

/// The pool that is asked for, if everything in the request belongs together.
fn checked_pool<'a>(site: &'a Site, request: &LeaseRequest) -> Result<&'a Pool, ApiError> {
    let refuse = |code, message: &'static str| Err(ApiError::new(code, message));
    if request.site != site.name {
        return refuse(Code::UnknownSite, "site: this server is for another site");
    }
    let Some(pool) = site.pools.get(&request.pool) else {
        return refuse(Code::UnknownPool, "pool: the site has no such pool");
    };
    if !site.targets.contains_key(&request.target) {
        return refuse(Code::UnknownTarget, "target: the site has no such target");
    }
    let Some(rule) = site.rules.iter().find(|rule| rule.id == request.rule) else {
        return refuse(Code::UnknownRule, "rule: the site has no such rule");
    };
    let asked = |(target, outcome): &(String, Outcome)| {
        *target == request.target && matches!(outcome, Outcome::Pool(pool) if *pool == request.pool)
    };
    if !rule.swap.iter().any(asked) {
        return refuse(
            Code::RuleMismatch,
            "rule: it does not show this target a number of this pool; read /v1/site.json again",
        );
    }
    Ok(pool)
}

fn checked_id(id: Result<Path<String>, PathRejection>) -> Result<String, ApiError> {
    id.map(|Path(id)| id).map_err(|_| not_found())
}

fn not_found() -> ApiError {
    ApiError::new(
        Code::LeaseNotFound,
        "there is no such lease; ask for one with POST /v1/leases",
    )
}

fn lost() -> ApiError {
    ApiError::new(
        Code::LeaseLost,
        "the fence is not this lease's, or somebody else has the number now; \
         ask for a new lease with POST /v1/leases",
    )
}

/// 128 random bits as hexadecimal digits: nobody guesses another's lease.
fn random_id() -> Result<String, ApiError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system gives no random bytes");
        ApiError::new(
            Code::StoreUnavailable,
            "the server could not make an id; try again",
        )
    })?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}
