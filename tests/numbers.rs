//! The cases of `data/numbers.jsonl`: a number in a text, a link or a page, and
//! what it reads after the swap. Those of pages (`html`) are run in browsers, by
//! `tests/e2e`.
//!
//! `TELSWAP_CASES=file` runs another file of cases instead, also one with the
//! longer names that `Case` knows.
#![cfg(feature = "config")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::{env, fs};

use serde::Deserialize;
use serde_json::Value;
use telswap::number::{Edit, Groups, Matching};
use telswap::{Swap, Swapper};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(default, rename = "id")]
    _id: Value,
    /// The country of the page, which is that of the number.
    country: String,
    kind: Kind,
    text: String,
    #[serde(alias = "target_e164")]
    from: String,
    #[serde(alias = "replacement_e164")]
    to: String,
    #[serde(alias = "canonical_groups")]
    groups: Option<String>,
    /// How `to` is spelled, and `from`.
    display: Option<String>,
    from_display: Option<String>,
    /// What else is matched; or whether anything is, by default.
    #[serde(default, rename = "match")]
    matching: Asked,
    /// What the site says of its page, which is for browsers.
    #[serde(default)]
    page: Value,
    #[serde(alias = "expected_text")]
    expected: String,
    /// What it reads where everything is matched.
    opt_in_expected: Option<String>,
    note: String,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(untagged)]
enum Asked {
    Changes(bool),
    Also(Matching),
}

impl Default for Asked {
    fn default() -> Self {
        Self::Also(Matching::default())
    }
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Text,
    Href,
    Html,
}

impl Case {
    fn swapper(&self, matching: Matching) -> Swapper {
        let mut swap = Swap::new(self.from.parse().unwrap(), self.to.parse().unwrap());
        swap.matching = matching;
        let groups = self.groups.as_deref();
        let display = self.display.as_deref();
        swap.groups = (groups.map(|groups| groups.parse().unwrap()))
            .or_else(|| display.map(|text| Groups::of_display(text, &swap.to).unwrap()));
        let display = self.from_display.as_deref();
        swap.own_groups = display.map(|text| Groups::of_display(text, &swap.from).unwrap());
        Swapper::new(vec![swap])
    }

    fn swapped(&self, swapper: &Swapper) -> String {
        let edits = match self.kind {
            Kind::Text => swapper.text(&self.text),
            Kind::Href => swapper.href(&self.text),
            Kind::Html => Vec::new(),
        };
        Edit::apply(&edits, &self.text)
    }

    /// What it is to read, and with what matched.
    fn wanted(&self) -> Vec<(Matching, &str)> {
        let matching = match self.matching {
            Asked::Changes(changes) => {
                assert_eq!(changes, self.text != self.expected, "{}", self.text);
                Matching::default()
            }
            Asked::Also(matching) => matching,
        };
        let mut wanted = vec![(matching, self.expected.as_str())];
        if let Some(expected) = &self.opt_in_expected {
            let mut all = Matching::default();
            for name in Matching::NAMES {
                all.set(name, true).unwrap();
            }
            wanted.push((all, expected));
        }
        wanted
    }
}

fn cases() -> Vec<Case> {
    let file = env::var("TELSWAP_CASES").ok();
    let text = file.map_or_else(
        || include_str!("data/numbers.jsonl").to_owned(),
        |file| fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}")),
    );
    let lines = text.lines().filter(|line| !line.is_empty());
    lines
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")))
        .collect()
}

#[test]
fn every_case_reads_as_expected() {
    let mut failures = String::new();
    for case in cases() {
        if case.kind == Kind::Html {
            continue;
        }
        for (matching, expected) in case.wanted() {
            let swapper = case.swapper(matching);
            // Its own country is what is assumed.
            let at_home = swapper.clone().with_country(&case.country).unwrap();
            let as_in_browsers = swapper.clone().unindexed();
            for swapper in [swapper, at_home, as_in_browsers] {
                let got = case.swapped(&swapper);
                if got != expected {
                    let Case {
                        country,
                        note,
                        text,
                        ..
                    } = &case;
                    failures +=
                        &format!("{country}, {note}: {text:?} -> {got:?}, not {expected:?}\n");
                    break;
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn there_are_cases_of_all_sorts() {
    if env::var("TELSWAP_CASES").is_ok() {
        return;
    }
    let cases = cases();
    assert!(cases.len() > 1100);
    let kept = cases.iter().filter(|case| case.text == case.expected);
    assert!(kept.count() > 300);
    let pages = cases.iter().filter(|case| case.kind == Kind::Html);
    assert!(pages.count() > 80);
    assert!(cases.iter().any(|case| !case.page.is_null()));
    let countries: BTreeSet<_> = cases.iter().map(|case| &case.country).collect();
    assert!(countries.len() > 50);
    let mut lines = BTreeSet::new();
    for Case {
        kind,
        text,
        from,
        to,
        matching,
        page,
        ..
    } in &cases
    {
        let Asked::Also(matching) = matching else {
            panic!("{text}: whether something is matched is seen by what is expected");
        };
        let said = serde_json::to_string(matching).unwrap();
        let first = lines.insert((*kind as u8, text, from, to, said, page.to_string()));
        assert!(first, "{text}: there twice");
    }
}
