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

    /// Says that a number may begin in the text at this place.
    fn candidate(place: usize);

    /// Says that a target's number was found, and that none of its pool has been
    /// asked for.
    pub fn seen(place: usize);
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
    /// Both: what is looked for at all.
    any: Swapper,
}

/// Stands between two texts.
const BORDER: u8 = 0;

impl Shown {
    /// Prepares to show these.
    pub fn new(swaps: Vec<Swap>) -> Self {
        let mut back = Vec::new();
        for swap in swaps.iter().filter(|swap| swap.from != swap.to) {
            // Of a number that two targets share, nobody knows whose it was.
            if swaps.iter().filter(|other| other.to == swap.to).count() == 1 {
                back.push(swap.reversed());
            }
        }
        let any = swaps.iter().chain(&back).cloned().collect();
        Self {
            any: Swapper::new(any),
            there: Swapper::new(swaps.clone()),
            back: Swapper::new(back),
            swaps,
        }
    }

    /// Calls `candidate` with the place of each text, of those between borders, in
    /// which a number may begin, and gives how many texts there are.
    pub fn candidates(&self, texts: &str) -> usize {
        let borders = |from: usize, to: usize| {
            let part = texts.as_bytes().get(from..to).unwrap_or_default();
            part.iter().filter(|byte| **byte == BORDER).count()
        };
        let (mut place, mut counted) = (0, 0);
        self.any.candidates(texts, |at| {
            place += borders(counted, at);
            counted = at;
            candidate(place);
        });
        place + borders(counted, texts.len()) + 1
    }

    /// A text, or a link's address, with its numbers swapped, or turned round;
    /// none when it holds none of them.
    /// `heard` is called with the swap of each number found, by its place.
    pub fn find(
        &self,
        text: &str,
        is_link: bool,
        back: bool,
        heard: impl FnMut(usize),
    ) -> Option<String> {
        let swapper = if back { &self.back } else { &self.there };
        let edits = if is_link {
            swapper.href_seen(text, heard)
        } else {
            swapper.text_seen(text, heard)
        };
        (!edits.is_empty()).then(|| Edit::apply(&edits, text))
    }
}
