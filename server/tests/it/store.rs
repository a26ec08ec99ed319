//! The SQLite store against a plain reference that keeps everything in lists.

mod ahead;
mod asked;
mod file;
mod rank;
mod reference;

use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use telswap::config::Site;
use telswap_server::store::Store;

use self::asked::Asked;
use self::reference::{Answer, Reference, Whose};
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

async fn compare(steps: Vec<Step>) {
    let mut asked = Asked::with(CONFIGS[0], NOON).await;
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
    let asked = Arc::new(Asked::with([&[0, 1, 2], &[3]], NOON).await);
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
