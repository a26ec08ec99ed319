//! Calls as telephony reports them.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha1::Sha1;
use url::form_urlencoded;

use crate::support::{LOCAL, OVERFLOW, OWN, POOL, Reply, Request, STATIC, Server, lease_request};

const TOKEN: &str = "12345";
const MINUTE: Duration = Duration::from_secs(60);

async fn generic(server: &Server, call: Value) -> Value {
    let reply = server.post("/v1/calls/generic", &call).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.json()
}

async fn with_twilio() -> Server {
    Server::with(|settings| settings.twilio_auth_token = Some(TOKEN.to_owned())).await
}

fn form(parameters: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(parameters)
        .finish()
}

/// Signed for the address, as Twilio does it.
fn signature(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut sorted = parameters.to_vec();
    sorted.sort_unstable();
    let mut mac = Hmac::<Sha1>::new_from_slice(TOKEN.as_bytes()).unwrap();
    mac.update(LOCAL.as_bytes());
    mac.update(path.as_bytes());
    for (name, value) in sorted {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    BASE64_STANDARD.encode(mac.finalize().into_bytes())
}

async fn twilio(server: &Server, path: &str, parameters: &[(&str, &str)]) -> Reply {
    let request = Request::new("POST", path)
        .header("X-Twilio-Signature", &signature(path, parameters))
        .body(
            "application/x-www-form-urlencoded; charset=UTF-8",
            form(parameters),
        );
    server.send(request).await
}

#[tokio::test]
async fn a_call_belongs_to_who_held_the_number_when_it_began() {
    let server = Server::start().await;
    server.clock.advance(MINUTE);
    let (id, number, fence) = server.lease('a').await;
    server.clock.advance(10 * MINUTE);
    server.release(&id, fence).await;
    server.clock.advance(MINUTE);

    let at = |time: &str| {
        let call = json!({ "id": time, "to": number, "started_at": time });
        generic(&server, call)
    };
    let candidate = json!({
        "rule": "everyone", "target": "main", "pool": "web",
        "source": lease_request('a')["source"],
        "from": "2026-10-01T12:01:00Z", "until": "2026-10-01T12:11:00Z",
        "consent": { "cmp": "klaro", "granted": ["storage", "measurement"] },
    });
    let attributed = json!({ "outcome": "attributed", "by": "lease", "candidates": [candidate] });
    let not_held =
        json!({ "outcome": "unattributed", "reason": "not_held_then", "candidates": [] });
    for (time, expected) in [
        ("2026-10-01T12:00:59.999Z", &not_held),
        ("2026-10-01T14:01:00+02:00", &attributed),
        ("2026-10-01T12:10:59.999Z", &attributed),
        ("2026-10-01T12:11:00Z", &not_held),
    ] {
        let answer = at(time).await;
        assert_eq!(answer["call"], time);
        assert_eq!(&answer["attribution"], expected, "{time}");
    }
}

#[tokio::test]
async fn an_expired_lease_counts_until_it_expired() {
    let server = Server::start().await;
    let (_, number, _) = server.lease('a').await;
    server.clock.advance(31 * MINUTE);
    let call = |id, time| {
        generic(
            &server,
            json!({ "id": id, "to": number, "started_at": time }),
        )
    };
    let then = call("then", "2026-10-01T12:29:59Z").await;
    assert_eq!(then["attribution"]["outcome"], "attributed");
    let after = call("after", "2026-10-01T12:30:00Z").await;
    assert_eq!(after["attribution"]["reason"], "not_held_then");
}

#[tokio::test]
async fn other_numbers_say_what_they_are() {
    let server = Server::start().await;
    for (number, reason) in [
        (POOL[1], "never_leased"),
        (OVERFLOW, "overflow_number"),
        (OWN, "own_number"),
        ("+493012345678", "unknown_number"),
    ] {
        let answer = generic(&server, json!({ "id": number, "to": number })).await;
        let expected = json!({ "outcome": "unattributed", "reason": reason, "candidates": [] });
        assert_eq!(answer["attribution"], expected, "{number}");
    }
    let answer = generic(&server, json!({ "id": "static", "to": STATIC })).await;
    let candidate = json!({
        "rule": "ads", "target": "main", "pool": null, "source": null, "from": null, "until": null,
        "consent": null,
    });
    assert_eq!(
        answer["attribution"],
        json!({ "outcome": "attributed", "by": "static_number", "candidates": [candidate] })
    );
}

#[tokio::test]
async fn a_retry_is_the_same_call() {
    let server = Server::start().await;
    let (id, number, fence) = server.lease('a').await;
    let call = json!({ "id": "1", "to": number, "status": "ringing" });
    let first = generic(&server, call.clone()).await;
    assert_eq!(first["attribution"]["outcome"], "attributed");

    // Whatever happened since, the call is whose it was.
    server.release(&id, fence).await;
    server.clock.advance(60 * MINUTE);
    server.lease('b').await;
    assert_eq!(generic(&server, call).await, first);
    let ended = json!({ "id": "1", "to": number, "duration_seconds": 60, "status": "answered" });
    assert_eq!(generic(&server, ended).await, first);
}

#[tokio::test]
async fn no_call_begins_after_its_report() {
    let server = Server::start().await;
    let (_, number, _) = server.lease('a').await;
    let call = json!({ "id": "1", "to": number, "started_at": "2026-10-01T13:00:00Z" });
    let answer = generic(&server, call).await;
    assert_eq!(answer["attribution"]["outcome"], "attributed");
}

#[tokio::test]
async fn a_call_reported_at_its_end_began_before() {
    let server = with_twilio().await;
    let (id, number, fence) = server.lease('a').await;
    server.clock.advance(MINUTE);
    server.release(&id, fence).await;
    server.clock.advance(MINUTE);
    let generic_outcome = |id: &'static str, seconds: u32| {
        let call = json!({ "id": id, "to": number, "duration_seconds": seconds });
        let server = &server;
        async move { generic(server, call).await["attribution"]["outcome"].clone() }
    };
    assert_eq!(generic_outcome("short", 60).await, "unattributed");
    assert_eq!(generic_outcome("long", 61).await, "attributed");
    assert_eq!(generic_outcome("very long", u32::MAX).await, "unattributed");

    for (id, duration, outcome) in [("CA1", "30", "unattributed"), ("CA2", "31", "attributed")] {
        let parameters = [
            ("CallSid", id),
            ("CallStatus", "completed"),
            ("CallDuration", duration),
            ("Timestamp", "Thu, 01 Oct 2026 12:01:30 +0000"),
            ("To", &number),
        ];
        let reply = twilio(&server, "/v1/calls/twilio", &parameters).await;
        assert_eq!(
            reply.json()["attribution"]["outcome"],
            outcome,
            "{duration}"
        );
    }
}

#[tokio::test]
async fn a_visitor_who_comes_again_from_elsewhere() {
    let server = Server::start().await;
    let (_, number, _) = server.lease('a').await;
    server.clock.advance(5 * MINUTE);
    let mut again = lease_request('a');
    again["source"]["campaign"] = json!("winter");
    assert_eq!(server.post("/v1/leases", &again).await.status, 200);
    server.clock.advance(5 * MINUTE);

    let campaign = |id: &'static str, time: &'static str| {
        let call = json!({ "id": id, "to": number, "started_at": time });
        let server = &server;
        async move {
            let candidates = generic(server, call).await["attribution"]["candidates"].clone();
            assert_eq!(candidates.as_array().unwrap().len(), 1);
            candidates[0]["source"]["campaign"].clone()
        }
    };
    assert_eq!(campaign("before", "2026-10-01T12:04:59Z").await, "herbst");
    assert_eq!(campaign("after", "2026-10-01T12:05:00Z").await, "winter");
}

#[tokio::test]
async fn twilio_proves_who_it_is() {
    let server = with_twilio().await;
    let (_, number, _) = server.lease('a').await;
    let parameters = [
        ("CallSid", "CA1"),
        ("CallStatus", "ringing"),
        ("From", "+4915112345678"),
        ("To", number.as_str()),
    ];
    let path = "/v1/calls/twilio";
    let reply = twilio(&server, path, &parameters).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json()["call"], "CA1");
    assert_eq!(reply.json()["attribution"]["by"], "lease");
    // The query is part of what is signed, and so is where the router hangs.
    for path in ["/v1/calls/twilio?a=b&c=%20", "/nested/v1/calls/twilio"] {
        assert_eq!(
            twilio(&server, path, &parameters).await.status,
            200,
            "{path}"
        );
    }

    let mut forged = parameters;
    forged[0].1 = "CA2";
    let signature = signature(path, &parameters);
    let with = |signature: &str, parameters: &[(&str, &str)]| {
        Request::new("POST", path)
            .header("X-Twilio-Signature", signature)
            .body("application/x-www-form-urlencoded", form(parameters))
    };
    let expected = (403, "signature_invalid".to_owned());
    for request in [
        with(&signature, &forged),
        with("", &parameters),
        with("!", &parameters),
        with(&signature[..8], &parameters),
        Request::new("POST", path).body("application/x-www-form-urlencoded", form(&parameters)),
    ] {
        assert_eq!(server.send(request).await.failure(), expected);
    }
}

#[tokio::test]
async fn twilio_reports_one_call_many_times() {
    let server = with_twilio().await;
    server.clock.advance(MINUTE);
    let (id, number, fence) = server.lease('a').await;
    server.clock.advance(MINUTE);
    server.release(&id, fence).await;
    server.clock.advance(MINUTE);
    let report = |status: &'static str, time: &'static str| {
        let (server, number) = (&server, number.clone());
        async move {
            let parameters = [
                ("CallSid", "CA1"),
                ("CallStatus", status),
                (
                    "CallDuration",
                    if status == "completed" { "12" } else { "" },
                ),
                ("Timestamp", time),
                ("To", &number),
            ];
            twilio(server, "/v1/calls/twilio", &parameters).await.json()["attribution"].clone()
        }
    };
    // The end comes first: then nobody held the number.
    let completed = report("completed", "Thu, 01 Oct 2026 12:02:30 +0000").await;
    assert_eq!(completed["reason"], "not_held_then");
    // It began while the lease held.
    let ringing = report("ringing", "Thu, 01 Oct 2026 12:01:59 +0000").await;
    assert_eq!(ringing["outcome"], "attributed");
    // Later times change nothing.
    assert_eq!(
        report("answered", "Thu, 01 Oct 2026 12:02:05 +0000").await,
        ringing
    );
    assert_eq!(
        report("completed", "Thu, 01 Oct 2026 12:02:30 +0000").await,
        ringing
    );
}

#[tokio::test]
async fn twilio_without_a_secret_is_refused() {
    let server = Server::start().await;
    let reply = twilio(
        &server,
        "/v1/calls/twilio",
        &[("CallSid", "CA1"), ("To", OWN)],
    )
    .await;
    assert_eq!(reply.failure(), (403, "provider_not_configured".to_owned()));
}

#[tokio::test]
async fn what_twilio_leaves_out_is_named() {
    let server = with_twilio().await;
    for (parameters, field) in [
        (&[("To", OWN)][..], "CallSid"),
        (&[("CallSid", "CA1")], "To"),
        (&[("CallSid", "CA1"), ("To", "client:anna")], "To"),
        (
            &[("CallSid", "CA1"), ("To", OWN), ("Timestamp", "noon")],
            "Timestamp",
        ),
        (
            &[("CallSid", "CA1"), ("To", OWN), ("CallDuration", "-1")],
            "CallDuration",
        ),
    ] {
        let reply = twilio(&server, "/v1/calls/twilio", parameters).await;
        assert_eq!(reply.failure(), (422, "invalid_body".to_owned()));
        let body = reply.json();
        let message = body["error"]["message"].as_str().unwrap();
        assert!(message.starts_with(&format!("{field}: ")), "{message}");
    }
}

#[tokio::test]
async fn what_a_generic_call_lacks_is_named() {
    let server = Server::start().await;
    for (call, field) in [
        (json!({ "to": OWN }), "missing field `id`"),
        (json!({ "id": "", "to": OWN }), "id: "),
        (json!({ "id": "a\nb", "to": OWN }), "id: "),
        (json!({ "id": "x".repeat(256), "to": OWN }), "id: "),
        (json!({ "id": 1, "to": OWN }), "id: "),
        (json!({ "id": "1" }), "missing field `to`"),
        (json!({ "id": "1", "to": "0631 41555000" }), "to: "),
        (
            json!({ "id": "1", "to": OWN, "started_at": "2026-10-01 12:00" }),
            "started_at: ",
        ),
        (
            json!({ "id": "1", "to": OWN, "started_at": 5 }),
            "started_at: ",
        ),
        (
            json!({ "id": "1", "to": OWN, "duration_seconds": -5 }),
            "duration_seconds: ",
        ),
        (
            json!({ "id": "1", "to": OWN, "status": "x".repeat(65) }),
            "status: ",
        ),
    ] {
        let reply = server.post("/v1/calls/generic", &call).await;
        assert_eq!(reply.failure(), (422, "invalid_body".to_owned()), "{call}");
        let body = reply.json();
        let message = body["error"]["message"].as_str().unwrap();
        assert!(message.starts_with(field), "{message}");
    }
}

#[tokio::test]
async fn an_unknown_provider_hears_which_are_known() {
    let server = Server::start().await;
    for name in ["acme", "Twilio", "%ff"] {
        let reply = server.post(&format!("/v1/calls/{name}"), &json!({})).await;
        assert_eq!(
            reply.failure(),
            (404, "unknown_provider".to_owned()),
            "{name}"
        );
        let body = reply.json();
        let message = body["error"]["message"].as_str().unwrap();
        assert!(message.contains("generic, twilio"), "{message}");
    }
}
