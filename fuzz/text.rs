//! A text.

use std::collections::BTreeSet;
use std::ops::Range;

use telswap::number::Edit;
use telswap::{Swap, Swapper};

use crate::numbers::{borders, check_edits, has_ending, mask, swaps_and_text};

/// Checks the search through one text: see `swaps_and_text`.
pub fn check(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let (swaps, text) = swaps_and_text(&input);
    let swapper = Swapper::new(swaps.clone());
    let mut seen = Vec::new();
    let edits = swapper.text_seen(text, |swap, at| seen.push((swap, at)));

    check_edits(&edits, text, &swaps);
    for edit in &edits {
        let old = &text[edit.range.clone()];
        assert_eq!(borders(old), borders(&edit.text), "{edit:?} for {old:?}");
    }
    // Some stay though they are found: what stands behind them refers to them.
    let mut rest = seen.iter();
    let all_seen = edits
        .iter()
        .all(|edit| rest.any(|(place, _)| *place == edit.swap));
    assert!(all_seen, "{seen:?} but {edits:?}");

    let has_its_ending = |(place, at): &(usize, Range<usize>)| {
        let swap = swaps.get(*place);
        swap.is_some_and(|swap| has_ending(swap, &text[at.clone()]))
    };
    assert!(seen.iter().all(has_its_ending), "{seen:?}");

    let small = swapper.unindexed();
    assert_eq!(small.text(text), edits, "without an index");

    let places: BTreeSet<usize> = seen.into_iter().map(|(place, _)| place).collect();
    for swap in places.into_iter().filter_map(|place| swaps.get(place)) {
        check_return(swap, text);
    }
}

/// Where the shape stays, only digits change; and where it stays on the way back,
/// that leads to what stood there.
fn check_return(swap: &Swap, text: &str) {
    let there = Swapper::new(vec![swap.clone()]);
    let back = Swapper::new(vec![swap.reversed()]);
    let Some(swapped) = in_shape(&there, text) else {
        return;
    };
    assert_eq!(mask(&swapped), mask(text));
    if !has_ending(&swap.reversed(), text)
        && let Some(returned) = in_shape(&back, &swapped)
    {
        assert_eq!(returned, text, "by {swapped:?}");
    }
}

/// The text with its numbers swapped; nothing where one of them changes its shape.
fn in_shape(swapper: &Swapper, text: &str) -> Option<String> {
    let edits = swapper.text(text);
    let keeps_shape = |edit: &Edit| mask(&text[edit.range.clone()]) == mask(&edit.text);
    edits
        .iter()
        .all(keeps_shape)
        .then(|| Edit::apply(&edits, text))
}
