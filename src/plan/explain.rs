//! Why a visit sees the numbers that it sees.

use std::fmt;

use super::{Decision, Mismatch, Outcome, Rule, plan};
use crate::Source;

/// How a visit's numbers came about; printed, what `telswap explain` says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
pub struct Explanation<'a> {
    /// Where the visit came from.
    pub source: &'a Source<'a>,
    /// Every rule, in order.
    pub rules: Vec<Verdict<'a>>,
    /// What each target becomes.
    pub targets: Vec<Decision<'a>>,
}

/// Whether a rule is for a visit, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
pub struct Verdict<'a> {
    /// The rule's name.
    pub rule: &'a str,
    /// The parts of its condition that the visit does not meet; empty when the
    /// rule matches.
    pub mismatches: Vec<Mismatch<'a>>,
}

/// Decides what each of `targets` becomes for a visit from `source`, as
/// [`plan`] does, and says why.
///
/// ```
/// use telswap::plan::explain;
/// use telswap::{Channel, Condition, Outcome, Rule, Visit, classify};
///
/// let rules = [Rule {
///     id: "ads".to_owned(),
///     when: Condition { channel: Some(Channel::PaidSearch), ..Condition::default() },
///     swap: vec![("main".to_owned(), Outcome::Pool("web".to_owned()))],
/// }];
/// let visit = Visit { landing: "https://hof-kaffee.de/?fbclid=x", referrer: "" };
/// let source = classify(&visit, &[]);
/// let why = explain(["main"], &rules, &source).to_string();
/// assert!(why.contains("ads  does not match: channel is organic-social, not paid-search"));
/// assert!(why.contains("main  keeps the page's own number: no rule decides"));
/// ```
#[must_use]
pub fn explain<'a>(
    targets: impl IntoIterator<Item = &'a str>,
    rules: &'a [Rule],
    source: &'a Source<'a>,
) -> Explanation<'a> {
    let verdict = |rule: &'a Rule| Verdict {
        rule: &rule.id,
        mismatches: rule.when.mismatches(source).collect(),
    };
    Explanation {
        source,
        rules: rules.iter().map(verdict).collect(),
        targets: plan(targets, rules, source),
    }
}

impl Verdict<'_> {
    /// Whether the rule is for the visit.
    #[must_use]
    pub fn matches(&self) -> bool {
        self.mismatches.is_empty()
    }
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_source(f)?;
        writeln!(f, "\nrules, in order")?;
        let width = widest(self.rules.iter().map(|verdict| verdict.rule));
        for verdict in &self.rules {
            write!(f, "  {:width$}  {verdict}", Shown(verdict.rule))?;
            if verdict.matches() && !self.decides(verdict) {
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
    /// Whether a target becomes what the rule says.
    fn decides(&self, verdict: &Verdict<'_>) -> bool {
        let mut deciding = self.targets.iter().filter_map(|decision| decision.rule);
        deciding.any(|rule| rule == verdict.rule)
    }

    fn write_source(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = self.source;
        let click_id = source.click_id.as_ref().map(|id| id.name.as_ref());
        let lines = [
            ("channel", Some(source.channel.slug())),
            ("source", Some(source.source.as_ref())),
            ("medium", Some(source.medium.as_ref())),
            ("campaign", source.campaign.as_deref()),
            ("term", source.term.as_deref()),
            ("content", source.content.as_deref()),
            ("click_id", click_id),
            ("referrer_host", source.referrer_host.as_deref()),
        ];
        writeln!(f, "visit")?;
        for (name, value) in lines {
            if let Some(value) = value {
                writeln!(f, "  {name:13}  {}", Shown(value))?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Verdict<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.matches() {
            return f.write_str("matches");
        }
        for (place, mismatch) in self.mismatches.iter().enumerate() {
            let before = if place == 0 { "does not match: " } else { "; " };
            write!(f, "{before}{mismatch}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Mismatch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (field, wanted) = (self.field, Shown(self.wanted));
        match self.found {
            Some(found) => write!(f, "{field} is {}, not {wanted}", Shown(found)),
            None => write!(f, "there is no {field}, it must be {wanted}"),
        }
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
    use crate::{Channel, Condition, Visit, classify};

    fn rule(id: &str, when: Condition, target: &str, outcome: Outcome) -> Rule {
        Rule {
            id: id.to_owned(),
            when,
            swap: vec![(target.to_owned(), outcome)],
        }
    }

    fn rules() -> Vec<Rule> {
        let google = Condition {
            channel: Some(Channel::PaidSearch),
            source: Some("GOOGLE".to_owned()),
            ..Condition::default()
        };
        let autumn = Condition {
            source: Some("bing".to_owned()),
            campaign: Some("herbst".to_owned()),
            ..Condition::default()
        };
        let number = Outcome::Number("+4963141555010".parse().unwrap());
        let pool = Outcome::Pool("web".to_owned());
        vec![
            rule("autumn", autumn, "main", Outcome::Keep),
            rule("google-ads", google, "main", number),
            rule("everyone", Condition::default(), "shop", pool),
        ]
    }

    #[test]
    fn says_which_part_failed_on_which_value() {
        let visit = Visit {
            landing: "https://hof-kaffee.de/?gclid=x&utm_term=%1B[31mespresso",
            referrer: "https://www.google.com/",
        };
        let source = classify(&visit, &[]);
        let rules = rules();
        let explanation = explain(["main", "shop", "fax"], &rules, &source);
        let matches: Vec<bool> = explanation.rules.iter().map(Verdict::matches).collect();
        assert_eq!(matches, [false, true, true]);
        assert_eq!(
            explanation.to_string(),
            "\
visit
  channel        paid-search
  source         google
  medium         cpc
  term           \u{fffd}[31mespresso
  click_id       gclid
  referrer_host  google.com

rules, in order
  autumn      does not match: source is google, not bing; there is no campaign, it must be herbst
  google-ads  matches
  everyone    matches

targets
  main  becomes +4963141555010: rule google-ads
  shop  becomes a number of the pool web: rule everyone
  fax   keeps the page's own number: no rule decides
"
        );
    }

    #[test]
    fn says_which_rules_came_too_late() {
        let mut rules = rules();
        let everyone = Condition::default();
        rules.push(rule("late", everyone, "main", Outcome::Keep));
        let visit = Visit {
            landing: "https://hof-kaffee.de/?gclid=x",
            referrer: "",
        };
        let source = classify(&visit, &[]);
        let said = explain(["main", "shop"], &rules, &source).to_string();
        assert!(said.contains("  google-ads  matches\n"), "{said}");
        assert!(said.contains("  everyone    matches\n"), "{said}");
        let late = "  late        matches, but earlier rules left it nothing to decide\n";
        assert!(said.contains(late), "{said}");
    }

    #[cfg(feature = "config")]
    #[test]
    fn says_the_same_in_json() {
        let visit = Visit {
            landing: "",
            referrer: "",
        };
        let source = classify(&visit, &[]);
        let rules = rules();
        let json = serde_json::to_value(explain(["main", "shop"], &rules, &source)).unwrap();
        assert_eq!(json["source"]["channel"], "direct");
        assert_eq!(
            json["rules"][1],
            serde_json::json!({
                "rule": "google-ads",
                "mismatches": [
                    { "field": "channel", "wanted": "paid-search", "found": "direct" },
                    { "field": "source", "wanted": "GOOGLE", "found": "(direct)" }
                ]
            })
        );
        assert_eq!(
            json["targets"],
            serde_json::json!([
                { "target": "main", "rule": null, "outcome": "keep" },
                { "target": "shop", "rule": "everyone", "outcome": { "pool": "web" } }
            ])
        );
    }
}
