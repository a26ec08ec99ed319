//! The page's numbers: `page.js` knows the page, this knows the numbers.

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
        for swap in &swaps {
            // Of a number that two targets share, nobody knows whose it was.
            if swaps.iter().filter(|other| other.to == swap.to).count() == 1 {
                back.push(swap.reversed());
            }
        }
        Self {
            there: Swapper::new(swaps.clone()),
            back: Swapper::new(back),
            swaps,
        }
    }

    /// A text, or a link's address, with its numbers swapped, or turned round;
    /// none when it holds none of them.
    pub fn find(&self, text: &str, is_link: bool, back: bool) -> Option<String> {
        let swapper = if back { &self.back } else { &self.there };
        let edits = if is_link {
            swapper.href(text)
        } else {
            swapper.text(text)
        };
        (!edits.is_empty()).then(|| Edit::apply(&edits, text))
    }
}
