//! `classify`.

use serde::Deserialize;
use telswap::{Source, Visit};
use wasm_bindgen::prelude::*;

use crate::value::{read, read_or_default, write};

/// A visit as JavaScript has it.
#[derive(Deserialize)]
pub struct JsVisit {
    landing: String,
    #[serde(default)]
    referrer: String,
}

#[derive(Deserialize, Default)]
struct Options {
    #[serde(default)]
    domains: Vec<String>,
}

impl JsVisit {
    /// Reads the argument `visit`.
    pub fn read(value: JsValue) -> Result<Self, JsValue> {
        read("visit", value)
    }

    /// Where it came from, for a site with these domains.
    pub fn source(&self, domains: &[String]) -> Source<'_> {
        let own: Vec<&str> = domains.iter().map(String::as_str).collect();
        let visit = Visit {
            landing: &self.landing,
            referrer: &self.referrer,
        };
        telswap::classify(&visit, &own)
    }
}

/// `classify(visit, options?)`.
#[wasm_bindgen]
pub fn classify(visit: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let visit = JsVisit::read(visit)?;
    let options: Options = read_or_default("options", options)?;
    write(&visit.source(&options.domains))
}
