//! `classify`.

use js_sys::Array;
use telswap::{Sources, Visit};
use wasm_bindgen::prelude::*;

use crate::config::site;
use crate::value::{Given, write};

/// A visit as JavaScript has it.
pub struct JsVisit {
    landing: String,
    referrer: String,
    /// In milliseconds since the Unix epoch.
    pub at: Option<u64>,
}

impl JsVisit {
    /// Reads the argument `visit`.
    pub fn read(value: JsValue) -> Result<Self, JsValue> {
        Self::given(&Given::argument("visit", value))
    }

    /// Reads the argument `visit` that is one, or a list of them.
    pub fn read_all(value: JsValue) -> Result<Vec<Self>, JsValue> {
        if !Array::is_array(&value) {
            return Ok(vec![Self::read(value)?]);
        }
        let visits = Given::argument("visit", value).list("a list")?;
        visits.iter().map(Self::given).collect()
    }

    fn given(given: &Given) -> Result<Self, JsValue> {
        let visit =
            given.object(r#"an object as { landing: "https://hof-kaffee.de/?gclid=x" }"#)?;
        let address = r#"an address as "https://hof-kaffee.de/?gclid=x""#;
        let referrer = visit.field("referrer")?.optional_text(address)?;
        Ok(Self {
            landing: visit.field("landing")?.text(address)?,
            referrer: referrer.unwrap_or_default(),
            at: visit.field("at")?.optional_time()?,
        })
    }

    /// As the core has it.
    pub fn get(&self) -> Visit<'_> {
        Visit {
            landing: &self.landing,
            referrer: &self.referrer,
        }
    }
}

/// `classify(visit, options?)`.
#[wasm_bindgen]
pub fn classify(visit: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let visit = JsVisit::read(visit)?;
    write(&telswap::classify(&visit.get(), &sources(options)?))
}

/// What the argument `options` says of sources.
fn sources(options: JsValue) -> Result<Sources, JsValue> {
    let options = Given::argument("options", options);
    if options.is_absent() {
        return Ok(Sources::default());
    }
    let options = options.object(r#"an object as { domains: ["hof-kaffee.de"] }"#)?;
    let config = options.field("config")?;
    if !config.is_absent() {
        return Ok(site(&config.value)?.sources);
    }
    let domains = options.field("domains")?;
    if domains.is_absent() {
        return Ok(Sources::default());
    }
    let hosts = domains.list(r#"a list as ["hof-kaffee.de"]"#)?;
    let host = |given: &Given| given.text(r#"a host as "hof-kaffee.de""#);
    let hosts: Result<Vec<String>, _> = hosts.iter().map(host).collect();
    Ok(Sources::own(hosts?))
}
