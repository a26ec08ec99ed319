//! The words beside a number, as `src/number/words.rs` searches them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::plain::plain;
use crate::text::lines;

/// Words from right to left without their last letter, by that letter.
type Endings = BTreeMap<u8, BTreeSet<Vec<u8>>>;

/// Rust's lists of all lines.
pub fn words(text: &str) -> Result<String, String> {
    let mut lists: BTreeMap<&str, Endings> = BTreeMap::new();
    for (number, line) in lines(text) {
        let (name, words) = line
            .split_once(' ')
            .ok_or_else(|| format!("words.txt:{number}: no words"))?;
        let list = lists.entry(name).or_default();
        for word in words.split(' ') {
            let mut letters = word.chars().rev().map(plain);
            let wrong = |what: &str| format!("words.txt:{number}: {word:?} {what}");
            let last = letters.next().ok_or_else(|| wrong("is no word"))?;
            if !list.entry(last).or_default().insert(letters.collect()) {
                return Err(wrong("is there twice"));
            }
        }
    }
    let mut code = String::new();
    for (name, endings) in lists {
        let mut bytes = Vec::new();
        for (last, words) in endings {
            let words = words.into_iter().collect::<Vec<_>>().join(&b' ');
            let length = u8::try_from(words.len()).map_err(|_| {
                let last = char::from(last);
                format!("words.txt: {name}: over 255 letters in words that end in {last:?}")
            })?;
            bytes.extend([last, length]);
            bytes.extend(words);
        }
        let _ = writeln!(
            code,
            "pub const {name}: Words = Words(b\"{}\");",
            bytes.escape_ascii()
        );
    }
    Ok(code)
}
