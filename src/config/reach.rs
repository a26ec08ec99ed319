//! Rules that can never decide: no visit meets them, or earlier ones take all of
//! their visits.

use std::collections::{BTreeMap, BTreeSet};

use super::alternatives::{Alternative, alternatives, implies};
use super::errors::Errors;
use super::path::Path;
use crate::Condition;
use crate::journey::By;

/// How many earlier alternatives with stars and exclusions a rule is compared
/// with, one by one; those without are looked up, however many they are.
const MOST_COMPARED: usize = 500;

/// The most parts of an alternative of which every selection is looked up.
const MOST_PARTS: usize = 8;

/// Per target, what its rules take so far.
pub(super) struct Reach<'a> {
    /// Where the rules stand.
    list: &'static str,
    targets: BTreeMap<&'a str, Taken>,
}

/// The alternatives that were met so far, and the rule that first had each.
#[derive(Default)]
struct Taken {
    everything: Option<usize>,
    /// Without stars and exclusions: only what asks for the same and more is met
    /// by the same visits.
    plain: BTreeMap<(By, Alternative), usize>,
    others: Vec<(By, Alternative, usize)>,
}

impl<'a> Reach<'a> {
    /// Of the rules that stand in this list.
    pub(super) fn of(list: &'static str) -> Self {
        Self {
            list,
            targets: BTreeMap::new(),
        }
    }

    /// Notes a rule that never decides. Without `when` its condition could not be
    /// read: then it takes nothing from later rules, but a rule for everyone takes
    /// all from it.
    pub(super) fn check(
        &mut self,
        rule: usize,
        when: Option<(By, &Condition)>,
        targets: impl Iterator<Item = &'a str>,
        at: Path<'_>,
        errors: &mut Errors,
    ) {
        let read = when.and_then(|(by, when)| Some((by, alternatives(when)?)));
        if read.as_ref().is_some_and(|(_, own)| own.is_empty()) {
            let hint = "look for parts that exclude each other, as two channels";
            errors.add(
                at.key("when"),
                "contradiction",
                "no visit can meet this",
                hint,
            );
            return;
        }
        let everyone = (By::default(), vec![Alternative::new()]);
        let (by, own) = read.as_ref().unwrap_or(&everyone);
        let mut taken_by = BTreeSet::new();
        let mut decides = false;
        for target in targets {
            let earlier = self.targets.entry(target).or_default();
            match own
                .iter()
                .map(|own| earlier.by(*by, own))
                .collect::<Option<Vec<_>>>()
            {
                Some(rules) => taken_by.extend(rules),
                None => decides = true,
            }
            if read.is_some() {
                for own in own {
                    earlier.add(*by, own, rule);
                }
            }
        }
        if !taken_by.is_empty() && !decides {
            let names: Vec<String> = taken_by
                .iter()
                .map(|rule| format!("{}[{rule}]", self.list))
                .collect();
            let names = names.join(" and ");
            let problem = match taken_by.len() {
                1 => format!(
                    "this rule never decides: {names} comes first and takes all of its visits"
                ),
                _ => format!(
                    "this rule never decides: {names} come first and take all of its visits"
                ),
            };
            errors.add(
                at,
                "unreachable_rule",
                problem,
                format!("move it before {names}, or remove it"),
            );
        }
    }
}

impl Taken {
    /// The first rule that takes all visits of this alternative.
    fn by(&self, by: By, own: &Alternative) -> Option<usize> {
        let compared = self.others.iter().take(MOST_COMPARED);
        let other = compared
            .filter(|(earlier, other, _)| *earlier == by && implies(own, other))
            .map(|(_, _, rule)| *rule);
        let plain = selections(own)
            .into_iter()
            .filter_map(|some| self.plain.get(&(by, some)).copied());
        other.chain(plain).chain(self.everything).min()
    }

    fn add(&mut self, by: By, own: &Alternative, rule: usize) {
        if own.is_empty() {
            self.everything.get_or_insert(rule);
        } else if own.iter().all(|literal| literal.is_plain()) {
            self.plain.entry((by, own.clone())).or_insert(rule);
        } else {
            self.others.push((by, own.clone(), rule));
        }
    }
}

/// Every alternative that asks for some of these parts, or for all.
fn selections(own: &Alternative) -> Vec<Alternative> {
    if own.len() > MOST_PARTS {
        return vec![own.clone()];
    }
    let mut all = vec![Alternative::new()];
    for literal in own {
        let with: Vec<Alternative> = all
            .iter()
            .cloned()
            .map(|mut some| {
                some.insert(literal.clone());
                some
            })
            .collect();
        all.extend(with);
    }
    all
}
