//! Why a visitor sees the numbers that they see.

mod mismatch;

use std::fmt;

use super::{Decision, Outcome, Rule, plan};
use crate::Source;
use crate::journey::{By, Journey, Touch};
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
/// `landing` is the page that was added to the journey last, if that is known.
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
            let landing = landing.filter(|_| touch.at == journey.seen);
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
            Outcome::Number(number) => write!(f, "becomes {number}")?,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::Limits;
    use crate::source::Part;
    use crate::{Condition, Sources, Visit};

    fn rule(id: &str, when: Condition, target: &str, outcome: Outcome) -> Rule {
        Rule {
            id: id.to_owned(),
            when,
            by: By::default(),
            swap: vec![(target.to_owned(), outcome)],
        }
    }

    fn rules() -> Vec<Rule> {
        let google = Condition::default()
            .and(Field::Channel, ["paid-search"])
            .and(Field::Source, ["GOOGLE"]);
        let autumn = Condition::default()
            .and(Field::Source, ["bing"])
            .and(Field::Campaign, ["herbst"]);
        let number = Outcome::Number("+4963141555010".parse().unwrap());
        let pool = Outcome::Pool("web".to_owned());
        vec![
            rule("autumn", autumn, "main", Outcome::Keep),
            rule("google-ads", google, "main", number),
            rule("everyone", Condition::default(), "shop", pool),
        ]
    }

    /// What is said of the targets of somebody who came through these landings,
    /// a day between them.
    fn explained(landings: &[&str], rules: &[Rule], check: impl FnOnce(&Explanation<'_>)) {
        let mut journey = Journey::default();
        let mut landing = None;
        for (day, address) in (0..).zip(landings) {
            let visit = Visit {
                landing: address,
                referrer: "",
            };
            let conditions = rules.iter().map(|rule| &rule.when);
            let limits = Limits::default();
            journey.arrive(&visit, Sources::NONE, conditions, day * 86_400_000, limits);
            landing = Some(Landing::of(&visit, Sources::NONE));
        }
        let targets = ["main", "shop", "fax"];
        check(&explain(targets, rules, &journey, landing.as_ref()));
    }

    #[test]
    fn says_which_part_failed_on_which_value() {
        let landing = "https://hof-kaffee.de/?gclid=x&utm_term=%1B[31mespresso";
        explained(&[landing], &rules(), |explanation| {
            let matches = explanation.rules.iter().map(|verdict| verdict.matches);
            assert!(matches.eq([false, true, true]));
            assert_eq!(
                explanation.to_string(),
                "\
visit
  channel        paid-search
  source         google
  medium         cpc
  term           \u{fffd}[31mespresso
  click_id       gclid

rules, in order
  autumn      does not match: source is google, not bing; there is no campaign that is herbst
  google-ads  matches
  everyone    matches

targets
  main  becomes +4963141555010: rule google-ads
  shop  becomes a number of the pool web: rule everyone
  fax   keeps the page's own number: no rule decides
"
            );
        });
    }

    #[test]
    fn says_where_in_a_condition_it_stands() {
        let is = |field, value: &str| Condition::default().and(field, [value]);
        let mail = is(Field::Medium, "email");
        let partner = Field::Query("partner".to_owned());
        let condition = Condition {
            parts: vec![
                Part::Any(vec![
                    is(Field::Source, "google"),
                    is(Field::Source, "bing").and(Field::Medium, ["cpc", "ppc"]),
                ]),
                Part::All(vec![is(partner, "innung"), is(Field::LandingPath, "/x*")]),
                Part::Not(mail.and(Field::Channel, ["organic-*"])),
                Part::Not(is(Field::Term, "a")),
            ],
        };
        let rules = [rule("deep", condition, "main", Outcome::Keep)];
        let landing = "https://hof-kaffee.de/k%C3%A4se?utm_source=bing&utm_medium=email";
        explained(&[landing], &rules, |explanation| {
            let said: Vec<String> = explanation.rules[0]
                .mismatches
                .iter()
                .map(ToString::to_string)
                .collect();
            assert_eq!(
                said,
                [
                    "any[0].source is bing, not google",
                    "any[1].medium is email, not cpc or ppc",
                    "there is no all[0].query.partner that is innung",
                    "all[1].landing_path is /käse, not /x*",
                    "not.medium is email, which it must not be: email",
                    "not.channel is organic-search, which it must not be: organic-*",
                ]
            );
        });
    }

    #[test]
    fn says_which_visit_it_looked_at() {
        let mut rules = rules();
        rules[1].by = By::First;
        let landings = ["https://hof-kaffee.de/", "https://hof-kaffee.de/?gclid=x"];
        explained(&landings, &rules, |explanation| {
            let said = explanation.to_string();
            let visits = "\
visits, in order
   1  direct            (direct) / (none)
>  2  paid-search       google / cpc

visit
  channel        paid-search
";
            assert!(said.starts_with(visits), "{said}");
            assert!(said.contains("google-ads  does not match by the first visit: channel is direct, not paid-search;"), "{said}");
        });
    }

    #[test]
    fn says_which_rules_came_too_late() {
        let mut rules = rules();
        let everyone = Condition::default();
        rules.push(rule("late", everyone, "main", Outcome::Keep));
        explained(&["https://hof-kaffee.de/?gclid=x"], &rules, |explanation| {
            let said = explanation.to_string();
            assert!(said.contains("  google-ads  matches\n"), "{said}");
            assert!(said.contains("  everyone    matches\n"), "{said}");
            let late = "  late        matches, but earlier rules left it nothing to decide\n";
            assert!(said.contains(late), "{said}");
        });
    }

    #[cfg(feature = "config")]
    #[test]
    fn says_the_same_in_json() {
        let mut rules = rules();
        let mail = Condition::default().and(Field::Channel, ["direct"]);
        rules[0].when = Condition {
            parts: vec![Part::Not(mail)],
        };
        explained(&[""], &rules, |explanation| {
            let json = serde_json::to_value(explanation).unwrap();
            assert_eq!(json["source"]["channel"], "direct");
            assert_eq!(
                json["rules"],
                serde_json::json!([
                    {
                        "rule": "autumn",
                        "matches": false,
                        "mismatches": [
                            { "field": "not.channel", "unwanted": "direct", "found": "direct" }
                        ]
                    },
                    {
                        "rule": "google-ads",
                        "matches": false,
                        "mismatches": [
                            { "field": "channel", "wanted": "paid-search", "found": "direct" },
                            { "field": "source", "wanted": "GOOGLE", "found": "(direct)" }
                        ]
                    },
                    { "rule": "everyone", "matches": true, "mismatches": [] }
                ])
            );
            assert_eq!(
                json["targets"],
                serde_json::json!([
                    { "target": "main", "rule": null, "outcome": "keep" },
                    { "target": "shop", "rule": "everyone", "outcome": { "pool": "web" } },
                    { "target": "fax", "rule": null, "outcome": "keep" }
                ])
            );
        });
    }
}
