//! A fragment of HTML, as the page's pass goes about it: its texts, in lines; whether the
//! whole shows that they hold a number; each line swapped, and cut at its borders again.

use html5gum::{Token, Tokenizer};
use telswap::number::Edit;
use telswap::{Swap, Swapper};

use crate::numbers::{check_edits, has_ending, swaps_and_text};

/// Elements that stand within a line of text; every other one ends it.
const INLINE: [&[u8]; 8] = [b"a", b"b", b"em", b"i", b"span", b"strong", b"sup", b"wbr"];

/// Checks one fragment: see `swaps_and_text`.
pub fn check(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let (swaps, html) = swaps_and_text(&input);
    let swapper = Swapper::new(swaps.clone());
    let mut lines = lines(html);
    lines.retain(|line| !line.is_empty());
    // The page's pass looks for endings in the whole text, without any borders.
    let whole = lines.concat().concat();
    for line in &lines {
        check_line(&swapper, &swaps, line, &whole);
    }
}

fn check_line(swapper: &Swapper, swaps: &[Swap], line: &[String], whole: &str) {
    let joined = line.join("\0");
    let mut seen = Vec::new();
    let edits = swapper.text_seen(&joined, |swap, _| seen.push(swap));
    check_edits(&edits, &joined, swaps);
    let is_noticed = |place: &usize| {
        let swap = swaps.get(*place);
        swap.is_some_and(|swap| has_ending(swap, whole))
    };
    assert!(seen.iter().all(is_noticed), "{joined:?} was not noticed");

    let swapped = Edit::apply(&edits, &joined);
    let texts: Vec<&str> = swapped.split('\0').collect();
    assert_eq!(texts.len(), line.len(), "{joined:?} became {swapped:?}");

    // Texts that no edit touches are as they were.
    let mut at = 0;
    for (text, before) in texts.iter().zip(line) {
        let place = at..at + before.len();
        let touches = |edit: &Edit| edit.range.start <= place.end && place.start <= edit.range.end;
        assert!(
            text == before || edits.iter().any(touches),
            "{before:?} became {text:?}"
        );
        at = place.end + 1;
    }

    // Another pass finds nothing to do.
    let targets: Vec<_> = swaps.iter().map(|swap| swap.from).collect();
    if !swaps.iter().any(|swap| targets.contains(&swap.to)) {
        assert!(
            swapper.text(&swapped).is_empty(),
            "{joined:?} became {swapped:?}"
        );
    }
}

/// The texts of a fragment, by line.
fn lines(html: &str) -> Vec<Vec<String>> {
    let mut lines = vec![Vec::new()];
    let mut text = String::new();
    let end_text = |text: &mut String, lines: &mut Vec<Vec<String>>| {
        if let Some(line) = lines.last_mut()
            && !text.is_empty()
        {
            line.push(std::mem::take(text));
        }
    };
    for token in Tokenizer::new(html) {
        let name = match token.expect("a text can always be read") {
            Token::String(part) => {
                // As the tree builder does: no text of a page has a border of its own.
                text.push_str(&String::from_utf8_lossy(&part).replace('\0', ""));
                continue;
            }
            Token::StartTag(tag) => tag.name,
            Token::EndTag(tag) => tag.name,
            Token::Comment(_) => html5gum::HtmlString(b"wbr".to_vec()),
            _ => continue,
        };
        end_text(&mut text, &mut lines);
        if !INLINE.contains(&name.as_slice()) {
            lines.push(Vec::new());
        }
    }
    end_text(&mut text, &mut lines);
    lines
}
