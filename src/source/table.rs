//! Who sends visitors: the hosts and names of `referrers.txt`, in the form that
//! `build.rs` gives them.

use std::borrow::Cow;
use std::cmp::Ordering;

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
    if app {
        // A package is written from the top down already: com.pinterest is
        // looked up as pinterest.com is.
        key.push_str(host);
    } else {
        for label in host.rsplit('.') {
            if !key.is_empty() {
                key.push('.');
            }
            key.push_str(label);
        }
    }
    let length = key.len();
    key.push_str(path.get(..LONGEST_PATH).unwrap_or(path));
    let as_written = longest(&key, length);
    let Some((ending, below)) = split_ending(&key) else {
        return as_written.map(|(_, known)| known);
    };
    let mut starred = String::with_capacity(1 + below.len());
    starred.push('*');
    starred.push_str(below);
    let under_ending = longest(&starred, length + 1 - ending.len());
    match (as_written, under_ending) {
        (Some((written, known)), Some((starred, _))) if written >= starred + ending.len() - 1 => {
            Some(known)
        }
        (_, Some((_, known))) | (Some((_, known)), None) => Some(known),
        (None, None) => None,
    }
}

/// What kind of source a `utm_source` names, if it is known.
pub(super) fn by_name(name: &str) -> Option<Kind> {
    // No name in the table is longer than a host.
    if name.len() > 253 {
        return None;
    }
    let name = lower(name);
    if let Some(kind) = find(NAMES, &name) {
        return Kind::read(kind.split_once('\t')?.1);
    }
    let with_usual_ending = || {
        let known = USUAL.iter().find_map(|ending| {
            let mut key = String::with_capacity(ending.len() + 1 + name.len());
            key.push_str(ending);
            key.push('.');
            key.push_str(&name);
            Known::read(find(HOSTS, &key)?)
        })?;
        (known.name == name).then_some(known)
    };
    let known = with_usual_ending()
        .or_else(|| by_host(super::address::without_www(&name), false, ""))
        .filter(|known| known.kind != Kind::Payment)?;
    Some(known.kind)
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
        if let Some(line) = find(HOSTS, key) {
            let whole_host = key.len() >= host;
            if whole_host || !is_exact(line) {
                return Some((key.len(), Known::read(line)?));
            }
        }
        let cut = if key.len() > host {
            key.rfind('/')
        } else {
            key.rfind('.')
        };
        key = key.get(..cut?)?;
    }
}

/// The ending of a key that `*` may stand for, and what follows it.
fn split_ending(key: &str) -> Option<(&str, &str)> {
    let first = key.find('.')?;
    let second = key.get(first + 1..)?.find('.').map(|dot| first + 1 + dot);
    let mut ends = second.into_iter().chain([first]);
    ends.find_map(|end| {
        let (ending, below) = key.split_at_checked(end)?;
        find(SUFFIXES, ending).map(|_| (ending, below))
    })
}

/// The line of a sorted table that begins with this key.
fn find(table: &'static str, key: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, table.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let line_break = table.get(low..middle)?.rfind('\n');
        let start = line_break.map_or(low, |at| low + at + 1);
        let line = table.get(start..)?.split('\n').next()?;
        let found = line.split('\t').next()?;
        match found.cmp(key) {
            Ordering::Equal => return Some(line),
            Ordering::Less => low = start + line.len() + 1,
            Ordering::Greater => high = start,
        }
    }
    None
}

fn is_exact(line: &str) -> bool {
    let kind = line.split('\t').nth(1).unwrap_or_default();
    kind.starts_with(|letter: char| letter.is_ascii_uppercase())
}

impl Known {
    fn read(line: &'static str) -> Option<Self> {
        let mut fields = line.split('\t');
        let (key, said) = (fields.next()?, fields.next()?);
        let label = key.rsplit('.').next()?;
        let name = said.get(1..).filter(|name| !name.is_empty());
        Some(Self {
            kind: Kind::read(said)?,
            name: name.unwrap_or(label),
            terms: fields.next().unwrap_or("q"),
        })
    }
}

impl Kind {
    fn read(said: &str) -> Option<Self> {
        Some(match said.bytes().next()?.to_ascii_lowercase() {
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
