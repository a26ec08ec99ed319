//! Which of a pool's numbers go first.

use std::sync::Arc;
use std::time::Duration;

use telswap_server::store::Store;

use super::{Answer, Asked, CONFIGS, config_with};
use crate::support::NOON;

#[tokio::test]
async fn numbers_of_the_targets_country_and_type_go_first() {
    let mut asked = Asked::with(CONFIGS[0], NOON).await;
    asked.site = Arc::new(config_with([&[5, 4, 1], &[2]]));
    asked.store.reconcile(&asked.site).await.unwrap();
    let mut leases = 0..;
    let mut claim = async |visitor| match asked.claim(leases.next().unwrap(), visitor, 0, 0).await {
        Answer::New { number, .. } => Some(number),
        _ => None,
    };
    // The last one is the only one of its country and type.
    assert_eq!(claim(1).await, Some(1));
    assert_eq!(claim(2).await, Some(4));
    assert_eq!(claim(3).await, Some(5));
    assert_eq!(claim(4).await, None);
    // However long the others have rested, it goes first again.
    asked.store.withdraw("hof-kaffee", "2").await.unwrap();
    asked.store.withdraw("hof-kaffee", "3").await.unwrap();
    asked.clock.advance(Duration::from_secs(60));
    asked.store.withdraw("hof-kaffee", "1").await.unwrap();
    assert_eq!(claim(5).await, Some(1));
    assert_eq!(claim(6).await, Some(4));
}
