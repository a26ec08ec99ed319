//! Touches over time: which of a visitor's visits decides.

use crate::source::Landing;
use crate::{Channel, Condition, Source, Sources, Visit, classify};

/// How many touches are kept.
pub const MOST_TOUCHES: usize = 20;

/// When a visit ends, and how long it is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
pub struct Limits {
    /// Minutes without a page after which the next page begins a new visit.
    pub session_minutes: u32,
    /// Days for which a touch is remembered.
    pub days: u32,
}

impl Default for Limits {
    /// GA4's: a session ends after 30 minutes
    /// (<https://support.google.com/analytics/answer/9191807>), and campaigns
    /// count for 90 days (<https://support.google.com/analytics/answer/10596866>).
    fn default() -> Self {
        Self {
            session_minutes: 30,
            days: 90,
        }
    }
}

/// One classified visit of a visitor. No address is kept of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize))]
pub struct Touch<'a> {
    /// Where the visit came from.
    pub source: Source<'a>,
    /// Which of the site's conditions its landing met ([`Landing::meets`]).
    pub landing: Vec<String>,
    /// When it began, in milliseconds since the Unix epoch.
    pub at: u64,
}

/// The touches of a visitor.
///
/// ```
/// use telswap::journey::{By, Journey, Limits};
/// use telswap::{Sources, Visit};
///
/// const DAY: u64 = 24 * 60 * 60 * 1000;
/// let mail = Visit { landing: "https://hof-kaffee.de/?utm_source=nl&utm_medium=email", referrer: "" };
/// let direct = Visit { landing: "https://hof-kaffee.de/", referrer: "" };
///
/// let mut journey = Journey::default();
/// for (visit, at) in [(mail, 0), (direct, DAY)] {
///     journey.arrive(&visit, Sources::NONE, [], at, Limits::default());
/// }
/// let channel = |by| journey.touch(by).map(|touch| touch.source.channel.slug());
/// assert_eq!(channel(By::Last), Some("direct"));
/// assert_eq!(channel(By::LastNonDirect), Some("email"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize))]
pub struct Journey<'a> {
    /// In the order in which they came, at most [`MOST_TOUCHES`].
    pub touches: Vec<Touch<'a>>,
    /// When the visitor's last page was loaded, in milliseconds since the Unix
    /// epoch.
    pub seen: u64,
}

/// Which of a visitor's touches decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
#[cfg_attr(feature = "config", serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum By {
    /// The first that is remembered.
    First,
    /// The last.
    Last,
    /// The last that was not direct: a direct visit says nothing of its own, so
    /// that what brought the visitor before still holds. Of direct ones alone, the
    /// last.
    #[default]
    LastNonDirect,
}

impl By {
    /// Every one, with its name in `site.json`.
    pub const NAMED: [(&'static str, Self); 3] = [
        (Self::First.name(), Self::First),
        (Self::Last.name(), Self::Last),
        (Self::LastNonDirect.name(), Self::LastNonDirect),
    ];

    /// Its name in `site.json`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Last => "last",
            Self::LastNonDirect => "last-non-direct",
        }
    }
}

impl Touch<'_> {
    fn is_direct(&self) -> bool {
        self.source.channel == Channel::Direct
    }

    /// Whether its address names the same campaign as another's: own pages may
    /// carry the parameters on. What they leave out the referrer filled in there.
    fn names_what(&self, other: &Self) -> bool {
        let (own, other) = (&self.source, &other.source);
        if own.click_id.is_some() {
            own.click_id == other.click_id
        } else if own.campaign.is_some() {
            own.campaign == other.campaign
        } else {
            own.source == other.source && own.medium == other.medium
        }
    }
}

impl<'a> Journey<'a> {
    /// Adds a page that was loaded now, in milliseconds since the Unix epoch, and
    /// forgets what is too old. Of its landing is kept which of the rules'
    /// `conditions` it meets.
    ///
    /// A page is a touch of its own when it begins a visit, that is after
    /// [`Limits::session_minutes`] without a page; and within a visit when the
    /// visitor comes through something else than last. A page that an own page
    /// led to, or a payment provider, begins none, unless its address names another
    /// campaign. As in GA4, a campaign does not end a session; but it is a touch.
    /// When the clock went backwards, what it dated later is taken to be of now.
    ///
    /// Says whether the page is a touch of its own.
    pub fn arrive<'c>(
        &mut self,
        visit: &Visit<'a>,
        sources: &'a Sources,
        conditions: impl IntoIterator<Item = &'c Condition>,
        now: u64,
        limits: Limits,
    ) -> bool {
        const MINUTE: u64 = 60_000;
        let oldest = u64::from(limits.days) * 24 * 60 * MINUTE;
        for touch in &mut self.touches {
            touch.at = touch.at.min(now);
        }
        self.touches.retain(|touch| now - touch.at <= oldest);
        let landing = Landing::of(visit, sources);
        let idle = now.saturating_sub(self.seen) > u64::from(limits.session_minutes) * MINUTE;
        let begins = idle && !landing.is_return;
        self.seen = now;
        let touch = Touch {
            source: classify(visit, sources).shortened(),
            landing: landing.meets(conditions),
            at: now,
        };
        let is_new = match self.touches.last() {
            None => true,
            Some(_) if touch.is_direct() => begins,
            Some(last) if landing.is_return => !touch.names_what(last),
            Some(last) => begins || touch.source != last.source || touch.landing != last.landing,
        };
        if is_new {
            self.touches.push(touch);
        }
        while self.touches.len() > MOST_TOUCHES {
            self.forget_one();
        }
        is_new
    }

    /// Forgets the oldest touch that no rule can ask for.
    fn forget_one(&mut self) {
        let is_asked_for = self.index(By::LastNonDirect) == 1;
        self.touches.remove(if is_asked_for { 2 } else { 1 });
    }

    /// The touch that decides; none before the first.
    #[must_use]
    pub fn touch(&self, by: By) -> Option<&Touch<'a>> {
        self.touches.get(self.index(by))
    }

    fn index(&self, by: By) -> usize {
        let last = self.touches.len().saturating_sub(1);
        match by {
            By::First => 0,
            By::Last => last,
            By::LastNonDirect => {
                let mut touches = self.touches.iter();
                touches
                    .rposition(|touch| !touch.is_direct())
                    .unwrap_or(last)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::{ChannelRule, Field};

    const MINUTE: u64 = 60_000;
    const DAY: u64 = 24 * 60 * MINUTE;

    const DIRECT: &str = "https://hof-kaffee.de/";
    const EMAIL: &str = "https://hof-kaffee.de/?utm_source=nl&utm_medium=email";
    const ADS: &str = "https://hof-kaffee.de/?gclid=x";

    /// A journey of pages: landing, referrer, time.
    fn journey(pages: &[(&'static str, &'static str, u64)]) -> Journey<'static> {
        let flyer = Condition::default().and(Field::LandingPath, ["/flyer"]);
        let mut journey = Journey::default();
        for &(landing, referrer, at) in pages {
            let visit = Visit { landing, referrer };
            journey.arrive(&visit, Sources::NONE, [&flyer], at, Limits::default());
        }
        journey
    }

    fn times(journey: &Journey<'_>) -> Vec<u64> {
        journey.touches.iter().map(|touch| touch.at).collect()
    }

    fn decides(journey: &Journey<'_>) -> [u64; 3] {
        [By::First, By::Last, By::LastNonDirect].map(|by| journey.touch(by).unwrap().at)
    }

    #[test]
    fn a_direct_visit_keeps_what_brought_the_visitor() {
        let visits = journey(&[(EMAIL, "", 0), (ADS, "", DAY), (DIRECT, "", 2 * DAY)]);
        assert_eq!(decides(&visits), [0, 2 * DAY, DAY]);
        let only_direct = journey(&[(DIRECT, "", 0), (DIRECT, "", DAY)]);
        assert_eq!(decides(&only_direct), [0, DAY, DAY]);
        assert!(Journey::default().touch(By::First).is_none());
    }

    #[test]
    fn thirty_minutes_without_a_page_end_a_visit() {
        let within = journey(&[
            (EMAIL, "", 0),
            (DIRECT, "", 30 * MINUTE),
            (EMAIL, "", 60 * MINUTE),
        ]);
        assert_eq!(times(&within), [0]);
        let after = journey(&[(EMAIL, "", 0), (EMAIL, "", 30 * MINUTE + 1)]);
        assert_eq!(times(&after), [0, 30 * MINUTE + 1]);
        let after = journey(&[(EMAIL, "", 0), (DIRECT, "", 30 * MINUTE + 1)]);
        assert_eq!(times(&after), [0, 30 * MINUTE + 1]);
    }

    #[test]
    fn a_campaign_within_a_visit_is_a_touch() {
        let visit = journey(&[(EMAIL, "", 0), (ADS, "", 1), (ADS, "", 2), (EMAIL, "", 3)]);
        assert_eq!(times(&visit), [0, 1, 3]);
    }

    #[test]
    fn a_link_between_own_pages_begins_no_visit() {
        let visit = journey(&[(EMAIL, "", 0), (DIRECT, DIRECT, DAY), (DIRECT, "", DAY + 1)]);
        assert_eq!(times(&visit), [0]);
        let paypal = "https://www.paypal.com/";
        let visit = journey(&[(EMAIL, "", 0), (DIRECT, paypal, DAY)]);
        assert_eq!(times(&visit), [0]);
        // Nor where it carries the campaign on.
        let (google, danke) = (
            "https://www.google.com/",
            "https://hof-kaffee.de/danke?gclid=x",
        );
        let visit = journey(&[(ADS, google, 0), (ADS, ADS, 5), (danke, paypal, DAY)]);
        assert_eq!(times(&visit), [0]);
        let host = visit.touches[0].source.referrer_host.as_deref();
        assert_eq!(host, Some("google.com"));
        let (instagram, carried) = (
            "https://l.instagram.com/",
            "https://hof-kaffee.de/?fbclid=x",
        );
        let visit = journey(&[(carried, instagram, 0), (carried, DIRECT, 5)]);
        assert_eq!(times(&visit), [0]);
        // But after a redirect of ours only the second page is seen.
        let visit = journey(&[(EMAIL, "", 0), (ADS, DIRECT, DAY)]);
        assert_eq!(times(&visit), [0, DAY]);
    }

    #[test]
    fn a_sites_own_channels_make_no_visit_of_an_own_page() {
        let of = |channel: &str| Condition::default().and(Field::Channel, [channel]);
        let sources = Sources {
            channels: vec![ChannelRule {
                when: of("direct"),
                channel: Channel::Audio,
            }],
            ..Sources::default()
        };
        let mut visits = Journey::default();
        for (landing, referrer, at) in [(ADS, "", 0), (DIRECT, ADS, 1), (DIRECT, "", DAY)] {
            let visit = Visit { landing, referrer };
            visits.arrive(&visit, &sources, [], at, Limits::default());
        }
        let channels = visits.touches.iter().map(|touch| touch.source.channel);
        assert!(channels.eq([Channel::PaidSearch, Channel::Audio]));
    }

    #[test]
    fn keeps_of_a_landing_what_rules_ask_for() {
        let flyer = "https://hof-kaffee.de/flyer";
        let visits = journey(&[(EMAIL, "", 0), (flyer, "", DAY), (DIRECT, flyer, DAY + 1)]);
        assert_eq!(decides(&visits), [0, DAY, 0]);
        assert_eq!(visits.touches[0].landing, [""; 0]);
        assert_eq!(visits.touches[1].landing, ["/flyer"]);
    }

    #[test]
    fn after_ninety_days_a_touch_is_forgotten() {
        let visits = journey(&[(EMAIL, "", 0), (ADS, "", DAY), (DIRECT, "", 90 * DAY)]);
        assert_eq!(times(&visits), [0, DAY, 90 * DAY]);
        let visits = journey(&[(EMAIL, "", 0), (ADS, "", DAY), (DIRECT, "", 90 * DAY + 1)]);
        assert_eq!(times(&visits), [DAY, 90 * DAY + 1]);
    }

    #[test]
    fn a_clock_that_went_backwards_neither_forgets_nor_keeps_for_ever() {
        let mut pages = vec![(EMAIL, "", 200 * DAY), (DIRECT, "", 5)];
        assert_eq!(times(&journey(&pages)), [5]);
        pages.push((DIRECT, "", 90 * DAY + 6));
        assert_eq!(times(&journey(&pages)), [90 * DAY + 6]);
    }

    #[test]
    fn a_page_that_is_loaded_again_is_no_touch_however_long_its_campaign() {
        let long = format!("{EMAIL}&utm_campaign={}", "ä".repeat(700)).leak();
        let visit = journey(&[(long, "", 0), (long, "", 1)]);
        assert_eq!(times(&visit), [0]);
        let campaign = visit.touches[0].source.campaign.as_deref();
        assert_eq!(campaign, Some(&*"ä".repeat(512)));
    }

    #[test]
    fn too_many_touches_of_an_earlier_version_are_forgotten() {
        let mut visits = journey(&[(DIRECT, "", 0)]);
        visits.touches = vec![visits.touches[0].clone(); 500];
        let visit = Visit {
            landing: EMAIL,
            referrer: "",
        };
        assert!(visits.arrive(&visit, Sources::NONE, [], 7, Limits::default()));
        assert_eq!(visits.touches.len(), MOST_TOUCHES);
        assert_eq!(decides(&visits), [0, 7, 7]);
    }

    #[cfg(feature = "config")]
    #[test]
    fn can_be_kept_as_json() {
        let visits = journey(&[(EMAIL, "", 0), ("https://hof-kaffee.de/flyer", "", DAY)]);
        let json = serde_json::to_string(&visits).unwrap();
        assert_eq!(serde_json::from_str::<Journey<'_>>(&json).unwrap(), visits);
    }

    proptest! {
        #[test]
        fn keeps_what_rules_ask_for(visits in prop::collection::vec((0..3_usize, 0..5 * DAY), 1..60)) {
            let mut at = 0;
            let mut pages = Vec::new();
            for (page, later) in visits {
                at += later;
                pages.push(([DIRECT, EMAIL, ADS][page], "", at));
            }
            let kept = journey(&pages);
            prop_assert!((1..=MOST_TOUCHES).contains(&kept.touches.len()));
            prop_assert!(kept.touches.is_sorted_by_key(|touch| touch.at));
            // The same without a limit.
            let young = |touch: &&(&str, &str, u64)| at - touch.2 <= 90 * DAY;
            let says = |touch: &&(&str, &str, u64)| touch.0 != DIRECT;
            let last = pages.iter().filter(young).rfind(says);
            let non_direct = kept.touch(By::LastNonDirect).unwrap();
            if let Some((landing, ..)) = last {
                let visit = Visit { landing, referrer: "" };
                prop_assert_eq!(&non_direct.source, &classify(&visit, Sources::NONE));
            } else {
                prop_assert_eq!(non_direct.source.channel, Channel::Direct);
            }
        }
    }
}
