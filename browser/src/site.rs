//! The public part of a site's config, as the engine needs it.

use telswap::{Channel, Condition, E164, Outcome, Rule};
use wasm_bindgen::JsValue;

use crate::js::{fields, get, text};

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
        for (_, host) in fields(&get(config, "domains")) {
            site.domains.push(host.as_string()?);
        }
        for (name, target) in fields(&get(config, "targets")) {
            site.targets.push((name, number(&get(&target, "number"))?));
        }
        for (_, item) in fields(&get(config, "rules")) {
            site.rules.push(rule(&item)?);
        }
        Some(site)
    }
}

/// What a rule may ask for.
const FIELDS: [&str; 7] = [
    "channel", "source", "medium", "campaign", "term", "content", "click_id",
];

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
    for (field, wanted) in fields(when) {
        if !FIELDS.contains(&field.as_str()) || wanted.as_string().is_none() {
            return None;
        }
    }
    let asked = |field| text(when, field);
    Some(Condition {
        channel: match asked("channel") {
            Some(slug) => Some(Channel::from_slug(&slug)?),
            None => None,
        },
        source: asked("source"),
        medium: asked("medium"),
        campaign: asked("campaign"),
        term: asked("term"),
        content: asked("content"),
        click_id: asked("click_id"),
    })
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
