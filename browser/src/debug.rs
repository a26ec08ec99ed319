//! What a developer sees in the console with `?telswap_debug`: the visits that are
//! kept, each rule with what failed on which value, and what each target becomes.
//!
//! Only in a build of its own, `telswap-debug`, so that visitors load none of it.

use js_sys::{Array, Date, Object, Reflect};
use telswap::plan::{Explanation, explain};
use telswap::source::{Field, Landing};
use telswap::{Journey, Outcome, Visit};
use wasm_bindgen::JsValue;
use web_sys::console;

use crate::site::Site;

/// Shows how the visitor's numbers came about.
pub fn show(visit: &Visit<'_>, is_touch: bool, site: &Site, journey: &Journey<'_>) {
    let landing = is_touch.then(|| Landing::of(visit, &site.sources));
    let targets = site.targets.iter().map(|(name, _)| name.as_str());
    let explanation = explain(targets, &site.rules, journey, landing.as_ref());
    table("telswap: visits", visits(&explanation));
    table("telswap: rules", rules(&explanation));
    table("telswap: targets", becomes(&explanation));
}

fn visits(explanation: &Explanation<'_>) -> Array {
    let row = |touch: &telswap::journey::Touch<'_>| {
        #[expect(clippy::cast_precision_loss, reason = "times fit until 287396")]
        let at = Date::new(&(touch.at as f64).into()).to_iso_string();
        let mut row = vec![("at", JsValue::from(at))];
        for (name, field) in Field::NAMED {
            row.extend(field.of(&touch.source).map(|value| (name, value.into())));
        }
        row.push(("landing", touch.landing.join(", ").into()));
        object(&row)
    };
    explanation.touches.iter().map(row).collect()
}

fn rules(explanation: &Explanation<'_>) -> Array {
    let row = |verdict: &telswap::plan::Verdict<'_>| {
        let why: Vec<String> = verdict.mismatches.iter().map(ToString::to_string).collect();
        object(&[
            ("rule", verdict.rule.into()),
            ("by", verdict.by.name().into()),
            ("matches", verdict.matches.into()),
            ("why", why.join("; ").into()),
        ])
    };
    explanation.rules.iter().map(row).collect()
}

fn becomes(explanation: &Explanation<'_>) -> Array {
    let row = |decision: &telswap::Decision<'_>| {
        let becomes = match decision.outcome {
            Outcome::Keep => "keep".into(),
            Outcome::Number(shown) => shown.number.as_str().into(),
            Outcome::Pool(pool) => format!("a number of the pool {pool}").into(),
        };
        object(&[
            ("target", decision.target.into()),
            ("becomes", becomes),
            ("rule", decision.rule.map_or(JsValue::NULL, JsValue::from)),
        ])
    };
    explanation.targets.iter().map(row).collect()
}

fn table(title: &str, rows: Array) {
    console::log_1(&title.into());
    console::table_1(&rows);
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a property of a new object does not fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
