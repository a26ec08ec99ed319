//! Where a visit came from: what its click id, its referrer and its campaign
//! parameters say, put together.

use std::borrow::Cow;

use super::ads;
use super::channel::Channel;
use super::clicks::{Click, Proof, google_ads_channel};
use super::kind::Kind;
use super::referrer::Referrer;
use super::rules;
use super::sources::Sources;
use super::table::Known;

/// What GA4 writes where a campaign leaves its source or medium out.
pub(super) const NOT_SET: &str = "(not set)";

/// The medium of ads of which no more is known.
const CPC: &str = "cpc";

/// A visit's source, medium and channel.
#[derive(Debug)]
pub(super) struct Origin<'a> {
    pub(super) source: Cow<'a, str>,
    pub(super) medium: Cow<'a, str>,
    pub(super) channel: Channel,
}

/// What the campaign parameters name.
pub(super) struct Named<'a, 'b> {
    pub(super) source: Option<Cow<'a, str>>,
    pub(super) medium: Option<Cow<'a, str>>,
    pub(super) campaign: Option<&'b str>,
}

impl<'a> Origin<'a> {
    /// What a click id or the referrer say; without these, the visit is direct.
    ///
    /// An id of a network that was paid, or that sent the visitor, says more
    /// than the referrer. One that was only passed says less: copied links
    /// carry it on to other places.
    pub(super) fn found(
        click: Option<Click>,
        gad_source: Option<&str>,
        referrer: Option<&Referrer<'a>>,
    ) -> Self {
        let referrer = referrer.filter(|referrer| !referrer.is_payment());
        let known = referrer.and_then(|referrer| referrer.known);
        let click = click.filter(|click| match referrer {
            Some(_) => click.is_strong(),
            None => click.proof != Proof::Nothing,
        });
        let (source, medium, channel) = match (click, known, referrer) {
            (Some(click), ..) => {
                let source = Cow::Borrowed(click.source);
                let channel = match (click.source, click.channel) {
                    ("google", Channel::PaidSearch) => google_channel(gad_source, known),
                    (_, channel) => channel,
                };
                (source, click.medium, channel)
            }
            (None, Some(known), _) => {
                let medium = known.kind.medium();
                let channel = rules::channel(known.name, medium, "", Some(known.kind));
                (Cow::Borrowed(known.name), medium, channel)
            }
            (None, None, Some(referrer)) => (referrer.host.clone(), "referral", Channel::Referral),
            (None, None, None) => (Cow::Borrowed("(direct)"), "(none)", Channel::Direct),
        };
        Self {
            source,
            medium: Cow::Borrowed(medium),
            channel,
        }
    }

    /// The same after the campaign parameters have had their say: `self` only
    /// fills what they leave out.
    pub(super) fn with_campaign(
        self,
        named: Named<'a, '_>,
        click: Option<Click>,
        sources: &Sources,
    ) -> Self {
        if named.source.is_none() && named.medium.is_none() && named.campaign.is_none() {
            return self;
        }
        let found = self.channel != Channel::Direct;
        let name = named.source.as_deref();
        let kind = name.and_then(|name| sources.by_name(name));
        // A name that says ads says that they were paid for, unless the medium
        // says something else.
        let is_free = |medium: &Cow<'_, str>| !rules::is_paid(medium);
        let advertised = match kind {
            None if !named.medium.as_ref().is_some_and(is_free) => name
                .and_then(ads::network)
                .and_then(|network| sources.by_name(network)),
            _ => None,
        };
        let kind = kind.or(advertised);
        let medium = match (named.medium, click.filter(|click| click.is_strong())) {
            (Some(medium), _) => medium,
            (None, Some(click)) => Cow::Borrowed(click.medium),
            (None, None) if advertised.is_some() => Cow::Borrowed(CPC),
            // The referrer's medium is no other source's.
            (None, None) if named.source.is_some() => {
                Cow::Borrowed(kind.map_or(NOT_SET, Kind::medium))
            }
            (None, None) if found => self.medium,
            (None, None) => Cow::Borrowed(NOT_SET),
        };
        let (source, kind) = match named.source {
            Some(source) => (source, kind),
            None if found => {
                let kind = sources.by_name(&self.source);
                (self.source, kind)
            }
            None => (Cow::Borrowed(NOT_SET), None),
        };
        let campaign = named.campaign.unwrap_or_default();
        let mut channel = rules::channel(&source, &medium, campaign, kind);
        // Paid, but by which network the names do not tell: the click id does.
        let unclear = !channel.is_paid() || channel == Channel::PaidOther;
        if unclear && click.is_some_and(Click::is_paid) {
            channel = self.channel;
        }
        Self {
            source,
            medium,
            channel,
        }
    }
}

/// Where in Google's ads a visit comes from: its `gad_source` says it, or else
/// its referrer.
fn google_channel(gad_source: Option<&str>, referrer: Option<Known<'_>>) -> Channel {
    let by_referrer = match referrer.map(|known| known.kind) {
        Some(Kind::Video) => Channel::PaidVideo,
        Some(Kind::Shopping) => Channel::PaidShopping,
        Some(Kind::Display) => Channel::Display,
        _ => Channel::PaidSearch,
    };
    gad_source
        .and_then(google_ads_channel)
        .unwrap_or(by_referrer)
}
