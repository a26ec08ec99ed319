//! Whether a site's numbers are ones to be called.

use std::collections::BTreeMap;

use serde::Serialize;
use telswap::E164;
use telswap::config::{ConfigError, Placed, Site};

use super::known::{Impossible, Known};

/// What there is to say of a site's numbers.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Numbers that nobody can have.
    pub errors: Vec<ConfigError>,
    /// Numbers that are probably wrong, or not what callers expect.
    pub warnings: Vec<ConfigError>,
    /// Every number and what it is.
    pub numbers: Vec<VerifiedNumber>,
}

/// A number and what it is.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct VerifiedNumber {
    /// Where it is written, as `pools.web.numbers[1]`.
    pub path: String,
    /// The number.
    pub number: E164,
    /// Its country (ISO 3166-1), where it has one.
    pub country: Option<String>,
    /// What it is, as `fixed-line`.
    #[serde(rename = "type")]
    pub kind: &'static str,
}

/// Verifies all numbers of a site.
///
/// What no numbering plan has room for is an error. That a country gives a number
/// out is only known as of the day when the tables were made, so what seems not to
/// be given out is a warning; and so is a number of another country or type than
/// the one that it is shown in place of.
///
/// ```
/// let site = telswap::config::check(r#"{
///     "site": "hof-kaffee", "domains": ["hof-kaffee.de"],
///     "targets": { "main": { "number": "+4963141555000" } },
///     "rules": [{ "id": "everyone", "swap": { "main": "+4915123456789" } }],
///     "consent": { "cmp": "klaro", "service": "call-tracking" }
/// }"#)?;
/// let verified = telswap_server::numbers::verify(&site);
/// assert!(verified.errors.is_empty());
/// assert_eq!(verified.warnings[0].path, "rules[0].swap.main");
/// assert_eq!(verified.warnings[0].code, "other_number_type");
/// # Ok::<(), telswap::config::ConfigErrors>(())
/// ```
#[must_use]
pub fn verify(site: &Site) -> Verified {
    let mut verified = Verified::default();
    // A target is looked at for each number that is shown in its place.
    let mut targets = BTreeMap::new();
    for placed in site.numbers() {
        match Known::of(placed.number) {
            Ok(known) => {
                if let Some(own) = placed.instead_of {
                    let number = own.number;
                    let own = targets.entry(number).or_insert_with(|| Known::of(number));
                    if let Ok(own) = own {
                        let shown = Shown {
                            placed: &placed,
                            known: &known,
                            number,
                            own,
                        };
                        verified.warnings.extend(shown.warnings());
                    }
                }
                verified.warnings.extend(not_given_out(&placed, &known));
                verified.numbers.push(VerifiedNumber {
                    country: known.country(),
                    kind: known.kind(),
                    path: placed.path,
                    number: placed.number,
                });
            }
            Err(why) => verified.errors.push(impossible(placed, why)),
        }
    }
    let locals = site.local_without_area().into_iter();
    verified.warnings.extend(locals.map(without_area));
    verified
}

fn without_area(placed: Placed<'_>) -> ConfigError {
    ConfigError {
        path: placed.path,
        code: "local_without_area",
        problem: format!(
            "it does nothing: where the area code of {} ends is not known",
            placed.number
        ),
        hint: "say it with the target's display, as 022 2555 0142; where a country has no \
               area codes, leave it out"
            .to_owned(),
    }
}

fn impossible(placed: Placed<'_>, why: Impossible) -> ConfigError {
    let number = placed.number;
    let (problem, hint) = match why {
        Impossible::Code => (
            format!("no country has the code that {number} begins with"),
            "write + and the country's code before the number, as +49 for Germany",
        ),
        Impossible::Trunk => (
            format!("{number} has a digit in it that is dialled inside its country only"),
            "leave the 0 after the country's code out, as in +49631…, not +490631…",
        ),
        Impossible::Length => (
            format!("no number of its country has as many digits as {number}"),
            "count its digits",
        ),
    };
    ConfigError {
        path: placed.path,
        code: "impossible_number",
        problem,
        hint: hint.to_owned(),
    }
}

fn not_given_out(placed: &Placed<'_>, known: &Known) -> Option<ConfigError> {
    (!known.is_valid).then(|| ConfigError {
        path: placed.path.clone(),
        code: "number_not_in_use",
        problem: format!("its country seems not to give {} out", placed.number),
        hint: "call it: if it rings, all is well, else check its digits".to_owned(),
    })
}

/// A number that is shown in place of another.
struct Shown<'a> {
    placed: &'a Placed<'a>,
    known: &'a Known,
    /// The page's own number.
    number: E164,
    own: &'a Known,
}

impl Shown<'_> {
    fn warnings(&self) -> impl Iterator<Item = ConfigError> {
        let warnings = [self.foreign(), self.of_another_type()];
        warnings.into_iter().flatten()
    }

    fn foreign(&self) -> Option<ConfigError> {
        let country = |known: &Known| known.country().unwrap_or_else(|| "no country".to_owned());
        (!self.known.is_of_the_country_of(self.own)).then(|| {
            let (shown, own) = (country(self.known), country(self.own));
            let problem = format!("{} is a number of {shown}", self.placed.number);
            let problem = format!("{problem}, {} one of {own}", self.number);
            let hint = format!("callers may pay more for it: show one of {own}");
            self.warning("foreign_number", problem, hint)
        })
    }

    fn of_another_type(&self) -> Option<ConfigError> {
        (!self.known.is_of_the_type_of(self.own)).then(|| {
            let (shown, own) = (self.known.kind(), self.own.kind());
            let problem = format!("{} is a {shown} number", self.placed.number);
            let problem = format!("{problem}, {} a {own} one", self.number);
            let hint = format!("callers may pay something else for it: show a {own} number");
            self.warning("other_number_type", problem, hint)
        })
    }

    fn warning(&self, code: &'static str, problem: String, hint: String) -> ConfigError {
        let path = self.placed.path.clone();
        ConfigError {
            path,
            code,
            problem,
            hint,
        }
    }
}
