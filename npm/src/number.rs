//! `swapText` and `swapHref`.

use std::fmt::Display;

use serde::Deserialize;
use telswap::number::Edit;
use telswap::{Swap, Swapper};
use wasm_bindgen::prelude::*;

use crate::error::{INVALID_ARGUMENT, error};
use crate::value::{read, read_or_default};

/// A swap as JavaScript has it.
#[derive(Deserialize)]
struct JsSwap {
    from: String,
    to: String,
    groups: Option<String>,
}

#[derive(Deserialize, Default)]
struct Options {
    country: Option<String>,
}

/// `swapText(text, swaps, options?)`.
#[wasm_bindgen(js_name = swapText)]
pub fn swap_text(text: &str, swaps: JsValue, options: JsValue) -> Result<String, JsValue> {
    Ok(Edit::apply(&swapper(swaps, options)?.text(text), text))
}

/// `swapHref(href, swaps, options?)`.
#[wasm_bindgen(js_name = swapHref)]
pub fn swap_href(href: &str, swaps: JsValue, options: JsValue) -> Result<String, JsValue> {
    Ok(Edit::apply(&swapper(swaps, options)?.href(href), href))
}

fn swapper(swaps: JsValue, options: JsValue) -> Result<Swapper, JsValue> {
    let swaps: Vec<JsSwap> = read("swaps", swaps)?;
    let options: Options = read_or_default("options", options)?;
    let swaps: Result<_, _> = swaps.iter().enumerate().map(checked).collect();
    let swapper = Swapper::new(swaps?);
    match options.country {
        Some(country) => swapper
            .with_country(&country)
            .map_err(|problem| wrong("options.country", problem)),
        None => Ok(swapper),
    }
}

fn checked((index, swap): (usize, &JsSwap)) -> Result<Swap, JsValue> {
    let at = |field| format!("swaps[{index}].{field}");
    let groups = swap.groups.as_deref().map(str::parse).transpose();
    Ok(Swap {
        from: swap
            .from
            .parse()
            .map_err(|problem| wrong(&at("from"), problem))?,
        to: swap
            .to
            .parse()
            .map_err(|problem| wrong(&at("to"), problem))?,
        groups: groups.map_err(|problem| wrong(&at("groups"), problem))?,
    })
}

fn wrong(place: &str, problem: impl Display) -> JsValue {
    error(INVALID_ARGUMENT, &format!("{place}: {problem}"))
}
