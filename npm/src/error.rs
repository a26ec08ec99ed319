//! What is thrown: JavaScript's `Error` with a `code` that stays the same.

use js_sys::{Error, Reflect};
use wasm_bindgen::JsValue;

/// An argument is not what the function takes.
pub const INVALID_ARGUMENT: &str = "invalid_argument";
/// A config has errors; they are in the error's `errors`.
pub const INVALID_CONFIG: &str = "invalid_config";

/// An `Error` with a `code`.
pub fn error(code: &str, message: &str) -> JsValue {
    with(Error::new(message).into(), "code", &code.into())
}

/// `error` with one more property.
pub fn with(error: JsValue, property: &str, value: &JsValue) -> JsValue {
    // Setting a property of a new object does not fail.
    let _ = Reflect::set(&error, &property.into(), value);
    error
}
