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
    if let Some(line) = find(NAMES, &name) {
        return Kind::read(line.said);
    }
    if name.contains('.') {
        let host = super::address::without_www(&name);
        let known = by_host(host, false, "")?;
        return (known.kind != Kind::Payment).then_some(known.kind);
    }
    let known = USUAL.iter().find_map(|ending| {
        let mut key = String::with_capacity(ending.len() + 1 + name.len());
        key.push_str(ending);
        key.push('.');
        key.push_str(&name);
        Known::read(find(HOSTS, &key)?)
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
        let line = Line::up_to(HOSTS, key)?;
        let shared = shared(line.key, key);
        let within = shared == line.key.len()
            && matches!(key.as_bytes().get(shared), None | Some(b'.' | b'/'));
        if within && (shared >= host || !line.is_exact()) {
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
    find(SUFFIXES, ending)?;
    Some((length + end - 1, known))
}

/// How long the ending of a key is: two labels for `uk.co` and `br.com`, else
/// one.
fn ending(key: &str) -> Option<usize> {
    let first = key.find('.')?;
    let second = key.get(first + 1..)?.split('.').next()?;
    let two = first == 2 && matches!(second, "co" | "com");
    Some(if two { first + 1 + second.len() } else { first })
}

/// How many bytes two texts have in common at the start.
fn shared(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

/// A line of a table.
#[derive(Clone, Copy)]
struct Line {
    key: &'static str,
    /// What follows the key and its tab.
    said: &'static str,
}

impl Line {
    /// The last line of a sorted table whose key does not come after `key`.
    fn up_to(table: &'static str, key: &str) -> Option<Self> {
        let bytes = table.as_bytes();
        let is_break = |byte: &u8| *byte == b'\n';
        let (mut low, mut high) = (0, bytes.len());
        let mut found = None;
        while low < high {
            let middle = low + (high - low) / 2;
            let before = bytes.get(low..middle)?.iter().rposition(is_break);
            let start = before.map_or(low, |at| low + at + 1);
            let line = bytes.get(start..)?;
            if is_after(line, key.as_bytes()) {
                high = start;
            } else {
                found = Some(start);
                low = start + line.iter().position(is_break)? + 1;
            }
        }
        let line = table.get(found?..)?.split('\n').next()?;
        let (key, said) = line.split_once('\t').unwrap_or((line, ""));
        Some(Self { key, said })
    }

    fn is_exact(self) -> bool {
        self.said
            .bytes()
            .next()
            .is_some_and(|kind| kind.is_ascii_uppercase())
    }
}

/// Whether the key that a line begins with comes after `key`. What ends a key
/// comes before everything that keys have in them.
fn is_after(line: &[u8], key: &[u8]) -> bool {
    let begins = line.get(..key.len()).unwrap_or(line);
    match begins.cmp(key) {
        Ordering::Equal => !matches!(line.get(key.len()), None | Some(b'\t' | b'\n')),
        other => other == Ordering::Greater,
    }
}

/// The line of a sorted table with exactly this key.
fn find(table: &'static str, key: &str) -> Option<Line> {
    Line::up_to(table, key).filter(|line| line.key == key)
}

impl Known {
    fn read(line: Line) -> Option<Self> {
        let (said, terms) = line.said.split_once('\t').unwrap_or((line.said, "q"));
        let label = line.key.rsplit('.').next()?;
        let name = said.get(1..).filter(|name| !name.is_empty());
        Some(Self {
            kind: Kind::read(said)?,
            name: name.unwrap_or(label),
            terms,
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
