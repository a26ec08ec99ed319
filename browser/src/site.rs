//! The public part of a site's config, as the engine needs it.

use telswap::{Channel, Condition, E164, Outcome, Rule};
use wasm_bindgen::JsValue;

use crate::js::{fields, get, items, text};

/// What the engine knows of a site.
pub struct Site {
    /// The site's hosts.
    pub domains: Vec<String>,
    /// The numbers that the page shows, by target name.
    pub targets: Vec<(String, E164)>,
    /// The rules, in order.
    pub rules: Vec<Rule>,
}

impl Site {
    /// Reads `site.json`; none when a part that the engine needs is not there.
    ///
    /// `telswap check` and the server have found every error before. A rule
    /// that this engine does not understand must not match anybody, so it makes
    /// the whole file unreadable rather than being left out.
    pub fn read(config: &JsValue) -> Option<Self> {
        let mut site = Self {
            domains: Vec::new(),
            targets: Vec::new(),
            rules: Vec::new(),
        };
        for host in items(&get(config, "domains")) {
            site.domains.push(host.as_string()?);
        }
        for (name, target) in fields(&get(config, "targets")) {
            site.targets.push((name, number(&get(&target, "number"))?));
        }
        for item in items(&get(config, "rules")) {
            site.rules.push(rule(&item)?);
        }
        Some(site)
    }
}

fn rule(rule: &JsValue) -> Option<Rule> {
    let mut swap = Vec::new();
    for (target, becomes) in fields(&get(rule, "swap")) {
        swap.push((target, outcome(&becomes)?));
    }
    Some(Rule {
        id: text(rule, "id")?,
        when: condition(&get(rule, "when"))?,
        swap,
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
