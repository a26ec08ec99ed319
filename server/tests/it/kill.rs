//! What was acknowledged survives `kill -9`.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::support::{Folder, Request, Serving, config, lease_request};

const ROUNDS: u32 = 5;
const CLIENTS: u32 = 4;
const NUMBERS: u32 = 500;

/// What the server promised so far.
#[derive(Default)]
struct Acknowledged {
    leases: Vec<Value>,
    calls: HashMap<String, (Value, Value)>,
}

fn large_pool() -> Value {
    let mut config = config();
    let numbers = (0..NUMBERS).map(|number| format!("+49631415{number:05}"));
    config["pools"]["web"]["numbers"] = numbers.collect();
    config
}

/// Leases and calls, one after the other, until the server is gone.
async fn visit_and_call(address: SocketAddr, client: String, promised: Arc<Mutex<Acknowledged>>) {
    for count in 0_u32.. {
        let mut request = lease_request('0');
        request["visitor"] = json!(format!("{:0>32}", format!("{client}{count:x}")));
        let Some(reply) = post(address, "/v1/leases", &request).await else {
            return;
        };
        if reply["overflow"] == true {
            return;
        }
        promised.lock().unwrap().leases.push(reply.clone());
        let id = format!("{client}-{count}");
        let call = json!({ "id": id, "to": reply["number"] });
        let Some(answer) = post(address, "/v1/calls/generic", &call).await else {
            return;
        };
        promised.lock().unwrap().calls.insert(id, (call, answer));
    }
}

async fn post(address: SocketAddr, path: &str, body: &Value) -> Option<Value> {
    let reply = Request::new("POST", path)
        .json(body)
        .try_send(address)
        .await?;
    serde_json::from_slice(&reply.body).ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost() {
    let folder = Folder::with(&large_pool());
    let promised = Arc::new(Mutex::new(Acknowledged::default()));
    for round in 0..ROUNDS {
        let server = Serving::start(&folder, &["--rate-limit", "0"]);
        let mut clients = tokio::task::JoinSet::new();
        for client in 0..CLIENTS {
            let client = format!("{round}{client}");
            clients.spawn(visit_and_call(
                server.address,
                client,
                Arc::clone(&promised),
            ));
        }
        // In the middle of something else each time.
        tokio::time::sleep(Duration::from_millis(60 + u64::from(round) * 37)).await;
        server.kill();
        clients.join_all().await;
    }

    let server = Serving::start(&folder, &["--rate-limit", "0"]);
    let promised = std::mem::take(&mut *promised.lock().unwrap());
    assert!(promised.leases.len() > 20 && promised.calls.len() > 20);
    for lease in &promised.leases {
        let path = format!("/v1/leases/{}", lease["id"].as_str().unwrap());
        let renewal = Request::new("PATCH", &path).json(&json!({ "fence": lease["fence"] }));
        let renewed = renewal.send(server.address).await;
        assert_eq!(renewed.status, 200, "{renewed:?}");
        assert_eq!(renewed.json()["number"], lease["number"]);
    }
    for (call, answer) in promised.calls.values() {
        assert_eq!(answer["attribution"]["outcome"], "attributed");
        let again = post(server.address, "/v1/calls/generic", call).await;
        assert_eq!(again.as_ref(), Some(answer));
    }
    server.kill();

    let database = Connection::open(folder.path("telswap.db")).unwrap();
    let text = |sql: &str| -> String { database.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(text("PRAGMA integrity_check"), "ok");
    let shared = "SELECT count(*) || '' FROM leases a JOIN leases b
        ON a.number = b.number AND a.id < b.id
        AND a.held_from < b.held_until AND b.held_from < a.held_until";
    assert_eq!(text(shared), "0");
    let unlike = "SELECT count(*) || '' FROM leases l JOIN numbers n
        ON n.number = l.number AND n.fence = l.fence AND n.free_from != l.held_until";
    assert_eq!(text(unlike), "0");
}
