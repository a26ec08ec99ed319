//! The public part of a site's config, as the engine needs it; text by text, in the
//! order of `io.js`.

use telswap::journey::{By, Limits};
use telswap::number::{Matching, Spelled};
use telswap::source::{Alias, ChannelRule, Field, Kind, KnownHost, Part};
use telswap::{Channel, Condition, Outcome, Rule, Sources, Swap};

use crate::io;

/// What the engine knows of a site.
pub struct Site {
    /// What the site says of sources: its own hosts, and others'.
    pub sources: Sources,
    /// When a visit ends, and how long it is remembered.
    pub limits: Limits,
    /// The numbers that the page shows, by target name; each in its own place, and
    /// what else is taken for it.
    pub targets: Vec<(String, Swap)>,
    /// The rules, in order.
    pub rules: Vec<Rule>,
}

impl Site {
    /// Reads what lies ready of `site.json`; none when a part that the engine needs
    /// is not there.
    ///
    /// `telswap check` and the server have found every error before. A rule
    /// that this engine does not understand must not match anybody, so it makes
    /// the whole file unreadable rather than being left out.
    pub fn read() -> Option<Self> {
        let limits = Limits {
            session_minutes: number_or(30.0),
            days: number_or(90.0),
        };
        let mut site = Self {
            sources: sources()?,
            limits,
            targets: Vec::new(),
            rules: Vec::new(),
        };
        while let Some(name) = io::text() {
            site.targets.push((name, target()?));
        }
        while let Some(id) = io::text() {
            site.rules.push(rule(id)?);
        }
        Some(site)
    }
}

fn target() -> Option<Swap> {
    let own = spelled(&io::text()?)?;
    let mut matching = Matching::default();
    while let Some(name) = io::text() {
        let off = name.strip_prefix('!');
        // What this engine does not know stays off.
        let _ = matching.set(off.unwrap_or(&name), off.is_none());
    }
    Some(Swap {
        own_groups: own.groups(),
        matching,
        ..Swap::new(own.number, own.number)
    })
}

/// The number of these digits, with the spelling that lies ready.
pub fn spelled(digits: &str) -> Option<Spelled> {
    let display = io::text();
    let number = digits.parse().ok()?;
    Some(Spelled { number, display })
}

fn sources() -> Option<Sources> {
    let mut sources = Sources {
        own_hosts: texts(),
        ..Sources::default()
    };
    while let Some(host) = io::text() {
        let kind = named(&Kind::NAMED, &io::text()?)?;
        sources.hosts.push(KnownHost {
            source: io::text().unwrap_or_else(|| host.clone()),
            kind,
            host,
        });
    }
    while let Some(utm_source) = io::text() {
        let source = io::text()?;
        sources.aliases.push(Alias { utm_source, source });
    }
    while let Some(slug) = io::text() {
        sources.channels.push(ChannelRule {
            channel: Channel::from_slug(&slug)?,
            when: condition()?,
        });
    }
    Some(sources)
}

fn rule(id: String) -> Option<Rule> {
    let by = match io::text() {
        Some(name) => named(&By::NAMED, &name)?,
        None => By::default(),
    };
    let when = condition()?;
    let mut swap = Vec::new();
    while let Some(target) = io::text() {
        swap.push((target, outcome()?));
    }
    Some(Rule { id, when, by, swap })
}

fn condition() -> Option<Condition> {
    let mut parts = Vec::new();
    while let Some(name) = io::text() {
        match name.as_str() {
            "query" => {
                while let Some(name) = io::text() {
                    parts.push(Part::Is(Field::Query(name), texts()));
                }
            }
            "all" => parts.push(Part::All(conditions()?)),
            "any" => parts.push(Part::Any(conditions()?)),
            "not" => parts.push(Part::Not(condition()?)),
            name => parts.push(Part::Is(named(&Field::NAMED, name)?, texts())),
        }
    }
    Some(Condition { parts })
}

fn conditions() -> Option<Vec<Condition>> {
    let mut conditions = Vec::new();
    while let Some(mark) = io::text() {
        if !mark.is_empty() {
            return None;
        }
        conditions.push(condition()?);
    }
    Some(conditions)
}

/// All texts to the end of the list.
pub fn texts() -> Vec<String> {
    let mut texts = Vec::new();
    while let Some(text) = io::text() {
        texts.push(text);
    }
    texts
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
fn number_or(usual: f64) -> u32 {
    let number = io::number();
    let number = if number.is_nan() { usual } else { number };
    number as u32
}

fn outcome() -> Option<Outcome> {
    let (becomes, is_pool) = (io::text()?, io::text().is_some());
    let shown = spelled(&becomes);
    if is_pool {
        return Some(Outcome::Pool(becomes));
    }
    match becomes.as_str() {
        "keep" => Some(Outcome::Keep),
        _ => Some(Outcome::Number(shown?)),
    }
}
