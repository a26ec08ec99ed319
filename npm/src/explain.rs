//! `explain`.

use std::collections::BTreeMap;

use serde::Serialize;
use telswap::plan::{Outcome, Rule};
use telswap::{E164, Source};
use wasm_bindgen::prelude::*;

use crate::config::site;
use crate::source::JsVisit;
use crate::value::write;

/// `explain(config, visit)`.
#[wasm_bindgen]
pub fn explain(config: &JsValue, visit: JsValue) -> Result<JsValue, JsValue> {
    let site = site(config)?;
    let visit = JsVisit::read(visit)?;
    let source = visit.source(&site.domains);
    let targets = site.targets.keys().map(String::as_str);
    let decisions = telswap::plan(targets, &site.rules, &source);
    let rules = site.rules.iter().map(|rule| Considered::new(rule, &source));
    write(&Explanation {
        targets: decisions
            .iter()
            .map(|decision| (decision.target, Shown::new(decision.rule, decision.outcome)))
            .collect(),
        rules: rules.collect(),
        source: source.clone(),
    })
}

#[derive(Serialize)]
struct Explanation<'a> {
    source: Source<'a>,
    targets: BTreeMap<&'a str, Shown<'a>>,
    rules: Vec<Considered<'a>>,
}

/// What a target becomes.
#[derive(Serialize)]
struct Shown<'a> {
    rule: Option<&'a str>,
    number: Option<E164>,
    pool: Option<&'a str>,
}

impl<'a> Shown<'a> {
    fn new(rule: Option<&'a str>, outcome: &'a Outcome) -> Self {
        let (number, pool) = match outcome {
            Outcome::Keep => (None, None),
            Outcome::Number(number) => (Some(*number), None),
            Outcome::Pool(pool) => (None, Some(pool.as_str())),
        };
        Self { rule, number, pool }
    }
}

/// Whether a rule is for the visit, and if not, why.
#[derive(Serialize)]
struct Considered<'a> {
    id: &'a str,
    matches: bool,
    mismatch: Option<Missed<'a>>,
}

#[derive(Serialize)]
struct Missed<'a> {
    field: &'a str,
    wanted: &'a str,
    found: Option<String>,
}

impl<'a> Considered<'a> {
    fn new(rule: &'a Rule, source: &Source<'_>) -> Self {
        let mismatch = rule.when.mismatch(source).map(|missed| Missed {
            field: missed.field,
            wanted: missed.wanted,
            found: missed.found,
        });
        Self {
            id: &rule.id,
            matches: mismatch.is_none(),
            mismatch,
        }
    }
}
