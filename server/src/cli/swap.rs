//! `telswap swap`

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use telswap::number::{CountryError, Edit, Groups, Matching, MatchingError};
use telswap::{Swap, Swapper};

use super::Failure;
use super::lines::each_line;

/// Write other phone numbers in place of those in a text
///
/// Example: echo 'Tel. 0631 41555-000' | telswap swap --swap +4963141555000=+4963141555010
///
/// Example: telswap swap --swap '+4963141555000=+4922147101370:221|4710|1370' --jsonl < texts.jsonl
///
/// Example: telswap swap --swap +4963141555000=+4922147101370 --display '0221 4710-1370' --match fax < page.txt
#[derive(clap::Args)]
pub(super) struct SwapNumbers {
    /// The number that stands there, the number to write, and how that one is
    /// grouped where the style found cannot be kept; may be repeated.
    #[arg(long = "swap", value_name = "+FROM=+TO[:GROUPS]", required = true)]
    swaps: Vec<Swap>,
    /// How one of these numbers is written, as '0631 41555-010': its groups are
    /// used as if given with --swap; may be repeated.
    #[arg(long = "display", value_name = "SPELLING")]
    displays: Vec<String>,
    /// What else is taken for the numbers: fax, extension_0, local, letters
    /// (no-letters), whatsapp, sms, sip, with commas between.
    #[arg(long = "match", value_name = "WHAT", default_value = "", hide_default_value = true, value_parser = matching)]
    matching: Matching,
    /// The page's country (ISO 3166-1): there a number of another country never
    /// stands without its country code.
    #[arg(long, value_name = "DE", value_parser = country)]
    country: Option<String>,
    /// What the text is.
    #[arg(long, value_enum, default_value_t = Kind::Text)]
    kind: Kind,
    /// Read texts from standard input, a line of JSON for each: {"text": "…"}.
    /// Without it, standard input is one text.
    #[arg(long)]
    jsonl: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    /// Text as visitors read it.
    Text,
    /// A link's address, as tel:+4963141555000.
    Href,
}

/// A line, in and out.
#[derive(Deserialize, Serialize)]
struct TextLine {
    text: String,
}

impl SwapNumbers {
    pub(super) fn run(self) -> Result<(), Failure> {
        one_outcome_each(&self.swaps)?;
        let mut swaps = self.swaps;
        for display in &self.displays {
            group_as(display, &mut swaps)?;
        }
        for swap in &mut swaps {
            swap.matching = self.matching;
        }
        let mut swapper = Swapper::new(swaps);
        if let Some(country) = &self.country {
            swapper = swapper
                .with_country(country)
                .map_err(|error| Failure::Message(error.to_string()))?;
        }
        let swapped = |text: &str| {
            let edits = match self.kind {
                Kind::Text => swapper.text(text),
                // The end of its line is no part of an address, and stays.
                Kind::Href => swapper.href(text.trim_end_matches(['\r', '\n'])),
            };
            Edit::apply(&edits, text)
        };
        if self.jsonl {
            return each_line(r#"{"text": "…"}"#, |line: &TextLine| TextLine {
                text: swapped(&line.text),
            });
        }
        let mut text = Vec::new();
        io::stdin().lock().read_to_end(&mut text)?;
        let mut output = io::stdout().lock();
        // Bytes that are no UTF-8 pass as they are.
        for chunk in text.utf8_chunks() {
            output.write_all(swapped(chunk.valid()).as_bytes())?;
            output.write_all(chunk.invalid())?;
        }
        Ok(())
    }
}

/// Refuses a number that is to become two: the first would win, and nobody knew.
fn one_outcome_each(swaps: &[Swap]) -> Result<(), Failure> {
    let mut seen = BTreeMap::new();
    for swap in swaps {
        let first: &Swap = seen.entry(swap.from).or_insert(swap);
        if first != swap {
            return Err(Failure::Command(format!(
                "--swap says twice, and differently, what {} becomes; keep one of the two",
                swap.from
            )));
        }
    }
    Ok(())
}

/// Groups a number of the swaps as a spelling of it does.
fn group_as(display: &str, swaps: &mut [Swap]) -> Result<(), Failure> {
    let mut known = false;
    for swap in swaps {
        if let Ok(groups) = Groups::of_display(display, &swap.to) {
            swap.groups = Some(groups);
            known = true;
        }
        if let Ok(groups) = Groups::of_display(display, &swap.from) {
            swap.own_groups = Some(groups);
            known = true;
        }
    }
    if known {
        return Ok(());
    }
    Err(Failure::Command(format!(
        "--display '{display}' spells none of the numbers of --swap"
    )))
}

/// Nothing, or names with commas between.
fn matching(text: &str) -> Result<Matching, MatchingError> {
    if text.is_empty() {
        return Ok(Matching::default());
    }
    text.parse()
}

/// A country that is known; another is a wrong command, not a wrong text.
fn country(text: &str) -> Result<String, CountryError> {
    Swapper::new(Vec::new()).with_country(text)?;
    Ok(text.to_owned())
}
