//! How the engine goes about the page.

use std::collections::BTreeSet;

use super::attributes;
use super::draft::DraftPage;
use super::errors::Errors;
use super::names;
use super::path::{Path, quoted};
use super::selectors;
use super::{After, Page};

/// Reads the options for the page; none when a part of them does not hold.
pub(super) fn page(draft: Option<&DraftPage>, at: Path<'_>, errors: &mut Errors) -> Option<Page> {
    let Some(draft) = draft else {
        return Some(Page::default());
    };
    let after = draft.after.as_deref();
    let unknown = (
        "unknown_moment",
        "is nothing that the first swap can wait for",
    );
    let after = names::choice(after, After::NAMED, unknown, at.key("after"), errors);
    let include = draft.include.as_deref();
    if include.is_some_and(<[_]>::is_empty) {
        let hint =
            r#"name at least one element, as ["main"], or leave the field out for all of the page"#;
        let problem = "no element is included";
        errors.add(at.key("include"), "empty_list", problem, hint);
    }
    let mut texts = |written: &Option<Vec<Option<String>>>, name, check: Check| {
        once_each(written.as_deref(), at.key(name), check, errors)
    };
    Some(Page {
        include: texts(&draft.include, "include", selectors::check),
        exclude: texts(&draft.exclude, "exclude", selectors::check),
        attributes: texts(&draft.attributes, "attributes", attributes::check),
        frames: draft.frames.unwrap_or_default(),
        data_layer: draft.data_layer.unwrap_or_default(),
        after: after?,
    })
}

/// Notes what is wrong with a text, and says whether it holds.
type Check = fn(&str, Path<'_>, &mut Errors) -> bool;

/// The texts of a list that hold; notes those written twice.
fn once_each(
    written: Option<&[Option<String>]>,
    at: Path<'_>,
    check: Check,
    errors: &mut Errors,
) -> Vec<String> {
    let mut texts = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, text) in written.unwrap_or_default().iter().enumerate() {
        let at = at.index(index);
        let Some(text) = text else { continue };
        if !check(text, at, errors) {
            continue;
        }
        if seen.insert(text) {
            texts.push(text.clone());
        } else {
            let problem = format!("{} is in the list already", quoted(text));
            errors.add(at, "duplicate_entry", problem, "remove one of the two");
        }
    }
    texts
}
