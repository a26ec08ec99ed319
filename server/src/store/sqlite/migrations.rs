//! The tables, and how older files get them.
//!
//! `user_version` counts the steps taken. A step that was released is never
//! changed; what comes later is a step of its own.

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

const STEPS: &[&str] = &[include_str!("1.sql"), include_str!("2.sql")];

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
    use super::*;

    #[test]
    fn a_second_run_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        run(&mut connection).unwrap();
        let version: i64 = connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        assert_eq!(version, 2);
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
        assert_eq!(tables.len(), 5);
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
