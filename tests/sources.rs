//! Our cases for the classifier: `tests/data/sources.jsonl`, a landing URL and
//! a referrer, and what must be said of them. `TELSWAP_CASES=file` runs another
//! file of such cases instead, here and in `tests/npm/conformance.test.mjs`.
#![cfg(feature = "config")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod growth;

use std::hint::black_box;

use proptest::prelude::*;
use serde_json::Value;
use telswap::config::check;
use telswap::{Channel, Sources, Visit, classify};

/// Runs the cases of one file: one JSON object a line, of which only the fields
/// under `expect` count. Returns how many there are.
fn run(path: &str) -> usize {
    let text = std::fs::read_to_string(path).unwrap();
    let mut wrong = Vec::new();
    let mut cases = 0;
    for (number, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
    {
        let case: Value = serde_json::from_str(line)
            .unwrap_or_else(|error| panic!("{path}:{}: {error}", number + 1));
        let visit = Visit {
            landing: case["landing"].as_str().unwrap(),
            referrer: case["referrer"].as_str().unwrap(),
        };
        let sources = sources(&case);
        let said = serde_json::to_value(classify(&visit, &sources)).unwrap();
        let expected = case["expect"].as_object().unwrap();
        assert!(
            !expected.is_empty(),
            "{path}:{}: nothing expected",
            number + 1
        );
        for (field, expected) in expected {
            let said = said
                .get(field)
                .unwrap_or_else(|| panic!("no field {field}"));
            if said != expected {
                wrong.push(format!(
                    "line {}: {field} is {said}, not {expected}\n  {line}",
                    number + 1
                ));
            }
        }
        cases += 1;
    }
    assert!(wrong.is_empty(), "{path}:\n{}", wrong.join("\n"));
    cases
}

/// What the case's site says of sources: its hosts under `own`, or `sources` of the
/// site in `tests/data/site.json`.
fn sources(case: &Value) -> Sources {
    if let Some(sources) = case.get("sources") {
        let mut site: Value = serde_json::from_str(include_str!("data/site.json")).unwrap();
        site["sources"] = sources.clone();
        return check(&site.to_string()).unwrap().sources;
    }
    let own = case["own"].as_array();
    let hosts = own.into_iter().flatten();
    Sources::own(hosts.map(|host| host.as_str().unwrap()))
}

#[test]
fn says_what_the_cases_want() {
    if let Ok(other) = std::env::var("TELSWAP_CASES") {
        assert!(run(&other) > 0, "no case in {other}");
        return;
    }
    let cases = run(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/data/sources.jsonl"
    ));
    assert!(cases >= 400, "only {cases} cases");
}

/// A URL made of the pieces that matter, and of noise.
fn url() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "https://",
        "http://",
        "android-app://",
        "www.",
        "google.",
        "com",
        "de",
        ".",
        "/",
        "?",
        "#",
        "&",
        "=",
        "%",
        "%4",
        "%41",
        "%ff",
        "+",
        "@",
        ":",
        "[",
        "]",
        "\\",
        "utm_source",
        "utm_medium",
        "utm_campaign",
        "gclid",
        "fbclid",
        "gad_source",
        "amp;",
        "cpc",
        "email",
        "x.com/i/grok",
        "ä",
        "\0",
    ]);
    let noise = prop_oneof![pieces.prop_map(str::to_owned), "\\PC{0,4}"];
    prop::collection::vec(noise, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn says_something_of_any_text(landing in url(), referrer in url(), own in url()) {
        let visit = Visit { landing: &landing, referrer: &referrer };
        let own = Sources::own([own]);
        let source = classify(&visit, &own);
        prop_assert_eq!(Channel::from_slug(source.channel.slug()), Some(source.channel));
        prop_assert!(!source.source.is_empty() && !source.medium.is_empty());
        let texts = [&source.campaign, &source.term, &source.content];
        prop_assert!(texts.into_iter().flatten().all(|text| !text.is_empty()));
        prop_assert_eq!(&classify(&visit, &own), &source);
        prop_assert_eq!(&source.clone().into_owned(), &source);
    }

    #[test]
    fn never_takes_another_host_for_the_sites_own(host in "[a-z]{1,8}(\\.[a-z]{1,8}){1,3}") {
        let other = format!("https://x{host}/");
        let visit = Visit { landing: &format!("https://{host}/"), referrer: &other };
        prop_assert!(classify(&visit, Sources::NONE).referrer_host.is_some());
    }
}

/// Visits with `part` in every place, over and over.
fn long_visits(part: &str, length: usize) -> [(String, String); 5] {
    let long = part.repeat(length / part.len());
    [
        (long.clone(), long.clone()),
        (
            format!("https://hof-kaffee.de/?{long}"),
            format!("https://www.google.com/{long}"),
        ),
        (
            format!("https://hof-kaffee.de/#{long}"),
            format!("https://www.google.com/?q={long}"),
        ),
        (
            format!("https://hof-kaffee.de/?utm_source={long}"),
            format!("https://{long}"),
        ),
        (format!("https://{long}/"), format!("android-app://{long}/")),
    ]
}

/// Classifying visits with `part` in every place takes time in proportion to
/// their length.
fn assert_linear(part: &str, length: usize) {
    let sources = Sources::own(["hof-kaffee.de"]);
    for place in 0..5 {
        let what = format!("{part:?} in place {place}");
        let make = |length| long_visits(part, length)[place].clone();
        growth::is_linear(&what, length, make, |(landing, referrer)| {
            black_box(classify(&Visit { landing, referrer }, &sources));
        });
    }
}

#[test]
fn stays_linear_with_long_texts() {
    for part in [
        "%", "=", "gclid=1&", "#", "?", "/", "@", "a.", "\u{fffd}", "://", "\\", "[",
    ] {
        assert_linear(part, 128 << 10);
    }
}

#[test]
fn stays_linear_to_a_megabyte() {
    for part in ["a", "&", "utm_source=&", "%41", "."] {
        assert_linear(part, 1 << 20);
    }
}
