//! The page or app that a visitor comes from.

use std::borrow::Cow;

use super::address::{Address, is_within, without_www};
use super::kind::Kind;
use super::parameters::parameter;
use super::parts::parts;
use super::sources::Sources;
use super::table::{Known, lower};

/// A referrer that is not one of the site's own pages.
#[derive(Debug)]
pub(super) struct Referrer<'a> {
    /// Its host in lower case without `www.`, or the app's package.
    pub(super) host: Cow<'a, str>,
    pub(super) known: Option<Known<'a>>,
    query: &'a str,
}

impl<'a> Referrer<'a> {
    /// Reads a referrer; none when there is none, when it is no page and no
    /// app, or when it is the site's own.
    pub(super) fn read(text: &'a str, landing: Option<&str>, sources: &'a Sources) -> Option<Self> {
        let address = Address::split(text);
        let host = address.host?;
        let host = if address.app { host } else { without_www(host) };
        if is_own(&address, landing, &sources.own_hosts) {
            return None;
        }
        let host = lower(host);
        let known = sources.by_host(&host, address.app, address.path);
        Some(Self {
            host,
            known,
            query: address.query,
        })
    }

    /// Whether it only sent a buyer back.
    pub(super) fn is_payment(&self) -> bool {
        self.known.is_some_and(|known| known.kind == Kind::Payment)
    }

    /// What was searched for, where a search engine still says so.
    pub(super) fn term(&self) -> Option<Cow<'a, str>> {
        let known = self.known.filter(|known| known.kind == Kind::Search)?;
        let mut names = parts(known.terms, b',');
        let term = names.find_map(|name| parameter(self.query, name))?;
        // Google's /url?q=https://… says where it leads to.
        Address::split(&term).host.is_none().then_some(term)
    }
}

/// Whether a page is one of the site's own.
pub(super) fn is_own(page: &Address<'_>, landing: Option<&str>, own_hosts: &[String]) -> bool {
    let Some(host) = page.host.filter(|_| !page.app) else {
        return false;
    };
    let host = without_www(host);
    let mut own = own_hosts.iter().map(String::as_str).chain(landing);
    own.any(|own| is_within(host, without_www(own)))
}
