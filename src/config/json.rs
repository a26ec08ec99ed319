//! JSON text as it is written: fields in the file's order, also those written
//! twice, which `serde_json::Value` would silently drop.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::errors::ConfigError;

/// A JSON value.
#[derive(Debug)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// A number without sign or fraction.
    Whole(u64),
    /// Any other number.
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Reads JSON text. Nesting deeper than 128 is an error, as in `serde_json`.
pub(super) fn parse(text: &str) -> Result<Json, ConfigError> {
    // Editors on Windows put a byte order mark there; RFC 8259, section 8.1
    // lets a reader ignore it.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| {
        let said = error.to_string();
        let reason = said.split(" at line ").next().unwrap_or_default();
        let hint = if text.trim().is_empty() {
            "an empty file is no config: begin with { \"site\": … }"
        } else if error.is_eof() {
            "the file ends too early: is a closing }, ] or \" missing?"
        } else if reason.starts_with("recursion limit") {
            "nothing in a site.json nests that deep: is a { or [ repeated?"
        } else {
            "JSON has no comments, no comma after the last element, and \" around every name and text"
        };
        ConfigError {
            path: String::new(),
            code: "invalid_json",
            problem: format!(
                "line {}, column {}: {reason}",
                error.line(),
                error.column()
            ),
            hint: hint.to_owned(),
        }
    })
}

impl Json {
    /// What kind of value it is, as an error names it.
    pub(super) fn kind(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Whole(value) => value.to_string(),
            Self::Number(value) => value.to_string(),
            Self::Text(text) => format!("the text {}", super::path::quoted(text)),
            Self::List(_) => "a list".to_owned(),
            Self::Object(_) => "an object".to_owned(),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Whole(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "only shown in an error")]
    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(u64::try_from(value).map_or(Json::Number(value as f64), Json::Whole))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = list.next_element()? {
            elements.push(element);
        }
        Ok(Json::List(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Json::Object(fields))
    }
}
