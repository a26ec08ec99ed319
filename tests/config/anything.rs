//! Anything at all in a `site.json`: it is refused with reasons, and soon.

use proptest::prelude::*;
use serde_json::{Value, json};
use telswap::config::{ConfigErrors, check};

use super::{site, with};

/// JSON values of any kind, with names and texts that matter.
fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        prop::sample::select(vec![
            "",
            "main",
            "web",
            "keep",
            "+4963141555000",
            "0631 41555-000",
            "load",
            ".legal",
            "tcf",
            "\0",
            "ä"
        ])
        .prop_map(str::to_owned),
        "\\PC{0,8}",
    ];
    let name = prop_oneof![
        text.clone(),
        prop::sample::select(vec![
            "channel",
            "query",
            "all",
            "any",
            "not",
            "hosts",
            "channels",
            "when",
            "number",
            "display",
            "pool",
            "include",
            "attributes",
            "after",
            "fax"
        ])
        .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..4)
                .prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn never_refuses_without_a_reason(value in value(), place in 0..28_usize, text in "\\PC*") {
        let places = [
            "/site", "/domains", "/domains/0", "/targets", "/targets/main", "/targets/main/number",
            "/pools", "/pools/web", "/pools/web/numbers", "/pools/web/numbers/0",
            "/pools/web/lease_minutes", "/pools/web/overflow", "/rules", "/rules/0", "/rules/0/id",
            "/rules/0/when", "/rules/0/by", "/sources", "/journey", "/rules/0/swap", "/rules/0/swap/main", "/consent",
            "/targets/main/display", "/targets/main/match", "/pools/web/display", "/pools/web/lease",
            "/page", "/page/include",
        ];
        for json in [with(places[place], value), text] {
            if let Err(errors) = check(&json) {
                prop_assert!(!errors.0.is_empty(), "{json}");
                prop_assert!(errors.0.iter().all(|error| !error.problem.is_empty() && !error.hint.is_empty()));
            }
        }
    }
}

#[test]
fn stays_linear_in_the_number_of_wrong_names() {
    let names = |count: u32, name: char| (0..count).map(move |n| format!("{name}-{n}"));
    let mut many = site();
    let target = |n: String| (n, json!({ "number": "+4963141555000" }));
    many["targets"] = names(20_000, 'a').map(target).collect();
    let rule = |n: String| json!({ "id": n, "swap": { n.clone(): { "pool": n } } });
    many["rules"] = names(20_000, 'b').map(rule).collect();
    let ConfigErrors(errors) = check(&many.to_string()).unwrap_err();
    assert_eq!(errors.len(), 1001);
}
