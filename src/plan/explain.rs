//! Why a visitor sees the numbers that they see.

mod mismatch;
#[cfg(test)]
mod tests;

use std::fmt;

use super::{Decision, Outcome, Rule, plan};
use crate::Source;
use crate::journey::{By, Journey, Touch};
use crate::number::Spelled;
use crate::source::{Field, Landing};

pub use mismatch::Mismatch;
use mismatch::mismatches;

/// How a visitor's numbers came about; printed, what `telswap explain` says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
pub struct Explanation<'a> {
    /// Where the visit came from that decides where a rule says nothing else.
    pub source: Option<&'a Source<'a>>,
    /// The visitor's visits, as far as they are kept.
    pub touches: &'a [Touch<'a>],
    /// Every rule, in order.
    pub rules: Vec<Verdict<'a>>,
    /// What each target becomes.
    pub targets: Vec<Decision<'a>>,
}

/// Whether a rule is for a visitor, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
pub struct Verdict<'a> {
    /// The rule's name.
    pub rule: &'a str,
    /// Which visit it looks at.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "super::is_default"))]
    pub by: By,
    /// Whether it is for the visitor.
    pub matches: bool,
    /// The parts of its condition that the visit does not meet; none when it
    /// matches.
    pub mismatches: Vec<Mismatch<'a>>,
}

/// Decides what each of `targets` becomes, as [`plan`] does, and says why.
///
/// `landing` is where the last of its touches began, while that is known.
///
/// ```
/// use telswap::journey::{By, Journey, Limits};
/// use telswap::plan::explain;
/// use telswap::source::{Condition, Field, Landing};
/// use telswap::{Outcome, Rule, Sources, Visit};
///
/// let rules = [Rule {
///     id: "ads".to_owned(),
///     when: Condition::default().and(Field::Channel, ["paid-*"]),
///     by: By::LastNonDirect,
///     swap: vec![("main".to_owned(), Outcome::Pool("web".to_owned()))],
/// }];
/// let visit = Visit { landing: "https://hof-kaffee.de/?fbclid=x", referrer: "" };
/// let conditions = rules.iter().map(|rule| &rule.when);
/// let mut journey = Journey::default();
/// journey.arrive(&visit, Sources::NONE, conditions, 0, Limits::default());
///
/// let landing = Landing::of(&visit, Sources::NONE);
/// let why = explain(["main"], &rules, &journey, Some(&landing)).to_string();
/// assert!(why.contains("ads  does not match: channel is organic-social, not paid-*"));
/// assert!(why.contains("main  keeps the page's own number: no rule decides"));
/// ```
#[must_use]
pub fn explain<'a>(
    targets: impl IntoIterator<Item = &'a str>,
    rules: &'a [Rule],
    journey: &'a Journey<'a>,
    landing: Option<&Landing<'_>>,
) -> Explanation<'a> {
    let verdict = |rule: &'a Rule| Verdict {
        rule: &rule.id,
        by: rule.by,
        matches: rule.is_for(journey),
        mismatches: journey.touch(rule.by).map_or_else(Vec::new, |touch| {
            // Of earlier visits nobody knows any more where they began.
            let is_last = journey.touches.last() == Some(touch);
            let landing = landing.filter(|landing| is_last && !landing.is_return);
            mismatches(&rule.when, touch, landing)
        }),
    };
    Explanation {
        source: journey.touch(By::default()).map(|touch| &touch.source),
        touches: &journey.touches,
        rules: rules.iter().map(verdict).collect(),
        targets: plan(targets, rules, journey),
    }
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.touches.len() > 1 {
            self.write_touches(f)?;
        }
        writeln!(f, "visit")?;
        if let Some(source) = self.source {
            for (name, field) in Field::NAMED {
                if let Some(value) = field.of(source) {
                    writeln!(f, "  {name:13}  {}", Shown(value))?;
                }
            }
        }
        writeln!(f, "\nrules, in order")?;
        let width = widest(self.rules.iter().map(|verdict| verdict.rule));
        for verdict in &self.rules {
            write!(f, "  {:width$}  {verdict}", Shown(verdict.rule))?;
            if verdict.matches && !self.decides(verdict) {
                write!(f, ", but earlier rules left it nothing to decide")?;
            }
            writeln!(f)?;
        }
        writeln!(f, "\ntargets")?;
        let width = widest(self.targets.iter().map(|decision| decision.target));
        for decision in &self.targets {
            writeln!(
                f,
                "  {:width$}  {}",
                Shown(decision.target),
                InWords(decision)
            )?;
        }
        Ok(())
    }
}

impl Explanation<'_> {
    /// Every visit in short; what follows is about the one marked.
    fn write_touches(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "visits, in order")?;
        for (index, touch) in self.touches.iter().enumerate() {
            let source = &touch.source;
            let decides = self.source.is_some_and(|other| std::ptr::eq(other, source));
            let mark = if decides { '>' } else { ' ' };
            let (channel, name) = (source.channel.slug(), Shown(&source.source));
            write!(f, "{mark} {:2}  {channel:16}  {name}", index + 1)?;
            write!(f, " / {}", Shown(&source.medium))?;
            for met in &touch.landing {
                write!(f, ", {}", Shown(met))?;
            }
            writeln!(f)?;
        }
        writeln!(f)
    }

    /// Whether a target becomes what the rule says.
    fn decides(&self, verdict: &Verdict<'_>) -> bool {
        let mut deciding = self.targets.iter().filter_map(|decision| decision.rule);
        deciding.any(|rule| rule == verdict.rule)
    }
}

impl fmt::Display for Verdict<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let matches = if self.matches {
            "matches"
        } else {
            "does not match"
        };
        f.write_str(matches)?;
        match self.by {
            By::First => f.write_str(" by the first visit")?,
            By::Last => f.write_str(" by the last visit")?,
            By::LastNonDirect => {}
        }
        for (place, mismatch) in self.mismatches.iter().enumerate() {
            let before = if place == 0 { ": " } else { "; " };
            write!(f, "{before}{mismatch}")?;
        }
        Ok(())
    }
}

/// A decision in words.
struct InWords<'a>(&'a Decision<'a>);

impl fmt::Display for InWords<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.outcome {
            Outcome::Keep => f.write_str("keeps the page's own number")?,
            Outcome::Number(Spelled { number, display }) => {
                write!(f, "becomes {number}")?;
                if let Some(display) = display {
                    write!(f, ", written {}", Shown(display))?;
                }
            }
            Outcome::Pool(pool) => write!(f, "becomes a number of the pool {}", Shown(pool))?,
        }
        match self.0.rule {
            Some(rule) => write!(f, ": rule {}", Shown(rule)),
            None => f.write_str(": no rule decides"),
        }
    }
}

/// A text from outside as a terminal may show it: without control characters.
struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |c: char| if c.is_control() { '\u{fffd}' } else { c };
        f.pad(&self.0.chars().map(show).collect::<String>())
    }
}

fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|text| text.chars().count()).max().unwrap_or(0)
}
