//! Attributes that may hold numbers for people to read.

use super::errors::Errors;
use super::path::{Path, quoted};

/// They are looked at anyway.
const KNOWN: [&str; 2] = ["title", "aria-label"];

/// What they hold is an address, code, style, a name that something else refers
/// to, or what a visitor or the page types in: other digits there break the page,
/// or change what is sent.
const NO_TEXT: &[&str] = &[
    "accept",
    "action",
    "aria-activedescendant",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-errormessage",
    "aria-flowto",
    "aria-labelledby",
    "aria-owns",
    "autocomplete",
    "cite",
    "class",
    "content",
    "datetime",
    "dir",
    "for",
    "form",
    "formaction",
    "headers",
    "height",
    "href",
    "id",
    "integrity",
    "is",
    "itemid",
    "itemprop",
    "itemref",
    "itemtype",
    "lang",
    "list",
    "max",
    "maxlength",
    "min",
    "minlength",
    "name",
    "nonce",
    "part",
    "pattern",
    "ping",
    "popovertarget",
    "poster",
    "property",
    "rel",
    "role",
    "slot",
    "src",
    "srcdoc",
    "srcset",
    "step",
    "style",
    "tabindex",
    "target",
    "type",
    "usemap",
    "value",
    "width",
    "xlink:href",
];

/// Whether an attribute may hold a number; notes why not.
pub(super) fn check(name: &str, at: Path<'_>, errors: &mut Errors) -> bool {
    let lower = name.to_ascii_lowercase();
    let (code, problem, hint) = if !is_name(name) {
        (
            "invalid_attribute",
            "is no name of an attribute",
            r#"write the name alone, as "data-phone""#.to_owned(),
        )
    } else if lower != name {
        (
            "invalid_attribute",
            "has capital letters, which attributes of a page lose",
            format!("write {}", quoted(&lower)),
        )
    } else if KNOWN.contains(&name) {
        (
            "known_attribute",
            "is looked at anyway",
            "remove it".to_owned(),
        )
    } else if name.starts_with("on") {
        (
            "unfit_attribute",
            "holds code, not a number to read",
            "remove it".to_owned(),
        )
    } else if name == "href" {
        (
            "unfit_attribute",
            "is an address: those that call are looked at anyway",
            r#"remove it; others are asked for by a target's "match", as { "whatsapp": true }"#
                .to_owned(),
        )
    } else if name.starts_with("data-telswap") {
        (
            "unfit_attribute",
            "is telswap's own",
            "remove it".to_owned(),
        )
    } else if NO_TEXT.contains(&name) {
        (
            "unfit_attribute",
            "holds no text for people to read",
            r#"remove it, or put the number into one of your own, as "data-phone""#.to_owned(),
        )
    } else {
        return true;
    };
    errors.add(at, code, format!("{} {problem}", quoted(name)), hint);
    false
}

/// Whether a text can be the name of an attribute in a page, and in the selector
/// that looks for it.
fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    let first = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let other =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.');
    first && text.len() <= 64 && bytes.all(other)
}
