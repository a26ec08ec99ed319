//! Names: the site's, and those its owner gives to targets, pools and rules.

use super::errors::Errors;
use super::path::{Path, quoted};

/// The longest name, in characters.
const LONGEST: usize = 64;

/// The site's name: the key of stored data, so it is kept plain.
pub(super) fn site(name: Option<&str>, at: Path<'_>, errors: &mut Errors) -> Option<String> {
    let name = name?;
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if (1..=LONGEST).contains(&name.len()) && name.bytes().all(allowed) {
        return Some(name.to_owned());
    }
    let plain = plain(name);
    let hint = if plain.is_empty() {
        "write 1 to 64 of a-z, 0-9 and -, as \"hof-kaffee\"".to_owned()
    } else {
        format!("write 1 to 64 of a-z, 0-9 and -, as \"{plain}\"")
    };
    let problem = format!("{} is no site name", quoted(name));
    errors.add(at, "invalid_site_name", problem, hint);
    None
}

/// What a site name was probably meant to be: `Hof Kaffee` → `hof-kaffee`.
fn plain(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words
        .filter(|word| !word.is_empty())
        .take(LONGEST)
        .collect();
    let mut plain = words.join("-").to_ascii_lowercase();
    plain.truncate(LONGEST);
    plain
}

/// One of several things by its name, the usual one where there is none; `None` for
/// a name that nothing has. `what` is said of such a name.
pub(super) fn choice<T: Copy + Default, const N: usize>(
    written: Option<&str>,
    all: [(&'static str, T); N],
    (code, what): (&'static str, &str),
    at: Path<'_>,
    errors: &mut Errors,
) -> Option<T> {
    let Some(name) = written else {
        return Some(T::default());
    };
    let found = all.iter().find(|(known, _)| *known == name);
    if found.is_none() {
        let problem = format!("{} {what}", quoted(name));
        errors.unknown(at, code, problem, name, all.map(|(name, _)| name));
    }
    found.map(|(_, thing)| *thing)
}

/// A name of a target, a pool or a rule: any short text that can be read.
pub(super) fn check(name: &str, at: Path<'_>, errors: &mut Errors) {
    let problem = if name.trim().is_empty() {
        "the name is empty"
    } else if name.trim() != name {
        "the name begins or ends with a space"
    } else if name.chars().any(char::is_control) {
        "the name holds a control character"
    } else if name.chars().nth(LONGEST).is_some() {
        "the name is longer than 64 characters"
    } else {
        return;
    };
    errors.add(
        at,
        "invalid_name",
        problem,
        "write a short name, as \"main\"",
    );
}
