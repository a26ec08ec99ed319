//! The site's own numbers.

use std::collections::BTreeMap;

use super::Target;
use super::draft::{Draft, DraftTarget};
use super::errors::Errors;
use super::names;
use super::numbers::{self, Numbers};
use super::path::Path;

/// Reads the targets.
pub(super) fn targets(
    draft: &Draft,
    numbers: &mut Numbers,
    errors: &mut Errors,
) -> BTreeMap<String, Target> {
    let root = Path::Root;
    let at = root.key("targets");
    let written = draft.targets.as_deref();
    if written.is_some_and(<[_]>::is_empty) {
        let hint = r#"name at least one number on the page, as { "main": { "number": "+4963141555000" } }"#;
        errors.add(at, "no_targets", "there is no target", hint);
    }
    let mut targets = BTreeMap::new();
    for (name, draft) in written.unwrap_or_default() {
        let at = at.key(name);
        names::check(name, at, errors);
        if let Some(target) = target(draft, at, numbers, errors) {
            targets.insert(name.clone(), target);
        }
    }
    targets
}

fn target(
    draft: &DraftTarget,
    at: Path<'_>,
    numbers: &mut Numbers,
    errors: &mut Errors,
) -> Option<Target> {
    let number_at = at.key("number");
    let number = numbers::read(draft.number.as_deref()?, number_at, errors)?;
    numbers.one_use(number, number_at, errors);
    let display = draft.display.as_deref();
    Some(Target {
        number,
        display: numbers::display(display, number, at.key("display"), errors),
        matching: draft.matching.unwrap_or_default(),
    })
}

/// Notes the targets that would take another number of the site for theirs: the one
/// with a 0 more.
pub(super) fn extensions(
    targets: &BTreeMap<String, Target>,
    numbers: &Numbers,
    errors: &mut Errors,
) {
    let root = Path::Root;
    let at = root.key("targets");
    for (
        name,
        Target {
            number, matching, ..
        },
    ) in targets
    {
        let longer = format!("{number}0");
        if let Some(path) = numbers.place_of(&longer).filter(|_| matching.extension_0) {
            let at = at.key(name);
            let at = at.key("match");
            let problem =
                format!("{number} with a 0 behind it is {longer}, which is used at {path}");
            let hint = "leave it out: on the page that is the other number";
            errors.add(at.key("extension_0"), "ambiguous_extension", problem, hint);
        }
    }
}
