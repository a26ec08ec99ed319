//! What is shown before the visitor is asked, for the site's owner to know.

use telswap::Outcome;
use telswap::config::{ConfigError, Site, StaticNumbers};

/// Warns of static numbers that wait for no consent: it is the owner's decision, and
/// they should not take it by copying a line.
pub(super) fn warning(site: &Site) -> Option<ConfigError> {
    if site.consent.static_numbers != StaticNumbers::Immediate {
        return None;
    }
    let (code, problem, hint) = if has_static_number(site) {
        (
            "static_before_consent",
            "numbers that no pool has are shown before the visitor is asked, chosen by the \
             page's address and the referrer; for that nothing is stored, there is no id, and \
             nothing is requested but the engine's files and site.json; an explicit refusal ends it",
            "keep it only where your counsel says that it is lawful (in Germany § 25 TDDDG, \
             elsewhere in the EU what follows Article 5(3) of the ePrivacy Directive); without \
             it they wait for the grant",
        )
    } else {
        (
            "static_without_number",
            "it does nothing: no rule shows a static number, and numbers of a pool wait for the \
             grant",
            "leave it out, or let a rule show a number of its own, as \"swap\": { \"main\": \
             \"+4963141555010\" }",
        )
    };
    Some(ConfigError {
        path: "consent.static".to_owned(),
        code,
        problem: problem.to_owned(),
        hint: hint.to_owned(),
    })
}

/// Whether any rule shows a number that no pool has.
pub(super) fn has_static_number(site: &Site) -> bool {
    let mut outcomes = site.rules.iter().flat_map(|rule| &rule.swap);
    outcomes.any(|(_, outcome)| matches!(outcome, Outcome::Number(_)))
}
