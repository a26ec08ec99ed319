//! The search for all numbers at once.

use std::ops::Range;

use super::boundary::Boundary;
use super::country::code_of_iso;
use super::find::{Found, Prefix, plus_before};
use super::scan::next_run;
use super::sign::Reader;
use super::swaps::{Prepared, Swaps};
use super::{Edit, Swap, href};

/// Finds the numbers of its swaps in any usual spelling and writes their
/// replacements in the style found.
///
/// ```
/// use telswap::{Swapper, number::Edit};
///
/// let swap = "+4963141555000=+4963141555010".parse()?;
/// let swapper = Swapper::new(vec![swap]);
///
/// let text = "Telefon: 0631 / 41 55 50-00 (Mo-Fr)";
/// let edits = swapper.text(text);
/// assert_eq!(edits.len(), 1);
/// assert_eq!(Edit::apply(&edits, text), "Telefon: 0631 / 41 55 50-10 (Mo-Fr)");
///
/// let href = "tel:+49-631-41555000";
/// assert_eq!(Edit::apply(&swapper.href(href), href), "tel:+49-631-41555010");
/// # Ok::<(), telswap::number::SwapError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Swapper {
    swaps: Swaps,
}

/// A country that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a country is two letters of ISO 3166-1, as in DE, GB or US")]
pub struct CountryError;

impl CountryError {
    /// A name for machines that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "country_unknown"
    }
}

impl Swapper {
    /// Prepares the search. Every number is taken to be shown in its own country,
    /// where it may stand without the country code.
    #[must_use]
    pub fn new(swaps: Vec<Swap>) -> Self {
        let mut prepared = Vec::new();
        for swap in swaps {
            prepared.push(Prepared::new(swap));
        }
        Self {
            swaps: Swaps::new(prepared),
        }
    }

    /// Says that the page is one of this country (ISO 3166-1, two letters): there
    /// a number of another country never stands without its country code.
    ///
    /// # Errors
    /// [`CountryError`] where the country is not known.
    ///
    /// ```
    /// use telswap::Swapper;
    ///
    /// let swap = "+493023125042=+493023125877".parse()?;
    /// let swapper = Swapper::new(vec![swap]).with_country("FR")?;
    /// assert!(swapper.text("030 23125042").is_empty());
    /// assert_eq!(swapper.text("+49 30 23125042").len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_country(self, country: &str) -> Result<Self, CountryError> {
        let home = code_of_iso(country).ok_or(CountryError)?;
        let mut swaps = self.swaps.into_all();
        for swap in &mut swaps {
            if swap.from.code != home {
                let domestic = [Prefix::Trunk, Prefix::Bare, Prefix::Local];
                swap.dialled.retain(|way| !domestic.contains(&way.prefix));
            }
        }
        Ok(Self {
            swaps: Swaps::new(swaps),
        })
    }

    /// The same search as it is in the browser, without an index: for tests.
    #[doc(hidden)]
    #[must_use]
    #[cfg(not(target_family = "wasm"))]
    pub fn unindexed(self) -> Self {
        Self {
            swaps: self.swaps.unindexed(),
        }
    }

    /// The edits that swap `text`, from left to right, none overlapping.
    ///
    /// U+0000 in the text is the border between two texts that a page shows in one
    /// line, as between `030` and `23125042` in `030<wbr>23125042`. Between digits
    /// it counts for nothing, and words end at it. An edit's text holds as many
    /// borders as the range that it replaces, so what is cut at them afterwards
    /// goes back to where it came from.
    ///
    /// ```
    /// use telswap::{Swapper, number::Edit};
    ///
    /// let swapper = Swapper::new(vec!["+493023125042=+492214710137".parse()?]);
    /// let text = "Call us:\0 030\0 231 25 042\0 (8-18)";
    /// let swapped = Edit::apply(&swapper.text(text), text);
    /// assert_eq!(swapped, "Call us:\0 0221\0 4710137\0 (8-18)");
    /// # Ok::<(), telswap::number::SwapError>(())
    /// ```
    #[must_use]
    pub fn text(&self, text: &str) -> Vec<Edit> {
        self.text_seen(text, |_, _| {})
    }

    /// As [`Swapper::text`], and says of every number found which of the swaps it
    /// is, in the order they were given, and from which byte to which it stands:
    /// also where nothing is to be changed, since a number is swapped for itself.
    ///
    /// ```
    /// use telswap::Swapper;
    ///
    /// let swaps = ["+493023125042=+493023125877", "+12025550142=+12025550142"];
    /// let swaps: Result<_, _> = swaps.iter().map(|swap| swap.parse()).collect();
    /// let mut seen = Vec::new();
    /// let text = "Berlin 030 23125042, Washington 202-555-0142";
    /// let edits = Swapper::new(swaps?).text_seen(text, |swap, at| seen.push((swap, &text[at])));
    /// assert_eq!(edits.len(), 1);
    /// assert_eq!(seen, [(0, "030 23125042"), (1, "202-555-0142")]);
    /// # Ok::<(), telswap::number::SwapError>(())
    /// ```
    pub fn text_seen(&self, text: &str, mut seen: impl FnMut(usize, Range<usize>)) -> Vec<Edit> {
        let reader = &Reader::plain(text);
        let mut edits = Vec::new();
        let mut at = 0;
        while let Some(run) = next_run(text, at) {
            at = run.end;
            let Some(swaps) = self.swaps.at(reader, run.start) else {
                continue;
            };
            match find(swaps, reader, &run) {
                Ok((index, swap, found)) => {
                    at = found.whole_end();
                    seen(index, run.start..at);
                    edits.extend(swap.edit(reader, &found, index));
                }
                Err(next) => at = next,
            }
        }
        edits
    }

    /// The edits that swap a link's address: `tel:`, `callto:` and Skype calls.
    /// Where the link would not reach the number as it stands, as with
    /// `tel:+49(0)30…`, the new number is written as E.164.
    #[must_use]
    pub fn href(&self, href: &str) -> Vec<Edit> {
        self.href_seen(href, |_| {})
    }

    /// As [`Swapper::href`], and says of the number found which of the swaps it
    /// is: see [`Swapper::text_seen`].
    pub fn href_seen(&self, href: &str, mut seen: impl FnMut(usize)) -> Vec<Edit> {
        let Some((index, edit)) = href::find(&self.swaps, href) else {
            return Vec::new();
        };
        seen(index);
        edit.into_iter().collect()
    }
}

/// The number of one of these that begins with this run, or where to go on: behind
/// digits that are those of a number and were left alone, so that the rest of them
/// is not taken for one without its prefix.
fn find<'s>(
    swaps: impl Iterator<Item = (usize, &'s Prepared)>,
    reader: &Reader<'_>,
    run: &Range<usize>,
) -> Result<(usize, &'s Prepared, Found), usize> {
    let start = run.start;
    let mut next = run.end;
    let plus = plus_before(reader, start);
    for (index, swap) in swaps {
        let Some(mut found) = swap.read(reader, start, plus.is_some()) else {
            continue;
        };
        if swap.matching.extension_0 {
            found.take_operator(reader, false);
        }
        let boundary = Boundary {
            reader,
            found: &found,
            number: &swap.from,
            matching: swap.matching,
            plus,
        };
        if boundary.holds() {
            return Ok((index, swap, found));
        }
        // The minutes of `18:00 49 30 …` only look like a call abroad.
        if found.prefix != Prefix::Abroad {
            next = next.max(found.end());
        }
    }
    Err(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn swapper(swaps: &[&str]) -> Swapper {
        Swapper::new(swaps.iter().map(|swap| swap.parse().unwrap()).collect())
    }

    #[test]
    fn looks_for_all_numbers_at_once() {
        let swaps = [
            "+4922147100=+4922147109",
            "+49221471023=+4922147105",
            "+12025550142=+12025550187",
        ];
        let text = "0221 4710-0, 0221 4710-23, 0221 4710-24, +1 202-555-0142";
        let edits = swapper(&swaps).text(text);
        let found: Vec<_> = edits
            .iter()
            .map(|edit| (edit.range.clone(), edit.swap))
            .collect();
        assert_eq!(found, [(10..11, 0), (23..25, 1), (54..56, 2)]);
        assert_eq!(
            Edit::apply(&edits, text),
            "0221 4710-9, 0221 4710-5, 0221 4710-24, +1 202-555-0187"
        );
    }

    #[test]
    fn swaps_once_and_by_the_first_that_fits() {
        let swaps = [
            "+12025550142=+12025550143",
            "+12025550142=+12025550144",
            "+12025550143=+12025550142",
        ];
        let text = "202-555-0142 202-555-0143";
        let swapped = Edit::apply(&swapper(&swaps).text(text), text);
        assert_eq!(swapped, "202-555-0143 202-555-0142");
    }

    #[test]
    fn changes_nothing_into_itself() {
        let swaps = ["+12025550142=+12025550142", "+18003569377=+18003569377"];
        let swapper = swapper(&swaps);
        for text in ["202-555-0142", "800-FLOWERS"] {
            assert!(swapper.text(text).is_empty(), "{text}");
        }
        for href in ["tel:2025550142", "tel:+1(0)2025550142"] {
            assert!(swapper.href(href).is_empty(), "{href}");
        }
        assert!(Swapper::new(Vec::new()).text("202-555-0142").is_empty());
    }

    #[test]
    fn says_what_it_sees() {
        let swapper = swapper(&["+12025550142=+12025550142", "+4922147100=+4922147109"]);
        let mut seen = Vec::new();
        let text = "202-555-0142, Fax 202-555-0142, 0221 4710-0, 202-555-0142";
        assert_eq!(
            swapper
                .text_seen(text, |swap, at| seen.push((swap, at)))
                .len(),
            1
        );
        assert_eq!(seen, [(0, 0..12), (1, 32..43), (0, 45..57)]);
        for (href, edits, swaps) in [
            ("tel:2025550142", 0, &[0][..]),
            ("tel:02214710-0", 1, &[1]),
            ("tel:2025550143", 0, &[]),
        ] {
            let mut seen = Vec::new();
            let found = swapper.href_seen(href, |swap| seen.push(swap));
            assert_eq!((found.len(), seen.as_slice()), (edits, swaps), "{href}");
        }
    }

    #[test]
    fn knows_whose_page_it_is() {
        let at = |country| swapper(&["+12025550142=+12025550187"]).with_country(country);
        assert_eq!(at("CA").unwrap().text("202-555-0142").len(), 1);
        assert!(at("DE").unwrap().text("202-555-0142").is_empty());
        assert_eq!(at("DE").unwrap().text("001 202-555-0142").len(), 1);
        assert_eq!(at("Germany").unwrap_err().code(), "country_unknown");
    }
}
