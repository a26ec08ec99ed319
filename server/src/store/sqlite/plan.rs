//! How SQLite goes about a statement, for tests.

use rusqlite::{Connection, Params};

use super::migrations;

pub(super) fn plan(statement: &str, parameters: impl Params) -> String {
    let mut connection = Connection::open_in_memory().unwrap();
    migrations::run(&mut connection).unwrap();
    let explain = format!("EXPLAIN QUERY PLAN {statement}");
    let mut plan = connection.prepare(&explain).unwrap();
    let steps = plan.query_map(parameters, |row| row.get("detail")).unwrap();
    steps
        .collect::<Result<Vec<String>, _>>()
        .unwrap()
        .join("\n")
}
