//! The public part of a site's config, as the engine needs it.

use js_sys::Array;
use telswap::{Channel, Condition, E164, Outcome, Rule};
use wasm_bindgen::JsValue;

use crate::js::{fields, get, items, text};

/// What the engine knows of a site.
pub struct Site {
    /// The site's name.
    pub name: String,
    /// The site's hosts.
    pub domains: Vec<String>,
    /// The numbers that the page shows, by target name.
    pub targets: Vec<(String, E164)>,
    /// The rules, in order.
    pub rules: Vec<Rule>,
    /// Whose consent counts.
    pub cmp: String,
    /// For which service.
    pub service: String,
    /// With which of TCF's purposes, as the script tag writes them: `1,7`.
    pub purposes: String,
}

impl Site {
    /// Reads `site.json`; none when a part that the engine needs is not there.
    ///
    /// `telswap check` and the server have found every error before. A rule
    /// that this engine does not understand must not match anybody, so it makes
    /// the whole file unreadable rather than being left out.
    pub fn read(config: &JsValue) -> Option<Self> {
        let consent = get(config, "consent");
        Some(Self {
            name: text(config, "site")?,
            domains: items(&get(config, "domains"))
                .filter_map(|host| host.as_string())
                .collect(),
            targets: fields(&get(config, "targets"))
                .map(|(name, target)| Some((name, number(&get(&target, "number"))?)))
                .collect::<Option<_>>()?,
            rules: items(&get(config, "rules"))
                .map(|it| rule(&it))
                .collect::<Option<_>>()?,
            cmp: text(&consent, "cmp")?,
            service: text(&consent, "service")?,
            purposes: items(&get(&consent, "purposes"))
                .collect::<Array>()
                .join(",")
                .into(),
        })
    }
}

fn rule(rule: &JsValue) -> Option<Rule> {
    Some(Rule {
        id: text(rule, "id")?,
        when: condition(&get(rule, "when"))?,
        swap: fields(&get(rule, "swap"))
            .map(|(target, becomes)| Some((target, outcome(&becomes)?)))
            .collect::<Option<_>>()?,
    })
}

fn condition(when: &JsValue) -> Option<Condition> {
    let mut condition = Condition::default();
    for (field, wanted) in fields(when) {
        // The server writes `null` for what a rule does not ask for.
        if wanted.is_null() {
            continue;
        }
        let wanted = wanted.as_string()?;
        match field.as_str() {
            "channel" => condition.channel = Some(Channel::from_slug(&wanted)?),
            "source" => condition.source = Some(wanted),
            "medium" => condition.medium = Some(wanted),
            "campaign" => condition.campaign = Some(wanted),
            "term" => condition.term = Some(wanted),
            "content" => condition.content = Some(wanted),
            "click_id" => condition.click_id = Some(wanted),
            _ => return None,
        }
    }
    Some(condition)
}

fn outcome(becomes: &JsValue) -> Option<Outcome> {
    if let Some(pool) = text(becomes, "pool") {
        return Some(Outcome::Pool(pool));
    }
    match becomes.as_string()?.as_str() {
        "keep" => Some(Outcome::Keep),
        digits => Some(Outcome::Number(digits.parse().ok()?)),
    }
}

fn number(value: &JsValue) -> Option<E164> {
    value.as_string()?.parse().ok()
}
