//! The SQLite store against a plain reference that keeps everything in lists.

mod ahead;
mod rank;
mod reference;

use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use telswap::config::Site;
use telswap::{Channel, Source};
use telswap_server::calls::CallAttribution;
use telswap_server::store::{
    CallReport, Claim, Claimed, Clock, HeldNumber, Released, Renewed, ShownFor, SqliteStore, Store,
    StoreError, TestClock,
};

use self::reference::{Answer, Reference};
use crate::support::{NOON, config, site};

const HOLD: i64 = 30 * 60 * 1000;

/// One thing that happens to the store.
#[derive(Debug, Clone)]
enum Step {
    /// A visitor wants a number of a pool; the campaign is one of three.
    Claim(u8, usize, u8),
    /// The holder of a lease, counted from the first, shows a fence that is off
    /// by so much.
    Renew(usize, i64),
    Release(usize, i64),
    /// A visitor withdraws consent.
    Withdraw(u8),
    /// Time passes, in ms.
    Wait(i64),
    /// The owner starts the server with one of four configs.
    Restart(usize),
    /// A number was called so many ms ago.
    Call(usize, i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let lease = 0..12_usize;
    let fence = prop_oneof![9 => Just(0_i64), 1 => -1..2_i64];
    let wait = prop_oneof![
        0..5_i64,
        59_990..60_010_i64,
        0..HOLD,
        Just(HOLD - 1),
        Just(HOLD),
        HOLD..2 * HOLD
    ];
    let step = prop_oneof![
        5 => (0..6_u8, 0..2_usize, 0..3_u8).prop_map(|(visitor, pool, campaign)| Step::Claim(visitor, pool, campaign)),
        3 => (lease.clone(), fence.clone()).prop_map(|(lease, off)| Step::Renew(lease, off)),
        2 => (lease, fence).prop_map(|(lease, off)| Step::Release(lease, off)),
        1 => (0..6_u8).prop_map(Step::Withdraw),
        3 => wait.prop_map(Step::Wait),
        1 => (0..CONFIGS.len()).prop_map(Step::Restart),
        2 => (0..NUMBERS.len(), 0..2 * HOLD).prop_map(|(number, ago)| Step::Call(number, ago)),
    ];
    proptest::collection::vec(step, 1..60)
}

const POOLS: [&str; 2] = ["web", "bare"];

/// The numbers that the configs speak of.
const NUMBERS: [&str; 6] = [
    "+4963141555101",
    "+4963141555102",
    "+4963141555201",
    "+4963141555202",
    "+4915123456789",
    "+33199001234",
];

/// How unlike the targets' they are: the fifth is mobile, the sixth French.
const RANKS: [u8; NUMBERS.len()] = [0, 0, 0, 0, 1, 2];

/// Which numbers each pool has: a number leaves, comes back, changes its pool.
const CONFIGS: [[&[usize]; 2]; 4] = [
    [&[0, 1], &[2]],
    [&[1], &[2, 3]],
    [&[1, 2, 3], &[0]],
    [&[5, 0, 4, 1], &[2, 3]],
];

fn config_with(pools: [&[usize]; 2]) -> Site {
    let mut config = config();
    for (name, numbers) in POOLS.iter().zip(pools) {
        let numbers: Vec<&str> = numbers.iter().map(|&number| NUMBERS[number]).collect();
        config["pools"][name]["numbers"] = numbers.into();
    }
    site(&config)
}

/// The store, asked in the reference's words.
struct Asked {
    store: SqliteStore,
    clock: TestClock,
    site: Arc<Site>,
    calls: usize,
}

impl Asked {
    async fn claim(&self, id: usize, visitor: u8, pool: usize, campaign: u8) -> Answer {
        let claim = Claim {
            site: "hof-kaffee".to_owned(),
            pool: POOLS[pool].to_owned(),
            visitor: visitor.to_string(),
            id: id.to_string(),
            hold: Duration::from_millis(HOLD.unsigned_abs()),
            shown: ShownFor {
                rule: "everyone".to_owned(),
                target: "main".to_owned(),
                source: from_campaign(campaign),
                cmp: "klaro".to_owned(),
                service: "call-tracking".to_owned(),
            },
        };
        match self.store.claim(claim).await.unwrap() {
            Claimed::New(held) => {
                assert_eq!(held.id, id.to_string());
                let (number, fence) = number_and_fence(&held);
                Answer::New { number, fence }
            }
            Claimed::Renewed(held) => renewed(&held),
            Claimed::Exhausted { free_in } => Answer::Exhausted {
                free_in: i64::try_from(free_in.as_millis()).unwrap(),
            },
            Claimed::Withdrawn => Answer::Withdrawn,
        }
    }

    async fn renew(&self, lease: usize, fence: i64) -> Answer {
        match self
            .store
            .renew("hof-kaffee", &lease.to_string(), fence)
            .await
            .unwrap()
        {
            Renewed::Held(held) => renewed(&held),
            Renewed::NotFound => Answer::NotFound,
            Renewed::Lost => Answer::Lost,
            Renewed::Expired => Answer::Expired,
        }
    }

    async fn release(&self, lease: usize, fence: i64) -> Answer {
        match self
            .store
            .release("hof-kaffee", &lease.to_string(), fence)
            .await
            .unwrap()
        {
            Released::Over => Answer::Over,
            Released::NotFound => Answer::NotFound,
            Released::Lost => Answer::Lost,
        }
    }

    async fn call(&mut self, number: usize, at: i64) -> Option<(i64, u8)> {
        self.calls += 1;
        let report = CallReport {
            provider: "generic",
            id: self.calls.to_string(),
            to: NUMBERS[number].parse().unwrap(),
            started_at: Some(at),
            duration_seconds: None,
            status: None,
        };
        match self.store.record_call(&self.site, report).await.unwrap() {
            CallAttribution::Attributed { candidates, .. } => {
                let [candidate] = candidates.try_into().unwrap();
                let campaign = candidate.source.unwrap().campaign.unwrap();
                Some((candidate.from.unwrap().0, campaign.parse().unwrap()))
            }
            CallAttribution::Unattributed { .. } => None,
        }
    }
}

fn from_campaign(campaign: u8) -> Source<'static> {
    Source {
        channel: Channel::Email,
        source: "newsletter".into(),
        medium: "email".into(),
        campaign: Some(campaign.to_string().into()),
        term: None,
        content: None,
        click_id: None,
        referrer_host: None,
    }
}

fn number_and_fence(held: &HeldNumber) -> (usize, i64) {
    assert_eq!(held.expires_in, Duration::from_millis(HOLD.unsigned_abs()));
    let number = NUMBERS
        .iter()
        .position(|number| *number == held.number.as_str());
    (number.unwrap(), held.fence)
}

fn renewed(held: &HeldNumber) -> Answer {
    let (number, fence) = number_and_fence(held);
    Answer::Renewed { number, fence }
}

/// A store of the first config.
async fn asked_at(now: i64) -> Asked {
    let clock = TestClock::at(now);
    let store =
        SqliteStore::open_with_clock("sqlite::memory:", Clock::Test(clock.clone())).unwrap();
    let site = Arc::new(config_with(CONFIGS[0]));
    store.reconcile(&site).await.unwrap();
    Asked {
        store,
        clock,
        site,
        calls: 0,
    }
}

async fn compare(steps: Vec<Step>) {
    let mut asked = asked_at(NOON).await;
    let mut reference = Reference::with(CONFIGS[0], NOON);
    for step in steps {
        match step {
            Step::Claim(visitor, pool, campaign) => {
                let id = reference.leases.len();
                let expected = reference.claim(visitor, pool, campaign);
                assert_eq!(asked.claim(id, visitor, pool, campaign).await, expected);
            }
            Step::Renew(lease, off) => {
                let fence = reference.leases.get(lease).map_or(1, |lease| lease.fence) + off;
                let expected = reference.renew(lease, fence);
                assert_eq!(asked.renew(lease, fence).await, expected);
            }
            Step::Release(lease, off) => {
                let fence = reference.leases.get(lease).map_or(1, |lease| lease.fence) + off;
                let expected = reference.release(lease, fence);
                assert_eq!(asked.release(lease, fence).await, expected);
            }
            Step::Withdraw(visitor) => {
                reference.withdraw(visitor);
                let visitor = visitor.to_string();
                asked.store.withdraw("hof-kaffee", &visitor).await.unwrap();
            }
            Step::Wait(ms) => {
                reference.now += ms;
                asked
                    .clock
                    .advance(Duration::from_millis(ms.unsigned_abs()));
            }
            Step::Restart(config) => {
                reference.restart(CONFIGS[config]);
                asked.site = Arc::new(config_with(CONFIGS[config]));
                asked.store.reconcile(&asked.site).await.unwrap();
            }
            Step::Call(number, ago) => {
                let at = reference.now - ago;
                assert_eq!(asked.call(number, at).await, reference.call(number, at));
            }
        }
        reference.nobody_shares();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn does_what_the_reference_does(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(compare(steps));
    }
}

#[tokio::test]
async fn many_at_once_get_different_numbers() {
    let clock = TestClock::at(NOON);
    let store =
        SqliteStore::open_with_clock("sqlite::memory:", Clock::Test(clock.clone())).unwrap();
    let site = Arc::new(config_with([&[0, 1, 2], &[3]]));
    store.reconcile(&site).await.unwrap();
    let asked = Arc::new(Asked {
        store,
        clock,
        site,
        calls: 0,
    });
    let mut claims = tokio::task::JoinSet::new();
    for visitor in 0..20 {
        let asked = Arc::clone(&asked);
        claims.spawn(async move { asked.claim(visitor.into(), visitor, 0, 0).await });
    }
    let mut numbers = Vec::new();
    while let Some(answer) = claims.join_next().await {
        if let Answer::New { number, .. } = answer.unwrap() {
            numbers.push(number);
        }
    }
    numbers.sort_unstable();
    assert_eq!(numbers, [0, 1, 2]);
}

#[tokio::test]
async fn a_restart_keeps_everything() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("telswap.db").display());
    let clock = TestClock::at(NOON);
    let open = || SqliteStore::open_with_clock(&address, Clock::Test(clock.clone())).unwrap();
    let site = Arc::new(config_with(CONFIGS[0]));
    let asked = |store| Asked {
        store,
        clock: clock.clone(),
        site: Arc::clone(&site),
        calls: 0,
    };

    let before = asked(open());
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
    let mut after = asked(open());
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
    assert_eq!(after.call(0, NOON).await, Some((NOON, 0)));
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
