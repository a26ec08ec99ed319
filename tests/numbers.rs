//! The cases of `data/numbers.jsonl`: a number in a text or a link, and what it
//! reads after the swap.
#![cfg(feature = "config")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use serde::Deserialize;
use telswap::number::Edit;
use telswap::{Swap, Swapper};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The country of the page, which is that of the number.
    country: String,
    kind: Kind,
    text: String,
    from: String,
    to: String,
    groups: Option<String>,
    expected: String,
    note: String,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Text,
    Href,
}

impl Case {
    fn swapper(&self) -> Swapper {
        let groups = self.groups.as_deref();
        let mut swap = Swap::new(self.from.parse().unwrap(), self.to.parse().unwrap());
        swap.groups = groups.map(|groups| groups.parse().unwrap());
        Swapper::new(vec![swap])
    }

    fn swapped(&self, swapper: &Swapper) -> String {
        let edits = match self.kind {
            Kind::Text => swapper.text(&self.text),
            Kind::Href => swapper.href(&self.text),
        };
        Edit::apply(&edits, &self.text)
    }
}

fn cases() -> Vec<Case> {
    let lines = include_str!("data/numbers.jsonl").lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")))
        .collect()
}

#[test]
fn every_case_reads_as_expected() {
    let mut failures = String::new();
    for case in cases() {
        let got = case.swapped(&case.swapper());
        if got != case.expected {
            let Case {
                country,
                note,
                text,
                expected,
                ..
            } = case;
            failures += &format!("{country}, {note}: {text:?} -> {got:?}, not {expected:?}\n");
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn its_own_country_is_what_is_assumed() {
    for case in cases() {
        let swapper = case.swapper().with_country(&case.country).unwrap();
        assert_eq!(case.swapped(&swapper), case.expected, "{}", case.text);
    }
}

#[test]
fn there_are_cases_of_both_sorts() {
    let cases = cases();
    let kept = cases.iter().filter(|case| case.text == case.expected);
    assert!(kept.count() > 50);
    assert!(cases.len() > 200);
}
