//! The search for all numbers at once.

use super::boundary::Boundary;
use super::country::code_of_iso;
use super::find::{Dialled, Found, Number, Prefix, plus_before};
use super::opening::Openings;
use super::sign::Reader;
use super::write::Writer;
use super::{Edit, Groups, Swap, href};

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
    swaps: Vec<Prepared>,
    openings: Openings,
}

#[derive(Debug, Clone)]
pub(super) struct Prepared {
    pub from: Number,
    pub to: Number,
    groups: Option<Groups>,
    dialled: Vec<Dialled>,
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
        Self::of(prepared)
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
        let mut swaps = self.swaps;
        for swap in &mut swaps {
            if swap.from.code != home {
                let domestic = [Prefix::Trunk, Prefix::Bare];
                swap.dialled.retain(|way| !domestic.contains(&way.prefix));
            }
        }
        Ok(Self::of(swaps))
    }

    fn of(swaps: Vec<Prepared>) -> Self {
        let mut openings = Openings::none();
        for swap in &swaps {
            for way in &swap.dialled {
                openings.add(&way.digits);
            }
        }
        Self { swaps, openings }
    }

    /// The edits that swap `text`, from left to right, none overlapping.
    #[must_use]
    pub fn text(&self, text: &str) -> Vec<Edit> {
        let reader = &Reader::plain(text);
        let mut edits = Vec::new();
        let mut at = 0;
        while let Some(start) = next_digit(text, at) {
            at = match self.find(reader, start) {
                Some((index, swap, found)) => {
                    edits.extend(swap.edit(reader, &found, index));
                    found.end()
                }
                None => end_of_run(text, start),
            };
        }
        edits
    }

    /// The edits that swap a link's address: `tel:`, `callto:` and Skype calls.
    /// Where the link would not reach the number as it stands, as with
    /// `tel:+49(0)30…`, the new number is written as E.164.
    #[must_use]
    pub fn href(&self, href: &str) -> Vec<Edit> {
        href::edit(&self.swaps, href).into_iter().collect()
    }

    fn find(&self, reader: &Reader<'_>, start: usize) -> Option<(usize, &Prepared, Found)> {
        if !self.openings.fit(reader, start) {
            return None;
        }
        let plus = plus_before(reader, start);
        self.swaps.iter().enumerate().find_map(|(index, swap)| {
            let found = swap.read(reader, start, plus.is_some())?;
            let boundary = Boundary {
                reader,
                found: &found,
                number: &swap.from,
                plus,
            };
            boundary.holds().then_some((index, swap, found))
        })
    }
}

impl Prepared {
    fn new(swap: Swap) -> Self {
        let from = Number::new(swap.from);
        Self {
            dialled: from.dialled(),
            from,
            groups: swap.groups,
            to: Number::new(swap.to),
        }
    }

    /// Reads the number from a text, its first digit at `start`.
    pub(super) fn read(&self, reader: &Reader<'_>, start: usize, plus: bool) -> Option<Found> {
        self.dialled
            .iter()
            .find_map(|way| way.read(reader, start, plus))
    }

    /// The edit that replaces `found`; none where both numbers are the same.
    pub(super) fn edit(&self, reader: &Reader<'_>, found: &Found, swap: usize) -> Option<Edit> {
        let writer = Writer {
            reader,
            found,
            breaks: found.breaks(reader),
            from: &self.from,
            to: &self.to,
            groups: self.groups.as_ref(),
            swap,
        };
        writer.edit()
    }
}

fn next_digit(text: &str, from: usize) -> Option<usize> {
    let mut bytes = text.as_bytes().get(from..)?.iter();
    Some(from + bytes.position(u8::is_ascii_digit)?)
}

fn end_of_run(text: &str, start: usize) -> usize {
    let run = text.as_bytes().get(start..).unwrap_or_default();
    start + run.iter().take_while(|byte| byte.is_ascii_digit()).count()
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
        let swapper = swapper(&["+12025550142=+12025550142"]);
        assert!(swapper.text("202-555-0142").is_empty());
        assert!(swapper.href("tel:2025550142").is_empty());
        assert!(Swapper::new(Vec::new()).text("202-555-0142").is_empty());
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
