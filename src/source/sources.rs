//! What a site says of sources itself.

use std::borrow::Cow;

use super::Channel;
use super::address::{is_within, without_www};
use super::condition::Condition;
use super::kind::Kind;
use super::origin::NOT_SET;
use super::parts::{cut, cut_or_all};
use super::table::{self, Known};

/// A site's own word on sources; it goes before the table's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// The site's hosts; each with its subdomains. A leading `www.` counts for
    /// nothing.
    pub own_hosts: Vec<String>,
    /// Who else sends visitors.
    pub hosts: Vec<KnownHost>,
    /// Other names of sources.
    pub aliases: Vec<Alias>,
    /// Channels that go before those of the default channel group: the first
    /// whose condition is met.
    pub channels: Vec<ChannelRule>,
}

/// A host that sends visitors, with its subdomains, or an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownHost {
    /// The host in lower case, without `www.`; an app as `android-app://com.example`.
    pub host: String,
    /// What kind of source it is.
    pub kind: Kind,
    /// The source's name.
    pub source: String,
}

/// Another name of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// What `utm_source` says, in whatever case.
    pub utm_source: String,
    /// The source that it is.
    pub source: String,
}

/// A channel that goes before those of the default channel group.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
pub struct ChannelRule {
    /// Which visits it is for. Their channel is still that of the default group.
    pub when: Condition,
    /// The channel that they have.
    pub channel: Channel,
}

impl Sources {
    /// Of a site of which nothing is known.
    pub const NONE: &'static Self = &Self {
        own_hosts: Vec::new(),
        hosts: Vec::new(),
        aliases: Vec::new(),
        channels: Vec::new(),
    };

    /// Of a site that has these hosts and says no more.
    #[must_use]
    pub fn own<T: Into<String>>(hosts: impl IntoIterator<Item = T>) -> Self {
        Self {
            own_hosts: hosts.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// What is known of a host in lower case without `www.`, or of an app.
    pub(super) fn by_host(&self, host: &str, app: bool, path: &str) -> Option<Known<'_>> {
        match self.known(host, app, None) {
            Some(known) => Some(Known {
                kind: known.kind,
                name: &known.source,
                terms: "q",
            }),
            None => table::by_host(host, app, path),
        }
    }

    /// What kind of source a `utm_source` names, if it is known.
    pub(super) fn by_name(&self, name: &str) -> Option<Kind> {
        match self.known(without_www(name), false, Some(name)) {
            Some(known) => (known.kind != Kind::Payment).then_some(known.kind),
            None => table::by_name(name),
        }
    }

    /// What the site says of a host or an app, or of a source of this name: of
    /// several the one with the longest host.
    fn known(&self, host: &str, app: bool, name: Option<&str>) -> Option<&KnownHost> {
        let mut longest: Option<&KnownHost> = None;
        for known in &self.hosts {
            let is_named = name.is_some_and(|name| known.source.eq_ignore_ascii_case(name));
            if (is_named || known.is_of(host, app))
                && longest.is_none_or(|before| before.host.len() < known.host.len())
            {
                longest = Some(known);
            }
        }
        longest
    }

    /// The source that a `utm_source` names: as it is given, but for other names
    /// of sources, and for addresses, of which only the host is a source.
    pub(super) fn named<'a>(&'a self, utm_source: Cow<'a, str>) -> Cow<'a, str> {
        let name = match utm_source {
            name if cut(&name, b'/').is_none() => name,
            Cow::Borrowed(text) => Cow::Borrowed(host_or_all(text)),
            Cow::Owned(text) => Cow::Owned(host_or_all(&text).to_owned()),
        };
        let mut aliases = self.aliases.iter();
        let alias = aliases.find(|alias| alias.utm_source.eq_ignore_ascii_case(&name));
        alias.map_or(name, |alias| Cow::Borrowed(&alias.source))
    }
}

impl KnownHost {
    fn is_of(&self, host: &str, app: bool) -> bool {
        match self.host.strip_prefix("android-app://") {
            Some(package) => app && package.eq_ignore_ascii_case(host),
            None => !app && is_within(host, &self.host),
        }
    }
}

/// Of `https://host/…`, `//host/…` and `host.tld/…` the host; of any other text all.
/// An address without one, as `file:///…`, names no source.
fn host_or_all(text: &str) -> &str {
    let after_scheme = cut(text, b':').and_then(|(_, rest)| rest.strip_prefix("//"));
    let rest = after_scheme.or_else(|| text.strip_prefix("//"));
    let is_address = rest.is_some();
    let (host, path) = cut_or_all(rest.unwrap_or(text), b'/');
    let host = without_www(host);
    if is_address && host.is_empty() {
        NOT_SET
    } else if is_address || !path.is_empty() && cut(host, b'.').is_some() {
        host
    } else {
        text
    }
}
