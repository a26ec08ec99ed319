//! Which rules can never decide, and that it is said.

use telswap::Channel;

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
[[[{"source": ["a", "b"]}, "main"], [{"source": "b"}, "main"]], ["rules[1]"]]
[[[{"source": "a"}, "main"], [{"source": "b"}, "main"], [{"source": ["b", "a"]}, "main"]], ["rules[2]"]]
[[[{"source": "a"}, "main"], [{"source": ["a", "b"]}, "main"]], []]
[[[{"source": "goo*"}, "main"], [{"source": "google"}, "main"], [{"source": "*google*"}, "main"]], ["rules[1]"]]
[[[{"source": "*o*"}, "main"], [{"source": "g*o*e", "term": "a"}, "main"]], ["rules[1]"]]
[[[{"not": {"channel": "direct"}}, "main"], [{"channel": "email"}, "main"]], ["rules[1]"]]
[[[{"not": {"channel": "direct"}}, "main"], [{"channel": "direct"}, "main"], [{}, "main"]], []]
[[[{"not": {"source": "a"}}, "main"], [{"not": {"source": ["a", "b"]}}, "main"]], ["rules[1]"]]
[[[{"any": [{"source": "a"}, {"medium": "b"}]}, "main"], [{"medium": "b", "term": "c"}, "main"]], ["rules[1]"]]
[[[{"source": "a"}, "main"], [{"all": [{"source": "a"}, {"term": "b"}]}, "main"]], ["rules[1]"]]
[[[{"query": {"x": "*"}}, "main"], [{"query": {"x": "1"}}, "main"], [{"query": {"y": "1"}}, "main"]], ["rules[1]"]]
[[[{"query": {"X": "1"}}, "main"], [{"query": {"x": "1"}}, "main"]], ["rules[1]"]]
[[[{"referrer_host": "www.A.de"}, "main"], [{"referrer_host": "a.de."}, "main"]], ["rules[1]"]]
[[[{"any": [{}, {"term": "a"}]}, "main"], [{"source": "a"}, "main"]], ["rules[1]"]]
[[[{"medium": "*"}, "main"], [{"source": "a"}, "main"]], ["rules[1]"]]
[[[{"campaign": "*"}, "main"], [{"source": "a"}, "main"]], []]
[[[{"channel": "paid-*"}, "main"], [{"not": {"channel": "paid-*"}}, "main"], [{"source": "a"}, "main"], [{}, "main"]], ["rules[2]"]]
[[[{"channel": ["paid-search", "paid-social"]}, "main"], [{"channel": "paid-shopping"}, "main"], [{"channel": "paid-s*", "term": "a"}, "main"]], ["rules[2]"]]
[[[{"channel": ["paid-search", "paid-social"]}, "main"], [{"channel": "paid-s*"}, "main"]], []]
[[[{"channel": "paid-*", "term": "a"}, "main"], [{"not": {"channel": "paid-*"}}, "main"], [{"source": "a"}, "main"]], []]
"#;

#[test]
fn all_channels_are_everyone() {
    let all: Vec<&str> = Channel::ALL.into_iter().map(Channel::slug).collect();
    let rules = |all: &[&str], then: Value| {
        let mut site = site();
        let rules = site["rules"].as_array_mut().unwrap();
        rules[0]["by"] = json!("first");
        rules[0]["when"] = json!({ "channel": all });
        rules[1]["when"] = then;
        site.to_string()
    };
    let email = json!({ "channel": "email" });
    let expected = ["rules[1] unreachable_rule"];
    assert_eq!(errors(&rules(&all, email.clone())), expected);
    assert_eq!(errors(&rules(&all, json!({ "source": "a" }))), expected);
    holds(&rules(&all[1..], email));
    // A net for channels to come.
    holds(&rules(&all, json!({})));
}

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

#[test]
fn rules_that_look_at_other_visits_take_nothing_from_each_other() {
    let mut site = site();
    let email = json!({ "id": "a", "when": { "channel": "email" }, "by": "first", "swap": { "main": "keep" } });
    site["rules"][0] = email.clone();
    site["rules"][1] = email;
    site["rules"][1]["id"] = json!("b");
    let everyone = json!({ "id": "c", "swap": { "main": { "pool": "web" } } });
    site["rules"].as_array_mut().unwrap().push(everyone);
    assert_eq!(errors(&site.to_string()), ["rules[1] unreachable_rule"]);
    site["rules"][1]["by"] = json!("last");
    holds(&site.to_string());
    // Everyone is everyone, whichever visit is looked at.
    site["rules"].as_array_mut().unwrap().swap(1, 2);
    assert_eq!(errors(&site.to_string()), ["rules[2] unreachable_rule"]);
}

#[test]
fn a_rule_that_no_visit_meets_is_an_error() {
    for when in [
        json!({ "all": [{ "source": "a" }, { "source": "b" }] }),
        json!({ "channel": "paid-s*", "not": { "channel": ["paid-se*", "paid-shopping", "*social"] } }),
        json!({ "source": "a", "not": { "source": "a" } }),
        json!({ "source": "a", "not": { "source": "*" } }),
        json!({ "source": "google", "all": [{ "source": "b*" }] }),
        json!({ "any": [{ "all": [{ "channel": "email" }, { "channel": "sms" }] }] }),
    ] {
        let json = with("/rules/0/when", when);
        assert_eq!(errors(&json), ["rules[0].when contradiction"], "{json}");
    }
}

/// A site with these conditions, the last rule being for everyone.
fn with_rules(conditions: impl Iterator<Item = Value>) -> String {
    let mut many = site();
    let last = many["rules"].as_array_mut().unwrap().pop().unwrap();
    let rule =
        |(n, when)| json!({ "id": format!("rule-{n}"), "when": when, "swap": { "main": "keep" } });
    many["rules"] = conditions.enumerate().map(rule).chain([last]).collect();
    many.to_string()
}

fn campaigns(from: u32, to: u32) -> Vec<String> {
    (from..to).map(|n| n.to_string()).collect()
}

#[test]
fn stays_linear_in_the_number_of_rules() {
    let of = |n: &String| json!({ "channel": "paid-search", "source": "google", "medium": "cpc", "campaign": n });
    let mut many = campaigns(0, 20_000);
    assert_eq!(holds(&with_rules(many.iter().map(of))).rules.len(), 20_001);
    // All of them are looked into.
    many.push("7".to_owned());
    let expected = ["rules[20000] unreachable_rule"];
    assert_eq!(errors(&with_rules(many.iter().map(of))), expected);
}

#[test]
fn looks_into_long_lists() {
    let of = |list: Vec<String>| json!({ "source": ["google", "bing"], "campaign": list });
    let json = with_rules([campaigns(0, 500), campaigns(430, 500)].map(of).into_iter());
    assert_eq!(errors(&json), ["rules[1] unreachable_rule"]);
    holds(&with_rules(
        [campaigns(0, 500), campaigns(430, 501)].map(of).into_iter(),
    ));
    // More is believed.
    holds(&with_rules(
        [campaigns(0, 501), campaigns(0, 501)].map(of).into_iter(),
    ));
}

/// What would take minutes is believed; a rule for everyone still takes all.
#[test]
fn looks_no_further_than_it_can_afford() {
    let two = |name: &str, n: u32| json!([format!("{name}{n}"), name]);
    let five = |n| {
        json!({
            "source": two("s", n), "medium": two("m", n), "campaign": two("c", n),
            "term": two("t", n), "content": two("x", n)
        })
    };
    holds(&with_rules((0..20_000).map(five)));

    let mut many = site();
    let targets = (0..300).map(|n| format!("t{n}"));
    let of = |n: usize| json!({ "number": format!("+4930{n:09}") });
    many["targets"] = targets
        .clone()
        .enumerate()
        .map(|(n, name)| (name, of(n)))
        .collect();
    many["pools"] = json!({});
    let all: Value = targets.map(|name| (name, json!("keep"))).collect();
    let rule = |n: usize| json!({ "id": n.to_string(), "when": { "campaign": format!("*-{n}-*x") }, "swap": all });
    many["rules"] = (0..500).map(rule).collect();
    holds(&many.to_string());
    let everyone = json!({ "id": "everyone", "swap": all });
    many["rules"].as_array_mut().unwrap().insert(499, everyone);
    assert_eq!(errors(&many.to_string()), ["rules[500] unreachable_rule"]);

    // One long condition.
    let long: Vec<Value> = (0..20_000)
        .map(|n| json!({ "campaign": format!("*-{n}-*") }))
        .collect();
    holds(&with_rules(
        [json!({ "all": long }), json!({ "all": long })].into_iter(),
    ));
    holds(&with_rules([json!({ "not": { "any": long } })].into_iter()));
}
