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

    /// Says that a number may begin at this place, as JavaScript counts.
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

    /// Calls `candidate` with each place where a number may begin.
    pub fn candidates(&self, text: &str) {
        let (mut place, mut counted) = (0, 0);
        self.any.candidates(text, |at| {
            place += units(text.as_bytes().get(counted..at).unwrap_or_default());
            counted = at;
            candidate(place);
        });
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

/// How long JavaScript takes a part of a text for: a byte that goes on with a
/// character does not count, one that begins a character beyond U+FFFF twice.
fn units(text: &[u8]) -> usize {
    const LOWEST: u64 = 0x0101_0101_0101_0101;
    let (words, rest) = text.as_chunks::<8>();
    let of_word = |word: u64| {
        let (is_beyond_ascii, is_first) = (word >> 7, word >> 6);
        let goes_on = is_beyond_ascii & !is_first & LOWEST;
        let is_twice = is_beyond_ascii & is_first & (word >> 5) & (word >> 4) & LOWEST;
        8 + is_twice.count_ones() as usize - goes_on.count_ones() as usize
    };
    let mut last = [0; 8];
    for (byte, to) in rest.iter().zip(&mut last) {
        *to = *byte;
    }
    let whole: usize = words
        .iter()
        .map(|word| of_word(u64::from_le_bytes(*word)))
        .sum();
    whole + of_word(u64::from_le_bytes(last)) + rest.len() - 8
}
