//! The store, asked in the reference's words.

use std::sync::Arc;
use std::time::Duration;

use telswap::attribution::Reason;
use telswap::config::Site;
use telswap::{Channel, Source};
use telswap_server::calls::CallAttribution;
use telswap_server::consent::{ConsentGiven, Grant};
use telswap_server::store::{
    CallReport, Claim, Claimed, Clock, HeldNumber, Released, Renewed, ShownFor, SqliteStore, Store,
    TestClock,
};

use super::{Answer, HOLD, NUMBERS, POOLS, Whose, config_with};

pub struct Asked {
    pub store: SqliteStore,
    pub clock: TestClock,
    pub site: Arc<Site>,
    calls: usize,
}

impl Asked {
    pub fn new(store: SqliteStore, clock: TestClock, site: Arc<Site>) -> Self {
        Self {
            store,
            clock,
            site,
            calls: 0,
        }
    }

    /// A store in memory, of a site with these pools.
    pub async fn with(pools: [&[usize]; 2], now: i64) -> Self {
        let clock = TestClock::at(now);
        let store =
            SqliteStore::open_with_clock("sqlite::memory:", Clock::Test(clock.clone())).unwrap();
        let site = Arc::new(config_with(pools));
        store.reconcile(&site).await.unwrap();
        Self::new(store, clock, site)
    }

    pub async fn claim(&self, id: usize, visitor: u8, pool: usize, campaign: u8) -> Answer {
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
                consent: consent(),
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

    pub async fn renew(&self, lease: usize, fence: i64) -> Answer {
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

    pub async fn release(&self, lease: usize, fence: i64) -> Answer {
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

    pub async fn call(&mut self, number: usize, at: i64) -> Whose {
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
                Whose::Held(candidate.from.unwrap().0, campaign.parse().unwrap())
            }
            CallAttribution::Unattributed { reason, .. } => match reason {
                Reason::Withdrawn => Whose::Withdrawn,
                _ => Whose::Nobodys,
            },
        }
    }
}

fn consent() -> ConsentGiven {
    ConsentGiven {
        cmp: "klaro".to_owned(),
        service: "call-tracking".to_owned(),
        granted: vec![Grant::Storage, Grant::Measurement],
        version: None,
        id: None,
        tc_string: None,
        given_at: None,
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
