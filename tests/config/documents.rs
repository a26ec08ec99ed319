//! What the documents show holds.

use serde_json::{Value, json};
use telswap::config::Cmp;

use super::holds;

/// The pieces of JSON in a document.
fn pieces(document: &str) -> impl Iterator<Item = &str> {
    let pieces = document.split("```json\n").skip(1);
    pieces.map(|piece| piece.split("```").next().unwrap())
}

#[test]
fn the_example_holds() {
    let [site] = pieces(include_str!("../../README.md")).collect::<Vec<_>>()[..] else {
        panic!("there is one");
    };
    holds(site);
}

#[test]
fn pieces_hold_in_a_site() {
    for document in [
        include_str!("../../docs/numbers-and-page.md"),
        include_str!("../../docs/consent.md"),
    ] {
        assert!(pieces(document).count() > 1);
        pieces_hold(document);
    }
}

fn pieces_hold(document: &str) {
    for piece in pieces(document) {
        let mut site = json!({
            "site": "hof-kaffee",
            "domains": ["hof-kaffee.de"],
            "targets": { "main": { "number": "+4963141555000" } },
            "pools": { "web": { "numbers": ["+4963141555101"] } },
            "rules": [],
            "consent": { "cmp": "klaro", "service": "call-tracking" }
        });
        let fields: Value = serde_json::from_str(&format!("{{{piece}}}")).unwrap();
        for (name, value) in fields.as_object().unwrap() {
            site[name] = value.clone();
        }
        for rule in site["rules"].as_array_mut().unwrap() {
            rule["when"] = json!({ "channel": "paid-search" });
        }
        let everyone = json!({ "id": "everyone", "swap": { "main": { "pool": "web" } } });
        site["rules"].as_array_mut().unwrap().push(everyone);
        holds(&site.to_string());
    }
}

#[test]
fn all_consent_platforms_are_named() {
    let document = include_str!("../../docs/consent.md");
    let types = include_str!("../../pkg-templates/npm/site.d.ts");
    for name in Cmp::ALL.map(Cmp::name) {
        assert!(document.contains(&format!("`{name}`")), "{name}");
        assert!(types.contains(&format!("  | '{name}'")), "{name}");
    }
}

#[test]
fn the_loader_knows_all_consent_platforms() {
    let index = include_str!("../../pkg-templates/loader/src/consent/index.ts");
    let imported = |line: &str| {
        let file = line.strip_prefix("import { ")?.split_once("from './")?.1;
        Some(file.strip_suffix(".ts';")?.to_owned())
    };
    let mut known: Vec<_> = index.lines().filter_map(imported).collect();
    known.extend(["auto", "manual"].map(str::to_owned));
    known.sort();
    assert_eq!(known, Cmp::ALL.map(Cmp::name));
}
