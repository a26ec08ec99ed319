//! The swaps of a search, and which of them may have their number at a place.

use super::find::{Dialled, Found, Number};
use super::groups::Groups;
#[cfg(not(target_family = "wasm"))]
use super::index::Index;
use super::opening::Openings;
use super::sign::Reader;
use super::write::Writer;
use super::{Edit, Matching, Swap};

/// The swaps, in the order they were given.
#[derive(Debug, Clone)]
pub(super) struct Swaps {
    all: Vec<Prepared>,
    openings: Openings,
    /// Nothing: one after the other is tried, as in the browser.
    #[cfg(not(target_family = "wasm"))]
    index: Option<Index>,
}

/// A swap made ready for the search.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    pub from: Number,
    pub to: Number,
    /// Whether the number is swapped for itself: found, and left as it is.
    pub stays: bool,
    pub matching: Matching,
    pub dialled: Vec<Dialled>,
    groups: Option<Groups>,
}

impl Swaps {
    pub(super) fn new(all: Vec<Prepared>) -> Self {
        let ways = all.iter().enumerate().flat_map(|(index, swap)| {
            let digits = swap.dialled.iter().map(|way| way.digits.as_str());
            digits.map(move |digits| (digits, index))
        });
        Self {
            openings: Openings::of(ways.clone().map(|way| way.0)),
            #[cfg(not(target_family = "wasm"))]
            index: Some(Index::of(ways)),
            all,
        }
    }

    /// Those whose digits may stand in a text, the first at `start`, with their
    /// places among all; in their order. They have to be read to be sure.
    #[cfg(not(target_family = "wasm"))]
    pub(super) fn at(
        &self,
        reader: &Reader<'_>,
        start: usize,
    ) -> Option<impl Iterator<Item = (usize, &Prepared)>> {
        self.openings.fit(reader, start).then(|| {
            let indexed = self
                .index
                .iter()
                .flat_map(move |index| index.at(reader, start));
            let all = if self.index.is_none() {
                self.all.len()
            } else {
                0
            };
            let places = indexed.chain(0..all);
            places.filter_map(|place| Some((place, self.all.get(place)?)))
        })
    }

    /// Those that may have their number at `start`, which is all of them unless
    /// its first digits tell that none has; with their places.
    #[cfg(target_family = "wasm")]
    pub(super) fn at(
        &self,
        reader: &Reader<'_>,
        start: usize,
    ) -> Option<impl Iterator<Item = (usize, &Prepared)>> {
        let fits = self.openings.fit(reader, start);
        fits.then(|| self.all.iter().enumerate())
    }

    /// All of them, to be changed.
    pub(super) fn into_all(self) -> Vec<Prepared> {
        self.all
    }

    /// The same without an index.
    #[cfg(not(target_family = "wasm"))]
    pub(super) fn unindexed(mut self) -> Self {
        self.index = None;
        self
    }
}

impl Prepared {
    pub(super) fn new(swap: Swap) -> Self {
        let from = Number::new(swap.from, swap.own_groups.as_ref());
        Self {
            stays: swap.from == swap.to,
            dialled: from.dialled(swap.matching),
            from,
            to: Number::new(swap.to, swap.groups.as_ref()),
            groups: swap.groups,
            matching: swap.matching,
        }
    }

    /// Reads the number from a text, its first digit at `start`.
    pub(super) fn read(&self, reader: &Reader<'_>, start: usize, plus: bool) -> Option<Found> {
        let mut ways = self.dialled.iter();
        ways.find_map(|way| way.read(reader, start, plus))
    }

    /// The edit that replaces `found`; none where both numbers are the same.
    pub(super) fn edit(&self, reader: &Reader<'_>, found: &Found, swap: usize) -> Option<Edit> {
        if self.stays {
            return None;
        }
        let mut breaks = found.breaks(reader);
        // In `+39 (0)6 …` the 0 is the number's own, and no area code.
        if self.from.national.starts_with('0') {
            breaks.retain(|&(index, _)| index > 1);
        }
        let writer = Writer {
            reader,
            found,
            breaks,
            from: &self.from,
            to: &self.to,
            groups: self.groups.as_ref(),
            swap,
        };
        writer.edit()
    }
}
