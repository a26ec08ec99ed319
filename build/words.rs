//! The words beside a number, as `src/number/words.rs` searches them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::plain::plain;
use crate::text::lines;

/// Words from right to left without their last letter, by that letter; behind each
/// stands which list it is of.
type Endings = BTreeMap<u8, BTreeSet<Vec<u8>>>;

/// Behind a word that may also be the end of a longer one.
const END: u8 = 16;

/// Rust's constants: a bit for each list, and all words.
pub fn words(text: &str) -> Result<String, String> {
    let mut lists: Vec<&str> = Vec::new();
    let mut endings = Endings::new();
    let mut code = String::new();
    for (number, line) in lines(text) {
        let wrong = |what: &str| format!("words.txt:{number}: {what}");
        let (name, words) = line.split_once(' ').ok_or_else(|| wrong("no words"))?;
        let list = lists.iter().position(|list| *list == name);
        let list = list.unwrap_or_else(|| {
            let _ = writeln!(code, "pub const {name}: u16 = 1 << {};", lists.len());
            lists.push(name);
            lists.len() - 1
        });
        for word in words.split(' ') {
            let ending = word.strip_prefix('-');
            let end = if ending.is_some() { END } else { 0 };
            let mark = u8::try_from(list).ok().filter(|list| *list < END);
            let mark = mark.ok_or_else(|| wrong("one list too many"))? | end;
            let mut letters = ending.unwrap_or(word).chars().rev().map(plain);
            let last = letters
                .next()
                .ok_or_else(|| wrong("a word without letters"))?;
            let letters = letters.chain([mark]).collect();
            if !endings.entry(last).or_default().insert(letters) {
                return Err(wrong(&format!("{word:?} is there twice")));
            }
        }
    }
    let bytes = grouped(&endings).escape_ascii().to_string();
    let _ = writeln!(code, "const WORDS: &[u8] = b\"{bytes}\";");
    Ok(code)
}

/// All words in groups: a last letter, how long what follows is, the words.
fn grouped(endings: &Endings) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (&last, words) in endings {
        let mut group = Vec::new();
        for word in words {
            if group.len() + word.len() > usize::from(u8::MAX) {
                push_group(&mut bytes, last, &mut group);
            }
            group.extend(word);
        }
        push_group(&mut bytes, last, &mut group);
    }
    bytes
}

fn push_group(bytes: &mut Vec<u8>, last: u8, group: &mut Vec<u8>) {
    bytes.push(last);
    bytes.extend(u8::try_from(group.len()));
    bytes.append(group);
}
