//! The page where a visit began.

use std::borrow::Cow;

use super::Visit;
use super::address::Address;
use super::parameters::{decode, parameter, query_in};
use super::referrer::{Referrer, is_own};
use super::sources::Sources;

/// The page that a visitor arrived at.
#[derive(Debug, Clone, Copy)]
pub struct Landing<'a> {
    /// Whether the visitor only came back, from one of the site's own pages or a
    /// payment provider: then no visit begins here.
    pub is_return: bool,
    path: &'a str,
    query: &'a str,
    fragment: &'a str,
}

impl<'a> Landing<'a> {
    /// Takes a visit's landing apart.
    #[must_use]
    pub fn of(visit: &Visit<'a>, sources: &Sources) -> Self {
        let address = Address::split(visit.landing);
        let referrer = Address::split(visit.referrer);
        let is_return = is_own(&referrer, address.host, &sources.own_hosts)
            || Referrer::read(visit.referrer, address.host, sources)
                .is_some_and(|referrer| referrer.is_payment());
        Self {
            is_return,
            path: if address.path.is_empty() {
                "/"
            } else {
                address.path
            },
            query: address.query,
            fragment: query_in(address.fragment),
        }
    }

    /// The first value of a parameter that is not empty, from the fragment when
    /// the query has none. Its name may be in any case.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<Cow<'a, str>> {
        parameter(self.query, name).or_else(|| parameter(self.fragment, name))
    }

    /// The path of its address as people read it; bytes that are no UTF-8 become
    /// U+FFFD.
    #[must_use]
    pub fn path(&self) -> String {
        String::from_utf8_lossy(&decode(self.path, b'+')).into_owned()
    }
}
