//! Which rules can never decide, and that it is said.

use super::*;

/// Each line: rules as `[when, targets…]`, and which of them can never decide.
const ORDERS: &str = r#"
[[[{}, "main"], [{"channel": "paid-search"}, "main"]], ["rules[1]"]]
[[[{"source": "a"}, "main"], [{"source": "a", "medium": "b"}, "main"]], ["rules[1]"]]
[[[{"source": "a", "medium": "b"}, "main"], [{"medium": "B", "source": "A"}, "main"]], ["rules[1]"]]
[[[{"source": "a", "medium": "b"}, "main"], [{"source": "a"}, "main"]], []]
[[[{"source": "b"}, "main"], [{"source": "a", "medium": "b"}, "main"]], []]
[[[{"source": "a"}, "main"], [{"medium": "a"}, "main"]], []]
[[[{"source": "a"}, "main"], [{"source": "a"}, "main", "shop"]], []]
[[[{}, "main"], [{"source": "a"}, "shop"], [{"source": "a"}, "main", "shop"]], ["rules[2]"]]
[[[{}, "main"], [{}, "main"], [{"term": "a"}, "main"]], ["rules[1]", "rules[2]"]]
"#;

#[test]
fn finds_rules_that_never_decide() {
    for line in ORDERS.trim().lines() {
        let (rules, expected): (Vec<Vec<Value>>, Vec<String>) = serde_json::from_str(line).unwrap();
        let rule = |(index, rule): (usize, &Vec<Value>)| {
            let targets = rule[1..]
                .iter()
                .map(|name| (name.as_str().unwrap(), "keep"));
            json!({ "id": index.to_string(), "when": rule[0], "swap": targets.collect::<Value>() })
        };
        // So that every target and pool is used in any case.
        let last =
            json!({ "id": "last", "when": { "term": "x" }, "swap": { "shop": { "pool": "web" } } });
        let mut site = site();
        site["targets"]["shop"] = json!({ "number": "+4963141555001" });
        site["rules"] = rules.iter().enumerate().map(rule).chain([last]).collect();
        let found = match check(&site.to_string()) {
            Ok(_) => Vec::new(),
            Err(_) => errors(&site.to_string()),
        };
        let expected: Vec<String> = expected
            .iter()
            .map(|path| format!("{path} unreachable_rule"))
            .collect();
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn says_that_a_rule_never_decides_whatever_is_wrong_with_it() {
    for (when, errors_of_its_own) in [
        (
            json!({ "chanel": "email" }),
            ["rules[1].when.chanel unknown_field"],
        ),
        (json!({ "source": 5 }), ["rules[1].when.source wrong_type"]),
        (json!([]), ["rules[1].when wrong_type"]),
        (
            json!({ "channel": "e-mail" }),
            ["rules[1].when.channel unknown_channel"],
        ),
        (
            json!({ "campaign": " " }),
            ["rules[1].when.campaign empty_value"],
        ),
    ] {
        let mut site = site();
        let rules = site["rules"].as_array_mut().unwrap();
        rules.reverse();
        rules[1]["when"] = when;
        let expected = [&errors_of_its_own[..], &["rules[1] unreachable_rule"]].concat();
        assert_eq!(errors(&site.to_string()), expected);
    }
}

#[test]
fn a_rule_that_cannot_be_read_takes_nothing_from_others() {
    let mut site = site();
    site["rules"][0]["when"] = json!({ "chanel": "email" });
    assert_eq!(
        errors(&site.to_string()),
        ["rules[0].when.chanel unknown_field"]
    );
}
