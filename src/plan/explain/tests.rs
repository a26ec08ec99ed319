//! What is said of visits, and that it is so.

use super::*;
use crate::journey::Limits;
use crate::source::Part;
use crate::{Condition, Sources, Visit};

fn rule(id: &str, when: Condition, target: &str, outcome: Outcome) -> Rule {
    Rule {
        id: id.to_owned(),
        when,
        by: By::default(),
        swap: vec![(target.to_owned(), outcome)],
    }
}

fn rules() -> Vec<Rule> {
    let google = Condition::default()
        .and(Field::Channel, ["paid-search"])
        .and(Field::Source, ["GOOGLE"]);
    let autumn = Condition::default()
        .and(Field::Source, ["bing"])
        .and(Field::Campaign, ["herbst"]);
    let number = Outcome::Number(Spelled {
        number: "+4963141555010".parse().unwrap(),
        display: Some("0631 41555-010".to_owned()),
    });
    let pool = Outcome::Pool("web".to_owned());
    vec![
        rule("autumn", autumn, "main", Outcome::Keep),
        rule("google-ads", google, "main", number),
        rule("everyone", Condition::default(), "shop", pool),
    ]
}

/// What is said of the targets of somebody who came through these landings,
/// a day between them.
fn explained(landings: &[&str], rules: &[Rule], check: impl FnOnce(&Explanation<'_>)) {
    let mut journey = Journey::default();
    let mut landing = None;
    for (day, address) in (0..).zip(landings) {
        let visit = Visit {
            landing: address,
            referrer: "",
        };
        let conditions = rules.iter().map(|rule| &rule.when);
        let limits = Limits::default();
        journey.arrive(&visit, Sources::NONE, conditions, day * 86_400_000, limits);
        landing = Some(Landing::of(&visit, Sources::NONE));
    }
    let targets = ["main", "shop", "fax"];
    check(&explain(targets, rules, &journey, landing.as_ref()));
}

#[test]
fn says_which_part_failed_on_which_value() {
    let landing = "https://hof-kaffee.de/?gclid=x&utm_term=%1B[31mespresso";
    explained(&[landing], &rules(), |explanation| {
        let matches = explanation.rules.iter().map(|verdict| verdict.matches);
        assert!(matches.eq([false, true, true]));
        assert_eq!(
            explanation.to_string(),
            "\
visit
  channel        paid-search
  source         google
  medium         cpc
  term           \u{fffd}[31mespresso
  click_id       gclid

rules, in order
  autumn      does not match: source is google, not bing; there is no campaign that is herbst
  google-ads  matches
  everyone    matches

targets
  main  becomes +4963141555010, written 0631 41555-010: rule google-ads
  shop  becomes a number of the pool web: rule everyone
  fax   keeps the page's own number: no rule decides
"
        );
    });
}

#[test]
fn says_where_in_a_condition_it_stands() {
    let is = |field, value: &str| Condition::default().and(field, [value]);
    let mail = is(Field::Medium, "email");
    let partner = Field::Query("partner".to_owned());
    let condition = Condition {
        parts: vec![
            Part::Any(vec![
                is(Field::Source, "google"),
                is(Field::Source, "bing").and(Field::Medium, ["cpc", "ppc"]),
            ]),
            Part::All(vec![is(partner, "innung"), is(Field::LandingPath, "/x*")]),
            Part::Not(mail.and(Field::Channel, ["organic-*"])),
            Part::Not(is(Field::Term, "a")),
        ],
    };
    let rules = [rule("deep", condition, "main", Outcome::Keep)];
    let landing = "https://hof-kaffee.de/k%C3%A4se?utm_source=bing&utm_medium=email";
    explained(&[landing], &rules, |explanation| {
        let said: Vec<String> = explanation.rules[0]
            .mismatches
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            said,
            [
                "any[0].source is bing, not google",
                "any[1].medium is email, not cpc or ppc",
                "there is no all[0].query.partner that is innung",
                "all[1].landing_path is /käse, not /x*",
                "not.medium is email, which it must not be: email",
                "not.channel is organic-search, which it must not be: organic-*",
            ]
        );
    });
}

#[test]
fn says_of_a_landing_only_what_is_so() {
    let is = |field, value: &str| Condition::default().and(field, [value]);
    let rules = [rule(
        "flyer",
        is(Field::LandingPath, "/x"),
        "main",
        Outcome::Keep,
    )];
    let visit = Visit {
        landing: "https://hof-kaffee.de/x",
        referrer: "https://hof-kaffee.de/",
    };
    let mut journey = Journey::default();
    let conditions = rules.iter().map(|rule| &rule.when);
    journey.arrive(&visit, Sources::NONE, conditions, 0, Limits::default());
    let landing = Landing::of(&visit, Sources::NONE);
    let said = explain(["main"], &rules, &journey, Some(&landing)).to_string();
    let why = "flyer  does not match: there is no landing_path that is /x\n";
    assert!(said.contains(why), "{said}");
}

#[test]
fn says_which_visit_it_looked_at() {
    let mut rules = rules();
    rules[1].by = By::First;
    let landings = ["https://hof-kaffee.de/", "https://hof-kaffee.de/?gclid=x"];
    explained(&landings, &rules, |explanation| {
        let said = explanation.to_string();
        let visits = "\
visits, in order
   1  direct            (direct) / (none)
>  2  paid-search       google / cpc

visit
  channel        paid-search
";
        assert!(said.starts_with(visits), "{said}");
        assert!(
            said.contains(
                "google-ads  does not match by the first visit: channel is direct, not paid-search;"
            ),
            "{said}"
        );
    });
}

#[test]
fn says_which_rules_came_too_late() {
    let mut rules = rules();
    let everyone = Condition::default();
    rules.push(rule("late", everyone, "main", Outcome::Keep));
    explained(&["https://hof-kaffee.de/?gclid=x"], &rules, |explanation| {
        let said = explanation.to_string();
        assert!(said.contains("  google-ads  matches\n"), "{said}");
        assert!(said.contains("  everyone    matches\n"), "{said}");
        let late = "  late        matches, but earlier rules left it nothing to decide\n";
        assert!(said.contains(late), "{said}");
    });
}

#[cfg(feature = "config")]
#[test]
fn says_the_same_in_json() {
    let mut rules = rules();
    let mail = Condition::default().and(Field::Channel, ["direct"]);
    rules[0].when = Condition {
        parts: vec![Part::Not(mail)],
    };
    explained(&[""], &rules, |explanation| {
        let json = serde_json::to_value(explanation).unwrap();
        assert_eq!(json["source"]["channel"], "direct");
        assert_eq!(
            json["rules"],
            serde_json::json!([
                {
                    "rule": "autumn",
                    "matches": false,
                    "mismatches": [
                        { "field": "not.channel", "unwanted": "direct", "found": "direct" }
                    ]
                },
                {
                    "rule": "google-ads",
                    "matches": false,
                    "mismatches": [
                        { "field": "channel", "wanted": "paid-search", "found": "direct" },
                        { "field": "source", "wanted": "GOOGLE", "found": "(direct)" }
                    ]
                },
                { "rule": "everyone", "matches": true, "mismatches": [] }
            ])
        );
        assert_eq!(
            json["targets"],
            serde_json::json!([
                { "target": "main", "rule": null, "outcome": "keep" },
                { "target": "shop", "rule": "everyone", "outcome": { "pool": "web" } },
                { "target": "fax", "rule": null, "outcome": "keep" }
            ])
        );
    });
}
