//! What there is to tell of a site, from its config.

use telswap::Outcome;
use telswap::config::{Consent, Gpc, Site, StaticNumbers};
use telswap::source::{Condition, Field, Part};
use url::Url;

use crate::cli::before::has_static_number;
use crate::cli::tag::base;

/// What both languages say.
pub(super) struct Facts<'a> {
    pub consent: &'a Consent,
    /// Numbers that are leased, if any rule shows such.
    pub leases: Option<Leases>,
    /// Whether any rule shows a number that no pool has.
    pub has_static: bool,
    /// Whether those are shown before any decision.
    pub is_immediate: bool,
    /// Whether rules ask for the path or the parameters of the landing; then it is
    /// remembered which of their values it met.
    pub notes_landings: bool,
    /// Days for which a visit is remembered.
    pub days: u32,
    /// Where the files come from, and the numbers if there are pools. Without pools a
    /// plain web host will do, and nothing says which.
    pub base: Option<String>,
    /// Whether that is guessed.
    pub is_guess: bool,
    /// Whether the page's tag manager hears of it.
    pub has_data_layer: bool,
    /// When the owner deletes what the server keeps.
    pub retention: Option<&'a str>,
}

/// Numbers that visitors share in time.
#[derive(Clone, Copy)]
pub(super) struct Leases {
    /// Minutes that a lease holds after its last renewal, in the pool where it is
    /// shortest and where it is longest.
    pub minutes: (u32, u32),
}

impl<'a> Facts<'a> {
    pub fn of(site: &'a Site, public_url: Option<&Url>, retention: Option<&'a str>) -> Self {
        let leases = leases(site);
        let has_static = has_static_number(site);
        let is_asked = site.consent.static_numbers == StaticNumbers::Immediate;
        let is_known = leases.is_some() || public_url.is_some();
        Self {
            consent: &site.consent,
            leases,
            has_static,
            is_immediate: has_static && is_asked,
            notes_landings: site.conditions().any(asks_for_landing),
            days: site.journey.days,
            base: is_known.then(|| base(public_url, site)),
            is_guess: is_known && public_url.is_none(),
            has_data_layer: site.page.data_layer,
            retention,
        }
    }

    /// The name of the entry in the visitor's browser, where the tag is the one that
    /// `telswap check` prints (`leasesBeside` in the loader).
    pub fn key(&self) -> Option<String> {
        let base = self.base.as_ref()?;
        Some(format!("telswap {base}/v1/leases"))
    }

    /// Whether any rule shows another number than the page's own.
    pub fn shows_numbers(&self) -> bool {
        self.has_static || self.leases.is_some()
    }

    /// The service whose grant systems for advertising need, where it is recorded: with
    /// a lease.
    pub fn marketing(&self) -> Option<&'a str> {
        self.leases?;
        self.consent.marketing.as_deref()
    }

    /// Whether Global Privacy Control is a refusal.
    pub fn heeds_gpc(&self) -> bool {
        self.consent.gpc == Gpc::Veto
    }

    /// The IAB's purposes that are asked for.
    pub fn purposes(&self) -> Vec<u8> {
        let Consent { cmp, purposes, .. } = self.consent;
        if purposes.is_empty() && !cmp.has_tc_string() {
            return Vec::new();
        }
        let others = purposes.iter().copied().filter(|&purpose| purpose != 1);
        [1].into_iter().chain(others).collect()
    }
}

/// The pools that a rule names: the others lease nothing.
fn leases(site: &Site) -> Option<Leases> {
    let outcomes = site.rules.iter().flat_map(|rule| &rule.swap);
    let minutes = outcomes.filter_map(|(_, outcome)| match outcome {
        Outcome::Pool(name) => Some(site.pools.get(name)?.lease_minutes),
        Outcome::Number(_) | Outcome::Keep => None,
    });
    let minutes: Vec<u32> = minutes.collect();
    Some(Leases {
        minutes: (*minutes.iter().min()?, *minutes.iter().max()?),
    })
}

fn asks_for_landing(condition: &Condition) -> bool {
    condition.parts.iter().any(|part| match part {
        Part::Is(field, _) => matches!(field, Field::LandingPath | Field::Query(_)),
        Part::All(conditions) | Part::Any(conditions) => conditions.iter().any(asks_for_landing),
        Part::Not(condition) => asks_for_landing(condition),
    })
}
