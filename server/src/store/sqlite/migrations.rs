//! The tables, and how older files get them.
//!
//! `user_version` counts the steps taken. A step that was released is never
//! changed; what comes later is a step of its own.

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

const STEPS: &[&str] = &[
    include_str!("1.sql"),
    include_str!("2.sql"),
    include_str!("3.sql"),
];

/// Takes the steps that the file has not taken yet.
pub(super) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    // Immediate: another process may be starting on the same file.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let taken: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    if taken > known {
        return Err(StoreError::Newer {
            found: taken,
            known,
        });
    }
    for step in STEPS.iter().skip(usize::try_from(taken).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::calls::CallAttribution;
    use crate::store::sqlite::withdrawal;
    use crate::store::{CallReport, Clock, SqliteStore, Store, TestClock};

    #[test]
    fn a_second_run_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        run(&mut connection).unwrap();
        let version: i64 = connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        assert_eq!(version, 3);
    }

    #[test]
    fn an_older_file_keeps_what_it_has() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(STEPS[0]).unwrap();
        connection.pragma_update(None, "user_version", 1).unwrap();
        let insert = "INSERT INTO numbers (site, number, pool, free_from, fence) \
                      VALUES ('hof-kaffee', '+4963141555101', 'web', 7, 3)";
        connection.execute(insert, []).unwrap();
        run(&mut connection).unwrap();
        let select = "SELECT free_from, fence, rank FROM numbers";
        let kept: (i64, i64, i64) = connection
            .query_row(select, [], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .unwrap();
        assert_eq!(kept, (7, 3, 0));
    }

    /// As a server left it that did not ask for a consent's details yet: a lease
    /// that a call was attributed to, and one that none was.
    const OF_VERSION_2: &str = r#"
        INSERT INTO numbers (site, number, pool, free_from, fence) VALUES
            ('hof-kaffee', '+4963141555101', 'web', 9000, 1),
            ('hof-kaffee', '+4963141555102', 'web', 9000, 1);
        INSERT INTO leases VALUES
            ('hof-kaffee', 'one', 'web', '+4963141555101', 1, 'anna', 9000, 0, 9000),
            ('hof-kaffee', 'two', 'web', '+4963141555102', 1, 'ben', 9000, 0, 9000);
        INSERT INTO shown_for SELECT site, id, held_from, 'everyone', 'main',
            '{"channel":"direct","source":"(direct)","medium":"(none)","campaign":null,
              "term":null,"content":null,"click_id":null,"referrer_host":null}',
            'klaro', 'call-tracking' FROM leases;
        INSERT INTO calls VALUES ('hof-kaffee', 'generic', '1', '+4963141555101', 5, 6, NULL, NULL,
            '{"outcome":"attributed","by":"lease","candidates":[
              {"rule":"everyone","target":"main","pool":"web","source":null,
               "from":null,"until":null}]}');
    "#;

    fn fill(connection: &Connection) {
        for step in &STEPS[..2] {
            connection.execute_batch(step).unwrap();
        }
        connection.execute_batch(OF_VERSION_2).unwrap();
        connection.pragma_update(None, "user_version", 2).unwrap();
    }

    #[test]
    fn calls_keep_their_leases() {
        let mut connection = Connection::open_in_memory().unwrap();
        fill(&connection);
        run(&mut connection).unwrap();

        let transaction = connection.transaction().unwrap();
        for visitor in ["anna", "ben"] {
            withdrawal::withdraw(&transaction, 7, "hof-kaffee", visitor).unwrap();
        }
        let select = "SELECT l.id, l.visitor, s.granted FROM leases l
            LEFT JOIN shown_for s ON s.lease = l.id ORDER BY l.id";
        let mut select = transaction.prepare(select).unwrap();
        let kept = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        let kept: Vec<(String, Option<String>, Option<String>)> =
            kept.unwrap().collect::<Result<_, _>>().unwrap();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            kept,
            [
                ("one".to_owned(), text("anna"), text("[]")),
                ("two".to_owned(), None, None),
            ]
        );
    }

    #[tokio::test]
    async fn leases_of_an_older_file_still_say_whose_a_call_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("telswap.db");
        let connection = Connection::open(&file).unwrap();
        fill(&connection);
        drop(connection);

        let clock = Clock::Test(TestClock::at(8));
        let address = format!("sqlite:{}", file.display());
        let store = SqliteStore::open_with_clock(&address, clock).unwrap();
        let config = r#"{ "site": "hof-kaffee", "domains": ["hof-kaffee.de"],
            "targets": { "main": { "number": "+4963141555000" } }, "rules": [
                { "id": "everyone", "swap": { "main": "keep" } }],
            "consent": { "cmp": "klaro", "service": "call-tracking" } }"#;
        let site = Arc::new(telswap::config::check(config).unwrap());
        let call = |id: &str, to: &str| CallReport {
            provider: "generic",
            id: id.to_owned(),
            to: to.parse().unwrap(),
            started_at: None,
            duration_seconds: None,
            status: None,
        };
        for call in [call("1", "+4963141555101"), call("2", "+4963141555102")] {
            let answer = store.record_call(&site, call).await.unwrap();
            let CallAttribution::Attributed { candidates, .. } = answer else {
                panic!("{answer:?}")
            };
            assert_eq!(candidates[0].rule, "everyone");
            assert_eq!(candidates[0].consent, None);
        }
    }

    #[test]
    fn a_newer_file_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(
            run(&mut connection),
            Err(StoreError::Newer { found: 99, .. })
        ));
    }

    #[test]
    fn every_key_begins_with_the_site() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        let mut tables = connection
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
            .unwrap();
        let tables: Vec<String> = tables
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(tables.len(), 6);
        for table in tables {
            let first: String = connection
                .query_row(
                    "SELECT name FROM pragma_table_info(?1) WHERE pk = 1",
                    [&table],
                    |row| row.get(0),
                )
                .unwrap();
            assert_eq!(first, "site", "{table}");
        }
    }
}
