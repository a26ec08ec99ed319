//! The bindings of `io.js`.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Document;

#[wasm_bindgen(module = "/src/io.js")]
extern "C" {
    /// Tells the loader.
    pub fn emit(options: &JsValue, event: &str, detail: &JsValue);

    /// The address that the visitor arrived at.
    pub fn landing() -> String;

    /// What an earlier page kept; an object with `leases` at least.
    pub fn load(leases: &JsValue) -> JsValue;

    /// Keeps an object for the next page.
    pub fn save(kept: &JsValue);

    /// Keeps the lease of a pool.
    pub fn keep(kept: &JsValue, pool: &str, lease: &JsValue);

    /// Whether what was kept is gone.
    pub fn lost() -> bool;

    /// Deletes all that telswap keeps in this browser.
    pub fn forget();

    /// The page that linked here.
    pub fn referrer() -> String;

    /// The document.
    pub fn page() -> Document;

    /// Asks for a number of a pool, and calls `done(status, answer)` once.
    pub fn request(
        options: &JsValue,
        kept: &JsValue,
        source: &JsValue,
        rule: Option<&str>,
        target: &str,
        pool: &str,
        done: JsValue,
    );

    /// Says that the visitor is still there, and calls `done(status, answer)` once.
    pub fn renew(leases: &JsValue, lease: &JsValue, done: JsValue);

    /// Gives every number of the visitor back.
    pub fn release(options: &JsValue, visitor: &JsValue);
}
