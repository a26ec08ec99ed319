//! `swapText` and `swapHref`.

use std::fmt::Display;
use std::str::FromStr;

use telswap::number::{Edit, Groups, Matching};
use telswap::{E164, Swap, Swapper};
use wasm_bindgen::prelude::*;

use crate::value::Given;

/// `swapText(text, swaps, options?)`.
#[wasm_bindgen(js_name = swapText)]
pub fn swap_text(text: JsValue, swaps: JsValue, options: JsValue) -> Result<String, JsValue> {
    let text = Given::argument("text", text).text("a string")?;
    Ok(Edit::apply(&swapper(swaps, options)?.text(&text), &text))
}

/// `swapHref(href, swaps, options?)`.
#[wasm_bindgen(js_name = swapHref)]
pub fn swap_href(href: JsValue, swaps: JsValue, options: JsValue) -> Result<String, JsValue> {
    let href = Given::argument("href", href).text(r#"a string as "tel:+4963141555000""#)?;
    Ok(Edit::apply(&swapper(swaps, options)?.href(&href), &href))
}

fn swapper(swaps: JsValue, options: JsValue) -> Result<Swapper, JsValue> {
    let wanted = r#"a list as [{ from: "+4963141555000", to: "+4963141555010" }]"#;
    let swaps = Given::argument("swaps", swaps).list(wanted)?;
    let swaps: Result<_, _> = swaps.iter().map(swap).collect();
    let swapper = Swapper::new(swaps?);
    let options = Given::argument("options", options);
    if options.is_absent() {
        return Ok(swapper);
    }
    let options = options.object(r#"an object as { country: "DE" }"#)?;
    let country = options.field("country")?;
    match country.optional_text(r#"a country as "DE""#)? {
        Some(name) => swapper
            .with_country(&name)
            .map_err(|problem| country.wrong(problem)),
        None => Ok(swapper),
    }
}

fn swap(given: &Given) -> Result<Swap, JsValue> {
    let wanted = r#"an object as { from: "+4963141555000", to: "+4963141555010" }"#;
    let given = given.object(wanted)?;
    let number = r#"a number as "+4963141555000""#;
    let mut swap = Swap::new(
        parsed(&given.field("from")?, number)?,
        parsed(&given.field("to")?, number)?,
    );
    let groups = given.field("groups")?;
    let groups = (!groups.is_absent()).then(|| parsed(&groups, r#"groups as "631|41555|010""#));
    swap.groups = groups.transpose()?;
    if let Some(groups) = displayed(&given.field("display")?, &swap.to)? {
        swap.groups = Some(groups);
    }
    swap.own_groups = displayed(&given.field("from_display")?, &swap.from)?;
    swap.matching = matching(&given.field("match")?)?;
    Ok(swap)
}

/// The groups in which a number is spelled, if it is.
fn displayed(given: &Given, number: &E164) -> Result<Option<Groups>, JsValue> {
    let text = given.optional_text(r#"a spelling as "0631 41555-010""#)?;
    let groups = text.map(|text| Groups::of_display(&text, number));
    groups.transpose().map_err(|problem| given.wrong(problem))
}

fn matching(given: &Given) -> Result<Matching, JsValue> {
    let mut matching = Matching::default();
    if given.is_absent() {
        return Ok(matching);
    }
    for (name, on) in given.object("an object as { fax: true }")?.fields() {
        if let Some(on) = on.optional_switch()? {
            let known = matching.set(&name, on);
            known.map_err(|problem| given.wrong(problem))?;
        }
    }
    Ok(matching)
}

/// What a text says, or what is wrong with it.
fn parsed<T: FromStr<Err: Display>>(given: &Given, wanted: &str) -> Result<T, JsValue> {
    let text = given.text(wanted)?;
    text.parse().map_err(|problem| given.wrong(problem))
}
