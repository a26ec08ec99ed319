//! What a visitor agreed to: what is asked for, and what is kept of it.

use std::time::Duration;

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::support::{Server, lease_request};

const MINUTE: Duration = Duration::from_secs(60);

/// All that a page can say of a consent.
fn record() -> Value {
    json!({
        "cmp": "klaro", "service": "call-tracking",
        "granted": ["storage", "measurement", "marketing"],
        "version": "0.7.22", "id": "b7f1-ü", "tc_string": "CQuCLYAQuCLYAAKACBENBkFgAIIAAA.IAGE",
        "given_at": "2026-10-01T13:59:58.5+02:00",
    })
}

fn wish(consent: Value) -> Value {
    let mut wish = lease_request('a');
    wish["consent"] = consent;
    wish
}

/// The record with one field set to something else.
fn with(field: &str, value: Value) -> Value {
    let mut record = record();
    record[field] = value;
    wish(record)
}

async fn refused(server: &Server, wish: &Value) -> (u16, String, String) {
    let reply = server.post("/v1/leases", wish).await;
    let (status, code) = reply.failure();
    let message = reply.json()["error"]["message"]
        .as_str()
        .unwrap()
        .to_owned();
    (status, code, message)
}

#[tokio::test]
async fn all_of_it_is_kept_with_the_lease_and_with_the_call() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("telswap.db");
    let server = Server::keeping_in(&file).await;
    let lease = server.post("/v1/leases", &wish(record())).await;
    assert_eq!(lease.status, 201, "{lease:?}");
    let call = json!({ "id": "1", "to": lease.json()["number"] });
    let answer = server.post("/v1/calls/generic", &call).await.json();
    // Who reports calls learns what may be done with them, not who agreed.
    assert_eq!(
        answer["attribution"]["candidates"][0]["consent"],
        json!({ "cmp": "klaro", "granted": ["storage", "measurement", "marketing"] })
    );

    let database = Connection::open(&file).unwrap();
    let select = "SELECT json_object(
        'cmp', cmp, 'service', service, 'granted', json(granted), 'version', version,
        'id', consent_id, 'tc_string', tc_string, 'given_at', given_at, 'since', since)
        FROM shown_for";
    let with_lease: String = database.query_row(select, [], |row| row.get(0)).unwrap();
    let mut expected = record();
    expected["given_at"] = json!(1_790_855_998_500_i64);
    expected["since"] = json!(1_790_856_000_000_i64);
    assert_eq!(
        serde_json::from_str::<Value>(&with_lease).unwrap(),
        expected
    );

    let select = "SELECT consent FROM candidates WHERE provider = 'generic' AND call = '1'";
    let with_call: String = database.query_row(select, [], |row| row.get(0)).unwrap();
    let mut expected = record();
    expected["given_at"] = json!("2026-10-01T11:59:58.5Z");
    assert_eq!(serde_json::from_str::<Value>(&with_call).unwrap(), expected);
}

#[tokio::test]
async fn a_number_needs_storage_and_measurement() {
    let server = Server::start().await;
    for (granted, missing) in [
        (json!([]), "missing: storage, measurement"),
        (json!(["storage"]), "missing: measurement"),
        (json!(["marketing", "measurement"]), "missing: storage"),
        (json!(["marketing"]), "missing: storage, measurement"),
    ] {
        let (status, code, message) = refused(&server, &with("granted", granted)).await;
        assert_eq!((status, code.as_str()), (403, "consent_not_granted"));
        assert!(message.ends_with(missing), "{message}");
    }
    for granted in [
        json!(["storage", "measurement"]),
        json!(["measurement", "marketing", "storage"]),
    ] {
        let reply = server.post("/v1/leases", &with("granted", granted)).await;
        assert!(matches!(reply.status, 200 | 201), "{reply:?}");
    }
    // The number that was refused so often went to nobody.
    assert_eq!(server.lease('a').await.2, 1);
}

#[tokio::test]
async fn what_else_is_wrong_is_named() {
    let server = Server::start().await;
    let granted = |more: &str| json!(["storage", "measurement", more]);
    let known = "expected one of `storage`, `measurement`, `marketing`";
    for (field, value, part) in [
        ("granted", granted("advertising"), known),
        ("granted", granted("Marketing"), known),
        (
            "granted",
            granted("storage"),
            "storage is in the list twice",
        ),
        ("granted", json!("storage"), "consent.granted: "),
        ("granted", json!(null), "consent.granted: "),
        ("version", json!(7), "consent.version: "),
        ("given_at", json!("yesterday"), "consent.given_at: "),
        (
            "given_at",
            json!("2026-10-01T12:00:00"),
            "consent.given_at: ",
        ),
        ("given_at", json!(1_790_856_000), "consent.given_at: "),
    ] {
        let (status, code, message) = refused(&server, &with(field, value.clone())).await;
        assert_eq!((status, code.as_str()), (422, "invalid_body"), "{value}");
        let is_named = message.starts_with(&format!("consent.{field}"));
        assert!(is_named && message.contains(part), "{message}");
    }
    let asked_before = json!({ "cmp": "klaro", "service": "call-tracking" });
    let (_, _, message) = refused(&server, &wish(asked_before)).await;
    assert!(message.contains("missing field `granted`"), "{message}");
}

#[tokio::test]
async fn what_shows_it_is_kept_whole_or_refused() {
    let server = Server::start().await;
    for (field, limit) in [("version", 64), ("id", 256), ("tc_string", 4096)] {
        let longest = server
            .post("/v1/leases", &with(field, json!("ü".repeat(limit))))
            .await;
        assert!(matches!(longest.status, 200 | 201), "{longest:?}");
        let nothing = server.post("/v1/leases", &with(field, json!(null))).await;
        assert_eq!(nothing.status, 200, "{nothing:?}");

        let (status, code, message) =
            refused(&server, &with(field, json!("ü".repeat(limit + 1)))).await;
        assert_eq!((status, code.as_str()), (422, "invalid_body"));
        let expected = format!("consent.{field}: has more than {limit} characters");
        assert!(message.starts_with(&expected), "{message}");

        for control in ["a\nb", "\0", "a\u{7f}", "\u{85}b"] {
            let (status, code, message) = refused(&server, &with(field, json!(control))).await;
            assert_eq!((status, code.as_str()), (422, "invalid_body"));
            // What names a visitor elsewhere is not repeated.
            assert_eq!(
                message,
                format!("consent.{field}: holds a control character")
            );
        }
    }
}

#[tokio::test]
async fn calls_belong_to_the_consent_of_their_time() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("telswap.db");
    let server = Server::keeping_in(&file).await;
    let lease = server.post("/v1/leases", &wish(record())).await.json();
    server.clock.advance(5 * MINUTE);
    // The next page hears of the same decision.
    let again = with("given_at", json!("2026-10-01T12:05:00Z"));
    assert_eq!(server.post("/v1/leases", &again).await.status, 200);
    server.clock.advance(5 * MINUTE);
    let less = with("granted", json!(["storage", "measurement"]));
    assert_eq!(server.post("/v1/leases", &less).await.status, 200);
    server.clock.advance(5 * MINUTE);
    let newer = with("tc_string", json!("CQuCLYAQ"));
    assert_eq!(server.post("/v1/leases", &newer).await.status, 200);

    let database = Connection::open(&file).unwrap();
    let kept = |id: &str| -> Value {
        let select = "SELECT consent FROM candidates WHERE call = ?1";
        let consent: String = database.query_row(select, [id], |row| row.get(0)).unwrap();
        serde_json::from_str(&consent).unwrap()
    };
    for (id, time, granted, tc_string, given_at) in [
        (
            "first",
            "12:09:59Z",
            3,
            &record()["tc_string"],
            "2026-10-01T11:59:58.5Z",
        ),
        (
            "less",
            "12:10:00Z",
            2,
            &record()["tc_string"],
            "2026-10-01T11:59:58.5Z",
        ),
        (
            "newer",
            "12:15:00Z",
            3,
            &json!("CQuCLYAQ"),
            "2026-10-01T11:59:58.5Z",
        ),
    ] {
        let call = json!({
            "id": id, "to": lease["number"], "started_at": format!("2026-10-01T{time}"),
        });
        let answer = server.post("/v1/calls/generic", &call).await.json();
        let told = &answer["attribution"]["candidates"][0]["consent"]["granted"];
        let kept = kept(id);
        assert_eq!(told, &kept["granted"], "{id}");
        assert_eq!(told.as_array().unwrap().len(), granted, "{id}");
        assert_eq!(&kept["tc_string"], tc_string, "{id}");
        assert_eq!(kept["given_at"], given_at, "{id}");
    }
    let select = "SELECT count(*) FROM shown_for";
    let periods: i64 = database.query_row(select, [], |row| row.get(0)).unwrap();
    assert_eq!(periods, 3);
}

/// Purposes 1 and 7, vendors 2 and 12, both of them disclosed.
const TC_STRING: &str = "CQuCLYAQuCLYAAKACBENBkFgAIIAAAAAAAYgAGEAQAAAAAAA.IAGEAQAA.YAAAAAAAAAAA";

/// A site whose platform speaks the IAB's tongue, and what it says of `consent` beside that.
async fn server_for_tcf(more: Value) -> Server {
    Server::with_config(|config| {
        config["consent"] = json!({ "cmp": "tcf", "service": "12", "purposes": [7] });
        for (name, value) in more.as_object().unwrap() {
            config["consent"][name] = value.clone();
        }
    })
    .await
}

fn tcf_wish(tc_string: Option<&str>, granted: &[&str]) -> Value {
    let mut consent = json!({ "cmp": "tcf", "service": "12", "granted": granted });
    if let Some(text) = tc_string {
        consent["tc_string"] = text.into();
    }
    wish(consent)
}

#[tokio::test]
async fn a_tc_string_must_carry_what_the_page_says() {
    let server = server_for_tcf(json!({ "marketing": "3,4" })).await;
    let enough = ["storage", "measurement"];
    let lease = server
        .post("/v1/leases", &tcf_wish(Some(TC_STRING), &enough))
        .await;
    assert_eq!(lease.status, 201, "{lease:?}");
    let without = server.post("/v1/leases", &tcf_wish(None, &enough)).await;
    assert_eq!(without.status, 200, "{without:?}");

    let more = ["storage", "measurement", "marketing"];
    let (status, code, message) = refused(&server, &tcf_wish(Some(TC_STRING), &more)).await;
    assert_eq!((status, code.as_str()), (403, "consent_not_granted"));
    assert!(message.ends_with("no consent to purpose 3"), "{message}");

    let (status, code, message) =
        refused(&server, &tcf_wish(Some(&TC_STRING[..20]), &enough)).await;
    assert_eq!((status, code.as_str()), (422, "invalid_body"));
    assert!(message.contains("bit"), "{message}");
    assert!(!message.contains("CQuC"), "{message}");

    // A GPP string without a section of the TCF.
    let (status, code, _) = refused(&server, &tcf_wish(Some("DBABTA~1---"), &enough)).await;
    assert_eq!((status, code.as_str()), (403, "consent_not_granted"));
}

#[tokio::test]
async fn a_site_may_lease_against_a_tc_string_only() {
    let server = server_for_tcf(json!({ "evidence": "required", "purposes": [7] })).await;
    let enough = ["storage", "measurement"];
    let (status, code, _) = refused(&server, &tcf_wish(None, &enough)).await;
    assert_eq!((status, code.as_str()), (403, "consent_not_granted"));
    let lease = server
        .post("/v1/leases", &tcf_wish(Some(TC_STRING), &enough))
        .await;
    assert_eq!(lease.status, 201, "{lease:?}");

    let other = server_for_tcf(json!({ "evidence": "required", "purposes": [9] })).await;
    let (status, code, message) = refused(&other, &tcf_wish(Some(TC_STRING), &enough)).await;
    assert_eq!((status, code.as_str()), (403, "consent_not_granted"));
    assert!(message.ends_with("no consent to purpose 9"), "{message}");
}

#[tokio::test]
async fn what_auto_finds_is_one_of_the_platforms_and_never_the_page_itself() {
    let server = Server::with_config(|config| {
        config["consent"] = json!({ "cmp": "auto", "service": "call-tracking" })
    })
    .await;
    let found = |cmp: &str, service: &str| {
        wish(json!({ "cmp": cmp, "service": service, "granted": ["storage", "measurement"] }))
    };
    let lease = server
        .post("/v1/leases", &found("cookiebot", "statistics"))
        .await;
    assert_eq!(lease.status, 201, "{lease:?}");
    // A string that may carry more cannot show what the site gives no purposes for.
    let (status, code, message) = refused(
        &server,
        &wish(json!({
            "cmp": "tcf", "service": "12", "tc_string": TC_STRING,
            "granted": ["storage", "measurement", "marketing"],
        })),
    )
    .await;
    assert_eq!((status, code.as_str()), (403, "consent_not_granted"));
    assert!(message.contains("no purposes for marketing"), "{message}");
    for cmp in ["auto", "manual", "somebody"] {
        let (status, code, _) = refused(&server, &found(cmp, "call-tracking")).await;
        assert_eq!((status, code.as_str()), (422, "consent_mismatch"), "{cmp}");
    }
}
