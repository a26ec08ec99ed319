//! Rules: their names, conditions and outcomes, and that each can decide
//! something.

use std::collections::{BTreeMap, BTreeSet};

use super::condition::condition;
use super::draft::{Draft, DraftNumber, DraftRule, DraftSwap, DraftTarget};
use super::errors::Errors;
use super::names;
use super::numbers::{self, Numbers};
use super::path::{Path, quoted};
use super::reach::Reach;
use super::visits::Visits;
use crate::journey::By;
use crate::{E164, Outcome, Rule};

/// What the rules refer to; a part is `None` when it could not be read.
struct Known<'a> {
    /// Each target's own number.
    targets: Option<BTreeMap<&'a str, Option<E164>>>,
    pools: Option<BTreeSet<&'a str>>,
}

/// Reads the rules and looks for targets and pools that none of them uses.
pub(super) fn rules(
    draft: &Draft,
    visits: &Visits,
    numbers: &mut Numbers,
    errors: &mut Errors,
) -> Vec<Rule> {
    let root = Path::Root;
    let at = root.key("rules");
    let Some(written) = draft.rules.as_deref() else {
        return Vec::new();
    };
    if written.is_empty() {
        let hint = r#"say who sees which number, as { "id": "everyone", "swap": { "main": "+4963141555010" } }"#;
        errors.add(at, "no_rules", "there is no rule", hint);
        return Vec::new();
    }
    let known = Known::of(draft);
    let mut ids = BTreeMap::new();
    let mut reach = Reach::of("rules");
    let mut rules = Vec::new();
    for (index, rule) in written.iter().enumerate() {
        let at = at.index(index);
        id(rule, index, &mut ids, at.key("id"), errors);
        let when = rule
            .when
            .as_ref()
            .and_then(|when| condition(when, visits, at.key("when"), errors));
        let unknown = ("unknown_visit", "is none of a visitor's visits");
        let by = names::choice(rule.by.as_deref(), By::NAMED, unknown, at.key("by"), errors);
        let swap = swaps(rule, &known, numbers, at.key("swap"), errors);
        if let Some(swap) = &rule.swap {
            reach.check(
                index,
                by.zip(when.as_ref()),
                swap.iter().map(|(target, _)| target.as_str()),
                at,
                errors,
            );
        }
        rules.extend(
            rule.id
                .clone()
                .zip(when)
                .zip(by)
                .map(|((id, when), by)| Rule { id, when, by, swap }),
        );
    }
    one_target_each(written, errors);
    unused(draft, written, errors);
    rules
}

impl<'a> Known<'a> {
    fn of(draft: &'a Draft) -> Self {
        let targets = draft.targets.as_deref().map(|targets| {
            let own = |text: &String| E164::parse(text).ok();
            let entry = |(name, target): &'a (String, DraftTarget)| {
                (name.as_str(), target.number.as_ref().and_then(own))
            };
            targets.iter().map(entry).collect()
        });
        let pools = draft.pools.is_some().then(|| keys(draft.pools.as_deref()));
        Self { targets, pools }
    }
}

fn id<'a>(
    rule: &'a DraftRule,
    index: usize,
    ids: &mut BTreeMap<&'a str, usize>,
    at: Path<'_>,
    errors: &mut Errors,
) {
    let Some(id) = rule.id.as_deref() else { return };
    names::check(id, at, errors);
    match ids.get(id) {
        None => {
            ids.insert(id, index);
        }
        Some(first) => errors.add(
            at,
            "duplicate_rule",
            format!("rules[{first}] is named {} too", quoted(id)),
            "give each rule its own name: calls are attributed to it",
        ),
    }
}

fn swaps(
    rule: &DraftRule,
    known: &Known<'_>,
    numbers: &mut Numbers,
    at: Path<'_>,
    errors: &mut Errors,
) -> Vec<(String, Outcome)> {
    let written = rule.swap.as_deref();
    if written.is_some_and(<[_]>::is_empty) {
        let hint = r#"say what a target becomes, as { "main": "+4963141555010" }"#;
        errors.add(at, "empty_swap", "the rule swaps nothing", hint);
    }
    let mut swaps = Vec::new();
    for (target, swap) in written.unwrap_or_default() {
        let at = at.key(target);
        let own = known.target(target, at, errors);
        let outcome = swap
            .as_ref()
            .and_then(|swap| outcome(swap, own, known, numbers, at, errors));
        swaps.extend(outcome.map(|outcome| (target.clone(), outcome)));
    }
    swaps
}

impl Known<'_> {
    /// The target's own number; notes a target that there is not.
    fn target(&self, name: &str, at: Path<'_>, errors: &mut Errors) -> Option<E164> {
        let targets = self.targets.as_ref()?;
        match targets.get(name) {
            Some(own) => *own,
            None => {
                let problem = format!("there is no target {}", quoted(name));
                let names = targets.keys().copied();
                errors.unknown(at, "unknown_target", problem, name, names);
                None
            }
        }
    }
}

fn outcome(
    swap: &DraftSwap,
    own: Option<E164>,
    known: &Known<'_>,
    numbers: &mut Numbers,
    at: Path<'_>,
    errors: &mut Errors,
) -> Option<Outcome> {
    match swap {
        DraftSwap::Pool(name) => {
            let pools = known.pools.as_ref()?;
            if !pools.contains(name.as_str()) {
                let problem = format!("there is no pool {}", quoted(name));
                let names = pools.iter().copied();
                errors.unknown(at.key("pool"), "unknown_pool", problem, name, names);
            }
            Some(Outcome::Pool(name.clone()))
        }
        DraftSwap::Number(DraftNumber::Text(text)) if text == "keep" => Some(Outcome::Keep),
        DraftSwap::Number(DraftNumber::Text(text)) if !has_digit(text) => {
            let problem = format!("{} is nothing a target can become", quoted(text));
            let hint = r#"write a number as "+4963141555010", { "pool": "web" } or "keep""#;
            errors.add(at, "invalid_swap", problem, hint);
            None
        }
        DraftSwap::Number(draft) => {
            let spelled = numbers::spelled(draft, at, errors)?;
            let at = numbers::place(draft, &at);
            if own == Some(spelled.number) {
                let hint = r#"write "keep" to leave it, or the number to show instead"#;
                errors.add(
                    at,
                    "swap_to_itself",
                    "this is the target's own number",
                    hint,
                );
            } else {
                numbers.one_use(spelled.number, at, errors);
            }
            Some(Outcome::Number(spelled))
        }
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Notes the pools that serve more than one target: a visitor holds one number of
/// a pool, so a call to it would not say which target was called.
fn one_target_each(rules: &[DraftRule], errors: &mut Errors) {
    let mut serves: BTreeMap<&str, &str> = BTreeMap::new();
    for (index, rule) in rules.iter().enumerate() {
        for (target, outcome) in rule.swap.iter().flatten() {
            let Some(DraftSwap::Pool(pool)) = outcome else {
                continue;
            };
            let other = *serves.entry(pool).or_insert(target);
            if other != target {
                let root = Path::Root;
                let (rules, swap) = (root.key("rules"), "swap");
                let rule = rules.index(index);
                let swap = rule.key(swap);
                let problem = format!("the pool {} serves {} already", quoted(pool), quoted(other));
                let hint =
                    "give each target a pool of its own, else nobody can tell which was called";
                errors.add(swap.key(target), "shared_pool", problem, hint);
            }
        }
    }
}

/// Notes the targets that no rule serves and the pools that none names, unless
/// a rule names something that there is not: that is probably the one.
fn unused(draft: &Draft, rules: &[DraftRule], errors: &mut Errors) {
    let targets = keys(draft.targets.as_deref());
    let pools = keys(draft.pools.as_deref());
    let mut served = BTreeSet::new();
    let mut named = BTreeSet::new();
    for rule in rules {
        let Some(swap) = &rule.swap else { return };
        for (target, outcome) in swap {
            let Some(outcome) = outcome else { return };
            served.insert(target.as_str());
            if let DraftSwap::Pool(pool) = outcome {
                named.insert(pool.as_str());
            }
        }
    }
    let root = Path::Root;
    if served.is_subset(&targets) {
        for name in targets.difference(&served) {
            let hint =
                "name it in a rule's \"swap\", with \"keep\" to leave it as it is, or remove it";
            let at = root.key("targets");
            errors.add(
                at.key(name),
                "unserved_target",
                "no rule serves this target",
                hint,
            );
        }
    }
    if named.is_subset(&pools) {
        for name in pools.difference(&named) {
            let hint = "name it in a rule's \"swap\", as { \"pool\": … }, or remove it";
            let at = root.key("pools");
            errors.add(at.key(name), "unused_pool", "no rule names this pool", hint);
        }
    }
}

fn keys<T>(named: Option<&[(String, T)]>) -> BTreeSet<&str> {
    let named = named.unwrap_or_default();
    named.iter().map(|(name, _)| name.as_str()).collect()
}
