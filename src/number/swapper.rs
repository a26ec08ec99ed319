//! The search for all numbers at once.

use super::boundary::stands_alone;
use super::country::code_of_iso;
use super::find::{Found, Target};
use super::opening::Openings;
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
    pub from: Target,
    pub to: Target,
    groups: Option<Groups>,
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
        let prepared = |swap: Swap| Prepared {
            groups: swap.groups.filter(|groups| groups.spell(&swap.to)),
            from: Target::new(swap.from),
            to: Target::new(swap.to),
        };
        let swaps: Vec<_> = swaps.into_iter().map(prepared).collect();
        let openings = Openings::of(swaps.iter().map(|swap| &swap.from));
        Self { swaps, openings }
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
    pub fn with_country(mut self, country: &str) -> Result<Self, CountryError> {
        let home = code_of_iso(country).ok_or(CountryError)?;
        for swap in &mut self.swaps {
            swap.from.domestic = swap.from.code() == home;
        }
        Ok(self)
    }

    /// The edits that swap `text`, from left to right, none overlapping.
    #[must_use]
    pub fn text(&self, text: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut at = 0;
        while let Some(start) = next_digit(text, at) {
            at = match self.find(text, start) {
                Some((index, swap, found)) => {
                    edits.extend(swap.edit(text, &found, index));
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

    fn find(&self, text: &str, start: usize) -> Option<(usize, &Prepared, Found)> {
        if !self.openings.fit(text, start) {
            return None;
        }
        self.swaps.iter().enumerate().find_map(|(index, swap)| {
            let found = swap.from.read(text, start)?;
            stands_alone(text, &found, &swap.from).then_some((index, swap, found))
        })
    }
}

impl Prepared {
    /// The edit that replaces `found`; none where both numbers are the same.
    pub(super) fn edit(&self, text: &str, found: &Found, index: usize) -> Option<Edit> {
        let writer = Writer {
            text,
            found,
            from: &self.from,
            to: &self.to,
            groups: self.groups.as_ref(),
        };
        let (range, new) = writer.write();
        Edit::of(text, range, &new, index)
    }
}

fn next_digit(text: &str, from: usize) -> Option<usize> {
    let mut bytes = text.as_bytes().get(from..)?.iter();
    bytes
        .position(u8::is_ascii_digit)
        .map(|offset| from + offset)
}

fn end_of_run(text: &str, start: usize) -> usize {
    let run = text.as_bytes().get(start..).unwrap_or_default();
    start + run.iter().take_while(|byte| byte.is_ascii_digit()).count()
}
