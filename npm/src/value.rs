//! JavaScript's values and ours.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::error::{INVALID_ARGUMENT, error};

/// Reads an argument; `name` is what its error calls it.
pub fn read<T: DeserializeOwned>(name: &str, value: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|problem| error(INVALID_ARGUMENT, &format!("{name}: {problem}")))
}

/// Reads an argument that may be left out.
pub fn read_or_default<T: DeserializeOwned + Default>(
    name: &str,
    value: JsValue,
) -> Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    read(name, value)
}

/// What `JSON.parse` would give: objects for maps, `null` for what is absent.
pub fn write(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
