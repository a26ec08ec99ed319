//! A site being served: its config, its store, and how it is protected.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::body::Bytes;
use telswap::E164;
use telswap::config::Site;
use url::Url;

use crate::calls::{self, Provider};
use crate::protect::{Limiter, Origins, is_unpublished};
use crate::site::public_part;
use crate::store::{Store, StoreError};

/// What the owner of a server decides.
#[derive(Clone)]
pub struct Settings {
    /// The address at which the world reaches the server's root, as in
    /// `https://calls.example.de`: what signatures are checked with.
    pub public_url: Url,
    /// Requests a minute from one network (IPv4 /24, IPv6 /48); none: any.
    pub rate_limit: Option<NonZeroU32>,
    /// Whether a proxy stands before the server and appends the client's
    /// address to `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// The bearer token for `POST /v1/calls/generic`; without it only this
    /// machine may report calls there, and nobody if [`public_url`] is not on
    /// this machine or a proxy stands before the server.
    ///
    /// [`public_url`]: Self::public_url
    pub calls_token: Option<String>,
    /// The auth token of the Twilio account that reports calls.
    pub twilio_auth_token: Option<String>,
}

impl Settings {
    /// Usual settings for a server at `public_url`: 120 requests a minute from
    /// one network, no proxy, no secrets.
    #[must_use]
    pub fn new(public_url: Url) -> Self {
        Self {
            public_url,
            rate_limit: NonZeroU32::new(120),
            behind_proxy: false,
            calls_token: None,
            twilio_auth_token: None,
        }
    }
}

/// A site being served; cheap to clone.
#[derive(Clone)]
pub struct Service(pub(crate) Arc<Parts>);

/// What the handlers need.
pub(crate) struct Parts {
    pub site: Arc<Site>,
    pub public_site: Bytes,
    /// The spellings of the pools' numbers.
    pub displays: BTreeMap<E164, String>,
    pub store: Arc<dyn Store>,
    pub origins: Origins,
    pub limiter: Limiter,
    pub withdrawals: Limiter,
    pub providers: Vec<Box<dyn Provider>>,
    pub public_url: Url,
    /// Whether it is there for its own machine only.
    pub is_unpublished: bool,
}

impl Service {
    /// Brings the store's numbers in line with the config and begins to serve.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn start(
        site: Site,
        store: Arc<dyn Store>,
        settings: Settings,
    ) -> Result<Self, StoreError> {
        store.reconcile(&site).await?;
        let limiter = || Limiter::new(settings.rate_limit, settings.behind_proxy);
        Ok(Self(Arc::new(Parts {
            public_site: public_part(&site),
            displays: displays(&site),
            origins: Origins::new(site.domains(), &settings.public_url),
            limiter: limiter(),
            withdrawals: limiter(),
            providers: calls::providers(&settings),
            is_unpublished: is_unpublished(&settings),
            public_url: settings.public_url,
            store,
            site: Arc::new(site),
        })))
    }
}

fn displays(site: &Site) -> BTreeMap<E164, String> {
    let numbers = site.pools.values().flat_map(|pool| &pool.numbers);
    let spelled = numbers.filter_map(|number| Some((number.number, number.display.clone()?)));
    spelled.collect()
}
