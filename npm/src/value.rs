//! JavaScript's values and ours.

use std::fmt::Display;

use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{INVALID_ARGUMENT, error};

/// An argument or a part of one. It is read by hand, since whoever calls from
/// JavaScript knows nothing of Rust's types, which serde's errors name.
pub struct Given {
    /// Where it stands, as `swaps[1].from`.
    place: String,
    /// The value itself.
    pub value: JsValue,
}

impl Given {
    /// The argument of this name.
    pub fn argument(name: &str, value: JsValue) -> Self {
        Self {
            place: name.to_owned(),
            value,
        }
    }

    /// Whether it was left out; whoever reads JSON has `null` instead.
    pub fn is_absent(&self) -> bool {
        self.value.is_undefined() || self.value.is_null()
    }

    /// A text; `wanted` is what the error says would be right.
    pub fn text(&self, wanted: &str) -> Result<String, JsValue> {
        self.value.as_string().ok_or_else(|| self.is_not(wanted))
    }

    /// A text that may be left out.
    pub fn optional_text(&self, wanted: &str) -> Result<Option<String>, JsValue> {
        (!self.is_absent()).then(|| self.text(wanted)).transpose()
    }

    /// A time that may be left out, in milliseconds since the Unix epoch.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is whole and fits"
    )]
    pub fn optional_time(&self) -> Result<Option<u64>, JsValue> {
        if self.is_absent() {
            return Ok(None);
        }
        // What JavaScript's Date can be (ECMA-262, "Time Values and Time Range").
        let time = self.value.as_f64().map(f64::round);
        let time = time.filter(|time| (0.0..=8.64e15).contains(time));
        let wanted = "milliseconds since 1970 as Date.now() gives them";
        let time = time.ok_or_else(|| self.is_not(wanted))?;
        Ok(Some(time as u64))
    }

    /// The elements of a list.
    pub fn list(&self, wanted: &str) -> Result<Vec<Self>, JsValue> {
        if !Array::is_array(&self.value) {
            return Err(self.is_not(wanted));
        }
        let elements = Array::from(&self.value);
        let element = |(index, value)| Self {
            place: format!("{}[{index}]", self.place),
            value,
        };
        Ok(elements.iter().enumerate().map(element).collect())
    }

    /// An object, to be asked for its fields.
    pub fn object(&self, wanted: &str) -> Result<&Self, JsValue> {
        if self.value.is_object() && !Array::is_array(&self.value) {
            Ok(self)
        } else {
            Err(self.is_not(wanted))
        }
    }

    /// An object's field; absent where it has none of this name.
    pub fn field(&self, name: &str) -> Result<Self, JsValue> {
        let place = format!("{}.{name}", self.place);
        match Reflect::get(&self.value, &name.into()) {
            Ok(value) => Ok(Self { place, value }),
            // A getter's own error would have no code.
            Err(_) => Err(self.wrong(format_args!("{name} cannot be read"))),
        }
    }

    /// An object's own fields and their names.
    pub fn fields(&self) -> Vec<(String, Self)> {
        let entries = Object::entries(self.value.unchecked_ref());
        let field = |entry: JsValue| {
            let entry = Array::from(&entry);
            let name = entry.get(0).as_string().unwrap_or_default();
            let place = format!("{}.{name}", self.place);
            let value = entry.get(1);
            (name, Self { place, value })
        };
        entries.iter().map(field).collect()
    }

    /// `true` or `false`; may be left out.
    pub fn optional_switch(&self) -> Result<Option<bool>, JsValue> {
        if self.is_absent() {
            return Ok(None);
        }
        let switch = self.value.as_bool();
        switch.map(Some).ok_or_else(|| self.is_not("true or false"))
    }

    /// An `Error` with what is wrong here.
    pub fn wrong(&self, problem: impl Display) -> JsValue {
        error(INVALID_ARGUMENT, &format!("{}: {problem}", self.place))
    }

    fn is_not(&self, wanted: &str) -> JsValue {
        let found = kind(&self.value);
        self.wrong(format_args!("{wanted} is expected here, not {found}"))
    }
}

/// What a value is, in words.
pub fn kind(value: &JsValue) -> String {
    if value.is_null() {
        return "null".to_owned();
    }
    if Array::is_array(value) {
        return "a list".to_owned();
    }
    match value.js_typeof().as_string().as_deref() {
        Some("object") => "an object".to_owned(),
        Some("undefined") | None => "undefined".to_owned(),
        Some(other) => format!("a {other}"),
    }
}

/// What `JSON.parse` would give: objects for maps, `null` for what is absent.
pub fn write(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
