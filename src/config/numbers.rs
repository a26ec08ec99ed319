//! Phone numbers of the file: each valid, and each with one use only, since a
//! call to a number must say which rule brought it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::errors::Errors;
use super::path::{Path, quoted};
use crate::E164;

/// The numbers seen so far and what each is for.
#[derive(Default)]
pub(super) struct Numbers(BTreeMap<E164, Use>);

/// Where a number was first written.
struct Use {
    path: String,
    overflow: bool,
}

impl Numbers {
    /// Notes a number that the page shows, or that is shown in its place.
    pub(super) fn one_use(&mut self, number: E164, at: Path<'_>, errors: &mut Errors) {
        self.note(number, false, at, errors);
    }

    /// Notes a number for when a pool is empty. Pools may share one: a call to
    /// it is attributed to nobody anyway.
    pub(super) fn overflow(&mut self, number: E164, at: Path<'_>, errors: &mut Errors) {
        self.note(number, true, at, errors);
    }

    fn note(&mut self, number: E164, overflow: bool, at: Path<'_>, errors: &mut Errors) {
        match self.0.entry(number) {
            Entry::Vacant(free) => {
                free.insert(Use {
                    path: at.to_string(),
                    overflow,
                });
            }
            Entry::Occupied(taken) if overflow && taken.get().overflow => {}
            Entry::Occupied(taken) => errors.add(
                at,
                "duplicate_number",
                format!("{number} is used already at {}", taken.get().path),
                "give each its own number, else nobody can tell what a call to it came from",
            ),
        }
    }
}

/// Reads a number, or says why it is none.
pub(super) fn read(text: &str, at: Path<'_>, errors: &mut Errors) -> Option<E164> {
    match E164::parse(text) {
        Ok(number) => Some(number),
        Err(error) => {
            let hint = match meant(text) {
                Some(number) => format!("write \"{number}\""),
                None => error.to_string(),
            };
            let problem = format!("{} is no phone number in E.164 form", quoted(text));
            errors.add(at, "invalid_number", problem, hint);
            None
        }
    }
}

/// The number that was meant, where only its spelling is in the way: `(0)`,
/// spaces and signs, `00` for `+`.
fn meant(text: &str) -> Option<E164> {
    if text.len() > 64 {
        return None;
    }
    let bare: String = text
        .replace("(0)", "")
        .chars()
        .filter(|&c| {
            !c.is_whitespace()
                && !matches!(c, '(' | ')' | '/' | '.' | '-' | '\u{2010}'..='\u{2015}')
        })
        .collect();
    let bare = match bare.strip_prefix("00") {
        Some(digits) => format!("+{digits}"),
        None => bare,
    };
    E164::parse(&bare).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_was_meant() {
        let written = [
            "+49 631 41555-000",
            "0049 (631) 41555/000",
            "+49 (0) 631 41555 000",
            "+49\u{a0}631\u{2011}41555000",
        ];
        for text in written {
            assert_eq!(meant(text).unwrap().as_str(), "+4963141555000", "{text}");
        }
        for text in ["0631 41555000", "call us", "+49 631 CALL", ""] {
            assert_eq!(meant(text), None, "{text}");
        }
    }
}
