//! Rules and what they decide: a visitor's journey in, a number per target out.
//!
//! Rules are ordered. For each target the first rule that matches the visitor
//! and names the target decides; a target that no rule decides keeps the page's
//! own number.

mod explain;

use crate::Condition;
use crate::journey::{By, Journey, Touch};
use crate::number::Spelled;

pub use explain::{Explanation, Mismatch, Verdict, explain};

/// A rule: which visitors it is for, and what its targets become.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
pub struct Rule {
    /// Its name in `site.json`; calls to a static number are attributed to it.
    pub id: String,
    /// Which visits it is for.
    pub when: Condition,
    /// Which of the visitor's visits has to be one of these.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "is_default"))]
    pub by: By,
    /// Per target what it becomes.
    #[cfg_attr(feature = "config", serde(serialize_with = "json::swap"))]
    pub swap: Vec<(String, Outcome)>,
}

/// What a target becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The page's own number stays.
    Keep,
    /// One tracking number for everyone the rule is for.
    Number(Spelled),
    /// A number of this pool, leased to the visitor.
    Pool(String),
}

/// What was decided for one target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
pub struct Decision<'a> {
    /// The target's name.
    pub target: &'a str,
    /// The rule that decided; none when no rule did.
    pub rule: Option<&'a str>,
    /// Which touch that rule looked at.
    #[cfg_attr(feature = "config", serde(skip))]
    pub by: By,
    /// What the target becomes.
    pub outcome: &'a Outcome,
}

/// Decides what each of `targets` becomes for a visitor with this journey.
#[must_use]
pub fn plan<'a>(
    targets: impl IntoIterator<Item = &'a str>,
    rules: &'a [Rule],
    journey: &Journey<'_>,
) -> Vec<Decision<'a>> {
    let matching: Vec<&Rule> = rules.iter().filter(|rule| rule.is_for(journey)).collect();
    let decide = |target| {
        let decided = matching.iter().find_map(|rule| {
            let (_, outcome) = rule.swap.iter().find(|(name, _)| name == target)?;
            Some((*rule, outcome))
        });
        match decided {
            Some((rule, outcome)) => Decision {
                target,
                rule: Some(&rule.id),
                by: rule.by,
                outcome,
            },
            None => Decision {
                target,
                rule: None,
                by: By::default(),
                outcome: &Outcome::Keep,
            },
        }
    };
    targets.into_iter().map(decide).collect()
}

impl Rule {
    /// Whether a visitor with this journey meets its condition.
    #[must_use]
    pub fn is_for(&self, journey: &Journey<'_>) -> bool {
        let is_met = |touch: &Touch<'_>| self.when.is_met(&touch.source, &touch.landing);
        journey.touch(self.by).is_some_and(is_met)
    }
}

#[cfg(feature = "config")]
fn is_default(by: &By) -> bool {
    *by == By::default()
}

/// Rules in JSON, in the shape of `site.json`.
#[cfg(feature = "config")]
mod json {
    use serde::ser::{Serialize, SerializeMap, Serializer};

    use super::Outcome;

    impl Serialize for Outcome {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self {
                Self::Keep => serializer.serialize_str("keep"),
                Self::Number(number) => number.serialize(serializer),
                Self::Pool(name) => {
                    let mut pool = serializer.serialize_map(Some(1))?;
                    pool.serialize_entry("pool", name)?;
                    pool.end()
                }
            }
        }
    }

    pub(super) fn swap<S: Serializer>(
        swap: &[(String, Outcome)],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(swap.iter().map(|(target, outcome)| (target, outcome)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::Limits;
    use crate::source::Field;
    use crate::{E164, Sources, Visit};

    fn number(text: &str) -> Spelled {
        text.parse::<E164>().unwrap().into()
    }

    fn rule(id: &str, when: Condition, swap: &[(&str, Outcome)]) -> Rule {
        let swap = swap
            .iter()
            .map(|(name, outcome)| ((*name).to_owned(), outcome.clone()));
        Rule {
            id: id.to_owned(),
            when,
            by: By::default(),
            swap: swap.collect(),
        }
    }

    /// Who came through these landings, a day between them.
    fn journey<'a>(landings: &[&'a str], rules: &[Rule]) -> Journey<'a> {
        let mut journey = Journey::default();
        for (day, landing) in (0..).zip(landings) {
            let visit = Visit {
                landing,
                referrer: "",
            };
            let conditions = rules.iter().map(|rule| &rule.when);
            let limits = Limits::default();
            journey.arrive(&visit, Sources::NONE, conditions, day * 86_400_000, limits);
        }
        journey
    }

    fn decided<'a>(rules: &'a [Rule], landings: &[&str]) -> Vec<(Option<&'a str>, &'a Outcome)> {
        let decisions = plan(["main", "shop"], rules, &journey(landings, rules));
        decisions
            .into_iter()
            .map(|decision| (decision.rule, decision.outcome))
            .collect()
    }

    #[test]
    fn the_first_rule_that_names_the_target_decides() {
        let pool = Outcome::Pool("web".to_owned());
        let number = Outcome::Number(number("+4963141555010"));
        let paid = Condition::default().and(Field::Channel, ["paid-search"]);
        let rules = [
            rule("ads", paid, &[("main", number.clone())]),
            rule(
                "all",
                Condition::default(),
                &[("main", pool.clone()), ("shop", pool.clone())],
            ),
        ];
        let of_ads = decided(&rules, &["https://hof-kaffee.de/?gclid=x"]);
        assert_eq!(of_ads, [(Some("ads"), &number), (Some("all"), &pool)]);
        let of_others = decided(&rules, &["https://hof-kaffee.de/"]);
        assert_eq!(of_others, [(Some("all"), &pool), (Some("all"), &pool)]);
    }

    #[test]
    fn keeps_what_no_rule_decides() {
        let mail = Condition::default().and(Field::Medium, ["email"]);
        let rules = [rule("mail", mail, &[("main", Outcome::Keep)])];
        let of_mail = decided(
            &rules,
            &["https://hof-kaffee.de/?utm_source=a&utm_medium=E-MAIL"],
        );
        assert_eq!(of_mail, [(None, &Outcome::Keep), (None, &Outcome::Keep)]);
        let of_mail = decided(
            &rules,
            &["https://hof-kaffee.de/?utm_source=a&utm_medium=Email"],
        );
        assert_eq!(
            of_mail,
            [(Some("mail"), &Outcome::Keep), (None, &Outcome::Keep)]
        );
    }

    #[test]
    fn a_rule_says_which_touch_decides() {
        let ads = || Condition::default().and(Field::Channel, ["paid-search"]);
        let flyer = Condition::default().and(Field::LandingPath, ["/flyer"]);
        let mut rules = vec![
            rule("first", ads(), &[("main", Outcome::Keep)]),
            rule("last", ads(), &[("main", Outcome::Keep)]),
            rule("default", ads(), &[("main", Outcome::Keep)]),
            rule("flyer", flyer, &[("main", Outcome::Keep)]),
        ];
        rules[0].by = By::First;
        rules[1].by = By::Last;
        rules[3].by = By::Last;
        let ads = "https://hof-kaffee.de/?gclid=x";
        let mail = "https://hof-kaffee.de/?utm_source=a&utm_medium=email";
        let direct = "https://hof-kaffee.de/";
        for (landings, expected) in [
            (&[ads, mail][..], Some("first")),
            (&[mail, ads], Some("last")),
            (&[mail, ads, direct], Some("default")),
            (&[mail, direct], None),
            (&[mail, "https://hof-kaffee.de/flyer"], Some("flyer")),
            (&[mail, "https://hof-kaffee.de/flyer", direct], None),
        ] {
            assert_eq!(decided(&rules, landings)[0].0, expected, "{landings:?}");
        }
    }
}
