//! The page's numbers: `page.js` knows the page, this knows the numbers.

use telswap::number::Edit;
use telswap::{Swap, Swapper};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = swap)]
    fn swap_below(root: &JsValue, find: &dyn Fn(String, bool) -> Option<String>);

    #[wasm_bindgen(js_name = restore)]
    fn restore_all(find: &dyn Fn(String, bool) -> Option<String>);
}

/// Shows the swaps' numbers in `root` and below, or in the whole page when it is
/// undefined.
pub fn swap(root: &JsValue, swaps: &[Swap]) {
    if !swaps.is_empty() {
        swap_below(root, &finder(swaps.to_vec()));
    }
}

/// Puts everything back as it was.
///
/// Where the page has written something else meanwhile, that stays, but for
/// tracking numbers in it: `swaps`, which were shown, are turned round.
pub fn restore(swaps: &[Swap]) {
    let mut back = Vec::new();
    for swap in swaps {
        // Of a number that two targets share, nobody knows whose it was.
        if swaps.iter().filter(|other| other.to == swap.to).count() == 1 {
            back.push(Swap {
                from: swap.to,
                to: swap.from,
                groups: None,
            });
        }
    }
    restore_all(&finder(back));
}

/// Gives a text, or a link's address, with its numbers swapped; none when it
/// holds none of them.
fn finder(swaps: Vec<Swap>) -> impl Fn(String, bool) -> Option<String> {
    let swapper = Swapper::new(swaps);
    move |text, is_link| {
        let edits = if is_link {
            swapper.href(&text)
        } else {
            swapper.text(&text)
        };
        (!edits.is_empty()).then(|| Edit::apply(&edits, &text))
    }
}
