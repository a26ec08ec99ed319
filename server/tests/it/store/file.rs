//! The database's file: what it keeps, where it is, who may read it.

use std::sync::Arc;

use telswap_server::store::{Clock, SqliteStore, Store, StoreError, TestClock};

use super::{Answer, Asked, CONFIGS, Whose, config_with};
use crate::support::NOON;

#[tokio::test]
async fn a_restart_keeps_everything() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("telswap.db").display());
    let clock = TestClock::at(NOON);
    let site = Arc::new(config_with(CONFIGS[0]));
    let asked = || {
        let store = SqliteStore::open_with_clock(&address, Clock::Test(clock.clone())).unwrap();
        Asked::new(store, clock.clone(), Arc::clone(&site))
    };

    let before = asked();
    before.store.reconcile(&site).await.unwrap();
    assert_eq!(
        before.claim(0, 1, 0, 0).await,
        Answer::New {
            number: 0,
            fence: 1
        }
    );
    drop(before);

    // The number leaves the config: its holder keeps it, nobody else gets it.
    let mut after = asked();
    after
        .store
        .reconcile(&config_with([&[1], &[2]]))
        .await
        .unwrap();
    assert_eq!(
        after.renew(0, 1).await,
        Answer::Renewed {
            number: 0,
            fence: 1
        }
    );
    assert_eq!(
        after.claim(1, 2, 0, 0).await,
        Answer::New {
            number: 1,
            fence: 1
        }
    );
    assert!(matches!(
        after.claim(2, 3, 0, 0).await,
        Answer::Exhausted { .. }
    ));
    assert_eq!(after.call(0, NOON).await, Whose::Held(NOON, 0));
}

#[test]
fn a_file_has_the_name_that_the_address_says() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.db");
    let address = format!("sqlite:file:{}", file.display());
    assert!(SqliteStore::open(&address).is_err());
    assert!(!file.exists());
}

#[test]
fn other_addresses_are_refused_without_their_secrets() {
    for address in [
        "postgres://user:hunter2@host/db",
        "telswap.db",
        "sqlite:",
        "",
    ] {
        let error = SqliteStore::open(address).unwrap_err();
        assert!(matches!(error, StoreError::Address(_)), "{address}");
        assert!(!error.to_string().contains("hunter2"));
    }
    let error = SqliteStore::open("sqlite:/nowhere/to/be/found.db").unwrap_err();
    assert!(matches!(error, StoreError::Sqlite(_)), "{error}");
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_the_file() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("telswap.db");
    let _store = SqliteStore::open(&format!("sqlite:{}", path.display())).unwrap();
    for file in ["telswap.db", "telswap.db-wal"] {
        let mode = folder
            .path()
            .join(file)
            .metadata()
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}
