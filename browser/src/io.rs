//! The bindings of `io.js`.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/io.js")]
extern "C" {
    /// The address that the visitor arrived at.
    pub fn landing() -> String;

    /// What an earlier page kept, or null.
    pub fn load() -> JsValue;

    /// Keeps an object for the next page.
    pub fn save(kept: &JsValue);

    /// Deletes all that telswap keeps in this browser.
    pub fn forget();

    /// Asks the server, and calls `done(status, answer)` exactly once.
    pub fn ask(method: &str, address: &str, body: &JsValue, done: &JsValue);
}
