//! Where a visit came from.

mod address;
mod ads;
mod channel;
mod clicks;
mod condition;
mod glob;
#[cfg(not(target_family = "wasm"))]
mod hash;
mod host;
#[cfg(not(target_family = "wasm"))]
mod index;
mod kind;
mod landing;
mod lines;
mod origin;
mod parameters;
mod parts;
mod referrer;
mod rules;
mod sources;
mod table;
#[cfg(any(target_family = "wasm", test))]
mod text;

use std::borrow::Cow;

use address::Address;
use origin::{Named, Origin};
use parameters::Parameters;
use referrer::Referrer;

pub use channel::Channel;
#[cfg(feature = "config")]
pub(crate) use condition::Values;
pub use condition::{Condition, Field, Part};
pub use glob::fits;
pub use kind::Kind;
pub use landing::Landing;
#[cfg(feature = "config")]
pub(crate) use parameters::click_id_names;
pub use sources::{Alias, ChannelRule, KnownHost, Sources};
#[cfg(feature = "config")]
pub(crate) use table::source_names;

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
    /// The click id of the landing URL that says most: of several, one that was
    /// paid for; of these the first.
    pub click_id: Option<ClickId<'a>>,
    /// The referrer's host without `www.`; none for the site's own pages.
    pub referrer_host: Option<Cow<'a, str>>,
}

/// How long a text of a source is at most where it is kept, in characters.
/// Advertising networks write click ids and campaign names of up to a few hundred.
pub const LONGEST_TEXT: usize = 512;

impl Source<'_> {
    /// The same with every text cut to [`LONGEST_TEXT`] characters, to be kept.
    #[must_use]
    pub fn shortened(mut self) -> Self {
        let texts = [
            Some(&mut self.source),
            Some(&mut self.medium),
            self.campaign.as_mut(),
            self.term.as_mut(),
            self.content.as_mut(),
            self.referrer_host.as_mut(),
            self.click_id.as_mut().map(|id| &mut id.value),
        ];
        for text in texts.into_iter().flatten() {
            shorten(text);
        }
        self
    }

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

fn shorten(text: &mut Cow<'_, str>) {
    // Mostly they are short, and need not be gone through.
    let end = match text.len() {
        0..=LONGEST_TEXT => None,
        _ => text.char_indices().nth(LONGEST_TEXT).map(|(end, _)| end),
    };
    if let Some(end) = end {
        match text {
            Cow::Borrowed(text) => *text = text.get(..end).unwrap_or_default(),
            Cow::Owned(text) => text.truncate(end),
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
/// Own pages never start a source: the landing's own host, the site's, and the
/// subdomains of both. Nor do the hosts of payment providers, which only send a
/// buyer back.
///
/// Campaign parameters name the source; a click id of an advertising network
/// proves that the visit was paid for, whatever they say; what both leave open,
/// the referrer tells. A parameter's name may be in any case, of two the first
/// counts, and an empty one is none. Text that is no URL has no host, but its
/// parameters are read.
///
/// ```
/// use telswap::{Channel, Sources, Visit, classify};
///
/// let visit = Visit {
///     landing: "https://hof-kaffee.de/?gclid=Cj0KCQ",
///     referrer: "https://www.google.com/",
/// };
/// let sources = Sources::own(["hof-kaffee.de"]);
/// let source = classify(&visit, &sources);
/// assert_eq!(source.channel, Channel::PaidSearch);
/// assert_eq!((&*source.source, &*source.medium), ("google", "cpc"));
/// ```
#[must_use]
pub fn classify<'a>(visit: &Visit<'a>, sources: &'a Sources) -> Source<'a> {
    let mut source = by_default(visit, sources);
    if !sources.channels.is_empty() {
        let landing = Landing::of(visit, sources);
        if landing.is_return && source.channel == Channel::Direct {
            // Nothing brought the visitor, so that no channel did.
            return source;
        }
        let notes = landing.meets(sources.channels.iter().map(|rule| &rule.when));
        let mut rules = sources.channels.iter();
        if let Some(rule) = rules.find(|rule| rule.when.is_met(&source, &notes)) {
            source.channel = rule.channel;
        }
    }
    source
}

/// The same by the default channel group.
fn by_default<'a>(visit: &Visit<'a>, sources: &'a Sources) -> Source<'a> {
    let landing = Address::split(visit.landing);
    let parameters = Parameters::read(landing.query, landing.fragment);
    let referrer = Referrer::read(visit.referrer, landing.host, sources);
    let click = parameters.clicked.as_ref().map(|clicked| clicked.click);
    let found = Origin::found(click, parameters.gad_source, referrer.as_ref());
    let named = Named {
        source: parameters.source.map(|source| sources.named(source)),
        medium: parameters.medium,
        campaign: parameters.campaign.as_deref(),
    };
    let origin = found.with_campaign(named, click, sources);
    let term = match parameters.term {
        Some(term) => Some(term),
        None => referrer.as_ref().and_then(Referrer::term),
    };
    Source {
        channel: origin.channel,
        source: origin.source,
        medium: origin.medium,
        campaign: parameters.campaign,
        term,
        content: parameters.content,
        click_id: parameters.clicked.map(|clicked| ClickId {
            name: Cow::Borrowed(clicked.name),
            value: clicked.value,
        }),
        referrer_host: referrer.map(|referrer| referrer.host),
    }
}
