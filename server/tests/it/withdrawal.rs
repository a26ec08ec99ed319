//! Who withdraws is forgotten, unless a call uses what is known of them.

use std::path::PathBuf;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{NOON, Server, lease_request};

const MINUTE: Duration = Duration::from_secs(60);

/// A server whose database can be looked at.
struct Seen {
    server: Server,
    folder: TempDir,
}

impl Seen {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::keeping_in(&folder.path().join("telswap.db")).await;
        Self { server, folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("telswap.db")
    }

    fn rows(&self, select: &str) -> Vec<String> {
        let database = Connection::open(self.file()).unwrap();
        let mut select = database.prepare(select).unwrap();
        let columns = select.column_count();
        let rows = select.query_map([], |row| {
            let text = |column| match row.get_ref(column).unwrap() {
                ValueRef::Null => "-".to_owned(),
                ValueRef::Integer(number) => number.to_string(),
                other => other.as_str().unwrap().to_owned(),
            };
            Ok((0..columns).map(text).collect::<Vec<_>>().join(" "))
        });
        rows.unwrap().collect::<Result<_, _>>().unwrap()
    }

    /// Everything that the database holds, but for whose claims may be late.
    fn all(&self) -> Vec<String> {
        let tables = ["numbers", "leases", "shown_for", "calls", "candidates"];
        let rows = tables.map(|table| self.rows(&format!("SELECT * FROM {table}")));
        rows.concat()
    }

    async fn call(&self, id: &str, to: &str, started_at: &str) -> Value {
        let call = json!({ "id": id, "to": to, "started_at": started_at });
        self.report(call).await
    }

    async fn report(&self, call: Value) -> Value {
        let reply = self.server.post("/v1/calls/generic", &call).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        reply.json()["attribution"].clone()
    }

    async fn withdraw(&self, digit: char) {
        assert_eq!(self.server.withdraw(digit).await.status, 204);
    }
}

fn unattributed(reason: &str) -> Value {
    json!({ "outcome": "unattributed", "reason": reason, "candidates": [] })
}

#[tokio::test]
async fn before_any_call_nothing_stays_but_when_the_numbers_were_held() {
    let seen = Seen::start().await;
    // One lease that is over, and one in each pool.
    let (id, number, fence) = seen.server.lease('a').await;
    seen.server.clock.advance(5 * MINUTE);
    seen.server.release(&id, fence).await;
    seen.server.lease('a').await;
    let mut elsewhere = lease_request('a');
    elsewhere["pool"] = json!("bare");
    elsewhere["rule"] = json!("mail");
    elsewhere["consent"]["id"] = json!("consent-of-a");
    let elsewhere = seen.server.post("/v1/leases", &elsewhere).await;
    let bare = elsewhere.json()["number"].as_str().unwrap().to_owned();
    seen.server.clock.advance(MINUTE);
    seen.withdraw('a').await;

    assert_eq!(seen.rows("SELECT * FROM shown_for"), [""; 0]);
    let kept = "SELECT number, fence, visitor, held_from - 1790856000000,
        held_until - 1790856000000, withdrawn_at - 1790856000000
        FROM leases ORDER BY held_from, number";
    assert_eq!(
        seen.rows(kept),
        [
            format!("{number} 1 - 0 300000 360000"),
            format!("{number} 2 - 300000 360000 360000"),
            format!("{bare} 1 - 300000 360000 360000"),
        ]
    );

    for (to, time, reason) in [
        (&number, "2026-10-01T11:59:59Z", "not_held_then"),
        (&number, "2026-10-01T12:00:00Z", "withdrawn"),
        (&number, "2026-10-01T12:05:59Z", "withdrawn"),
        (&bare, "2026-10-01T12:05:00Z", "withdrawn"),
        // It began when the number was nobody's any more.
        (&number, "2026-10-01T12:06:00Z", "not_held_then"),
        (&bare, "2026-10-01T12:06:00Z", "not_held_then"),
    ] {
        let id = format!("{to} {time}");
        assert_eq!(seen.call(&id, to, time).await, unattributed(reason), "{id}");
    }
}

#[tokio::test]
async fn nothing_of_it_is_left_in_the_file() {
    let seen = Seen::start().await;
    let mut wish = lease_request('a');
    wish["source"]["campaign"] = json!("a-campaign-of-nobody-else");
    wish["consent"]["tc_string"] = json!("CQuCLYAQuCLYAAKACBENBkFgAIIAAA");
    assert_eq!(seen.server.post("/v1/leases", &wish).await.status, 201);
    let is_there = |text: &str| {
        let database = Connection::open(seen.file()).unwrap();
        let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
        let busy: i64 = database
            .query_row(checkpoint, [], |row| row.get(0))
            .unwrap();
        assert_eq!(busy, 0);
        let bytes = std::fs::read(seen.file()).unwrap();
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    let visitor = "a".repeat(32);
    let texts = [
        "a-campaign-of-nobody-else",
        "CQuCLYAQuCLYAAKACBENBkFgAIIAAA",
        &visitor,
    ];
    assert_eq!(texts.map(is_there), [true, true, true]);
    seen.withdraw('a').await;
    // The id is needed for as long as a wish of theirs may be on its way.
    assert_eq!(texts.map(is_there), [false, false, true]);
    seen.server.clock.advance(MINUTE);
    seen.server.lease('b').await;
    assert_eq!(texts.map(is_there), [false, false, false]);
}

#[tokio::test]
async fn what_a_call_uses_stays() {
    let seen = Seen::start().await;
    let (_, number, _) = seen.server.lease('a').await;
    let mut elsewhere = lease_request('a');
    elsewhere["pool"] = json!("bare");
    elsewhere["rule"] = json!("mail");
    assert_eq!(seen.server.post("/v1/leases", &elsewhere).await.status, 201);
    seen.server.clock.advance(5 * MINUTE);
    let attributed = seen.call("1", &number, "2026-10-01T12:04:00Z").await;
    assert_eq!(attributed["outcome"], "attributed");
    seen.server.clock.advance(MINUTE);
    seen.withdraw('a').await;

    // Of the two leases the one that the call came by.
    let visitor = "a".repeat(32);
    let leases = "SELECT pool, visitor, withdrawn_at FROM leases ORDER BY pool";
    let at = NOON + 360_000;
    assert_eq!(
        seen.rows(leases),
        [format!("bare - {at}"), format!("web {visitor} {at}")]
    );
    assert_eq!(seen.rows("SELECT rule FROM shown_for"), ["everyone"]);
    let consents = "SELECT consent -> '$.granted' FROM candidates";
    assert_eq!(seen.rows(consents), [r#"["storage","measurement"]"#]);

    // The call is whose it was, also when more is heard of it.
    assert_eq!(
        seen.call("1", &number, "2026-10-01T12:04:00Z").await,
        attributed
    );
    let earlier = seen.call("1", &number, "2026-10-01T12:03:00Z").await;
    assert_eq!(earlier["candidates"][0]["rule"], "everyone");
    // No further one is: consent is gone.
    let another = seen.call("2", &number, "2026-10-01T12:05:00Z").await;
    assert_eq!(another, unattributed("withdrawn"));
}

#[tokio::test]
async fn a_call_that_is_reported_after_the_withdrawal_is_nobodys() {
    let seen = Seen::start().await;
    let (_, number, _) = seen.server.lease('a').await;
    seen.server.clock.advance(5 * MINUTE);
    seen.withdraw('a').await;
    seen.server.clock.advance(MINUTE);
    // It rang for a minute and a half: it began before the withdrawal.
    let ended = json!({ "id": "1", "to": number, "duration_seconds": 90 });
    assert_eq!(seen.report(ended.clone()).await, unattributed("withdrawn"));
    assert_eq!(seen.report(ended).await, unattributed("withdrawn"));
    // First it seems to be after it, then it is not.
    let late = json!({ "id": "2", "to": number, "duration_seconds": 30 });
    assert_eq!(seen.report(late).await, unattributed("not_held_then"));
    let began = seen.call("2", &number, "2026-10-01T12:04:59Z").await;
    assert_eq!(began, unattributed("withdrawn"));
    assert_eq!(seen.rows("SELECT * FROM candidates"), [""; 0]);

    // Whoever has the number next is not meant, and gets calls as ever.
    seen.server.lease('b').await;
    let (_, next, _) = seen.server.lease('c').await;
    assert_eq!(next, number);
    seen.server.clock.advance(MINUTE);
    let call = seen.call("3", &number, "2026-10-01T12:06:30Z").await;
    assert_eq!(call["outcome"], "attributed");
    let old = seen.call("4", &number, "2026-10-01T12:04:30Z").await;
    assert_eq!(old, unattributed("withdrawn"));
}

#[tokio::test]
async fn what_a_call_no_longer_uses_is_forgotten_then() {
    let seen = Seen::start().await;
    let (id, number, fence) = seen.server.lease('a').await;
    seen.server.lease('c').await;
    seen.server.clock.advance(10 * MINUTE);
    seen.server.release(&id, fence).await;
    let (_, same, _) = seen.server.lease('b').await;
    assert_eq!(same, number);
    seen.server.clock.advance(2 * MINUTE);
    let call = seen.call("1", &number, "2026-10-01T12:11:00Z").await;
    assert_eq!(call["candidates"][0]["from"], "2026-10-01T12:10:00Z");
    seen.withdraw('b').await;
    let visitors = "SELECT substr(visitor, 1, 1) FROM leases ORDER BY held_from, id";
    let of_b = "SELECT count(*) FROM shown_for s JOIN leases l ON l.id = s.lease
        WHERE l.withdrawn_at IS NOT NULL";
    assert_eq!(seen.rows(visitors).last().unwrap(), "b");
    assert_eq!(seen.rows(of_b), ["1"]);
    // It began when the number was another's: nothing uses that of b any more.
    let call = seen.call("1", &number, "2026-10-01T12:09:00Z").await;
    assert_eq!(call["candidates"][0]["from"], "2026-10-01T12:00:00Z");
    assert_eq!(seen.rows(visitors).last().unwrap(), "-");
    assert_eq!(seen.rows(of_b), ["0"]);
}

#[tokio::test]
async fn the_same_beacon_again_changes_nothing() {
    let seen = Seen::start().await;
    let (_, number, _) = seen.server.lease('a').await;
    let (_, others, _) = seen.server.lease('b').await;
    for (id, number) in [("1", &number), ("2", &others)] {
        let call = seen.call(id, number, "2026-10-01T12:00:00Z").await;
        assert_eq!(call["outcome"], "attributed");
    }
    let before = seen.rows("SELECT * FROM leases WHERE visitor LIKE 'b%'");
    seen.server.clock.advance(MINUTE);
    seen.withdraw('a').await;
    let after = seen.all();
    for _ in 0..2 {
        seen.server.clock.advance(MINUTE);
        seen.withdraw('a').await;
        assert_eq!(seen.all(), after);
    }
    assert_eq!(
        seen.rows("SELECT * FROM leases WHERE visitor LIKE 'b%'"),
        before
    );
}

#[tokio::test]
async fn who_holds_nothing_may_withdraw() {
    let seen = Seen::start().await;
    let (_, number, _) = seen.server.lease('a').await;
    seen.server.clock.advance(31 * MINUTE);
    let before = seen.all();
    seen.withdraw('c').await;
    assert_eq!(seen.all(), before);
    // The lease ended by itself; it is forgotten all the same.
    seen.withdraw('a').await;
    assert_eq!(seen.rows("SELECT * FROM shown_for"), [""; 0]);
    let late = seen.call("1", &number, "2026-10-01T12:29:59Z").await;
    assert_eq!(late, unattributed("withdrawn"));
}

#[tokio::test]
async fn who_comes_again_is_a_stranger() {
    let seen = Seen::start().await;
    let (_, number, _) = seen.server.lease('a').await;
    seen.call("1", &number, "2026-10-01T12:00:00Z").await;
    seen.withdraw('a').await;
    seen.server.clock.advance(MINUTE);
    // Not the number that they had, but the one that rested longest.
    let (_, other, _) = seen.server.lease('a').await;
    assert_ne!(other, number);
}

#[tokio::test]
async fn a_clock_that_is_put_back_revives_nothing() {
    let seen = Seen::start().await;
    let (id, _, fence) = seen.server.lease('a').await;
    seen.server.clock.advance(MINUTE);
    seen.withdraw('a').await;
    seen.server.clock.set(NOON + 30_000);
    let renewed = seen.server.renew(&id, fence).await;
    assert_eq!(renewed.failure(), (410, "lease_expired".to_owned()));
}
