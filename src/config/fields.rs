//! The parts of a JSON value, as its reader wants them. What is missing or of
//! another type is noted.

use std::collections::BTreeSet;

use super::errors::Errors;
use super::json::Json;
use super::path::{Path, quoted};

/// The values of an object's fields, in the order of `names`; notes what is
/// unknown or written twice. The first of two counts.
pub(super) fn fields<'j, const N: usize>(
    json: &'j Json,
    at: Path<'_>,
    names: [&'static str; N],
    errors: &mut Errors,
) -> Option<[Option<&'j Json>; N]> {
    let mut values = [None; N];
    for (name, value) in object(json, at, errors)? {
        match values
            .iter_mut()
            .zip(names)
            .find(|(_, known)| *known == name)
        {
            Some((slot, _)) => *slot = Some(value),
            None => {
                let problem = format!("there is no field {}", quoted(name));
                errors.unknown(at.key(name), "unknown_field", problem, name, names);
            }
        }
    }
    Some(values)
}

/// The fields of an object, each name once; notes those written twice.
fn object<'j>(
    json: &'j Json,
    at: Path<'_>,
    errors: &mut Errors,
) -> Option<Vec<(&'j str, &'j Json)>> {
    let Json::Object(fields) = json else {
        wrong_type(json, at, "an object", "write { … }", errors);
        return None;
    };
    let mut seen = BTreeSet::new();
    let mut once = Vec::with_capacity(fields.len());
    for (name, value) in fields {
        if seen.insert(name.as_str()) {
            once.push((name.as_str(), value));
        } else {
            errors.add(
                at.key(name),
                "duplicate_key",
                format!("{} is written twice in one object", quoted(name)),
                "keep one of the two",
            );
        }
    }
    Some(once)
}

/// An object whose names are the user's own.
pub(super) fn named<T>(
    json: &Json,
    at: Path<'_>,
    errors: &mut Errors,
    read: impl Fn(&Json, Path<'_>, &mut Errors) -> T,
) -> Option<Vec<(String, T)>> {
    let fields = object(json, at, errors)?;
    let read = |(name, value): (&str, &Json)| (name.to_owned(), read(value, at.key(name), errors));
    Some(fields.into_iter().map(read).collect())
}

pub(super) fn list<T>(
    json: &Json,
    at: Path<'_>,
    errors: &mut Errors,
    read: impl Fn(&Json, Path<'_>, &mut Errors) -> T,
) -> Option<Vec<T>> {
    let Json::List(elements) = json else {
        wrong_type(
            json,
            at,
            "a list",
            "write [ … ], also around a single one",
            errors,
        );
        return None;
    };
    let read = |(index, element)| read(element, at.index(index), errors);
    Some(elements.iter().enumerate().map(read).collect())
}

pub(super) fn text(json: &Json, at: Path<'_>, hint: &str, errors: &mut Errors) -> Option<String> {
    match json {
        Json::Text(text) => Some(text.clone()),
        other => {
            wrong_type(other, at, "a text", hint, errors);
            None
        }
    }
}

pub(super) fn whole(json: &Json, at: Path<'_>, hint: &str, errors: &mut Errors) -> Option<u64> {
    match json {
        Json::Whole(number) => Some(*number),
        other => {
            wrong_type(other, at, "a whole number", hint, errors);
            None
        }
    }
}

pub(super) fn switch(json: &Json, at: Path<'_>, errors: &mut Errors) -> Option<bool> {
    match json {
        Json::Bool(on) => Some(*on),
        other => {
            let hint = "write true or false, without quotes";
            wrong_type(other, at, "true or false", hint, errors);
            None
        }
    }
}

pub(super) fn required<'j>(
    field: Option<&'j Json>,
    at: Path<'_>,
    hint: &str,
    errors: &mut Errors,
) -> Option<&'j Json> {
    if field.is_none() {
        errors.add(at, "missing_field", "it is missing", hint);
    }
    field
}

fn wrong_type(json: &Json, at: Path<'_>, wanted: &str, hint: &str, errors: &mut Errors) {
    let problem = format!("{wanted} is expected here, not {}", json.kind());
    errors.add(at, "wrong_type", problem, hint);
}
