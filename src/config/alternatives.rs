//! A condition as the alternatives that meet it: of each, all that it asks for.

use std::collections::BTreeSet;

use super::effort::Effort;
use crate::source::{Field, Part, fits};
use crate::{Channel, Condition};

/// A field that fits a value, or does not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Literal {
    field: Field,
    /// In lower case.
    value: String,
    is: bool,
}

/// What is asked for together.
pub(super) type Alternative = BTreeSet<Literal>;

/// A condition with more alternatives is not looked into.
const MOST: usize = 1000;

/// The alternatives of a condition that a visit can meet; none when they are too
/// many, or take too much.
pub(super) fn alternatives(condition: &Condition, effort: &mut Effort) -> Option<Vec<Alternative>> {
    let mut alternatives = of_condition(condition, true, effort)?;
    let pairs = alternatives.iter().map(|own| asks_for(own) * own.len());
    effort.spend(pairs.sum())?;
    alternatives.retain(|own| !contradicts_itself(own) && channels(own).next().is_some());
    Some(alternatives)
}

/// The channels that visits with this alternative may have.
pub(super) fn channels(own: &Alternative) -> impl Iterator<Item = &'static str> {
    let slugs = Channel::ALL.into_iter().map(Channel::slug);
    slugs.filter(|slug| {
        let mut asked = own.iter().filter(|literal| literal.is_of_channel());
        asked.all(|literal| fits(slug, &literal.value) == literal.is)
    })
}

/// How many of its literals ask for a value.
fn asks_for(alternative: &Alternative) -> usize {
    alternative.iter().filter(|literal| literal.is).count()
}

/// Whether every visit that meets `own` meets `other`.
pub(super) fn implies(own: &Alternative, other: &Alternative) -> bool {
    other
        .iter()
        .all(|wanted| own.iter().any(|literal| literal.implies(wanted)))
}

fn of_condition(condition: &Condition, is: bool, effort: &mut Effort) -> Option<Vec<Alternative>> {
    let parts = condition.parts.iter();
    together(parts, is, effort, |part, effort| of_part(part, is, effort))
}

fn of_part(part: &Part, is: bool, effort: &mut Effort) -> Option<Vec<Alternative>> {
    let of = |condition: &Condition, effort: &mut Effort| of_condition(condition, is, effort);
    match part {
        Part::Is(field, values) => together(values.iter(), !is, effort, |value, _| {
            if is_always_there(field) && value.bytes().all(|byte| byte == b'*') {
                return Some(if is {
                    vec![Alternative::new()]
                } else {
                    Vec::new()
                });
            }
            let literal = Literal {
                field: field.clone(),
                value: value.to_ascii_lowercase(),
                is,
            };
            Some(vec![Alternative::from([literal])])
        }),
        Part::All(conditions) => together(conditions.iter(), is, effort, of),
        Part::Any(conditions) => together(conditions.iter(), !is, effort, of),
        Part::Not(condition) => of_condition(condition, !is, effort),
    }
}

/// Whether every visit has it.
fn is_always_there(field: &Field) -> bool {
    matches!(field, Field::Channel | Field::Source | Field::Medium)
}

/// What meets every one of several: one alternative of each; or one of them: any of
/// their alternatives.
fn together<T>(
    several: impl Iterator<Item = T>,
    every: bool,
    effort: &mut Effort,
    mut of: impl FnMut(T, &mut Effort) -> Option<Vec<Alternative>>,
) -> Option<Vec<Alternative>> {
    let mut met = if every {
        vec![Alternative::new()]
    } else {
        Vec::new()
    };
    for one in several {
        let alternatives = of(one, effort)?;
        let many = if every {
            met.len() * alternatives.len()
        } else {
            met.len() + alternatives.len()
        };
        if many > MOST {
            return None;
        }
        if !every {
            effort.spend(alternatives.len())?;
            met.extend(alternatives);
        } else if let [only] = &*alternatives {
            effort.spend(met.len() * only.len())?;
            for before in &mut met {
                before.extend(only.iter().cloned());
            }
        } else {
            let literals = |all: &[Alternative]| all.iter().map(Alternative::len).sum::<usize>();
            let before = literals(&met) * alternatives.len();
            effort.spend(before + literals(&alternatives) * met.len())?;
            let with = |before: &Alternative| {
                let before = before.clone();
                let joined =
                    move |alternative: &Alternative| before.union(alternative).cloned().collect();
                alternatives.iter().map(joined).collect::<Vec<_>>()
            };
            met = met.iter().flat_map(with).collect();
        }
    }
    Some(met)
}

fn contradicts_itself(alternative: &Alternative) -> bool {
    alternative.iter().any(|literal| {
        let mut others = alternative.iter();
        literal.is && others.any(|other| literal.excludes(other))
    })
}

impl Literal {
    /// Whether only a visit with this very value is meant.
    pub(super) fn is_plain(&self) -> bool {
        self.is && !self.value.contains('*')
    }

    pub(super) fn is_of_channel(&self) -> bool {
        self.field == Field::Channel
    }

    fn implies(&self, wanted: &Self) -> bool {
        self.field == wanted.field
            && match (self.is, wanted.is) {
                (true, true) => covers(&wanted.value, &self.value),
                (false, false) => covers(&self.value, &wanted.value),
                (true, false) => are_apart(&self.value, &wanted.value),
                // A field may be empty.
                (false, true) => false,
            }
    }

    /// Whether no field that fits this one fits the other.
    fn excludes(&self, other: &Self) -> bool {
        self.field == other.field
            && if other.is {
                are_apart(&self.value, &other.value)
            } else {
                covers(&other.value, &self.value)
            }
    }
}

/// Whether `wide` takes every text that `narrow` takes. A star of the narrow one
/// is a letter here, which only a star takes.
fn covers(wide: &str, narrow: &str) -> bool {
    fits(narrow, wide)
}

/// Whether no text fits both, as far as their beginnings and ends say.
fn are_apart(one: &str, other: &str) -> bool {
    match (one.contains('*'), other.contains('*')) {
        (_, false) => !fits(other, one),
        (false, true) => !fits(one, other),
        (true, true) => {
            let begin = |text: &'_ str| text.split('*').next().unwrap_or_default().to_owned();
            let end = |text: &'_ str| text.rsplit('*').next().unwrap_or_default().to_owned();
            let (a, b) = (begin(one), begin(other));
            let (c, d) = (end(one), end(other));
            !(a.starts_with(&b) || b.starts_with(&a)) || !(c.ends_with(&d) || d.ends_with(&c))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Sources, Visit, classify};

    fn alternatives(condition: &Condition) -> Option<Vec<Alternative>> {
        super::alternatives(condition, &mut Effort::of(100_000))
    }

    fn condition() -> impl Strategy<Value = Condition> {
        let field = prop::sample::select(vec![Field::Source, Field::Medium, Field::Campaign]);
        let value = prop::sample::select(vec!["a", "B", "ab", "a*", "*b", "*", "*a*", "a*b"]);
        let values = prop::collection::vec(value, 1..3);
        let is =
            (field, values).prop_map(|(field, values)| Condition::default().and(field, values));
        is.prop_recursive(3, 12, 3, |inner| {
            let list = prop::collection::vec(inner.clone(), 0..3);
            let part = prop_oneof![
                list.clone().prop_map(Part::All),
                list.prop_map(Part::Any),
                inner.prop_map(Part::Not),
            ];
            prop::collection::vec(part, 0..3).prop_map(|parts| Condition { parts })
        })
    }

    /// Which of all visits that can be told apart meet a condition.
    fn visits(condition: &Condition) -> Vec<bool> {
        let texts = ["a", "b", "ab", "abab", "c"];
        let mut met = Vec::new();
        for source in texts {
            for medium in texts {
                for campaign in ["", "a", "ab", "c"] {
                    let landing =
                        format!("?utm_source={source}&utm_medium={medium}&utm_campaign={campaign}");
                    let visit = Visit {
                        landing: &landing,
                        referrer: "",
                    };
                    met.push(condition.is_met(&classify(&visit, Sources::NONE), &[]));
                }
            }
        }
        met
    }

    fn as_condition(alternative: &Alternative) -> Condition {
        let mut condition = Condition::default();
        for literal in alternative {
            let is = Condition::default().and(literal.field.clone(), [&literal.value]);
            condition.parts.push(match literal.is {
                true => Part::All(vec![is]),
                false => Part::Not(is),
            });
        }
        condition
    }

    proptest! {
        #[test]
        fn are_met_by_the_same_visits(condition in condition()) {
            if let Some(alternatives) = alternatives(&condition) {
                let alternatives = alternatives.iter().map(as_condition).collect();
                let any = Condition { parts: vec![Part::Any(alternatives)] };
                prop_assert_eq!(visits(&any), visits(&condition));
            }
        }

        #[test]
        fn imply_only_what_is_so(own in condition(), other in condition()) {
            let (Some(own), Some(other)) = (alternatives(&own), alternatives(&other)) else {
                return Ok(());
            };
            for (own, other) in own.iter().flat_map(|own| other.iter().map(move |other| (own, other))) {
                if implies(own, other) {
                    let (own, other) = (visits(&as_condition(own)), visits(&as_condition(other)));
                    prop_assert!(own.into_iter().zip(other).all(|(own, other)| !own || other));
                }
            }
        }
    }
}
