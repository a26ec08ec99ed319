//! The engine that the loader fetches after a grant: it says where the visit
//! came from, decides what each target becomes, leases numbers and shows them.
//!
//! It does nothing on its own: the loader calls [`start`] on a grant and
//! [`Engine::stop`] on a withdrawal, and whatever fails in between leaves the
//! page's own number.

mod engine;
mod heart;
mod js;
mod lease;
mod memory;
mod page;
mod site;
mod source;
mod state;
mod visit;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

pub use engine::Engine;

/// Starts the engine: `{config, cmp, service, purposes, emit(event, detail)}`, where
/// `config` is the absolute address of `site.json` and the next three say whose
/// grant it was, in the script tag's words.
///
/// # Errors
/// Throws where there is no window.
#[wasm_bindgen]
pub fn start(options: &JsValue) -> Result<Engine, JsValue> {
    let window = web_sys::window().ok_or("telswap needs a window")?;
    Ok(Engine::start(window, options))
}
