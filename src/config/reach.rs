//! Rules that can never decide: no visit meets them, or earlier ones take all of
//! their visits.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::alternatives::{Alternative, Literal, alternatives, channels, implies};
use super::effort::Effort;
use super::errors::Errors;
use super::path::Path;
use crate::journey::By;
use crate::{Channel, Condition};

/// What all of a list's rules may take together, a few seconds without
/// optimisation: a rule for which too little is left is believed, and takes nothing
/// from others.
const EFFORT: usize = 5_000_000;

/// What it takes to keep an alternative: so that they stay within some hundred
/// megabytes.
const KEEPING: usize = 20;

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
    /// A number for each literal without star and exclusion.
    plain: BTreeMap<Literal, u32>,
    effort: Effort,
}

/// The alternatives that were met so far, and the rule that first had each.
#[derive(Default)]
struct Taken {
    everything: Option<usize>,
    /// Without stars and exclusions: only what asks for the same and more is met
    /// by the same visits. Each as its literals' numbers.
    plain: BTreeMap<By, BTreeMap<Vec<u32>, usize>>,
    others: Vec<(By, Rc<Alternative>, usize)>,
    /// The channels of which all visits are taken: every visit has one.
    channels: BTreeMap<By, BTreeMap<&'static str, usize>>,
}

/// An alternative of the rule that is looked at.
struct Own {
    all: Rc<Alternative>,
    /// The numbers of its literals without stars and exclusions, in order.
    plain: Vec<u32>,
}

impl<'a> Reach<'a> {
    /// Of the rules that stand in this list.
    pub(super) fn of(list: &'static str) -> Self {
        Self {
            list,
            targets: BTreeMap::new(),
            plain: BTreeMap::new(),
            effort: Effort::of(EFFORT),
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
        let read = when.and_then(|(by, when)| Some((by, alternatives(when, &mut self.effort)?)));
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
        let targets: Vec<&str> = targets.collect();
        let read = read.and_then(|(by, own)| Some((by, self.own(own, &targets)?)));
        let mut taken_by = BTreeSet::new();
        let mut decides = false;
        for target in targets {
            let earlier = self.targets.entry(target).or_default();
            let rules = match &read {
                Some((by, own)) => own.iter().map(|own| earlier.by(*by, own)).collect(),
                None => earlier.everyone().map(|rules| vec![rules]),
            };
            match rules {
                Some(rules) => taken_by.extend(rules.into_iter().flatten()),
                None => decides = true,
            }
            for (by, own) in read
                .iter()
                .flat_map(|(by, own)| own.iter().map(|own| (*by, own)))
            {
                earlier.add(by, own, rule);
            }
        }
        if !taken_by.is_empty() && !decides {
            self.unreachable(&taken_by, at, errors);
        }
    }

    /// A rule's alternatives as they are looked up; none when that takes too much.
    fn own(&mut self, own: Vec<Alternative>, targets: &[&str]) -> Option<Vec<Own>> {
        let takes = |target: &&str| {
            let earlier = self.targets.get(target);
            let takes = |own| earlier.map_or(0, |earlier| earlier.takes(own));
            own.iter().map(|own| takes(own) + KEEPING).sum::<usize>()
        };
        let takes = targets.iter().map(takes).sum();
        self.effort.spend(takes)?;
        let own = own.into_iter().map(|all| {
            let literals = all.iter().filter(|literal| literal.is_plain());
            let mut plain: Vec<u32> = literals
                .map(|literal| number(&mut self.plain, literal))
                .collect();
            plain.sort_unstable();
            let all = Rc::new(all);
            Own { all, plain }
        });
        Some(own.collect())
    }

    fn unreachable(&self, taken_by: &BTreeSet<usize>, at: Path<'_>, errors: &mut Errors) {
        let names: Vec<String> = taken_by
            .iter()
            .map(|rule| format!("{}[{rule}]", self.list))
            .collect();
        let names = names.join(" and ");
        let problem = match taken_by.len() {
            1 => {
                format!("this rule never decides: {names} comes first and takes all of its visits")
            }
            _ => format!("this rule never decides: {names} come first and take all of its visits"),
        };
        errors.add(
            at,
            "unreachable_rule",
            problem,
            format!("move it before {names}, or remove it"),
        );
    }
}

impl Taken {
    /// What it takes to look for an alternative.
    fn takes(&self, own: &Alternative) -> usize {
        let compared = self.others.iter().map(|(_, other, _)| other.len());
        (1 << own.len().min(MOST_PARTS)) + compared.sum::<usize>() * own.len()
    }

    /// The rules that take all visits of this alternative.
    fn by(&self, by: By, own: &Own) -> Option<Vec<usize>> {
        let rules = || {
            // A rule for everyone after one for each channel is a net for those to
            // come, and stays.
            let asked = Some(own).filter(|own| !own.all.is_empty())?;
            self.by_channels(by, asked).or_else(|| self.everyone())
        };
        self.by_one(by, own).map(|rule| vec![rule]).or_else(rules)
    }

    /// The rules that take every visit.
    fn everyone(&self) -> Option<Vec<usize>> {
        let mut channels = self.channels.values();
        let all = channels.find(|channels| channels.len() == Channel::ALL.len());
        let all = || Some(all?.values().copied().collect());
        self.everything.map(|rule| vec![rule]).or_else(all)
    }

    /// The rules that together take all visits of the channels of this alternative.
    fn by_channels(&self, by: By, own: &Own) -> Option<Vec<usize>> {
        let taken = self.channels.get(&by)?;
        let rules = channels(&own.all).map(|channel| taken.get(channel).copied());
        rules.collect()
    }

    /// The first rule that alone takes all visits of this alternative.
    fn by_one(&self, by: By, own: &Own) -> Option<usize> {
        let others = self.others.iter();
        let other = others
            .filter(|(earlier, other, _)| *earlier == by && implies(&own.all, other))
            .map(|(_, _, rule)| *rule);
        let plain = self.plain.get(&by).into_iter();
        let plain = plain.filter_map(|plain| first(plain, &own.plain));
        other.chain(plain).chain(self.everything).min()
    }

    fn add(&mut self, by: By, own: &Own, rule: usize) {
        if own.all.iter().all(Literal::is_of_channel) {
            let taken = self.channels.entry(by).or_default();
            for channel in channels(&own.all) {
                taken.entry(channel).or_insert(rule);
            }
        }
        if own.all.is_empty() {
            self.everything.get_or_insert(rule);
        } else if own.plain.len() == own.all.len() {
            let plain = self.plain.entry(by).or_default();
            plain.entry(own.plain.clone()).or_insert(rule);
        } else if self.others.len() < MOST_COMPARED {
            self.others.push((by, Rc::clone(&own.all), rule));
        }
    }
}

/// The number of a literal.
fn number(numbers: &mut BTreeMap<Literal, u32>, literal: &Literal) -> u32 {
    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    *numbers.entry(literal.clone()).or_insert(next)
}

/// The first rule that asks for some of these literals, or for all, and for nothing
/// else.
fn first(plain: &BTreeMap<Vec<u32>, usize>, own: &[u32]) -> Option<usize> {
    if own.len() > MOST_PARTS {
        return plain.get(own).copied();
    }
    let mut some = Vec::new();
    let selections = 0..1_u32 << own.len();
    let rules = selections.filter_map(|selection| {
        some.clear();
        let chosen = own.iter().enumerate();
        let chosen = chosen.filter(|(place, _)| selection >> place & 1 == 1);
        some.extend(chosen.map(|(_, literal)| *literal));
        plain.get(&some).copied()
    });
    rules.min()
}
