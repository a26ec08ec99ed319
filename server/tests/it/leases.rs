//! Leases as the engine asks for them.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{OVERFLOW, POOL, Request, Server, config, lease_request};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn the_public_config_hides_the_pools_numbers() {
    let server = Server::start().await;
    let reply = server.get("/v1/site.json").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), Some("application/json"));
    let public = reply.json();
    assert_eq!(public["site"], "hof-kaffee");
    assert_eq!(public["rules"][1]["id"], "mail");
    assert_eq!(public["pools"]["web"], json!({ "lease_minutes": 30 }));
    assert_eq!(public["consent"], config()["consent"]);
    let text = String::from_utf8(reply.body).unwrap();
    for secret in POOL.into_iter().chain([OVERFLOW]) {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn one_visitor_has_one_number() {
    let server = Server::start().await;
    let first = server.post("/v1/leases", &lease_request('a')).await;
    assert_eq!(first.status, 201);
    let lease = first.json();
    assert_eq!(lease["number"], POOL[0]);
    assert_eq!(lease["expires_in"], 1800);
    assert_eq!(lease["overflow"], false);
    let id = lease["id"].as_str().unwrap();
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));

    server.clock.advance(10 * MINUTE);
    let again = server.post("/v1/leases", &lease_request('A')).await;
    assert_eq!(again.status, 200);
    assert_eq!(again.json(), lease);

    let other = server.post("/v1/leases", &lease_request('b')).await;
    assert_eq!(other.status, 201);
    assert_eq!(other.json()["number"], POOL[1]);
    assert_ne!(other.json()["id"], lease["id"]);
}

#[tokio::test]
async fn an_empty_pool_shows_its_overflow_number() {
    let server = Server::start().await;
    server.lease('a').await;
    server.clock.advance(MINUTE);
    server.lease('b').await;
    let reply = server.post("/v1/leases", &lease_request('c')).await;
    assert_eq!(reply.status, 200);
    assert_eq!(
        reply.json(),
        json!({
            "id": null, "number": OVERFLOW, "fence": null,
            "expires_in": 29 * 60, "overflow": true,
        })
    );
    // Exactly when the answer said, there is a number again.
    server.clock.advance(29 * MINUTE);
    let (_, number, fence) = server.lease('c').await;
    assert_eq!((number.as_str(), fence), (POOL[0], 2));
}

#[tokio::test]
async fn a_number_comes_with_its_spelling() {
    let server = Server::with_config(|config| {
        let second = json!({ "number": POOL[1], "display": "+49 631 41555-102" });
        config["pools"]["web"]["numbers"] = json!([POOL[0], second]);
        config["pools"]["web"]["display"] = json!("0631 41555-101");
        config["targets"]["main"]["display"] = json!("0631 41555-000");
    })
    .await;
    let first = server.post("/v1/leases", &lease_request('a')).await.json();
    assert_eq!(first["display"], "0631 41555-101");
    let renewed = server.renew(first["id"].as_str().unwrap(), 1).await.json();
    assert_eq!(renewed["display"], "0631 41555-101");
    let second = server.post("/v1/leases", &lease_request('b')).await.json();
    assert_eq!(second["display"], "+49 631 41555-102");
    let overflow = server.post("/v1/leases", &lease_request('c')).await.json();
    assert_eq!(
        (overflow["number"].clone(), overflow["display"].clone()),
        (json!(OVERFLOW), json!("0631 41555-100"))
    );
    // The pool's spelling is made of its numbers: it is not public.
    let public = server.get("/v1/site.json").await.json();
    assert_eq!(public["pools"]["web"], json!({ "lease_minutes": 30 }));
    assert_eq!(public["targets"]["main"]["display"], "0631 41555-000");
}

#[tokio::test]
async fn an_empty_pool_without_overflow_says_so() {
    let server = Server::start().await;
    let mut request = lease_request('a');
    request["pool"] = json!("bare");
    request["rule"] = json!("mail");
    assert_eq!(server.post("/v1/leases", &request).await.status, 201);
    request["visitor"] = json!("b".repeat(32));
    let reply = server.post("/v1/leases", &request).await;
    assert_eq!(reply.failure(), (503, "pool_exhausted".to_owned()));
    assert_eq!(reply.header("retry-after"), Some("600"));
}

#[tokio::test]
async fn renewal_needs_the_lease_and_its_fence() {
    let server = Server::start().await;
    let (id, number, fence) = server.lease('a').await;
    server.clock.advance(29 * MINUTE);
    let renewed = server.renew(&id, fence).await;
    assert_eq!(renewed.status, 200);
    assert_eq!(
        renewed.json(),
        json!({
            "id": id, "number": number, "fence": fence, "expires_in": 1800, "overflow": false,
        })
    );
    let lost = server.renew(&id, fence + 1).await;
    assert_eq!(lost.failure(), (409, "lease_lost".to_owned()));
    let unknown = server.renew(&"0".repeat(32), fence).await;
    assert_eq!(unknown.failure(), (404, "lease_not_found".to_owned()));

    server.clock.advance(30 * MINUTE);
    let expired = server.renew(&id, fence).await;
    assert_eq!(expired.failure(), (410, "lease_expired".to_owned()));

    // The same number, though longest-free would be the other: nobody took it.
    let (anew, same_number, next_fence) = server.lease('a').await;
    assert_eq!((same_number, next_fence), (number, fence + 1));
    assert_ne!(anew, id);
    let lost = server.renew(&id, fence).await;
    assert_eq!(lost.failure(), (409, "lease_lost".to_owned()));
}

#[tokio::test]
async fn released_numbers_rest_longest() {
    let server = Server::start().await;
    let (id, number, fence) = server.lease('a').await;
    let (other, ..) = server.lease('b').await;
    let lost = server.release(&id, fence + 1).await;
    assert_eq!(lost.failure(), (409, "lease_lost".to_owned()));

    let released = server.release(&id, fence).await;
    assert_eq!((released.status, released.body.len()), (204, 0));
    assert_eq!(server.release(&id, fence).await.status, 204);
    assert_eq!(server.renew(&id, fence).await.error(), "lease_expired");

    server.clock.advance(MINUTE);
    assert_eq!(server.release(&other, 1).await.status, 204);

    let (_, next, _) = server.lease('c').await;
    assert_eq!(next, number, "the other one was released later");
    assert_eq!(server.release(&id, fence).await.status, 204);
    assert_eq!(server.renew(&id, fence).await.error(), "lease_lost");
}

#[tokio::test]
async fn a_visitor_who_withdraws_gives_everything_back() {
    let server = Server::start().await;
    let mut elsewhere = lease_request('a');
    elsewhere["pool"] = json!("bare");
    elsewhere["rule"] = json!("mail");
    let (id, number, fence) = server.lease('a').await;
    assert_eq!(server.post("/v1/leases", &elsewhere).await.status, 201);
    server.lease('b').await;

    assert_eq!(server.withdraw('a').await.status, 204);
    assert_eq!(server.renew(&id, fence).await.error(), "lease_expired");
    elsewhere["visitor"] = json!("c".repeat(32));
    assert_eq!(server.post("/v1/leases", &elsewhere).await.status, 201);
    let (_, next, _) = server.lease('d').await;
    assert_eq!(next, number);

    // A request that the withdrawal overtook, and the same beacon once more.
    let late = server.post("/v1/leases", &lease_request('a')).await;
    assert_eq!(late.failure(), (410, "visitor_withdrew".to_owned()));
    assert_eq!(server.withdraw('a').await.status, 204);
    // Nobody else's number was touched.
    assert_eq!(server.lease('d').await.1, number);
}

#[tokio::test]
async fn a_withdrawal_counts_before_any_lease_and_for_a_minute() {
    let server = Server::start().await;
    assert_eq!(server.withdraw('A').await.status, 204);
    server.clock.advance(MINUTE - Duration::from_millis(1));
    let late = server.post("/v1/leases", &lease_request('a')).await;
    assert_eq!(late.error(), "visitor_withdrew");
    server.clock.advance(Duration::from_millis(1));
    let (_, number, _) = server.lease('a').await;
    assert_eq!(number, POOL[0]);
}

#[tokio::test]
async fn a_withdrawal_needs_a_visitor() {
    let server = Server::start().await;
    let visitor = "a".repeat(32);
    for (kind, body, code) in [
        (
            "application/json",
            visitor.as_bytes(),
            "unsupported_media_type",
        ),
        ("text/plain", b"", "invalid_body"),
        ("text/plain", b"bye", "invalid_body"),
        ("text/plain", b"\xff", "invalid_utf8"),
    ] {
        let request = Request::new("POST", "/v1/leases/release").body(kind, body);
        assert_eq!(server.send(request).await.error(), code, "{kind} {body:?}");
    }
}

#[tokio::test]
async fn what_is_asked_for_has_to_belong_together() {
    let server = Server::start().await;
    let refused = |field: &str, value: Value| {
        let mut request = lease_request('a');
        *request.pointer_mut(field).unwrap() = value;
        let server = &server;
        async move { server.post("/v1/leases", &request).await.failure() }
    };
    for (field, value, code) in [
        ("/site", json!("other"), "unknown_site"),
        ("/pool", json!("other"), "unknown_pool"),
        ("/rule", json!("other"), "unknown_rule"),
        ("/target", json!("other"), "unknown_target"),
        ("/pool", json!("bare"), "rule_mismatch"),
        ("/rule", json!("ads"), "rule_mismatch"),
        ("/consent/cmp", json!("tcf"), "consent_mismatch"),
        ("/consent/service", json!("other"), "consent_mismatch"),
        ("/visitor", json!("abc"), "invalid_body"),
        ("/visitor", json!("g".repeat(32)), "invalid_body"),
        ("/visitor", json!("é".repeat(16)), "invalid_body"),
        ("/source", json!(null), "invalid_body"),
        ("/source/channel", json!("telepathy"), "invalid_body"),
        ("/source/campaign", json!(["herbst"]), "invalid_body"),
        ("/consent", json!({}), "invalid_body"),
    ] {
        let expected = (422, code.to_owned());
        assert_eq!(
            refused(field, value.clone()).await,
            expected,
            "{field}: {value}"
        );
    }
}

#[tokio::test]
async fn errors_name_the_field() {
    let server = Server::start().await;
    let mut request = lease_request('a');
    request["source"]["channel"] = json!("telepathy");
    let body = server.post("/v1/leases", &request).await.json();
    let message = body["error"]["message"].as_str().unwrap();
    assert!(
        message.starts_with("source.channel: unknown variant"),
        "{message}"
    );
}

#[tokio::test]
async fn long_texts_are_cut() {
    let server = Server::start().await;
    let mut request = lease_request('a');
    request["source"]["campaign"] = json!("ü".repeat(5000));
    let lease = server.post("/v1/leases", &request).await;
    assert_eq!(lease.status, 201);
    let call = json!({ "id": "1", "to": lease.json()["number"] });
    let call = server.post("/v1/calls/generic", &call).await.json();
    let source = &call["attribution"]["candidates"][0]["source"];
    assert_eq!(source["campaign"], "ü".repeat(512));
}

#[tokio::test]
async fn the_query_needs_a_fence() {
    let server = Server::start().await;
    let (id, ..) = server.lease('a').await;
    for query in [
        "",
        "?fence=",
        "?fence=one",
        "?fence=1.5",
        "?fence=99999999999999999999",
    ] {
        let path = format!("/v1/leases/{id}{query}");
        let reply = server.send(Request::new("DELETE", &path)).await;
        assert_eq!(
            reply.failure(),
            (400, "invalid_query".to_owned()),
            "{query}"
        );
    }
}

#[tokio::test]
async fn nested_it_is_the_same() {
    let server = Server::start().await;
    let lease = server.post("/nested/v1/leases", &lease_request('a')).await;
    assert_eq!(lease.status, 201);
    assert_eq!(server.get("/nested/v1/site.json").await.status, 200);
    let nothing = server.get("/nested/nothing").await;
    assert_eq!(nothing.failure(), (404, "not_found".to_owned()));
}
