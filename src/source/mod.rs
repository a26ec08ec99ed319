//! Where a visit came from.

mod channel;

use std::borrow::Cow;

pub use channel::Channel;

/// A visit as the browser or the server saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit<'a> {
    /// The address the visitor arrived at, whole.
    pub landing: &'a str,
    /// The referrer as the browser gives it; empty when there is none.
    pub referrer: &'a str,
}

/// What the classifier says of a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize))]
pub struct Source<'a> {
    /// The channel, after GA4's default channel group.
    pub channel: Channel,
    /// `google`, `newsletter`, a referring host, or `(direct)`.
    pub source: Cow<'a, str>,
    /// `cpc`, `organic`, `email`, `referral`, or `(none)`.
    pub medium: Cow<'a, str>,
    /// The campaign's name, where the landing URL gives one.
    pub campaign: Option<Cow<'a, str>>,
    /// The search term, where the landing URL or the referrer gives one.
    pub term: Option<Cow<'a, str>>,
    /// Which advertisement or link it was, where the landing URL says so.
    pub content: Option<Cow<'a, str>>,
    /// The first click id of the landing URL.
    pub click_id: Option<ClickId<'a>>,
    /// The referrer's host without `www.`; none for the site's own pages.
    pub referrer_host: Option<Cow<'a, str>>,
}

impl Source<'_> {
    /// The same, independent of the texts that it was read from.
    #[must_use]
    pub fn into_owned(self) -> Source<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Source {
            channel: self.channel,
            source: own(self.source),
            medium: own(self.medium),
            campaign: self.campaign.map(own),
            term: self.term.map(own),
            content: self.content.map(own),
            click_id: self.click_id.map(|id| ClickId {
                name: own(id.name),
                value: own(id.value),
            }),
            referrer_host: self.referrer_host.map(own),
        }
    }
}

/// A click id: the parameter an advertising network adds to the landing URL.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize))]
pub struct ClickId<'a> {
    /// The parameter's name in lower case, as `gclid`.
    pub name: Cow<'a, str>,
    /// Its value as the network wrote it.
    pub value: Cow<'a, str>,
}

/// Says where a visit came from.
///
/// Own pages never start a source: the landing's own host, `own_hosts`, and the
/// subdomains of both.
#[must_use]
pub fn classify<'a>(_visit: &Visit<'a>, _own_hosts: &[&str]) -> Source<'a> {
    Source {
        channel: Channel::Direct,
        source: Cow::Borrowed("(direct)"),
        medium: Cow::Borrowed("(none)"),
        campaign: None,
        term: None,
        content: None,
        click_id: None,
        referrer_host: None,
    }
}
