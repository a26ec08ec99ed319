//! What a visit must be: the conditions of rules.

use super::glob::fits;
use super::landing::Landing;
use super::{Channel, Source};

/// What a visit must be; every part has to be met, and without parts every visit
/// does.
///
/// ```
/// use telswap::source::{Condition, Field};
/// use telswap::{Sources, Visit, classify};
///
/// let visit = Visit { landing: "https://hof-kaffee.de/?utm_source=Herbst-2026", referrer: "" };
/// let source = classify(&visit, Sources::NONE);
/// assert!(Condition::default().and(Field::Source, ["herbst-*"]).is_met(&source, &[]));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Condition {
    /// In the order in which they are written.
    pub parts: Vec<Part>,
}

/// A part of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The field is there and fits one of these values.
    ///
    /// Upper and lower case of ASCII letters are the same, as in GA4; a `*` stands
    /// for any text, also for none.
    Is(Field, Vec<String>),
    /// Every one of these conditions is met.
    All(Vec<Condition>),
    /// One of these conditions is met.
    Any(Vec<Condition>),
    /// This condition is not met.
    Not(Condition),
}

/// What a condition may ask for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The channel's slug.
    Channel,
    /// The source, as `google`.
    Source,
    /// The medium, as `cpc`.
    Medium,
    /// The campaign.
    Campaign,
    /// The search term.
    Term,
    /// The advertisement or link.
    Content,
    /// The name of the click id, as `gclid`.
    ClickId,
    /// The referrer's host without `www.`.
    ReferrerHost,
    /// The path of the page where the visit began, as `/kaffee/*`.
    LandingPath,
    /// This parameter of the page where the visit began.
    Query(String),
}

impl Condition {
    /// The same, and the field must fit one of these values.
    #[must_use]
    pub fn and<T: Into<String>>(
        mut self,
        field: Field,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        self.parts.push(Part::Is(field, values));
        self
    }

    /// Whether every visit meets it.
    #[must_use]
    pub fn takes_everything(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether a visit meets it that came from `source`, and whose landing met
    /// these of the conditions, as [`Landing::meets`] says them.
    #[must_use]
    pub fn is_met(&self, source: &Source<'_>, landing: &[String]) -> bool {
        self.parts.iter().all(|part| part.is_met(source, landing))
    }
}

impl Part {
    /// Whether such a visit meets this part.
    #[must_use]
    pub fn is_met(&self, source: &Source<'_>, landing: &[String]) -> bool {
        let is_met = |condition: &Condition| condition.is_met(source, landing);
        match self {
            Self::Is(field, values) => {
                let found = field.of(source);
                values.iter().any(|wanted| match found {
                    Some(found) => fits(found, wanted),
                    None => field
                        .note(wanted)
                        .is_some_and(|note| landing.contains(&note)),
                })
            }
            Self::All(conditions) => conditions.iter().all(is_met),
            Self::Any(conditions) => conditions.iter().any(is_met),
            Self::Not(condition) => !is_met(condition),
        }
    }
}

impl Field {
    /// The fields of a source, in the order of their names in `site.json`; the
    /// others are `query`, with a parameter's name in it.
    pub const NAMED: [(&'static str, Self); 9] = [
        ("channel", Self::Channel),
        ("source", Self::Source),
        ("medium", Self::Medium),
        ("campaign", Self::Campaign),
        ("term", Self::Term),
        ("content", Self::Content),
        ("click_id", Self::ClickId),
        ("referrer_host", Self::ReferrerHost),
        ("landing_path", Self::LandingPath),
    ];

    /// Its name in `site.json`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        let mut named = Self::NAMED.iter();
        let named = named.find(|(_, field)| field == self);
        named.map_or("query", |(name, _)| name)
    }

    /// What the source has there; none when it has nothing, or when it is the
    /// landing that is asked for.
    #[must_use]
    pub fn of<'s>(&self, source: &'s Source<'_>) -> Option<&'s str> {
        match self {
            Self::Channel => Some(Channel::slug(source.channel)),
            Self::Source => Some(&source.source),
            Self::Medium => Some(&source.medium),
            Self::Campaign => source.campaign.as_deref(),
            Self::Term => source.term.as_deref(),
            Self::Content => source.content.as_deref(),
            Self::ClickId => source.click_id.as_ref().map(|id| &*id.name),
            Self::ReferrerHost => source.referrer_host.as_deref(),
            Self::LandingPath | Self::Query(_) => None,
        }
    }

    /// What is kept of a landing that fits this value: the site's own words, and
    /// nothing of the address. None for what the source says.
    pub(super) fn note(&self, wanted: &str) -> Option<String> {
        match self {
            Self::LandingPath => Some(wanted.to_owned()),
            Self::Query(name) => Some([name, "=", wanted].concat()),
            _ => None,
        }
    }
}

impl Landing<'_> {
    /// Which values for its path and its parameters it fits, of all that these
    /// conditions ask for: `/kaffee/*`, `partner=innung`.
    ///
    /// This is what is kept of a landing; its address is not.
    #[must_use]
    pub fn meets<'c>(&self, conditions: impl IntoIterator<Item = &'c Condition>) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.is_return {
            for condition in conditions {
                self.note(condition, &mut notes);
            }
        }
        notes
    }

    fn note(&self, condition: &Condition, notes: &mut Vec<String>) {
        for part in &condition.parts {
            match part {
                Part::Is(field, values) => {
                    for wanted in values {
                        if let Some(note) = field.note(wanted)
                            && !notes.contains(&note)
                            && self.fits(field, wanted)
                        {
                            notes.push(note);
                        }
                    }
                }
                Part::All(conditions) | Part::Any(conditions) => {
                    for condition in conditions {
                        self.note(condition, notes);
                    }
                }
                Part::Not(condition) => self.note(condition, notes),
            }
        }
    }

    fn fits(&self, field: &Field, wanted: &str) -> bool {
        match field {
            Field::LandingPath => fits(&self.path(), wanted),
            Field::Query(name) => {
                let value = self.parameter(name);
                value.is_some_and(|value| fits(&value, wanted))
            }
            _ => false,
        }
    }
}

/// Conditions in JSON, in the shape of `site.json`.
#[cfg(feature = "config")]
mod json {
    use std::collections::BTreeMap;

    use serde::ser::{Serialize, SerializeMap, Serializer};

    use super::{Condition, Field, Part};

    impl Serialize for Condition {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut query = BTreeMap::new();
            let mut map = serializer.serialize_map(None)?;
            for part in &self.parts {
                match part {
                    Part::Is(Field::Query(name), values) => {
                        query.insert(name, Values(values));
                    }
                    Part::Is(field, values) => {
                        map.serialize_entry(field.name(), &Values(values))?;
                    }
                    Part::All(conditions) => map.serialize_entry("all", conditions)?,
                    Part::Any(conditions) => map.serialize_entry("any", conditions)?,
                    Part::Not(condition) => map.serialize_entry("not", condition)?,
                }
            }
            if !query.is_empty() {
                map.serialize_entry("query", &query)?;
            }
            map.end()
        }
    }

    /// One value as a text, several as a list.
    #[derive(Debug)]
    pub(crate) struct Values<'a>(pub(crate) &'a [String]);

    impl Serialize for Values<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self.0 {
                [value] => value.serialize(serializer),
                values => values.serialize(serializer),
            }
        }
    }
}

#[cfg(feature = "config")]
pub(crate) use json::Values;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Sources, Visit, classify};

    fn is(field: Field, value: &str) -> Condition {
        Condition::default().and(field, [value])
    }

    fn met(condition: &Condition, landing: &str) -> bool {
        let visit = Visit {
            landing,
            referrer: "",
        };
        let notes = Landing::of(&visit, Sources::NONE).meets([condition]);
        condition.is_met(&classify(&visit, Sources::NONE), &notes)
    }

    const LANDING: &str = "https://hof-kaffee.de/r%C3%B6sten/Espresso?utm_source=a&utm_medium=b&utm_campaign=c&utm_term=d&utm_content=e&gclid=f&Partner=innung#x=y";

    #[test]
    fn asks_for_each_field() {
        let query = |name: &str| Field::Query(name.to_owned());
        for (field, value) in [
            (Field::Channel, "paid-search"),
            (Field::Source, "A"),
            (Field::Medium, "B"),
            (Field::Campaign, "C"),
            (Field::Term, "D"),
            (Field::Content, "E"),
            (Field::ClickId, "GCLID"),
            (Field::LandingPath, "/rösten/espresso"),
            (Field::LandingPath, "/rösten/*"),
            (query("partner"), "INN*"),
            (query("X"), "y"),
        ] {
            assert!(met(&is(field.clone(), value), LANDING), "{field:?}");
            assert!(met(&is(field.clone(), "*"), LANDING), "{field:?}");
            assert!(!met(&is(field.clone(), "other"), LANDING), "{field:?}");
        }
        assert!(!met(&is(query("none"), "*"), LANDING));
        assert!(!met(&is(Field::ReferrerHost, "*"), LANDING));
        assert!(met(&is(Field::LandingPath, "/"), "https://hof-kaffee.de?x"));
    }

    #[test]
    fn puts_conditions_together() {
        let (yes, no) = (is(Field::Source, "a"), is(Field::Source, "b"));
        let of = |part| Condition { parts: vec![part] };
        for (condition, expected) in [
            (of(Part::All(vec![yes.clone(), yes.clone()])), true),
            (of(Part::All(vec![yes.clone(), no.clone()])), false),
            (of(Part::All(Vec::new())), true),
            (of(Part::Any(vec![no.clone(), yes.clone()])), true),
            (of(Part::Any(vec![no.clone()])), false),
            (of(Part::Any(Vec::new())), false),
            (of(Part::Not(no.clone())), true),
            (of(Part::Not(yes.clone())), false),
            (of(Part::Not(of(Part::Not(yes.clone())))), true),
            (yes.clone().and(Field::Medium, ["x", "b"]), true),
            (yes.and(Field::Medium, ["x"]), false),
            (Condition::default(), true),
        ] {
            assert_eq!(met(&condition, LANDING), expected, "{condition:?}");
        }
    }

    #[test]
    fn asks_for_the_landing_only_where_a_visit_begins() {
        let visit = Visit {
            landing: LANDING,
            referrer: "https://hof-kaffee.de/",
        };
        let landing = Landing::of(&visit, Sources::NONE);
        assert!(landing.meets([&is(Field::LandingPath, "*")]).is_empty());
    }
}
