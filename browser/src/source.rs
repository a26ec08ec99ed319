//! A classified source as a JavaScript object, and back.

use std::borrow::Cow;

use telswap::{Channel, ClickId, Source};
use wasm_bindgen::JsValue;

use crate::js::{get, object, or_null, text};

/// The object that pages, storage and server see.
pub fn to_js(source: &Source<'_>) -> JsValue {
    let click_id = source.click_id.as_ref().map_or(JsValue::NULL, |id| {
        object(&[
            ("name", id.name.as_ref().into()),
            ("value", id.value.as_ref().into()),
        ])
    });
    object(&[
        ("channel", source.channel.slug().into()),
        ("source", source.source.as_ref().into()),
        ("medium", source.medium.as_ref().into()),
        ("campaign", or_null(source.campaign.as_deref())),
        ("term", or_null(source.term.as_deref())),
        ("content", or_null(source.content.as_deref())),
        ("click_id", click_id),
        ("referrer_host", or_null(source.referrer_host.as_deref())),
    ])
}

/// The source that such an object holds; none when it is not one.
pub fn from_js(object: &JsValue) -> Option<Source<'static>> {
    let optional = |key| text(object, key).map(Cow::Owned);
    let click_id = get(object, "click_id");
    Some(Source {
        channel: Channel::from_slug(&text(object, "channel")?)?,
        source: text(object, "source")?.into(),
        medium: text(object, "medium")?.into(),
        campaign: optional("campaign"),
        term: optional("term"),
        content: optional("content"),
        click_id: text(&click_id, "name")
            .zip(text(&click_id, "value"))
            .map(|(name, value)| ClickId {
                name: name.into(),
                value: value.into(),
            }),
        referrer_host: optional("referrer_host"),
    })
}
