//! A rule's condition.

use super::draft::DraftCondition;
use super::errors::Errors;
use super::path::{Path, quoted};
use crate::source::click_id_names;
use crate::{Channel, Condition};

/// Reads a condition; none when a part of it cannot be met by any visit.
pub(super) fn condition(
    draft: &DraftCondition,
    at: Path<'_>,
    errors: &mut Errors,
) -> Option<Condition> {
    let before = errors.count();
    let channel = channel(draft.channel.as_deref(), at.key("channel"), errors);
    let mut value = |name, value: &Option<String>| {
        if value.as_deref().is_some_and(|text| text.trim().is_empty()) {
            let hint = "leave the field out to ask for nothing";
            errors.add(
                at.key(name),
                "empty_value",
                "no visit has an empty value",
                hint,
            );
        }
        value.clone()
    };
    let condition = Condition {
        channel,
        source: value("source", &draft.source),
        medium: value("medium", &draft.medium),
        campaign: value("campaign", &draft.campaign),
        term: value("term", &draft.term),
        content: value("content", &draft.content),
        click_id: draft.click_id.clone(),
    };
    click_id(draft.click_id.as_deref(), at.key("click_id"), errors);
    (errors.count() == before).then_some(condition)
}

fn channel(slug: Option<&str>, at: Path<'_>, errors: &mut Errors) -> Option<Channel> {
    let slug = slug?;
    let channel = Channel::from_slug(slug);
    if channel.is_none() {
        let problem = format!("{} is no channel", quoted(slug));
        let channels = Channel::ALL.into_iter().map(Channel::slug);
        errors.unknown(at, "unknown_channel", problem, slug, channels);
    }
    channel
}

fn click_id(name: Option<&str>, at: Path<'_>, errors: &mut Errors) {
    let Some(name) = name else { return };
    if !click_id_names().any(|known| known.eq_ignore_ascii_case(name)) {
        let problem = format!(
            "{} is no click id that visits are known to have",
            quoted(name)
        );
        errors.unknown(at, "unknown_click_id", problem, name, click_id_names());
    }
}
