//! From what is written in the file to a config that holds.

use super::consent::consent;
use super::draft::Draft;
use super::errors::{ConfigErrors, Errors};
use super::journey::journey;
use super::numbers::Numbers;
use super::page::page;
use super::path::Path;
use super::pools::pools;
use super::sources::sources;
use super::targets::{extensions, targets};
use super::{Site, json, names, read, rules};

/// Reads and checks a `site.json`.
///
/// # Errors
/// All errors at once, each with its place, what is wrong and what would be
/// right. Where the text is no JSON, that alone.
///
/// ```
/// let errors = telswap::config::check(r#"{ "site": "Hof Kaffee", "domain": [] }"#).unwrap_err();
/// let first = &errors.0[0];
/// assert_eq!((first.path.as_str(), first.code), ("domain", "unknown_field"));
/// assert_eq!(first.hint, r#"did you mean "domains"?"#);
/// ```
pub fn check(json: &str) -> Result<Site, ConfigErrors> {
    let json = json::parse(json).map_err(|error| ConfigErrors(vec![error]))?;
    let mut errors = Errors::default();
    let draft = read::draft(&json, &mut errors);
    match site(&draft, &mut errors) {
        Some(site) if errors.is_empty() => Ok(site),
        _ => Err(errors.into_all()),
    }
}

/// The site that a draft describes; whatever is `None` has been noted.
fn site(draft: &Draft, errors: &mut Errors) -> Option<Site> {
    let root = Path::Root;
    let mut numbers = Numbers::default();
    let name = names::site(draft.site.as_deref(), root.key("site"), errors);
    let (sources, visits) = sources(draft, errors);
    let targets = targets(draft, &mut numbers, errors);
    let pools = pools(draft, &mut numbers, errors);
    let journey = journey(draft.journey.as_ref(), root.key("journey"), errors);
    let rules = rules::rules(draft, &visits, &mut numbers, errors);
    extensions(&targets, &numbers, errors);
    let consent = consent(draft.consent.as_ref(), root.key("consent"), errors);
    let page = page(draft.page.as_ref(), root.key("page"), errors);
    Some(Site {
        name: name?,
        sources,
        journey,
        targets,
        pools,
        rules,
        consent: consent?,
        page: page?,
    })
}
