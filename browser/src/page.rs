//! The page's numbers: `page.js` knows the page, this knows the numbers.

use std::ops::Range;

use telswap::number::Edit;
use telswap::{Swap, Swapper};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/page.js")]
extern "C" {
    /// Shows what [`Shown::find`] gives everywhere in the page.
    pub fn swap();

    /// Puts everything back as it was. Where the page has written something else
    /// meanwhile, that stays, but for tracking numbers in it.
    pub fn restore();

    /// Says that a target's number was found, and that none of its pool has been
    /// asked for: in the texts of the line from the first to the last.
    pub fn seen(place: usize, first: usize, last: usize);
}

#[wasm_bindgen(module = "/src/places.js")]
extern "C" {
    /// Says by which last digits the page's own numbers are looked for, and others,
    /// with a space behind each; a star before them says that letters may stand in
    /// their place.
    #[wasm_bindgen(js_name = lookFor)]
    fn look_for(own: &str, others: &str);
}

#[wasm_bindgen(module = "/src/ledger.js")]
extern "C" {
    // Only so that `page.js` finds its file.
    fn wrote() -> bool;
}

#[wasm_bindgen(module = "/src/runs.js")]
extern "C" {
    // Only so that `page.js` finds its file.
    fn confine();
}

/// What is on the page now.
pub struct Shown {
    /// The page's own numbers, and what is shown in their place.
    pub swaps: Vec<Swap>,
    there: Swapper,
    back: Swapper,
}

impl Shown {
    /// Prepares to show these.
    pub fn new(swaps: Vec<Swap>) -> Self {
        let mut back = Vec::new();
        for swap in swaps.iter().filter(|swap| swap.from != swap.to) {
            // Of a number that two targets share, nobody knows whose it was.
            if swaps.iter().filter(|other| other.to == swap.to).count() == 1 {
                let mut own = swap.reversed();
                // What the page puts in front of ours later on does not make it
                // another number.
                own.matching.fax = true;
                back.push(own);
            }
        }
        look_for(&endings(&swaps), &endings(&back));
        Self {
            there: Swapper::new(swaps.clone()),
            back: Swapper::new(back),
            swaps,
        }
    }

    /// A text, or a link's address, with its numbers swapped, or turned round;
    /// none when it holds none of them.
    /// `heard` is called with the swap of each number found, by its place, and with
    /// where it stands.
    pub fn find(
        &self,
        text: &str,
        is_link: bool,
        back: bool,
        mut heard: impl FnMut(usize, Range<usize>),
    ) -> Option<String> {
        let swapper = if back { &self.back } else { &self.there };
        let edits = if is_link {
            swapper.href_seen(text, |swap| heard(swap, 0..0))
        } else {
            swapper.text_seen(text, heard)
        };
        (!edits.is_empty()).then(|| Edit::apply(&edits, text))
    }
}

/// By what the page looks for numbers.
fn endings(swaps: &[Swap]) -> String {
    let mut all = String::new();
    for swap in swaps {
        if swap.takes_letters() && !all.starts_with('*') {
            all.insert(0, '*');
        }
        all.push_str(swap.ending());
        all.push(' ');
    }
    all
}
