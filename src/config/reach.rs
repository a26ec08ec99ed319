//! Rules that can never decide, since earlier ones take all of their visits.

use std::collections::BTreeMap;

use super::errors::Errors;
use super::path::Path;
use crate::{Channel, Condition};

/// A condition's parts in lower case, as they are compared.
type Parts = [Option<String>; 7];

/// Per target, the conditions that were met so far and the rule that first had
/// each.
#[derive(Default)]
pub(super) struct Reach<'a>(BTreeMap<&'a str, BTreeMap<Parts, usize>>);

impl<'a> Reach<'a> {
    /// Notes a rule for which every target is decided before it comes to it.
    /// Without `when` its condition could not be read: then it takes nothing from
    /// later rules, but a rule for everyone takes all from it.
    ///
    /// That is so when an earlier rule for the target asks for some of what
    /// this one asks for, and nothing else. A condition has seven parts, so
    /// there are at most 128 such conditions to look for, however many rules
    /// there are.
    pub(super) fn check(
        &mut self,
        rule: usize,
        when: Option<&Condition>,
        targets: impl Iterator<Item = &'a str>,
        at: Path<'_>,
        errors: &mut Errors,
    ) {
        let own = when.map(parts);
        let weaker = weaker(&own.clone().unwrap_or_default());
        let mut taken_by = None;
        let mut decides = false;
        for target in targets {
            let earlier = self.0.entry(target).or_default();
            match weaker.iter().filter_map(|parts| earlier.get(parts)).min() {
                Some(first) => taken_by = taken_by.max(Some(*first)),
                None => decides = true,
            }
            if let Some(own) = &own {
                earlier.entry(own.clone()).or_insert(rule);
            }
        }
        if let (Some(first), false) = (taken_by, decides) {
            errors.add(
                at,
                "unreachable_rule",
                format!("this rule never decides: rules[{first}] comes first and takes all of its visits"),
                format!("move it before rules[{first}], or remove it"),
            );
        }
    }
}

fn parts(when: &Condition) -> Parts {
    let lower = |part: &Option<String>| part.as_deref().map(str::to_ascii_lowercase);
    [
        when.channel
            .map(|channel| Channel::slug(channel).to_owned()),
        lower(&when.source),
        lower(&when.medium),
        lower(&when.campaign),
        lower(&when.term),
        lower(&when.content),
        lower(&when.click_id),
    ]
}

/// Every condition that asks for some of these parts, for all or for none.
fn weaker(parts: &Parts) -> Vec<Parts> {
    let mut all = vec![Parts::default()];
    for (index, part) in parts.iter().enumerate() {
        if part.is_none() {
            continue;
        }
        let with: Vec<Parts> = all
            .iter()
            .cloned()
            .map(|mut parts| {
                if let Some(slot) = parts.get_mut(index) {
                    slot.clone_from(part);
                }
                parts
            })
            .collect();
        all.extend(with);
    }
    all
}
