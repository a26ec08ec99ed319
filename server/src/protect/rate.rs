//! So many requests a minute from one network
//! (<https://docs.rs/governor>: the generic cell rate algorithm).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::error::{ApiError, Code};
use crate::service::Parts;

/// After so many requests, networks that were quiet are forgotten.
const FORGET_EVERY: u32 = 4096;

/// Counts requests by network.
pub(crate) struct Limiter {
    limiter: Option<RateLimiter<IpAddr, HashMapStateStore<IpAddr>, DefaultClock>>,
    clock: DefaultClock,
    behind_proxy: bool,
    seen: AtomicU32,
}

impl Limiter {
    /// `per_minute` requests from one network, all at once if need be.
    pub(crate) fn new(per_minute: Option<NonZeroU32>, behind_proxy: bool) -> Self {
        let clock = DefaultClock::default();
        let limiter = per_minute
            .map(|limit| RateLimiter::hashmap_with_clock(Quota::per_minute(limit), clock.clone()));
        Self {
            limiter,
            clock,
            behind_proxy,
            seen: AtomicU32::new(0),
        }
    }

    /// Counts a request. Without a known address nothing can be counted.
    pub(crate) fn check(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> Result<(), ApiError> {
        let client = self.client(peer, headers);
        let (Some(limiter), Some(client)) = (&self.limiter, client) else {
            return Ok(());
        };
        if self.seen.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            limiter.retain_recent();
        }
        limiter.check_key(&network(client)).map_err(|denied| {
            let message = "too many requests from this network; ask again after Retry-After";
            ApiError::new(Code::RateLimited, message)
                .retry_after(denied.wait_time_from(self.clock.now()))
        })
    }

    /// The client's address. Behind a proxy it is the last of
    /// `X-Forwarded-For`: the proxy wrote that one, the client the others.
    fn client(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> Option<IpAddr> {
        let forwarded = || {
            let last = headers.get_all("x-forwarded-for").iter().next_back()?;
            address(last.to_str().ok()?.rsplit(',').next()?.trim())
        };
        self.behind_proxy.then(forwarded).flatten().or(peer)
    }
}

/// An address as proxies write it: plain, or with a port.
fn address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse().map(|address: SocketAddr| address.ip());
    text.parse().or_else(|_| with_port()).ok()
}

/// The network: /24 of IPv4, /48 of IPv6.
fn network(client: IpAddr) -> IpAddr {
    match client.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(Ipv4Addr::from_bits(address.to_bits() & (u32::MAX << 8))),
        IpAddr::V6(address) => {
            IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 80)))
        }
    }
}

/// Refuses requests beyond the limit.
pub(crate) async fn limit_rate(
    State(parts): State<Arc<Parts>>,
    request: Request,
    next: Next,
) -> Response {
    limited(&parts.limiter, request, next).await
}

/// Refuses withdrawals beyond a limit of their own: whoever may ask no more may
/// still withdraw.
pub(crate) async fn limit_withdrawals(
    State(parts): State<Arc<Parts>>,
    request: Request,
    next: Next,
) -> Response {
    limited(&parts.withdrawals, request, next).await
}

async fn limited(limiter: &Limiter, request: Request, next: Next) -> Response {
    let peer = request
        .extensions()
        .get()
        .map(|ConnectInfo::<SocketAddr>(address)| address.ip());
    match limiter.check(peer, request.headers()) {
        Ok(()) => next.run(request).await,
        Err(limited) => limited.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limiter(per_minute: u32, behind_proxy: bool) -> Limiter {
        Limiter::new(NonZeroU32::new(per_minute), behind_proxy)
    }

    fn forwarded(values: &[&str]) -> HeaderMap {
        let header = |value: &&str| ("x-forwarded-for".parse().unwrap(), value.parse().unwrap());
        values.iter().map(header).collect()
    }

    #[test]
    fn one_network_has_one_account() {
        let limiter = limiter(2, false);
        let ask = |address: &str| {
            limiter
                .check(Some(address.parse().unwrap()), &HeaderMap::new())
                .is_ok()
        };
        assert!(ask("192.0.2.1"));
        assert!(ask("::ffff:192.0.2.2"));
        assert!(!ask("192.0.2.3"));
        assert!(ask("192.0.3.1"));
        assert!(ask("2001:db8:1::1"));
        assert!(ask("2001:db8:1:ffff::1"));
        assert!(!ask("2001:db8:1:2::3"));
        assert!(ask("2001:db8:2::1"));
    }

    #[test]
    fn says_when_to_ask_again() {
        let limiter = limiter(1, false);
        let peer = Some(Ipv4Addr::LOCALHOST.into());
        limiter.check(peer, &HeaderMap::new()).unwrap();
        let refused = limiter.check(peer, &HeaderMap::new()).unwrap_err();
        assert_eq!(refused.code(), Code::RateLimited);
        let response = refused.into_response();
        let wait: u64 = response.headers()["retry-after"]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        assert!((55..=60).contains(&wait), "{wait}");
    }

    #[test]
    fn the_proxy_wrote_the_last_address() {
        let peer = Some(Ipv4Addr::LOCALHOST.into());
        let client = |behind_proxy, values: &[&str]| {
            limiter(1, behind_proxy)
                .client(peer, &forwarded(values))
                .unwrap()
                .to_string()
        };
        assert_eq!(client(true, &["192.0.2.1, 198.51.100.7"]), "198.51.100.7");
        assert_eq!(
            client(true, &["192.0.2.1", "198.51.100.7:443"]),
            "198.51.100.7"
        );
        assert_eq!(client(true, &["[2001:db8::1]:443"]), "2001:db8::1");
        assert_eq!(client(true, &["192.0.2.1, unknown"]), "127.0.0.1");
        assert_eq!(client(true, &[]), "127.0.0.1");
        assert_eq!(client(false, &["192.0.2.1"]), "127.0.0.1");
    }
}
