//! The public part of a site's config, as the engine needs it.

use telswap::journey::{By, Limits};
use telswap::source::{Alias, ChannelRule, Field, Kind, KnownHost, Part};
use telswap::{Channel, Condition, E164, Outcome, Rule, Sources};
use wasm_bindgen::JsValue;

use crate::js::{fields, get, text};

/// What the engine knows of a site.
pub struct Site {
    /// What the site says of sources: its own hosts, and others'.
    pub sources: Sources,
    /// When a visit ends, and how long it is remembered.
    pub limits: Limits,
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
        let journey = get(config, "journey");
        let mut site = Self {
            sources: sources(&get(config, "sources"))?,
            limits: Limits {
                session_minutes: number_or(&get(&journey, "session_minutes"), 30.0),
                days: number_or(&get(&journey, "days"), 90.0),
            },
            targets: Vec::new(),
            rules: Vec::new(),
        };
        site.sources.own_hosts = texts(&get(config, "domains"))?;
        for (name, target) in fields(&get(config, "targets")) {
            site.targets.push((name, number(&get(&target, "number"))?));
        }
        for (_, item) in fields(&get(config, "rules")) {
            site.rules.push(rule(&item)?);
        }
        Some(site)
    }
}

fn sources(says: &JsValue) -> Option<Sources> {
    let mut sources = Sources::default();
    for (host, known) in fields(&get(says, "hosts")) {
        sources.hosts.push(KnownHost {
            source: text(&known, "source").unwrap_or_else(|| host.clone()),
            kind: named(&Kind::NAMED, &text(&known, "kind")?)?,
            host,
        });
    }
    for (utm_source, source) in fields(&get(says, "aliases")) {
        sources.aliases.push(Alias {
            utm_source,
            source: source.as_string()?,
        });
    }
    for (_, rule) in fields(&get(says, "channels")) {
        sources.channels.push(ChannelRule {
            when: condition(&get(&rule, "when"))?,
            channel: Channel::from_slug(&text(&rule, "channel")?)?,
        });
    }
    Some(sources)
}

fn rule(rule: &JsValue) -> Option<Rule> {
    let mut swap = Vec::new();
    for (target, becomes) in fields(&get(rule, "swap")) {
        swap.push((target, outcome(&becomes)?));
    }
    Some(Rule {
        id: text(rule, "id")?,
        when: condition(&get(rule, "when"))?,
        by: match text(rule, "by") {
            Some(name) => named(&By::NAMED, &name)?,
            None => By::default(),
        },
        swap,
    })
}

fn condition(when: &JsValue) -> Option<Condition> {
    let mut parts = Vec::new();
    for (name, asked) in fields(when) {
        match name.as_str() {
            "query" => {
                for (name, asked) in fields(&asked) {
                    parts.push(Part::Is(Field::Query(name), texts(&asked)?));
                }
            }
            "all" => parts.push(Part::All(conditions(&asked)?)),
            "any" => parts.push(Part::Any(conditions(&asked)?)),
            "not" => parts.push(Part::Not(condition(&asked)?)),
            name => parts.push(Part::Is(named(&Field::NAMED, name)?, texts(&asked)?)),
        }
    }
    Some(Condition { parts })
}

fn conditions(list: &JsValue) -> Option<Vec<Condition>> {
    let mut conditions = Vec::new();
    for (_, when) in fields(list) {
        conditions.push(condition(&when)?);
    }
    Some(conditions)
}

/// One text, or a list of them.
pub fn texts(value: &JsValue) -> Option<Vec<String>> {
    if let Some(text) = value.as_string() {
        return Some(vec![text]);
    }
    let mut texts = Vec::new();
    for (_, value) in fields(value) {
        texts.push(value.as_string()?);
    }
    Some(texts)
}

/// What has this name.
fn named<T: Clone>(all: &[(&str, T)], name: &str) -> Option<T> {
    let (_, found) = all.iter().find(|(known, _)| *known == name)?;
    Some(found.clone())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates"
)]
fn number_or(value: &JsValue, usual: f64) -> u32 {
    value.as_f64().unwrap_or(usual) as u32
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
