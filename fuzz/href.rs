//! A link's address.

use telswap::number::Edit;
use telswap::{E164, Swapper};

use crate::numbers::{check_edits, swaps_and_text};

/// Checks one address: see `swaps_and_text`.
pub fn check(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let (swaps, href) = swaps_and_text(&input);
    let swapper = Swapper::new(swaps.clone());
    let mut seen = Vec::new();
    let edits = swapper.href_seen(href, |swap| seen.push(swap));

    check_edits(&edits, href, &swaps);
    assert!(edits.len() <= seen.len() && seen.len() <= 1, "{edits:?}");
    assert_eq!(swapper.unindexed().href(href), edits, "without an index");

    // Whoever follows the link now calls the new number. (A country's code is also
    // written behind signs that no number begins with, as they were found.)
    let Some(swap) = edits.first().and_then(|edit| swaps.get(edit.swap)) else {
        return;
    };
    let code = |number: &E164| number.as_str().get(..3).map(str::to_owned);
    if code(&swap.from) != code(&swap.to) {
        return;
    }
    let swapped = Edit::apply(&edits, href);
    let mut called = Vec::new();
    Swapper::new(vec![swap.reversed()]).href_seen(&swapped, |swap| called.push(swap));
    assert_eq!(called, [0], "{swapped:?}");
}
