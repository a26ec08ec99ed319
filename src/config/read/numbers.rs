//! Targets, pools, and what a target becomes.

use crate::config::draft::{DraftNumber, DraftPool, DraftSwap, DraftTarget};
use crate::config::errors::Errors;
use crate::config::fields::{fields, list, required, switch, text, whole};
use crate::config::json::Json;
use crate::config::path::Path;
use crate::number::Matching;

/// A text shown as an example of a number.
const A_NUMBER: &str = r#"write a number as "+4963141555000""#;

/// One that may have its spelling with it.
const SPELLED: &str = r#"write a number as "+4963141555101", or with its spelling as { "number": "+4963141555101", "display": "0631 41555-101" }"#;

const A_DISPLAY: &str = r#"write the number as people read it, as "0631 41555-000""#;

pub(super) fn target(json: &Json, at: Path<'_>, errors: &mut Errors) -> DraftTarget {
    let names = ["number", "display", "match"];
    let Some([number, display, matching]) = fields(json, at, names, errors) else {
        return DraftTarget::default();
    };
    DraftTarget {
        number: required(number, at.key("number"), A_NUMBER, errors)
            .and_then(|json| text(json, at.key("number"), A_NUMBER, errors)),
        display: display.and_then(|json| text(json, at.key("display"), A_DISPLAY, errors)),
        matching: matching.and_then(|json| self::matching(json, at.key("match"), errors)),
    }
}

fn matching(json: &Json, at: Path<'_>, errors: &mut Errors) -> Option<Matching> {
    let values = fields(json, at, Matching::NAMES, errors)?;
    let mut matching = Matching::default();
    for (name, json) in Matching::NAMES.into_iter().zip(values) {
        if let Some(on) = json.and_then(|json| switch(json, at.key(name), errors)) {
            // It has all of its names.
            let _ = matching.set(name, on);
        }
    }
    Some(matching)
}

pub(super) fn pool(json: &Json, at: Path<'_>, errors: &mut Errors) -> DraftPool {
    let names = ["numbers", "display", "lease_minutes", "lease", "overflow"];
    let Some(values) = fields(json, at, names, errors) else {
        return DraftPool::default();
    };
    let [numbers, display, lease_minutes, lease, overflow] = values;
    let hint = r#"list the pool's numbers, as "numbers": ["+4963141555101"]"#;
    DraftPool {
        numbers: required(numbers, at.key("numbers"), hint, errors)
            .and_then(|json| list(json, at.key("numbers"), errors, number)),
        display: display.and_then(|json| text(json, at.key("display"), A_DISPLAY, errors)),
        lease_minutes: lease_minutes.and_then(|json| {
            whole(
                json,
                at.key("lease_minutes"),
                "write minutes as 30, without quotes",
                errors,
            )
        }),
        lease: lease.and_then(|json| {
            let hint = r#"write "present", "visible" or "intent""#;
            text(json, at.key("lease"), hint, errors)
        }),
        overflow: overflow.and_then(|json| number(json, at.key("overflow"), errors)),
    }
}

fn number(json: &Json, at: Path<'_>, errors: &mut Errors) -> Option<DraftNumber> {
    if let Json::Object(_) = json {
        let [number, display] = fields(json, at, ["number", "display"], errors)?;
        let number = required(number, at.key("number"), A_NUMBER, errors);
        return Some(spelled(number, display, at, errors));
    }
    text(json, at, SPELLED, errors).map(DraftNumber::Text)
}

fn spelled(
    number: Option<&Json>,
    display: Option<&Json>,
    at: Path<'_>,
    errors: &mut Errors,
) -> DraftNumber {
    DraftNumber::Spelled {
        number: number.and_then(|json| text(json, at.key("number"), A_NUMBER, errors)),
        display: display.and_then(|json| text(json, at.key("display"), A_DISPLAY, errors)),
    }
}

pub(super) fn swap(json: &Json, at: Path<'_>, errors: &mut Errors) -> Option<DraftSwap> {
    let hint = r#"write a number as "+4963141555010", { "pool": "web" } or "keep""#;
    let Json::Object(_) = json else {
        let text = text(json, at, hint, errors)?;
        return Some(DraftSwap::Number(DraftNumber::Text(text)));
    };
    let [pool, number, display] = fields(json, at, ["pool", "number", "display"], errors)?;
    match (pool, number) {
        (Some(pool), None) => {
            if display.is_some() {
                let problem = "the numbers of a pool are spelled where the pool is";
                let hint = "move it to the pool";
                errors.add(at.key("display"), "display_of_pool", problem, hint);
            }
            let hint = r#"write the pool's name, as "web""#;
            text(pool, at.key("pool"), hint, errors).map(DraftSwap::Pool)
        }
        (None, Some(_)) => Some(DraftSwap::Number(spelled(number, display, at, errors))),
        (Some(_), Some(_)) => {
            let problem = "it is a number and a pool at once";
            errors.add(at, "number_and_pool", problem, "keep one of the two");
            None
        }
        (None, None) => {
            let problem = "neither a number nor a pool is here";
            errors.add(at, "missing_field", problem, hint);
            None
        }
    }
}
