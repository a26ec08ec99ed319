//! What is on this machine, and what only looks so: behind a proxy everybody is.

use std::net::IpAddr;

use axum::http::header::HOST;
use axum::http::{HeaderMap, Uri};
use url::{Host, Url};

use crate::service::Settings;

/// Whether the server is there for its own machine only, as far as its owner
/// says. Not every proxy leaves traces in a request: nginx's `proxy_pass` alone
/// adds none.
pub(crate) fn is_unpublished(settings: &Settings) -> bool {
    // 0.0.0.0 stands there when no address was given, only where to listen.
    let is_nowhere = |host: &Host<&str>| match host {
        Host::Ipv4(address) => address.is_unspecified(),
        Host::Ipv6(address) => address.is_unspecified(),
        Host::Domain(_) => false,
    };
    let host = settings.public_url.host();
    !settings.behind_proxy && host.is_some_and(|host| is_nowhere(&host) || is_loopback(&host))
}

/// Whether a request came from this machine, as far as the request says.
pub(crate) fn is_from_here(peer: Option<IpAddr>, uri: &Uri, headers: &HeaderMap) -> bool {
    peer.is_some_and(|peer| peer.to_canonical().is_loopback())
        && !came_through_a_proxy(headers)
        && asked_host(uri, headers).is_some_and(names_loopback)
}

/// The host, and the port, that a request is meant for.
pub(crate) fn asked_host<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    match uri.authority() {
        Some(authority) => Some(authority.as_str()),
        None => headers.get(HOST)?.to_str().ok(),
    }
}

/// Whether a host, with or without a port, can be nothing but this machine. Of
/// any other name its owner says where it leads, here too (DNS rebinding).
pub(crate) fn names_loopback(host: &str) -> bool {
    let url = Url::parse(&format!("http://{host}/"));
    url.is_ok_and(|url| url.host().is_some_and(|host| is_loopback(&host)))
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.to_canonical().is_loopback(),
        // RFC 6761, section 6.3
        Host::Domain(name) => name.trim_end_matches('.').rsplit('.').next() == Some("localhost"),
    }
}

/// Whether a proxy says that it passed the request on. Headers that a client
/// makes up can only make a request look less local, never more.
fn came_through_a_proxy(headers: &HeaderMap) -> bool {
    const TRACES: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];
    TRACES.into_iter().any(|name| headers.contains_key(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_names_mean_this_machine() {
        for host in [
            "127.0.0.1",
            "127.0.0.1:8787",
            "127.1.2.3",
            "[::1]:8787",
            "localhost:8787",
            "LOCALHOST",
            "localhost.",
            "demo.localhost",
        ] {
            assert!(names_loopback(host), "{host}");
        }
        for host in [
            "",
            ":8787",
            "evil.example:8787",
            "localhost.evil.example",
            "notlocalhost",
            "127.0.0.1.evil.example",
            "127.0.0.1@evil.example",
            "192.168.1.5",
            "0.0.0.0",
            "[::]",
        ] {
            assert!(!names_loopback(host), "{host}");
        }
    }

    #[test]
    fn a_server_with_a_name_or_a_proxy_is_published() {
        let unpublished = |url: &str, behind_proxy| {
            let mut settings = Settings::new(url.parse().unwrap());
            settings.behind_proxy = behind_proxy;
            is_unpublished(&settings)
        };
        for url in [
            "http://127.0.0.1:8787",
            "http://localhost",
            "http://0.0.0.0:8787",
            "http://[::]:80",
        ] {
            assert!(unpublished(url, false), "{url}");
            assert!(!unpublished(url, true), "{url}");
        }
        for url in [
            "https://calls.example.de",
            "http://192.168.1.5:8787",
            "mailto:x",
        ] {
            assert!(!unpublished(url, false), "{url}");
        }
    }
}
