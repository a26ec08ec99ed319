//! What `config::check` takes, and what it says of everything else.
#![cfg(feature = "config")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod anything;
mod consent;
mod documents;
mod numbers;
mod reach;
mod sources;

use serde_json::{Value, json};
use telswap::config::{Cmp, ConfigErrors, PublicSite, Site, check};
use telswap::journey::{By, Limits};
use telswap::number::Spelled;
use telswap::source::Field;
use telswap::{Condition, E164, Outcome};

/// A site that holds; each test changes what it is about.
fn site() -> Value {
    json!({
        "site": "hof-kaffee",
        "domains": ["hof-kaffee.de"],
        "targets": { "main": { "number": "+4963141555000" } },
        "pools": { "web": {
            "numbers": ["+4963141555101", "+4963141555102"],
            "lease_minutes": 30,
            "overflow": "+4963141555100"
        } },
        "rules": [
            {
                "id": "google-ads",
                "when": { "channel": "paid-search", "source": "google" },
                "swap": { "main": "+4963141555010" }
            },
            { "id": "everyone", "swap": { "main": { "pool": "web" } } }
        ],
        "consent": { "cmp": "klaro", "service": "call-tracking" },
        "page": {}
    })
}

/// The site with the value at a JSON pointer replaced.
fn with(pointer: &str, value: Value) -> String {
    let mut site = site();
    let (parent, field) = pointer.rsplit_once('/').unwrap();
    match site.pointer_mut(parent).unwrap() {
        Value::Array(list) => match field.parse::<usize>().unwrap() {
            index if index == list.len() => list.push(value),
            index => list[index] = value,
        },
        object => object[field] = value,
    }
    site.to_string()
}

/// The site without the field at a JSON pointer.
fn without(pointer: &str) -> String {
    let mut site = site();
    let (parent, field) = pointer.rsplit_once('/').unwrap();
    let parent = site.pointer_mut(parent).unwrap().as_object_mut();
    parent.unwrap().remove(field).unwrap();
    site.to_string()
}

/// Each error as `path code`, and as one line that a test can search.
fn errors(json: &str) -> Vec<String> {
    let ConfigErrors(errors) = check(json).expect_err("it holds");
    errors
        .iter()
        .map(|error| format!("{} {}", error.path, error.code))
        .collect()
}

/// The one error as it is printed.
fn said(json: &str) -> String {
    let ConfigErrors(errors) = check(json).expect_err("it holds");
    assert_eq!(errors.len(), 1, "{errors:#?}");
    errors[0].to_string()
}

fn number(text: &str) -> E164 {
    text.parse().unwrap()
}

fn holds(json: &str) -> Site {
    check(json).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn reads_a_whole_site() {
    let site = holds(&site().to_string());
    assert_eq!(site.name, "hof-kaffee");
    assert_eq!(site.domains(), ["hof-kaffee.de"]);
    assert_eq!(site.targets["main"].number.as_str(), "+4963141555000");
    assert_eq!(site.pools["web"].numbers.len(), 2);
    assert_eq!(
        site.pools["web"].overflow,
        Some(Spelled::from(number("+4963141555100")))
    );
    let ads = Condition::default()
        .and(Field::Channel, ["paid-search"])
        .and(Field::Source, ["google"]);
    assert_eq!(site.rules[0].when, ads);
    assert_eq!(site.rules[0].by, By::LastNonDirect);
    assert_eq!(
        site.journey,
        Limits {
            session_minutes: 30,
            days: 90
        }
    );
    assert!(site.rules[1].when.takes_everything());
    assert_eq!(
        site.rules[1].swap,
        [("main".to_owned(), Outcome::Pool("web".to_owned()))]
    );
    assert_eq!(site.consent.cmp, Cmp::Klaro);
}

#[test]
fn shows_the_browser_only_its_part() {
    let public = PublicSite::from(&holds(&site().to_string()));
    assert_eq!(
        serde_json::to_value(&public).unwrap(),
        json!({
            "site": "hof-kaffee",
            "domains": ["hof-kaffee.de"],
            "targets": { "main": { "number": "+4963141555000" } },
            "pools": { "web": { "lease_minutes": 30 } },
            "journey": { "session_minutes": 30, "days": 90 },
            "rules": [
                {
                    "id": "google-ads",
                    "when": { "channel": "paid-search", "source": "google" },
                    "swap": { "main": "+4963141555010" }
                },
                { "id": "everyone", "when": {}, "swap": { "main": { "pool": "web" } } }
            ],
            "consent": { "cmp": "klaro", "service": "call-tracking" }
        })
    );
}

#[test]
fn reads_what_may_differ() {
    let tcf = json!({ "cmp": "tcf", "service": "755", "purposes": [1, 7] });
    let consent = holds(&with("/consent", tcf)).consent;
    assert_eq!((consent.cmp, consent.purposes), (Cmp::Tcf, vec![1, 7]));

    let pool = json!({ "numbers": ["+4963141555101"] });
    let pool = holds(&with("/pools/web", pool)).pools["web"].clone();
    assert_eq!((pool.lease_minutes, pool.overflow), (30, None));

    let domains = json!([
        "Hof-Kaffee.de",
        "müller.de",
        "localhost",
        "192.0.2.7",
        "[::1]"
    ]);
    assert_eq!(
        holds(&with("/domains", domains)).domains(),
        [
            "hof-kaffee.de",
            "xn--mller-kva.de",
            "localhost",
            "192.0.2.7",
            "[::1]"
        ]
    );
    holds(&with(
        "/$schema",
        json!("https://example.org/site.schema.json"),
    ));
    holds(&with("/rules/0/swap/main", json!("keep")));
    holds(&format!("\u{feff}{}", site()));
}

#[test]
fn says_where_the_text_is_no_json() {
    for (json, place) in [
        ("", "line 1, column 0: "),
        (
            "{\n  \"site\": \"a\",\n}",
            "line 3, column 1: trailing comma; ",
        ),
        ("{\n  // a comment\n}", "line 2, column 3: "),
        ("{ \"site\": \"a\"", "line 1, column 13: "),
        ("{ \"site\": \"a\0\" }", "line 1, column 13: "),
    ] {
        let said = said(json);
        assert!(said.starts_with(place), "{said}");
        assert!(said.ends_with("[invalid_json]"), "{said}");
    }
    let deep = said(&"[".repeat(200));
    assert!(
        deep.contains("nothing in a site.json nests that deep"),
        "{deep}"
    );
}

#[test]
fn lists_everything_at_once() {
    let json = r#"{
        "site": "Hof Kaffee",
        "domain": ["hof-kaffee.de"],
        "targets": { "main": { "number": 4963141555000 }, "fax": {} },
        "pools": { "web": { "numbers": ["+4963141555101", 5], "lease_minutes": "30" } },
        "rules": [{ "id": "a", "when": [], "swap": { "mian": { "pool": "wbe" } } }, 7],
        "consent": { "cmp": "clario", "service": "" }
    }"#;
    assert_eq!(
        errors(json),
        [
            "domain unknown_field",
            "domains missing_field",
            "targets.main.number wrong_type",
            "targets.fax.number missing_field",
            "pools.web.numbers[1] wrong_type",
            "pools.web.lease_minutes wrong_type",
            "rules[0].when wrong_type",
            "rules[1] wrong_type",
            "site invalid_site_name",
            "rules[0].swap.mian unknown_target",
            "rules[0].swap.mian.pool unknown_pool",
            "consent.cmp unknown_cmp",
            "consent.service empty_value",
        ]
    );
    assert_eq!(check(json), check(json));
}

/// One change to the site at a time (`tests/data/config-errors.jsonl`): the
/// error's place and code, and what its line says to the person who reads it.
#[test]
fn says_what_would_be_right() {
    for line in include_str!("../data/config-errors.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let text = |field: &str| case[field].as_str().unwrap();
        let json = match case.get("remove") {
            Some(_) => without(text("remove")),
            None => with(text("set"), case["to"].clone()),
        };
        let said = said(&json);
        assert!(
            said.starts_with(&format!("{}: ", text("path"))),
            "{said}\n{line}"
        );
        assert!(said.contains(text("says")), "{said}\n{line}");
        assert!(
            said.ends_with(&format!("[{}]", text("code"))),
            "{said}\n{line}"
        );
    }
}

#[test]
fn a_pool_serves_one_target() {
    let json = r#"{
        "site": "hof-kaffee", "domains": ["hof-kaffee.de"],
        "targets": { "main": { "number": "+4963141555000" }, "shop": { "number": "+4963141555001" } },
        "pools": { "web": { "numbers": ["+4963141555101"] } },
        "rules": [{ "id": "everyone", "swap": { "main": { "pool": "web" }, "shop": { "pool": "web" } } }],
        "consent": { "cmp": "klaro", "service": "call-tracking" }
    }"#;
    let errors = check(json).unwrap_err().0;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].path, "rules[0].swap.shop");
    assert_eq!(errors[0].code, "shared_pool");
    assert!(check(&json.replace(r#""shop": { "pool": "web" }"#, r#""shop": "keep""#)).is_ok());
}

#[test]
fn finds_keys_written_twice() {
    let json = site()
        .to_string()
        .replacen("\"site\"", "\"site\":\"b\",\"site\"", 1);
    assert_eq!(errors(&json), ["site duplicate_key"]);
    let json = site()
        .to_string()
        .replacen("\"web\"", "\"web\":{},\"web\"", 1);
    let found = errors(&json);
    assert!(
        found.contains(&"pools.web duplicate_key".to_owned()),
        "{found:?}"
    );
}

#[test]
fn wants_each_static_number_in_one_rule() {
    let rule = json!({ "id": "bing-ads", "when": { "source": "bing" }, "swap": { "main": "+4963141555010" } });
    let mut two = site();
    two["rules"].as_array_mut().unwrap().insert(1, rule);
    assert_eq!(
        errors(&two.to_string()),
        ["rules[1].swap.main duplicate_number"]
    );
}

#[test]
fn lets_pools_share_an_overflow_number() {
    let mut two = site();
    two["pools"]["tv"] = json!({ "numbers": ["+4963141555201"], "overflow": "+4963141555100" });
    let rule =
        json!({ "id": "tv", "when": { "source": "tv" }, "swap": { "main": { "pool": "tv" } } });
    two["rules"].as_array_mut().unwrap().insert(0, rule);
    holds(&two.to_string());
}
