//! The page where a visit began.

use std::borrow::Cow;

use super::Visit;
use super::address::Address;
use super::parameters::{parameter, query_in, value};
use super::referrer::is_own;
use super::sources::Sources;

/// The page that a visitor arrived at.
#[derive(Debug, Clone, Copy)]
pub struct Landing<'a> {
    /// The path of its address, as it is written.
    pub path: &'a str,
    /// Whether the visitor came from one of the site's own pages: then no visit
    /// begins here.
    pub is_own_page: bool,
    query: &'a str,
    fragment: &'a str,
}

impl<'a> Landing<'a> {
    /// Takes a visit's landing apart.
    #[must_use]
    pub fn of(visit: &Visit<'a>, sources: &Sources) -> Self {
        let address = Address::split(visit.landing);
        let referrer = Address::split(visit.referrer);
        Self {
            path: if address.path.is_empty() {
                "/"
            } else {
                address.path
            },
            is_own_page: is_own(&referrer, address.host, &sources.own_hosts),
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

    /// The path as people read it.
    #[must_use]
    pub fn decoded_path(&self) -> Cow<'a, str> {
        value(self.path).unwrap_or_default()
    }
}
