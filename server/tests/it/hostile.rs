//! Bodies and addresses that mean no good.

#[path = "../../../tests/growth/mod.rs"]
mod growth;

use proptest::prelude::*;

use crate::support::{Reply, Request, Server, lease_request};

const JSON_DOORS: [(&str, &str); 3] = [
    ("POST", "/v1/leases"),
    ("PATCH", "/v1/leases/0"),
    ("POST", "/v1/calls/generic"),
];

async fn send_everywhere(server: &Server, body: &[u8]) -> Vec<(u16, String)> {
    let mut failures = Vec::new();
    for (method, path) in JSON_DOORS {
        let request = Request::new(method, path).body("application/json", body);
        failures.push(server.send(request).await.failure());
    }
    failures
}

#[tokio::test]
async fn every_bad_body_gets_a_clear_error() {
    let server = Server::start().await;
    let deep = format!("{{\"more\":{}", "[".repeat(60_000));
    let long = format!("{{\"site\":\"{}\"}}", "x".repeat(60_000));
    for (body, expected) in [
        (&b""[..], (400, "malformed_json")),
        (b"\0\0\0", (400, "malformed_json")),
        (b"{", (400, "malformed_json")),
        (b"{\"site\":\"x\" and more", (400, "malformed_json")),
        (b"\xef\xbb\xbf{}", (400, "malformed_json")),
        (b"{\"site\":\"\xff\xfe\"}", (400, "invalid_utf8")),
        (b"\xed\xa0\x80", (400, "invalid_utf8")),
        (b"\"\\ud800\"", (400, "malformed_json")),
        (deep.as_bytes(), (400, "malformed_json")),
        (b"null", (422, "invalid_body")),
        (b"[]", (422, "invalid_body")),
        (b"\"text\"", (422, "invalid_body")),
        (b"1e999999", (400, "malformed_json")),
        (
            b"{\"fence\":1e30,\"site\":5,\"id\":5}",
            (422, "invalid_body"),
        ),
        (
            b"{\"id\":\"1\",\"id\":\"2\",\"site\":\"1\",\"site\":\"2\",\"fence\":1,\"fence\":2}",
            (422, "invalid_body"),
        ),
        (long.as_bytes(), (422, "invalid_body")),
    ] {
        let shown = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
        for failure in send_everywhere(&server, body).await {
            assert_eq!((failure.0, failure.1.as_str()), expected, "{shown}");
        }
    }
}

#[tokio::test]
async fn nothing_follows_the_value() {
    let server = Server::start().await;
    let body = format!("{} []", lease_request('a'));
    let request = Request::new("POST", "/v1/leases").body("application/json", body);
    let expected = (400, "malformed_json".to_owned());
    assert_eq!(server.send(request).await.failure(), expected);
}

#[tokio::test]
async fn large_bodies_are_refused() {
    let server = Server::start().await;
    let body = vec![b' '; 64 * 1024 + 1];
    for failure in send_everywhere(&server, &body).await {
        assert_eq!(failure, (413, "body_too_large".to_owned()));
    }
    let exact = vec![b' '; 64 * 1024];
    for failure in send_everywhere(&server, &exact).await {
        assert_eq!(failure, (400, "malformed_json".to_owned()));
    }
    // Far too much may be cut off before it is sent, but nothing else breaks.
    let request = Request::new("POST", "/v1/leases").body("application/json", vec![b' '; 3 << 20]);
    let reply = request.try_send(server.address).await;
    assert!(reply.is_none_or(|reply| reply.failure() == (413, "body_too_large".to_owned())));
    assert_eq!(server.lease('a').await.2, 1);
}

#[tokio::test]
async fn chunks_without_an_end_are_refused() {
    let server = Server::start().await;
    let mut body = Vec::new();
    for _ in 0..70 {
        body.extend_from_slice(b"400\r\n");
        body.extend_from_slice(&[b' '; 0x400]);
        body.extend_from_slice(b"\r\n");
    }
    let request = Request::new("POST", "/v1/leases")
        .header("Content-Type", "application/json")
        .header("Transfer-Encoding", "chunked")
        .raw(body);
    let reply = request.try_send(server.address).await;
    assert!(reply.is_none_or(|reply| reply.failure() == (413, "body_too_large".to_owned())));
}

#[tokio::test]
async fn other_types_of_body_are_refused() {
    let server = Server::start().await;
    let body = lease_request('a').to_string();
    for kind in [
        "text/plain",
        "application/jsonp",
        "application/x-www-form-urlencoded",
        "",
    ] {
        let request = Request::new("POST", "/v1/leases").body(kind, body.clone());
        let expected = (415, "unsupported_media_type".to_owned());
        assert_eq!(server.send(request).await.failure(), expected, "{kind}");
    }
    let kind = "Application/JSON; charset=utf-8";
    let request = Request::new("POST", "/v1/leases").body(kind, body);
    assert_eq!(server.send(request).await.status, 201);
}

#[tokio::test]
async fn strange_addresses_get_clear_errors() {
    let server = Server::start().await;
    let long = format!("/v1/leases/{}", "x".repeat(8000));
    for (method, path, expected) in [
        ("GET", "/", (404, "not_found")),
        ("GET", "/v1", (404, "not_found")),
        ("GET", "/v1/site.json/", (404, "not_found")),
        ("GET", "//v1//site.json", (404, "not_found")),
        ("GET", "/v1/leases/../site.json", (404, "not_found")),
        ("GET", "/%00", (404, "not_found")),
        ("POST", "/v1/site.json", (405, "method_not_allowed")),
        ("GET", "/v1/leases", (405, "method_not_allowed")),
        ("PUT", "/v1/leases/0", (405, "method_not_allowed")),
        ("BREW", "/v1/leases/0", (405, "method_not_allowed")),
        ("GET", "/v1/calls/twilio", (405, "method_not_allowed")),
        ("OPTIONS", "/v1/leases", (405, "method_not_allowed")),
        ("DELETE", "/v1/leases/%ff?fence=1", (404, "lease_not_found")),
        ("DELETE", "/v1/leases/'--?fence=1", (404, "lease_not_found")),
        ("DELETE", &long, (400, "invalid_query")),
    ] {
        let (status, code) = server.send(Request::new(method, path)).await.failure();
        assert_eq!((status, code.as_str()), expected, "{method} {path}");
    }
    let reply = server.send(Request::new("PUT", "/v1/leases/0")).await;
    let allowed = reply.header("allow").unwrap();
    assert!(
        allowed.contains("PATCH") && allowed.contains("DELETE"),
        "{allowed}"
    );
}

#[test]
fn nothing_breaks_the_server() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::with(|settings| {
        settings.twilio_auth_token = Some("12345".to_owned());
    }));
    let door = prop_oneof![
        Just("/v1/leases"),
        Just("/v1/leases/release"),
        Just("/v1/calls/generic"),
        Just("/v1/calls/twilio"),
    ];
    let kind = prop_oneof![
        Just("application/json"),
        Just("application/x-www-form-urlencoded"),
        Just("text/plain"),
    ];
    let body = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..200),
        nearly_a_lease(),
    ];
    proptest!(ProptestConfig::with_cases(300), |(door in door, kind in kind, body in body)| {
        let request = Request::new("POST", door).body(kind, body);
        let reply: Reply = runtime.block_on(server.send(request));
        if !matches!(reply.status, 200 | 201) {
            prop_assert!((400..500).contains(&reply.status), "{:?}", reply);
            reply.error();
        }
    });
}

/// A good request with some bytes changed.
fn nearly_a_lease() -> impl Strategy<Value = Vec<u8>> {
    let good = lease_request('a').to_string().into_bytes();
    let change = (0..good.len(), any::<u8>());
    proptest::collection::vec(change, 1..4).prop_map(move |changes| {
        let mut body = good.clone();
        for (place, byte) in changes {
            body[place] = byte;
        }
        body
    })
}

/// A body with `part` over and over in three texts, `size` bytes in all.
fn repetitive(part: &str, size: usize) -> String {
    let text = part.repeat(size / 3 / part.len());
    format!("{{\"site\":\"{text}\",\"id\":\"{text}\",\"fence\":\"{text}\"}}")
}

#[test]
fn hostile_texts_take_linear_time() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::start());
    for hostile in [
        "\\",
        "\"",
        "\\u0000",
        "\\ud83d\\ude00",
        "e\\u0301",
        "%",
        "&=",
        "\\/",
    ] {
        // Nearly the largest body that is read.
        let make = |size| repetitive(hostile, size);
        growth::is_linear(hostile, 60_000, make, |body| {
            let failures = runtime.block_on(send_everywhere(&server, body.as_bytes()));
            for (status, code) in failures {
                assert!(matches!(status, 400 | 422), "{hostile}: {code}");
            }
        });
    }
}
