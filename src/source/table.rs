//! Who sends visitors: the hosts and names of `referrers.txt`, in the form that
//! `build.rs` gives them.

use std::borrow::Cow;

use super::address::{last, without_www};
use super::lines::Line;
use super::parts::{cut, cut_or_all};

/// Sorted lines `key <tab> kind and source [<tab> parameters]`; the key is the
/// host with its labels in reverse. A source that is left out is the key's last
/// label; a kind in upper case is for the host alone, not its subdomains.
static HOSTS: &str = include_str!(concat!(env!("OUT_DIR"), "/hosts.txt"));

/// Sorted lines `name <tab> kind`.
static NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/names.txt"));

/// Sorted lines, each an ending that `*` stands for, in reverse.
static SUFFIXES: &str = include_str!(concat!(env!("OUT_DIR"), "/suffixes.txt"));

/// The endings with which a name is tried as a host; as in `build.rs`.
const USUAL: [&str; 5] = ["com", "*", "org", "de", "net"];

/// No key of the table has a longer path than this.
const LONGEST_PATH: usize = 24;

/// What kind of host a visitor comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Search,
    Ai,
    Email,
    Social,
    Video,
    Shopping,
    Display,
    Payment,
}

/// What is known of a referrer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) kind: Kind,
    /// The source's name, as `google`.
    pub(super) name: &'static str,
    /// The parameters that hold the search term, with commas between them.
    pub(super) terms: &'static str,
}

/// What is known of a host in lower case without `www.`, or of an app: what the
/// longest key says that it is within.
pub(super) fn by_host(host: &str, app: bool, path: &str) -> Option<Known> {
    let mut key = String::with_capacity(host.len() + LONGEST_PATH);
    // A package is written from the top down already: com.pinterest is looked up
    // as pinterest.com is.
    let mut rest = host;
    while let (false, Some(dot)) = (app, last(rest, b'.')) {
        key.push_str(rest.get(dot + 1..)?);
        key.push('.');
        rest = rest.get(..dot)?;
    }
    key.push_str(rest);
    let length = key.len();
    let path = path.get(..LONGEST_PATH).unwrap_or(path);
    if path.bytes().all(|byte| byte.is_ascii_graphic()) {
        key.push_str(path);
    }
    let as_written = longest(&key, length);
    let under_ending = under_ending(&key, length);
    let longer = match (as_written, under_ending) {
        (Some(written), Some(starred)) if written.0 >= starred.0 => Some(written),
        (written, starred) => starred.or(written),
    };
    longer.map(|(_, known)| known)
}

/// What kind of source a `utm_source` names, if it is known.
pub(super) fn by_name(name: &str) -> Option<Kind> {
    // No name in the table is longer than a host, and none has a space.
    if name.len() > 253 || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let name = lower(name);
    if let Some(line) = Line::find(NAMES, name.as_bytes()) {
        return Kind::read(line);
    }
    if cut(&name, b'.').is_some() {
        let host = without_www(&name);
        let known = by_host(host, false, "")?;
        return (known.kind != Kind::Payment).then_some(known.kind);
    }
    let known = USUAL.iter().find_map(|ending| {
        let mut key = String::with_capacity(ending.len() + 1 + name.len());
        key.push_str(ending);
        key.push('.');
        key.push_str(&name);
        Known::read(Line::find(HOSTS, key.as_bytes())?)
    })?;
    (known.name == name && known.kind != Kind::Payment).then_some(known.kind)
}

/// The text in ASCII lower case; borrowed where it is so already.
pub(super) fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// The longest key that `key` is within, and its length; `host` is how much of
/// `key` is the host, the rest is path.
fn longest(key: &str, host: usize) -> Option<(usize, Known)> {
    let mut key = key;
    loop {
        // Whatever key this one is within stands at or before the line that it
        // would follow, and begins as both do.
        let line = Line::up_to(HOSTS, key.as_bytes())?;
        let shared = shared(line.key, key);
        let within = shared == line.key.len()
            && matches!(key.as_bytes().get(shared), None | Some(b'.' | b'/'));
        if within && (shared >= host || !line.kind().is_ascii_uppercase()) {
            return Some((shared, Known::read(line)?));
        }
        let longest = if within {
            shared.checked_sub(1)?
        } else {
            shared
        };
        let ends = |&at: &usize| match key.as_bytes().get(at) {
            Some(b'.') => at < host,
            Some(b'/') => true,
            _ => false,
        };
        key = key.get(..(0..=longest).rev().find(ends)?)?;
    }
}

/// The same among the keys whose ending is `*`; the length is that of the key
/// with the ending that the host has.
fn under_ending(key: &str, host: usize) -> Option<(usize, Known)> {
    let end = ending(key)?;
    let (ending, below) = key.split_at_checked(end)?;
    let mut starred = String::with_capacity(1 + below.len());
    starred.push('*');
    starred.push_str(below);
    let (length, known) = longest(&starred, (host + 1).checked_sub(end)?)?;
    Line::find(SUFFIXES, ending.as_bytes())?;
    Some((length + end - 1, known))
}

/// How long the ending of a key is: two labels for `uk.co` and `br.com`, else
/// one.
fn ending(key: &str) -> Option<usize> {
    let (first, rest) = cut(key, b'.')?;
    let (second, _) = cut_or_all(rest, b'.');
    let two = first.len() == 2 && matches!(second, "co" | "com");
    let second = if two { 1 + second.len() } else { 0 };
    Some(first.len() + second)
}

/// How many bytes two texts have in common at the start.
fn shared(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

impl Known {
    fn read(line: Line) -> Option<Self> {
        let (name, terms) = cut(line.rest(), b'\t').unwrap_or((line.rest(), "q"));
        let label = last(line.key, b'.').and_then(|dot| line.key.get(dot + 1..))?;
        Some(Self {
            kind: Kind::read(line)?,
            name: if name.is_empty() { label } else { name },
            terms,
        })
    }
}

impl Kind {
    /// The letters are those of `build.rs`.
    fn read(line: Line) -> Option<Self> {
        Some(match line.kind().to_ascii_lowercase() {
            b's' => Self::Search,
            b'a' => Self::Ai,
            b'e' => Self::Email,
            b'o' => Self::Social,
            b'v' => Self::Video,
            b'h' => Self::Shopping,
            b'd' => Self::Display,
            b'p' => Self::Payment,
            _ => return None,
        })
    }

    /// The medium of a visit that comes from such a host, after GA4's habit.
    pub(super) const fn medium(self) -> &'static str {
        match self {
            Self::Search => "organic",
            Self::Ai => "ai-assistant",
            Self::Email => "email",
            Self::Social => "social",
            Self::Video | Self::Shopping => "referral",
            Self::Display => "display",
            Self::Payment => "(none)",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every line of the file that people edit says what it says.
    #[test]
    fn finds_every_line() {
        let lines = include_str!("referrers.txt").lines();
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let fields: Vec<&str> = line.split_ascii_whitespace().collect();
            let (kind, name, host) = (fields[0], fields[1], fields[2]);
            let found = if let Some(package) = host.strip_prefix("android-app://") {
                by_host(&package.to_ascii_lowercase(), true, "/")
            } else if host.contains('.') {
                let host = host.trim_start_matches('=').replace(".*", ".co.uk");
                let path = host.find('/').unwrap_or(host.len());
                by_host(&host[..path], false, &host[path..])
            } else {
                let found = by_name(&host.to_ascii_uppercase()).map(|kind| format!("{kind:?}"));
                assert_eq!(found.unwrap().to_ascii_lowercase(), kind, "{line}");
                continue;
            };
            let found = found.unwrap_or_else(|| panic!("{line}"));
            assert_eq!(found.name, name, "{line}");
            assert_eq!(
                format!("{:?}", found.kind).to_ascii_lowercase(),
                kind,
                "{line}"
            );
            assert_eq!(found.terms, fields.get(3).copied().unwrap_or("q"), "{line}");
        }
    }

    #[test]
    fn takes_the_longest_match() {
        let name = |host, path| by_host(host, false, path).map(|known| known.name);
        assert_eq!(name("a.mail.google.com", "/"), Some("gmail"));
        assert_eq!(name("pay.amazon.de", "/"), Some("amazon-pay"));
        assert_eq!(name("x.com", "/i/grok/share"), Some("grok"));
        assert_eq!(name("x.com", "/i/grokking"), Some("twitter"));
        assert_eq!(name("mobile.x.com", "/i/grok"), Some("twitter"));
        assert_eq!(name("google.de", "/shopping"), Some("google-shopping"));
        for host in [
            "google",
            "com",
            "amazon",
            "docs.google.com",
            "google.co.uk.net",
            "",
        ] {
            assert_eq!(name(host, "/"), None, "{host}");
        }
    }
}
