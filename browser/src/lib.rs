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
mod visit;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

pub use engine::Engine;

/// A third of the standard one's size (`docs/decisions.md`, "Sizes").
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Starts the engine: `{config, site, cmp, service, emit(event, detail)}`, where
/// `config` is the absolute address of `site.json`, `site` what stands there,
/// and `cmp` and `service` say whose grant it was.
///
/// # Errors
/// Throws the code of an `error` event.
#[wasm_bindgen]
pub fn start(options: &JsValue) -> Result<Engine, JsValue> {
    Engine::start(options).map_err(JsValue::from_str)
}
