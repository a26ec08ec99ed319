//! `classify`.

use telswap::{Source, Visit};
use wasm_bindgen::prelude::*;

use crate::value::{Given, write};

/// A visit as JavaScript has it.
pub struct JsVisit {
    landing: String,
    referrer: String,
}

impl JsVisit {
    /// Reads the argument `visit`.
    pub fn read(value: JsValue) -> Result<Self, JsValue> {
        let given = Given::argument("visit", value);
        let visit =
            given.object(r#"an object as { landing: "https://hof-kaffee.de/?gclid=x" }"#)?;
        let address = r#"an address as "https://hof-kaffee.de/?gclid=x""#;
        let referrer = visit.field("referrer")?.optional_text(address)?;
        Ok(Self {
            landing: visit.field("landing")?.text(address)?,
            referrer: referrer.unwrap_or_default(),
        })
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
    write(&visit.source(&domains(options)?))
}

/// The domains of the argument `options`.
fn domains(options: JsValue) -> Result<Vec<String>, JsValue> {
    let options = Given::argument("options", options);
    if options.is_absent() {
        return Ok(Vec::new());
    }
    let options = options.object(r#"an object as { domains: ["hof-kaffee.de"] }"#)?;
    let domains = options.field("domains")?;
    if domains.is_absent() {
        return Ok(Vec::new());
    }
    let hosts = domains.list(r#"a list as ["hof-kaffee.de"]"#)?;
    let host = |given: &Given| given.text(r#"a host as "hof-kaffee.de""#);
    hosts.iter().map(host).collect()
}
