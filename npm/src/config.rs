//! `check`, `publicSite` and `explain`.

use js_sys::JSON;
use serde::Serialize;
use telswap::config::{ConfigErrors, PublicSite, Site};
use telswap::source::Landing;
use telswap::{Journey, plan};
use wasm_bindgen::prelude::*;

use crate::error::{INVALID_ARGUMENT, INVALID_CONFIG, error, with};
use crate::source::JsVisit;
use crate::value::{kind, write};
use crate::whole::WholeSite;

/// `check(config)`.
#[wasm_bindgen]
pub fn check(config: &JsValue) -> Result<JsValue, JsValue> {
    match telswap::config::check(&text(config)?) {
        Ok(site) => write(&Checked {
            ok: true,
            site: WholeSite::from(&site),
        }),
        Err(errors) => write(&Refused {
            ok: false,
            errors: listed(&errors),
        }),
    }
}

/// `publicSite(config)`.
#[wasm_bindgen(js_name = publicSite)]
pub fn public_site(config: &JsValue) -> Result<JsValue, JsValue> {
    write(&PublicSite::from(&site(config)?))
}

/// `explain(config, visits)`.
#[wasm_bindgen]
pub fn explain(config: &JsValue, visits: JsValue) -> Result<JsValue, JsValue> {
    let site = site(config)?;
    let visits = JsVisit::read_all(visits)?;
    let mut journey = Journey::default();
    let mut last = None;
    for visit in &visits {
        // Without a time it comes right after the visit before.
        let at = visit.at.unwrap_or(journey.seen + 1);
        let visit = visit.get();
        if journey.arrive(&visit, &site.sources, site.conditions(), at, site.journey) {
            last = Some(Landing::of(&visit, &site.sources));
        }
    }
    let targets = site.targets.keys().map(String::as_str);
    let said = plan::explain(targets, &site.rules, &journey, last.as_ref());
    write(&said)
}

/// The config as JSON text: given so, or an object.
fn text(config: &JsValue) -> Result<String, JsValue> {
    if let Some(text) = config.as_string() {
        return Ok(text);
    }
    let wanted = "the text of a site.json or an object as it describes is expected here, not";
    let refused = |found: &str| error(INVALID_ARGUMENT, &format!("config: {wanted} {found}"));
    let json = JSON::stringify(config).map_err(|_| refused("what JSON cannot write"))?;
    // `undefined` for what JSON does not have, such as a function.
    json.as_string().ok_or_else(|| refused(&kind(config)))
}

/// The config checked, or an `Error` with all that is wrong.
pub fn site(config: &JsValue) -> Result<Site, JsValue> {
    telswap::config::check(&text(config)?).map_err(|errors| match write(&listed(&errors)) {
        Ok(list) => with(error(INVALID_CONFIG, &errors.to_string()), "errors", &list),
        Err(problem) => problem,
    })
}

#[derive(Serialize)]
struct Checked<'a> {
    ok: bool,
    site: WholeSite<'a>,
}

#[derive(Serialize)]
struct Refused<'a> {
    ok: bool,
    errors: Vec<Listed<'a>>,
}

/// A config error as data.
#[derive(Serialize)]
struct Listed<'a> {
    path: &'a str,
    code: &'a str,
    problem: &'a str,
    hint: &'a str,
}

fn listed(errors: &ConfigErrors) -> Vec<Listed<'_>> {
    let mut list = Vec::new();
    for error in &errors.0 {
        list.push(Listed {
            path: &error.path,
            code: error.code,
            problem: &error.problem,
            hint: &error.hint,
        });
    }
    list
}
