//! What a condition asks for, and that a visit can have it.

use std::collections::BTreeSet;

use url::form_urlencoded;

use super::domains;
use super::draft::{DraftCondition, DraftValues};
use super::errors::Errors;
use super::path::{Path, quoted};
use super::visits::Visits;
use crate::source::{Field, Part, click_id_names, fits};
use crate::{Channel, Condition};

/// Reads a condition; none when a part of it cannot be met by any visit.
pub(super) fn condition(
    draft: &DraftCondition,
    visits: &Visits,
    at: Path<'_>,
    errors: &mut Errors,
) -> Option<Condition> {
    let before = errors.count();
    let written = [
        &draft.channel,
        &draft.source,
        &draft.medium,
        &draft.campaign,
        &draft.term,
        &draft.content,
        &draft.click_id,
        &draft.referrer_host,
        &draft.landing_path,
    ];
    let mut parts = Vec::new();
    for ((name, field), values) in Field::NAMED.into_iter().zip(written) {
        if let Some(values) = values {
            parts.push(is(field, values, visits, at.key(name), errors));
        }
    }
    parts.extend(query(draft, visits, at.key("query"), errors));
    let mut list = |list: &Option<Vec<Option<DraftCondition>>>, name, part: fn(_) -> Part| {
        let conditions = conditions(list.as_deref()?, visits, at.key(name), errors);
        Some(part(conditions))
    };
    parts.extend(list(&draft.all, "all", Part::All));
    parts.extend(list(&draft.any, "any", Part::Any));
    if let Some(not) = &draft.not {
        let at = at.key("not");
        let not = condition(not, visits, at, errors).unwrap_or_default();
        if not.takes_everything() && errors.count() == before {
            let hint = r#"say what must not be, as { "channel": "direct" }"#;
            errors.add(at, "empty_condition", "every visit meets it", hint);
        }
        parts.push(Part::Not(not));
    }
    (errors.count() == before).then_some(Condition { parts })
}

fn conditions(
    written: &[Option<DraftCondition>],
    visits: &Visits,
    at: Path<'_>,
    errors: &mut Errors,
) -> Vec<Condition> {
    if written.is_empty() {
        let hint = r#"write conditions, as [{ "source": "google" }], or leave the field out"#;
        errors.add(at, "empty_list", "there is no condition", hint);
    }
    let written = written.iter().enumerate();
    written
        .filter_map(|(index, draft)| condition(draft.as_ref()?, visits, at.index(index), errors))
        .collect()
}

fn query(draft: &DraftCondition, visits: &Visits, at: Path<'_>, errors: &mut Errors) -> Vec<Part> {
    let Some(written) = &draft.query else {
        return Vec::new();
    };
    if written.is_empty() {
        let hint = r#"name a parameter, as { "partner": "innung" }, or leave the field out"#;
        errors.add(at, "empty_list", "there is no parameter", hint);
    }
    let mut parts = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, values) in written {
        let at = at.key(name);
        let lower = name.to_ascii_lowercase();
        if !seen.insert(lower.clone()) {
            let problem = format!("{} is there already, in other letters", quoted(name));
            let hint = "write both values in one list, or each in a condition of \"all\"";
            errors.add(at, "duplicate_parameter", problem, hint);
        }
        // Kept with its value as `name=value`, beside paths.
        let unreadable = |byte: u8| matches!(byte, b'=' | b'&' | b'#' | b'/' | b'*');
        if name.trim().is_empty() || name.trim() != name || name.bytes().any(unreadable) {
            let hint = r#"write the parameter's name alone, as "partner""#;
            errors.add(at, "invalid_parameter", "this is no parameter's name", hint);
        }
        let values = values.as_ref();
        parts.extend(values.map(|values| is(Field::Query(lower), values, visits, at, errors)));
    }
    parts
}

fn is(
    field: Field,
    written: &DraftValues,
    visits: &Visits,
    at: Path<'_>,
    errors: &mut Errors,
) -> Part {
    let mut values = Vec::new();
    match written {
        DraftValues::One(text) => values.extend(value(&field, text, visits, at, errors)),
        DraftValues::List(texts) => {
            if texts.is_empty() {
                let hint = "write at least one value, or leave the field out";
                errors.add(at, "empty_list", "there is no value", hint);
            }
            for (index, text) in texts.iter().enumerate() {
                let text = text.as_ref();
                let at = at.index(index);
                values.extend(text.and_then(|text| value(&field, text, visits, at, errors)));
            }
        }
    }
    Part::Is(field, values)
}

/// A value as visits have it; notes one that none has.
fn value(
    field: &Field,
    text: &str,
    visits: &Visits,
    at: Path<'_>,
    errors: &mut Errors,
) -> Option<String> {
    let before = errors.count();
    if text.trim().is_empty() {
        let hint = "leave the field out to ask for nothing, or write \"*\" for any value";
        errors.add(at, "empty_value", "no visit has an empty value", hint);
        return None;
    }
    // So the values of parameters are trimmed; paths are not.
    let trimmed = text.trim_ascii();
    if trimmed.len() < text.len() && *field != Field::LandingPath {
        let hint = format!("write {}", quoted(trimmed));
        let problem = "no visit has a value that begins or ends with a space";
        errors.add(at, "space_around", problem, hint);
        return None;
    }
    let has_star = text.contains('*');
    match field {
        Field::Channel => {
            let mut slugs = Channel::ALL.into_iter().map(Channel::slug);
            if !slugs.any(|slug| fits(slug, text)) {
                channel(text, at, errors);
            }
        }
        Field::Source if !has_star => {
            if let Some(other) = visits.renamed.get(&text.to_ascii_lowercase()) {
                let problem = format!("{} has another name in sources.aliases", quoted(text));
                let hint = format!("write {}", quoted(other));
                errors.add(at, "aliased_source", problem, hint);
            }
        }
        Field::ClickId if !click_id_names().any(|known| fits(known, text)) => {
            let problem = format!(
                "{} is no click id that visits are known to have",
                quoted(text)
            );
            errors.unknown(at, "unknown_click_id", problem, text, click_id_names());
        }
        Field::ReferrerHost if !has_star => {
            return domains::referrer(text, &visits.own_hosts, at, errors);
        }
        Field::ReferrerHost if fits(text, "www.*") || fits(text, "*/*") => {
            let problem = format!("{} is no host as it is compared", quoted(text));
            let hint = "write the host alone and without www., as \"*.example.com\"";
            errors.add(at, "invalid_host", problem, hint);
        }
        Field::LandingPath => path(text, at, errors),
        _ => {}
    }
    (errors.count() == before).then(|| text.to_owned())
}

/// Notes what is no path as it is compared.
fn path(text: &str, at: Path<'_>, errors: &mut Errors) {
    if !text.starts_with(['/', '*']) || text.contains(['?', '#']) {
        let problem = format!("{} is no path", quoted(text));
        let hint = "begin with /, as \"/kaffee/*\"; parameters are asked for in \"query\"";
        errors.add(at, "invalid_path", problem, hint);
    } else if holds_escapes(text) {
        let problem = format!("{} is no path as people read it", quoted(text));
        let hint = match decoded(text) {
            Some(path) => format!("write {}", quoted(&path)),
            None => "write ö for %C3%B6, and * for what cannot be written".to_owned(),
        };
        errors.add(at, "invalid_path", problem, hint);
    }
}

/// Whether signs are written as `%C3%B6`. Any other `%` is itself.
fn holds_escapes(text: &str) -> bool {
    let mut after = text.split('%').skip(1).map(str::as_bytes);
    let escapes = after.any(|after| matches!(after, [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit()));
    // `/100%25` and `/50%ab` could be meant either way.
    escapes && decoded(text).is_none_or(|path| !path.contains('%'))
}

/// A path as people read it, if that can be written in a condition.
fn decoded(path: &str) -> Option<String> {
    // Only these two mean something else in a form.
    let form = ["=", &path.replace('&', "%26").replace('+', "%2B")].concat();
    let (_, decoded) = form_urlencoded::parse(form.as_bytes()).next()?;
    let stars = |text: &str| text.matches('*').count();
    let is_path = !decoded.contains(['\u{fffd}', '?', '#']) && stars(&decoded) == stars(path);
    is_path.then(|| decoded.into_owned())
}

/// The channel of this name; notes that there is none.
pub(super) fn channel(slug: &str, at: Path<'_>, errors: &mut Errors) -> Option<Channel> {
    let channel = Channel::from_slug(slug);
    if channel.is_none() {
        let problem = format!("{} is no channel", quoted(slug));
        let channels = Channel::ALL.into_iter().map(Channel::slug);
        errors.unknown(at, "unknown_channel", problem, slug, channels);
    }
    channel
}
