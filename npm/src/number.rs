//! `swapText` and `swapHref`.

use serde::Deserialize;
use telswap::number::Edit;
use telswap::{Swap, Swapper};
use wasm_bindgen::prelude::*;

use crate::error::{INVALID_ARGUMENT, error};
use crate::value::read;

/// A swap as JavaScript has it.
#[derive(Deserialize)]
struct JsSwap {
    from: String,
    to: String,
    groups: Option<String>,
}

/// `swapText(text, swaps)`.
#[wasm_bindgen(js_name = swapText)]
pub fn swap_text(text: &str, swaps: JsValue) -> Result<String, JsValue> {
    Ok(Edit::apply(&swapper(swaps)?.text(text), text))
}

/// `swapHref(href, swaps)`.
#[wasm_bindgen(js_name = swapHref)]
pub fn swap_href(href: &str, swaps: JsValue) -> Result<String, JsValue> {
    Ok(Edit::apply(&swapper(swaps)?.href(href), href))
}

fn swapper(swaps: JsValue) -> Result<Swapper, JsValue> {
    let swaps: Vec<JsSwap> = read("swaps", swaps)?;
    let checked: Result<_, _> = swaps.iter().enumerate().map(checked).collect();
    checked.map(Swapper::new)
}

fn checked((index, swap): (usize, &JsSwap)) -> Result<Swap, JsValue> {
    let field = |name: &str, problem: &dyn std::fmt::Display| {
        error(
            INVALID_ARGUMENT,
            &format!("swaps[{index}].{name}: {problem}"),
        )
    };
    let groups = swap.groups.as_deref().map(str::parse).transpose();
    Ok(Swap {
        from: swap
            .from
            .parse()
            .map_err(|problem| field("from", &problem))?,
        to: swap.to.parse().map_err(|problem| field("to", &problem))?,
        groups: groups.map_err(|problem| field("groups", &problem))?,
    })
}
