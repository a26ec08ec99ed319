//! How numbers come onto the page.

use crate::config::draft::DraftPage;
use crate::config::errors::Errors;
use crate::config::fields::{fields, list, switch, text};
use crate::config::json::Json;
use crate::config::path::Path;

pub(super) fn page(json: &Json, at: Path<'_>, errors: &mut Errors) -> Option<DraftPage> {
    let names = [
        "after",
        "include",
        "exclude",
        "frames",
        "attributes",
        "data_layer",
    ];
    let [after, include, exclude, frames, attributes, data_layer] =
        fields(json, at, names, errors)?;
    let mut texts = |json: Option<&Json>, name, hint| {
        list(json?, at.key(name), errors, |json, at, errors| {
            text(json, at, hint, errors)
        })
    };
    let selector = r#"write a CSS selector, as ".legal""#;
    let include = texts(include, "include", selector);
    let exclude = texts(exclude, "exclude", selector);
    let hint = r#"write an attribute's name, as "data-phone""#;
    let attributes = texts(attributes, "attributes", hint);
    let mut switch = |json: Option<&Json>, name| switch(json?, at.key(name), errors);
    Some(DraftPage {
        include,
        exclude,
        attributes,
        frames: switch(frames, "frames"),
        data_layer: switch(data_layer, "data_layer"),
        after: after.and_then(|json| {
            let hint = r#"write "hydration", "load" or "immediately""#;
            text(json, at.key("after"), hint, errors)
        }),
    })
}
