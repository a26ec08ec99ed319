//! Rules and what they decide: a classified visit in, a number per target out.
//!
//! Rules are ordered. For each target the first rule that matches the visit
//! and names the target decides; a target that no rule decides keeps the
//! page's own number.

use crate::{Channel, E164, Source};

/// A rule: which visits it is for, and what its targets become.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
pub struct Rule {
    /// Its name in `site.json`; calls to a static number are attributed to it.
    pub id: String,
    /// Which visits it is for.
    pub when: Condition,
    /// Per target what it becomes.
    #[cfg_attr(feature = "config", serde(serialize_with = "json::swap"))]
    pub swap: Vec<(String, Outcome)>,
}

/// What a visit's source must be; a part that is absent is not asked for.
///
/// Texts are compared without regard to ASCII case, as GA4 does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
pub struct Condition {
    /// The channel.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    pub channel: Option<Channel>,
    /// The source, as `google`.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    pub source: Option<String>,
    /// The medium, as `cpc`.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    pub medium: Option<String>,
    /// The campaign.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    pub campaign: Option<String>,
    /// The search term.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    pub term: Option<String>,
    /// The advertisement or link.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    pub content: Option<String>,
    /// The name of the click id that must be there, as `gclid`.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    pub click_id: Option<String>,
}

/// What a target becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The page's own number stays.
    Keep,
    /// One tracking number for everyone the rule is for.
    Number(E164),
    /// A number of this pool, leased to the visitor.
    Pool(String),
}

/// What was decided for one target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision<'a> {
    /// The target's name.
    pub target: &'a str,
    /// The rule that decided; none when no rule did.
    pub rule: Option<&'a str>,
    /// What the target becomes.
    pub outcome: &'a Outcome,
}

/// Decides what each of `targets` becomes for a visit from `source`.
#[must_use]
pub fn plan<'a>(
    targets: impl IntoIterator<Item = &'a str>,
    rules: &'a [Rule],
    source: &Source<'_>,
) -> Vec<Decision<'a>> {
    let matching: Vec<&Rule> = rules
        .iter()
        .filter(|rule| rule.when.mismatch(source).is_none())
        .collect();
    let decide = |target| {
        let decided = matching.iter().find_map(|rule| {
            let (_, outcome) = rule.swap.iter().find(|(name, _)| name == target)?;
            Some((rule.id.as_str(), outcome))
        });
        match decided {
            Some((rule, outcome)) => Decision {
                target,
                rule: Some(rule),
                outcome,
            },
            None => Decision {
                target,
                rule: None,
                outcome: &Outcome::Keep,
            },
        }
    };
    targets.into_iter().map(decide).collect()
}

/// The first part of a condition that a visit did not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch<'a> {
    /// The field's name in `when`, as `channel`.
    pub field: &'static str,
    /// What the rule asks for.
    pub wanted: &'a str,
    /// What the visit has; none when it has nothing there.
    pub found: Option<String>,
}

impl Condition {
    /// Whether every visit meets it.
    #[must_use]
    pub fn takes_everything(&self) -> bool {
        *self == Self::default()
    }

    /// The first part that `source` does not meet; none when it meets all.
    #[must_use]
    pub fn mismatch(&self, source: &Source<'_>) -> Option<Mismatch<'_>> {
        let parts = [
            (
                "channel",
                self.channel.map(Channel::slug),
                Some(source.channel.slug()),
            ),
            (
                "source",
                self.source.as_deref(),
                Some(source.source.as_ref()),
            ),
            (
                "medium",
                self.medium.as_deref(),
                Some(source.medium.as_ref()),
            ),
            (
                "campaign",
                self.campaign.as_deref(),
                source.campaign.as_deref(),
            ),
            ("term", self.term.as_deref(), source.term.as_deref()),
            (
                "content",
                self.content.as_deref(),
                source.content.as_deref(),
            ),
            (
                "click_id",
                self.click_id.as_deref(),
                source.click_id.as_ref().map(|id| id.name.as_ref()),
            ),
        ];
        parts.into_iter().find_map(|(field, wanted, found)| {
            let wanted = wanted?;
            let met = found.is_some_and(|found| found.eq_ignore_ascii_case(wanted));
            (!met).then(|| Mismatch {
                field,
                wanted,
                found: found.map(str::to_owned),
            })
        })
    }
}

/// Rules in JSON, in the shape of `site.json`.
#[cfg(feature = "config")]
mod json {
    use serde::ser::{Serialize, SerializeMap, Serializer};

    use super::Outcome;

    impl Serialize for Outcome {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self {
                Self::Keep => serializer.serialize_str("keep"),
                Self::Number(number) => number.serialize(serializer),
                Self::Pool(name) => {
                    let mut pool = serializer.serialize_map(Some(1))?;
                    pool.serialize_entry("pool", name)?;
                    pool.end()
                }
            }
        }
    }

    pub(super) fn swap<S: Serializer>(
        swap: &[(String, Outcome)],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(swap.iter().map(|(target, outcome)| (target, outcome)))
    }
}
