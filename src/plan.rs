//! Rules and what they decide: a classified visit in, a number per target out.
//!
//! Rules are ordered. For each target the first rule that matches the visit
//! and names the target decides; a target that no rule decides keeps the
//! page's own number.

mod explain;

use crate::{Channel, E164, Source};

pub use explain::{Explanation, Verdict, explain};

/// A rule: which visits it is for, and what its targets become.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
pub struct Rule {
    /// Its name in `site.json`; calls to a static number are attributed to it.
    pub id: String,
    /// Which visits it is for.
    pub when: Condition,
    /// Per target what it becomes.
    #[cfg_attr(feature = "config", serde(serialize_with = "json::swap"))]
    pub swap: Vec<(String, Outcome)>,
}

/// What a visit's source must be; a part that is absent is not asked for.
///
/// Texts are compared without regard to ASCII case, as GA4 does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
pub struct Condition {
    /// The channel.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    pub channel: Option<Channel>,
    /// The source, as `google`.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    pub source: Option<String>,
    /// The medium, as `cpc`.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    pub medium: Option<String>,
    /// The campaign.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    pub campaign: Option<String>,
    /// The search term.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    pub term: Option<String>,
    /// The advertisement or link.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    pub content: Option<String>,
    /// The name of the click id that must be there, as `gclid`.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    pub click_id: Option<String>,
}

/// What a target becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The page's own number stays.
    Keep,
    /// One tracking number for everyone the rule is for.
    Number(E164),
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
    /// What the target becomes.
    pub outcome: &'a Outcome,
}

/// Decides what each of `targets` becomes for a visit from `source`.
#[must_use]
pub fn plan<'a>(
    targets: impl IntoIterator<Item = &'a str>,
    rules: &'a [Rule],
    source: &Source<'_>,
) -> Vec<Decision<'a>> {
    let matching: Vec<&Rule> = rules
        .iter()
        .filter(|rule| rule.when.is_met(source))
        .collect();
    let decide = |target| {
        let decided = matching.iter().find_map(|rule| {
            let (_, outcome) = rule.swap.iter().find(|(name, _)| name == target)?;
            Some((rule.id.as_str(), outcome))
        });
        match decided {
            Some((rule, outcome)) => Decision {
                target,
                rule: Some(rule),
                outcome,
            },
            None => Decision {
                target,
                rule: None,
                outcome: &Outcome::Keep,
            },
        }
    };
    targets.into_iter().map(decide).collect()
}

/// A part of a condition that a visit did not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
pub struct Mismatch<'a> {
    /// The field's name in `when`, as `channel`.
    pub field: &'static str,
    /// What the rule asks for.
    pub wanted: &'a str,
    /// What the visit has; none when it has nothing there.
    pub found: Option<&'a str>,
}

impl Condition {
    /// Whether every visit meets it.
    #[must_use]
    pub fn takes_everything(&self) -> bool {
        *self == Self::default()
    }

    /// The parts that `source` does not meet; none when it meets all.
    pub fn mismatches<'a>(
        &'a self,
        source: &'a Source<'_>,
    ) -> impl Iterator<Item = Mismatch<'a>> + use<'a> {
        let channel = self.channel.map(Channel::slug);
        let click_id = source.click_id.as_ref().map(|id| id.name.as_ref());
        let campaign = source.campaign.as_deref();
        let parts: [(&'static str, Option<&str>, Option<&str>); 7] = [
            ("channel", channel, Some(source.channel.slug())),
            ("source", self.source.as_deref(), Some(&source.source)),
            ("medium", self.medium.as_deref(), Some(&source.medium)),
            ("campaign", self.campaign.as_deref(), campaign),
            ("term", self.term.as_deref(), source.term.as_deref()),
            (
                "content",
                self.content.as_deref(),
                source.content.as_deref(),
            ),
            ("click_id", self.click_id.as_deref(), click_id),
        ];
        parts.into_iter().filter_map(|(field, wanted, found)| {
            let wanted = wanted?;
            let met = found.is_some_and(|found| found.eq_ignore_ascii_case(wanted));
            (!met).then_some(Mismatch {
                field,
                wanted,
                found,
            })
        })
    }

    /// Whether `source` meets every part.
    #[must_use]
    pub fn is_met(&self, source: &Source<'_>) -> bool {
        self.mismatches(source).next().is_none()
    }
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
    use crate::{Visit, classify};

    fn rule(id: &str, when: Condition, swap: &[(&str, Outcome)]) -> Rule {
        let swap = swap
            .iter()
            .map(|(name, outcome)| ((*name).to_owned(), outcome.clone()));
        Rule {
            id: id.to_owned(),
            when,
            swap: swap.collect(),
        }
    }

    fn decided<'a>(rules: &'a [Rule], landing: &str) -> Vec<(Option<&'a str>, &'a Outcome)> {
        let visit = Visit {
            landing,
            referrer: "",
        };
        let decisions = plan(["main", "shop"], rules, &classify(&visit, &[]));
        decisions
            .into_iter()
            .map(|decision| (decision.rule, decision.outcome))
            .collect()
    }

    #[test]
    fn the_first_rule_that_names_the_target_decides() {
        let pool = Outcome::Pool("web".to_owned());
        let number = Outcome::Number("+4963141555010".parse().unwrap());
        let paid = Condition {
            channel: Some(Channel::PaidSearch),
            ..Condition::default()
        };
        let rules = [
            rule("ads", paid, &[("main", number.clone())]),
            rule(
                "all",
                Condition::default(),
                &[("main", pool.clone()), ("shop", pool.clone())],
            ),
        ];
        let of_ads = decided(&rules, "https://hof-kaffee.de/?gclid=x");
        assert_eq!(of_ads, [(Some("ads"), &number), (Some("all"), &pool)]);
        let of_others = decided(&rules, "https://hof-kaffee.de/");
        assert_eq!(of_others, [(Some("all"), &pool), (Some("all"), &pool)]);
    }

    #[test]
    fn keeps_what_no_rule_decides() {
        let mail = Condition {
            medium: Some("email".to_owned()),
            ..Condition::default()
        };
        let rules = [rule("mail", mail, &[("main", Outcome::Keep)])];
        let of_mail = decided(
            &rules,
            "https://hof-kaffee.de/?utm_source=a&utm_medium=E-MAIL",
        );
        assert_eq!(of_mail, [(None, &Outcome::Keep), (None, &Outcome::Keep)]);
        let of_mail = decided(
            &rules,
            "https://hof-kaffee.de/?utm_source=a&utm_medium=Email",
        );
        assert_eq!(
            of_mail,
            [(Some("mail"), &Outcome::Keep), (None, &Outcome::Keep)]
        );
    }

    #[test]
    fn every_part_must_be_met() {
        let landing = "https://hof-kaffee.de/?utm_source=a&utm_medium=b&utm_campaign=c&utm_term=d&utm_content=e&gclid=f";
        let visit = Visit {
            landing,
            referrer: "",
        };
        let source = classify(&visit, &[]);
        let whole = Condition {
            channel: Some(source.channel),
            source: Some("A".to_owned()),
            medium: Some("B".to_owned()),
            campaign: Some("C".to_owned()),
            term: Some("D".to_owned()),
            content: Some("E".to_owned()),
            click_id: Some("GCLID".to_owned()),
        };
        assert!(whole.is_met(&source));
        let other = || Some("other".to_owned());
        let broken = [
            (
                "channel",
                Condition {
                    channel: Some(Channel::Sms),
                    ..whole.clone()
                },
            ),
            (
                "source",
                Condition {
                    source: other(),
                    ..whole.clone()
                },
            ),
            (
                "medium",
                Condition {
                    medium: other(),
                    ..whole.clone()
                },
            ),
            (
                "campaign",
                Condition {
                    campaign: other(),
                    ..whole.clone()
                },
            ),
            (
                "term",
                Condition {
                    term: other(),
                    ..whole.clone()
                },
            ),
            (
                "content",
                Condition {
                    content: other(),
                    ..whole.clone()
                },
            ),
            (
                "click_id",
                Condition {
                    click_id: other(),
                    ..whole.clone()
                },
            ),
        ];
        for (field, condition) in broken {
            let fields: Vec<&str> = condition
                .mismatches(&source)
                .map(|part| part.field)
                .collect();
            assert_eq!(fields, [field]);
        }
        let direct = classify(
            &Visit {
                landing: "",
                referrer: "",
            },
            &[],
        );
        assert_eq!(whole.mismatches(&direct).count(), 7);
        assert!(Condition::default().is_met(&direct));
    }
}
