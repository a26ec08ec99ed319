//! Foreign pages, floods, and what is told about the interface.

use std::num::NonZeroU32;

use serde_json::{Value, json};
use telswap_server::Code;

use crate::support::{OWN, Request, Server, lease_request};

fn from(origin: &str, method: &str, path: &str) -> Request {
    Request::new(method, path).header("Origin", origin)
}

#[tokio::test]
async fn pages_of_the_site_may_ask() {
    let server = Server::start().await;
    let own = format!("http://{}", server.address);
    for origin in [
        "https://hof-kaffee.de",
        "https://www.hof-kaffee.de",
        "http://hof-kaffee.de:8080",
        "https://calls.hof-kaffee.de",
        &own,
    ] {
        let reply = server.send(from(origin, "GET", "/v1/site.json")).await;
        assert_eq!(reply.status, 200, "{origin}");
        assert_eq!(reply.header("access-control-allow-origin"), Some(origin));
        assert_eq!(reply.header("vary"), Some("Origin"));
    }
    let no_page = server.get("/v1/site.json").await;
    assert_eq!(no_page.header("access-control-allow-origin"), None);
    assert_eq!(no_page.header("vary"), Some("Origin"));
}

#[tokio::test]
async fn other_pages_may_not() {
    let server = Server::start().await;
    for origin in [
        "https://example.com",
        "https://xhof-kaffee.de",
        "null",
        "http://127.0.0.1",
    ] {
        let asked = from(origin, "POST", "/v1/leases").json(&lease_request('a'));
        let reply = server.send(asked).await;
        assert_eq!(
            reply.failure(),
            (403, "origin_not_allowed".to_owned()),
            "{origin}"
        );
        assert_eq!(reply.header("access-control-allow-origin"), None);
        let preflight =
            from(origin, "OPTIONS", "/v1/leases").header("Access-Control-Request-Method", "POST");
        assert_eq!(server.send(preflight).await.status, 403);
    }
    // A name that its owner lets lead to this machine.
    let rebound = from("http://evil.example:8787", "POST", "/v1/leases");
    let rebound = rebound.header("Host", "evil.example:8787");
    let reply = server.send(rebound.json(&lease_request('a'))).await;
    assert_eq!(reply.failure(), (403, "origin_not_allowed".to_owned()));
    // Nothing happened: the first number is still the first.
    assert_eq!(server.lease('b').await.2, 1);
}

#[tokio::test]
async fn preflights_are_answered() {
    let server = Server::start().await;
    for path in ["/v1/leases", "/v1/leases/0", "/v1/site.json"] {
        let preflight = from("https://hof-kaffee.de", "OPTIONS", path)
            .header("Access-Control-Request-Method", "PATCH")
            .header("Access-Control-Request-Headers", "content-type");
        let reply = server.send(preflight).await;
        assert_eq!(reply.status, 204, "{path}");
        let allowed = reply.header("access-control-allow-methods").unwrap();
        assert!(
            ["GET", "POST", "PATCH", "DELETE"]
                .iter()
                .all(|method| allowed.contains(method))
        );
        assert_eq!(
            reply.header("access-control-allow-headers"),
            Some("content-type")
        );
        assert_eq!(
            reply.header("access-control-allow-origin"),
            Some("https://hof-kaffee.de")
        );
    }
}

#[tokio::test]
async fn pages_can_read_errors() {
    let server = Server::start().await;
    let wrong = from("https://hof-kaffee.de", "POST", "/v1/leases").json(&json!({}));
    let reply = server.send(wrong).await;
    assert_eq!(reply.error(), "invalid_body");
    assert_eq!(
        reply.header("access-control-allow-origin"),
        Some("https://hof-kaffee.de")
    );
    assert_eq!(
        reply.header("access-control-expose-headers"),
        Some("retry-after")
    );
}

#[tokio::test]
async fn a_flood_from_one_network_is_stopped() {
    let server = Server::with(|settings| {
        settings.rate_limit = NonZeroU32::new(5);
        settings.behind_proxy = true;
    })
    .await;
    let ask = |client: &str| {
        let request = Request::new("GET", "/v1/site.json").header("X-Forwarded-For", client);
        server.send(request.header("Origin", "https://hof-kaffee.de"))
    };
    for _ in 0..5 {
        assert_eq!(ask("192.0.2.1, 198.51.100.7").await.status, 200);
    }
    let reply = ask("203.0.113.9, 198.51.100.200").await;
    assert_eq!(reply.failure(), (429, "rate_limited".to_owned()));
    let wait: u64 = reply.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=12).contains(&wait), "{wait}");
    assert!(reply.header("access-control-allow-origin").is_some());
    assert_eq!(ask("192.0.2.1").await.status, 200);
}

#[tokio::test]
async fn withdrawals_have_a_limit_of_their_own() {
    let server = Server::with(|settings| settings.rate_limit = NonZeroU32::new(3)).await;
    for digit in ['a', 'b', 'c'] {
        server.lease(digit).await;
    }
    assert_eq!(server.get("/v1/site.json").await.error(), "rate_limited");
    for digit in ['a', 'b', 'c'] {
        assert_eq!(server.withdraw(digit).await.status, 204);
    }
    assert_eq!(server.withdraw('d').await.error(), "rate_limited");
}

#[tokio::test]
async fn telephony_is_limited_only_while_it_guesses() {
    let server = Server::with(|settings| {
        settings.rate_limit = NonZeroU32::new(3);
        settings.calls_token = Some("s3cret".to_owned());
    })
    .await;
    let call = |token: &str| {
        Request::new("POST", "/v1/calls/generic")
            .header("Authorization", &format!("Bearer {token}"))
            .json(&json!({ "id": "1", "to": OWN }))
    };
    for _ in 0..10 {
        assert_eq!(server.send(call("s3cret")).await.status, 200);
    }
    for _ in 0..3 {
        assert_eq!(server.send(call("guess")).await.error(), "unauthorized");
    }
    assert_eq!(server.send(call("guess")).await.error(), "rate_limited");
    assert_eq!(server.send(call("s3cret")).await.status, 200);
}

#[tokio::test]
async fn a_token_opens_the_generic_door() {
    let server = Server::with(|settings| settings.calls_token = Some("s3cret".to_owned())).await;
    let ask = |authorization: Option<&'static str>| {
        let mut request = Request::new("POST", "/v1/calls/generic");
        if let Some(authorization) = authorization {
            request = request.header("Authorization", authorization);
        }
        server.send(request.json(&json!({ "id": "1", "to": OWN })))
    };
    assert_eq!(ask(Some("Bearer s3cret")).await.status, 200);
    assert_eq!(ask(Some("bearer s3cret")).await.status, 200);
    for wrong in [
        None,
        Some("Bearer s3cre"),
        Some("Bearer"),
        Some("Basic s3cret"),
        Some("s3cret"),
    ] {
        let reply = ask(wrong).await;
        assert_eq!(
            reply.failure(),
            (401, "unauthorized".to_owned()),
            "{wrong:?}"
        );
        assert_eq!(reply.header("www-authenticate"), Some("Bearer"));
    }
}

#[tokio::test]
async fn without_a_token_only_this_machine_is_heard() {
    let server = Server::start().await;
    let call = json!({ "id": "1", "to": OWN });
    assert_eq!(server.post("/v1/calls/generic", &call).await.status, 200);
    for header in ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"] {
        let request = Request::new("POST", "/v1/calls/generic")
            .header(header, "127.0.0.1")
            .json(&call);
        let reply = server.send(request).await;
        assert_eq!(
            reply.failure(),
            (401, "unauthorized".to_owned()),
            "{header}"
        );
    }
    for host in ["evil.example:8787", "192.168.1.5", ""] {
        let request = Request::new("POST", "/v1/calls/generic").header("Host", host);
        let reply = server.send(request.json(&call)).await;
        assert_eq!(reply.failure(), (401, "unauthorized".to_owned()), "{host}");
    }
    for host in ["localhost:8787", "[::1]:8787", "127.0.0.1"] {
        let request = Request::new("POST", "/v1/calls/generic").header("Host", host);
        assert_eq!(server.send(request.json(&call)).await.status, 200, "{host}");
    }
}

#[tokio::test]
async fn a_published_server_hears_nobody_without_a_token() {
    let call = json!({ "id": "1", "to": OWN });
    let behind_proxy = Server::with(|settings| settings.behind_proxy = true).await;
    let named = Server::with(|settings| {
        settings.public_url = "https://calls.hof-kaffee.de".parse().unwrap();
    })
    .await;
    // A proxy need not leave traces: this is all that it passes on.
    for server in [behind_proxy, named] {
        let reply = server.post("/v1/calls/generic", &call).await;
        assert_eq!(reply.failure(), (401, "unauthorized".to_owned()));
    }
}

#[tokio::test]
async fn everything_documented_is_there() {
    let server = Server::start().await;
    let document = server.get("/openapi.json").await.json();
    let mut operations = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let path = path.replace("{provider}", "generic").replace("{id}", "0");
            let reply = server
                .send(Request::new(&method.to_uppercase(), &path).json(&json!({})))
                .await;
            if reply.status != 200 {
                let code = reply.error();
                assert!(!["not_found", "method_not_allowed"].contains(&code.as_str()));
            }
            let errors = &operation["responses"]["default"]["$ref"];
            assert_eq!(errors, "#/components/responses/Error");
            operations.push(format!("{method} {path}"));
        }
    }
    operations.sort_unstable();
    assert_eq!(
        operations,
        [
            "delete /v1/leases/0",
            "get /v1/site.json",
            "patch /v1/leases/0",
            "post /v1/calls/generic",
            "post /v1/leases",
            "post /v1/leases/release",
        ]
    );
}

#[tokio::test]
async fn every_reference_of_the_document_resolves() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(text) if name == "$ref" => found.push(text.clone()),
                        _ => references(value, found),
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let server = Server::start().await;
    let document = server.get("/openapi.json").await.json();
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 10);
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    let codes = &document["components"]["schemas"]["ErrorDetail"]["properties"]["code"]["enum"];
    let all: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(codes, &json!(all));
}
