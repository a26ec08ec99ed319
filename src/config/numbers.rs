//! Phone numbers of the file: each valid, and each with one use only, since a
//! call to a number must say which rule brought it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::draft::DraftNumber;
use super::errors::Errors;
use super::path::{Path, quoted};
use crate::E164;
use crate::number::{Groups, Spelled};

/// The longest spelling, in characters.
const LONGEST: usize = 64;

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

    /// Where a number is used.
    pub(super) fn place_of(&self, number: &str) -> Option<&str> {
        let number = E164::parse(number).ok()?;
        self.0.get(&number).map(|used| used.path.as_str())
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

/// Reads a number, and its spelling where it has one.
pub(super) fn spelled(draft: &DraftNumber, at: Path<'_>, errors: &mut Errors) -> Option<Spelled> {
    match draft {
        DraftNumber::Text(text) => read(text, at, errors).map(Spelled::from),
        DraftNumber::Spelled { number, display } => {
            let number = read(number.as_deref()?, at.key("number"), errors)?;
            let display = self::display(display.as_deref(), number, at.key("display"), errors);
            Some(Spelled { number, display })
        }
    }
}

/// Where the number itself is written.
pub(super) fn place<'a>(draft: &DraftNumber, at: &'a Path<'a>) -> Path<'a> {
    match draft {
        DraftNumber::Text(_) => *at,
        DraftNumber::Spelled { .. } => at.key("number"),
    }
}

/// Reads how a number is spelled, or says why it is not.
pub(super) fn display(
    text: Option<&str>,
    number: E164,
    at: Path<'_>,
    errors: &mut Errors,
) -> Option<String> {
    let text = legible(text?, at, errors)?;
    if Groups::of_display(text, &number).is_err() {
        let problem = format!("{} does not spell {number}", quoted(text));
        errors.add(at, "display_other_number", problem, SPELL_IT);
        return None;
    }
    Some(text.to_owned())
}

/// How to go on after a spelling of another number.
pub(super) const SPELL_IT: &str =
    r#"write the number and nothing else, as "0631 41555-000" for +4963141555000"#;

/// A text that may be a spelling.
pub(super) fn legible<'t>(text: &'t str, at: Path<'_>, errors: &mut Errors) -> Option<&'t str> {
    let bare = text.trim();
    if bare.is_empty() {
        let hint =
            r#"write the number as people read it, as "0631 41555-000", or leave the field out"#;
        errors.add(at, "empty_value", "the spelling is empty", hint);
    } else if bare.chars().nth(LONGEST).is_some() {
        let problem = format!("{} is longer than {LONGEST} characters", quoted(text));
        errors.add(at, "invalid_display", problem, SPELL_IT);
    } else if bare.chars().any(char::is_control) {
        let problem = format!("{} holds a control character", quoted(text));
        errors.add(at, "invalid_display", problem, SPELL_IT);
    } else if bare != text {
        let problem = format!("{} begins or ends with a space", quoted(text));
        errors.add(
            at,
            "space_around",
            problem,
            format!("write {}", quoted(bare)),
        );
    } else {
        return Some(text);
    }
    None
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
