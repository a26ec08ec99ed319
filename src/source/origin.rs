//! Where a visit came from: what its click id, its referrer and its campaign
//! parameters say, put together.

use std::borrow::Cow;

use super::channel::Channel;
use super::clicks::{Click, Proof, google_ads_channel};
use super::parameters::Parameters;
use super::referrer::Referrer;
use super::rules;
use super::table::{Kind, by_name};

/// What GA4 writes where a campaign leaves its source or medium out.
const NOT_SET: Cow<'static, str> = Cow::Borrowed("(not set)");

/// A visit's source, medium and channel.
#[derive(Debug)]
pub(super) struct Origin<'a> {
    pub(super) source: Cow<'a, str>,
    pub(super) medium: Cow<'a, str>,
    pub(super) channel: Channel,
}

impl<'a> Origin<'a> {
    /// Campaign parameters come first, where there are any; without them a
    /// click id or the referrer; without these, the visit is direct.
    pub(super) fn of(parameters: &Parameters<'a>, referrer: Option<&Referrer<'a>>) -> Self {
        let found = Self::found(parameters, referrer);
        let Parameters {
            source,
            medium,
            campaign,
            ..
        } = parameters;
        if source.is_some() || medium.is_some() || campaign.is_some() {
            return Self::of_campaign(parameters, found);
        }
        found.unwrap_or(Self {
            source: Cow::Borrowed("(direct)"),
            medium: Cow::Borrowed("(none)"),
            channel: Channel::Direct,
        })
    }

    /// What a click id or the referrer say.
    ///
    /// An id of a network that was paid, or that sent the visitor, says more
    /// than the referrer. One that was only passed says less: copied links
    /// carry it on to other places.
    fn found(parameters: &Parameters<'a>, referrer: Option<&Referrer<'a>>) -> Option<Self> {
        let referrer = referrer.filter(|referrer| !referrer.is_payment());
        let click = parameters.click.as_ref().map(|clicked| clicked.click);
        match (click, referrer) {
            (Some(click), _) if click.proof <= Proof::Sent => {
                Some(Self::of_click(click, parameters, referrer))
            }
            (_, Some(referrer)) => Some(Self::of_referrer(referrer)),
            (Some(click), None) if click.proof == Proof::Passed => {
                Some(Self::of_click(click, parameters, None))
            }
            (_, None) => None,
        }
    }

    fn of_click(
        click: Click,
        parameters: &Parameters<'_>,
        referrer: Option<&Referrer<'_>>,
    ) -> Self {
        let mut channel = click.channel;
        if (click.source, channel) == ("google", Channel::PaidSearch) {
            let noted = parameters
                .gad_source
                .as_deref()
                .and_then(google_ads_channel);
            channel = noted.unwrap_or(google_channel(referrer));
        }
        Self {
            source: Cow::Borrowed(click.source),
            medium: Cow::Borrowed(click.medium),
            channel,
        }
    }

    fn of_referrer(referrer: &Referrer<'a>) -> Self {
        let (source, medium, kind) = match referrer.known {
            Some(known) => (
                Cow::Borrowed(known.name),
                known.kind.medium(),
                Some(known.kind),
            ),
            None => (referrer.host.clone(), "referral", None),
        };
        Self {
            channel: rules::channel(&source, medium, None, kind),
            source,
            medium: Cow::Borrowed(medium),
        }
    }

    /// What the campaign parameters say; `found` fills what they leave out.
    fn of_campaign(parameters: &Parameters<'a>, found: Option<Self>) -> Self {
        let click = parameters.click.as_ref().map(|clicked| clicked.click);
        let of_click = click.filter(|click| click.proof <= Proof::Sent);
        let named = parameters.source.as_deref().and_then(by_name);
        let (found_source, found_medium, found_channel) = match found {
            Some(found) => (Some(found.source), Some(found.medium), Some(found.channel)),
            None => (None, None, None),
        };
        let medium = match (&parameters.medium, of_click, &parameters.source) {
            (Some(medium), ..) => medium.clone(),
            (None, Some(click), _) => Cow::Borrowed(click.medium),
            // The referrer's medium is no other source's.
            (None, None, Some(_)) => named.map_or(NOT_SET, |kind| Cow::Borrowed(kind.medium())),
            (None, None, None) => found_medium.unwrap_or(NOT_SET),
        };
        let (source, kind) = match (&parameters.source, found_source) {
            (Some(source), _) => (source.clone(), named),
            (None, Some(source)) => {
                let kind = by_name(&source);
                (source, kind)
            }
            (None, None) => (NOT_SET, None),
        };
        let by_rules = rules::channel(&source, &medium, parameters.campaign.as_deref(), kind);
        // Paid, but by which network the names do not tell: the click id does.
        let unclear = !by_rules.is_paid() || by_rules == Channel::PaidOther;
        let proven = found_channel.filter(|_| unclear && click.is_some_and(Click::is_paid));
        Self {
            source,
            medium,
            channel: proven.unwrap_or(by_rules),
        }
    }
}

/// Where in Google's ads a visit comes from, after its referrer.
fn google_channel(referrer: Option<&Referrer<'_>>) -> Channel {
    match referrer
        .and_then(|referrer| referrer.known)
        .map(|known| known.kind)
    {
        Some(Kind::Video) => Channel::PaidVideo,
        Some(Kind::Shopping) => Channel::PaidShopping,
        Some(Kind::Display) => Channel::Display,
        _ => Channel::PaidSearch,
    }
}
