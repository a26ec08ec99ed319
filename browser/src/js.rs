//! Reading and writing plain JavaScript objects.
//!
//! By hand, for size: serde-wasm-bindgen would cost the visitor more than the
//! rest of the engine (`docs/decisions.md`). Whatever is missing or of another
//! type reads as absent, so that no answer of a server can make it throw.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A field of an object; `undefined` where there is none.
pub fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A field that is text.
pub fn text(object: &JsValue, key: &str) -> Option<String> {
    get(object, key).as_string()
}

/// The fields of an object, in their order, or the items of an array with their
/// places; none for anything else.
pub fn fields(object: &JsValue) -> Vec<(String, JsValue)> {
    let mut fields = Vec::new();
    if object.is_object() {
        for name in Object::keys(object.unchecked_ref::<Object>()).to_vec() {
            if let Some(name) = name.as_string() {
                let value = get(object, &name);
                fields.push((name, value));
            }
        }
    }
    fields
}

/// A new object with these fields.
pub fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        set(&object, name, value);
    }
    object.into()
}

/// Sets a field of an object.
pub fn set(object: &JsValue, key: &str, value: &JsValue) {
    // Fails only for frozen objects and setters that throw; ours are neither.
    let _ = Reflect::set(object, &key.into(), value);
}

/// The text, or `null` when there is none.
pub fn or_null(text: Option<&str>) -> JsValue {
    text.map_or(JsValue::NULL, JsValue::from_str)
}
