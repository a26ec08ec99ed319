//! What a condition asks for, and that a visit can have it.

use super::draft::{DraftCondition, DraftValues};
use super::errors::Errors;
use super::path::{Path, quoted};
use crate::source::{Field, Part, click_id_names, fits};
use crate::{Channel, Condition};

/// Reads a condition; none when a part of it cannot be met by any visit.
pub(super) fn condition(
    draft: &DraftCondition,
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
            parts.push(is(field, values, at.key(name), errors));
        }
    }
    parts.extend(query(draft, at.key("query"), errors));
    let mut list = |list: &Option<Vec<Option<DraftCondition>>>, name, part: fn(_) -> Part| {
        let conditions = conditions(list.as_deref()?, at.key(name), errors);
        Some(part(conditions))
    };
    parts.extend(list(&draft.all, "all", Part::All));
    parts.extend(list(&draft.any, "any", Part::Any));
    if let Some(not) = &draft.not {
        let at = at.key("not");
        let not = condition(not, at, errors).unwrap_or_default();
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
    at: Path<'_>,
    errors: &mut Errors,
) -> Vec<Condition> {
    if written.is_empty() {
        let hint = r#"write conditions, as [{ "source": "google" }], or leave the field out"#;
        errors.add(at, "empty_list", "there is no condition", hint);
    }
    let written = written.iter().enumerate();
    written
        .filter_map(|(index, draft)| condition(draft.as_ref()?, at.index(index), errors))
        .collect()
}

fn query(draft: &DraftCondition, at: Path<'_>, errors: &mut Errors) -> Vec<Part> {
    let Some(written) = &draft.query else {
        return Vec::new();
    };
    if written.is_empty() {
        let hint = r#"name a parameter, as { "partner": "innung" }, or leave the field out"#;
        errors.add(at, "empty_list", "there is no parameter", hint);
    }
    let mut parts = Vec::new();
    for (name, values) in written {
        let at = at.key(name);
        // Kept with its value as `name=value`, beside paths.
        let unreadable = |byte: u8| matches!(byte, b'=' | b'&' | b'#' | b'/' | b'*');
        if name.trim().is_empty() || name.bytes().any(unreadable) {
            let hint = r#"write the parameter's name alone, as "partner""#;
            errors.add(at, "invalid_parameter", "this is no parameter's name", hint);
        }
        let values = values.as_ref();
        parts.extend(values.map(|values| is(Field::Query(name.clone()), values, at, errors)));
    }
    parts
}

fn is(field: Field, written: &DraftValues, at: Path<'_>, errors: &mut Errors) -> Part {
    let mut values = Vec::new();
    match written {
        DraftValues::One(text) => {
            value(&field, text, at, errors);
            values.push(text.clone());
        }
        DraftValues::List(texts) => {
            if texts.is_empty() {
                let hint = "write at least one value, or leave the field out";
                errors.add(at, "empty_list", "there is no value", hint);
            }
            for (index, text) in texts.iter().enumerate() {
                if let Some(text) = text {
                    value(&field, text, at.index(index), errors);
                    values.push(text.clone());
                }
            }
        }
    }
    Part::Is(field, values)
}

/// Notes a value that no visit has.
fn value(field: &Field, text: &str, at: Path<'_>, errors: &mut Errors) {
    if text.trim().is_empty() {
        let hint = "leave the field out to ask for nothing, or write \"*\" for any value";
        errors.add(at, "empty_value", "no visit has an empty value", hint);
        return;
    }
    match field {
        Field::Channel => {
            let mut slugs = Channel::ALL.into_iter().map(Channel::slug);
            if !slugs.any(|slug| fits(slug, text)) {
                channel(text, at, errors);
            }
        }
        Field::ClickId if !click_id_names().any(|known| fits(known, text)) => {
            let problem = format!(
                "{} is no click id that visits are known to have",
                quoted(text)
            );
            errors.unknown(at, "unknown_click_id", problem, text, click_id_names());
        }
        Field::ReferrerHost if fits(text, "www.*") || fits(text, "*/*") => {
            let problem = format!("{} is no host as it is compared", quoted(text));
            let hint = "write the host alone and without www., as \"example.com\"";
            errors.add(at, "invalid_host", problem, hint);
        }
        Field::LandingPath if !text.starts_with(['/', '*']) || text.contains(['?', '#']) => {
            let problem = format!("{} is no path", quoted(text));
            let hint = "begin with /, as \"/kaffee/*\"; parameters are asked for in \"query\"";
            errors.add(at, "invalid_path", problem, hint);
        }
        _ => {}
    }
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
