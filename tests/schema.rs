//! The committed `site.schema.json` is what the types say, and says what
//! `config::check` does.
#![cfg(feature = "schema")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use serde_json::{Value, json};
use telswap::config::check;

const COMMITTED: &str = include_str!("../site.schema.json");

#[test]
fn is_up_to_date() {
    assert!(
        telswap::config::schema() == COMMITTED,
        "site.schema.json is out of date; refresh it with\n\
         cargo run --features schema --example schema > site.schema.json"
    );
}

/// A site that uses every field there is.
fn every_field() -> Value {
    json!({
        "$schema": "site.schema.json",
        "site": "hof-kaffee",
        "domains": ["hof-kaffee.de"],
        "targets": {
            "main": {
                "number": "+4963141555000",
                "display": "0631 41555-000",
                "match": {
                    "fax": true,
                    "extension_0": true,
                    "local": true,
                    "letters": false,
                    "whatsapp": true,
                    "sms": true,
                    "sip": true
                }
            },
            "shop": { "number": "+4963141555001" }
        },
        "pools": { "web": {
            "numbers": [{ "number": "+4963141555101", "display": "+49 631 41555-101" }],
            "display": "0631 41555-101",
            "lease_minutes": 30,
            "lease": "visible",
            "overflow": "+4963141555100"
        } },
        "sources": {
            "hosts": { "regio-portal.de": { "kind": "social", "source": "regio" } },
            "aliases": { "chatgpt.com": "chatgpt" },
            "channels": [{ "when": { "source": "regio" }, "channel": "affiliates" }]
        },
        "journey": { "session_minutes": 30, "days": 90 },
        "rules": [{
            "id": "everyone",
            "when": {
                "channel": "paid-search",
                "source": "google",
                "medium": "cpc",
                "campaign": "a",
                "term": "b",
                "content": "c",
                "click_id": "gclid",
                "referrer_host": "google.com",
                "landing_path": "/",
                "query": { "a": "b" },
                "all": [{ "source": "google" }],
                "any": [{ "source": "google" }],
                "not": { "source": "bing" }
            },
            "by": "first",
            "swap": {
                "main": { "pool": "web" },
                "shop": { "number": "+4963141555011", "display": "0631 41555-011" }
            }
        }],
        "consent": {
            "cmp": "tcf",
            "service": "755",
            "purposes": [7],
            "marketing": "3,4",
            "gpc": "ignore",
            "static": "immediate",
            "evidence": "required"
        },
        "page": {
            "after": "load",
            "include": ["main"],
            "exclude": [".legal"],
            "frames": true,
            "attributes": ["data-phone"],
            "data_layer": true
        }
    })
}

/// The schema and the reader are two texts: this holds them together, field by
/// field.
#[test]
fn names_the_fields_that_are_read_and_those_that_must_be_there() {
    check(&every_field().to_string()).unwrap();
    let schema: Value = serde_json::from_str(COMMITTED).unwrap();
    let defs = &schema["$defs"];
    for (object, place) in [
        (&schema, ""),
        (&defs["Target"], "/targets/main"),
        (&defs["Pool"], "/pools/web"),
        (&defs["Rule"], "/rules/0"),
        (&defs["Condition"], "/rules/0/when"),
        (&defs["Sources"], "/sources"),
        (&defs["Host"], "/sources/hosts/regio-portal.de"),
        (&defs["ChannelRule"], "/sources/channels/0"),
        (&defs["Journey"], "/journey"),
        (&schema["properties"]["consent"], "/consent"),
        (&defs["Swap"]["anyOf"][2], "/rules/0/swap/main"),
        (&defs["Swap"]["anyOf"][3], "/rules/0/swap/shop"),
        (&defs["SpelledNumber"]["anyOf"][1], "/pools/web/numbers/0"),
        (&defs["Matching"], "/targets/main/match"),
        (&defs["Page"], "/page"),
    ] {
        let site = every_field();
        let written = site.pointer(place).unwrap().as_object().unwrap();
        let properties = object["properties"].as_object().unwrap();
        assert!(properties.keys().eq(written.keys()), "{place}: {object}");
        assert_eq!(object["additionalProperties"], false, "{place}");

        let required = object["required"].as_array();
        for field in written.keys() {
            let mut site = every_field();
            site.pointer_mut(place)
                .unwrap()
                .as_object_mut()
                .unwrap()
                .remove(field);
            let missing = check(&site.to_string())
                .is_err_and(|errors| errors.0.iter().any(|error| error.code == "missing_field"));
            let must = required.is_some_and(|names| names.contains(&json!(field)));
            assert_eq!(missing, must, "{place}/{field}");
        }
    }
}
