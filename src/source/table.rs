//! Who sends visitors: the hosts and names of `referrers.txt`, in the form that
//! `build/` gives them.

use std::borrow::Cow;

use super::address::without_www;
use super::host::{Host, Place};
#[cfg(not(target_family = "wasm"))]
use super::index::Index;
use super::kind::Kind;
use super::lines::{Line, Table};
use super::parts::cut;
#[cfg(target_family = "wasm")]
use {super::text::Text, std::marker::PhantomData};

/// Sorted lines `label <tab> host and path <tab> kind and source [<tab> parameters]`.
///
/// The label is the one before the ending, as `google` in `mail.google.com`, and
/// the host is what stands around it: `com mail`; a path is written on. A source
/// that is left out is the label; a kind in upper case is for the host alone, not
/// its subdomains.
static HOSTS: Table<Host> = include!(concat!(env!("OUT_DIR"), "/hosts.rs"));

/// Sorted lines `name <tab> kind`.
static NAMES: Table<Line> = include!(concat!(env!("OUT_DIR"), "/names.rs"));

/// Sorted lines, each an ending that `*` stands for.
pub(super) static SUFFIXES: Table<Line> = include!(concat!(env!("OUT_DIR"), "/suffixes.rs"));

/// What is known of a referrer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known<'a> {
    pub(super) kind: Kind,
    /// The source's name, as `google`.
    pub(super) name: &'a str,
    /// The parameters that hold the search term, with commas between them.
    pub(super) terms: &'a str,
}

/// What is known of a host in lower case without `www.`, or of an app: what the
/// longest place that it is within says.
pub(super) fn by_host(host: &str, app: bool, path: &str) -> Option<Known<'static>> {
    let place = if app {
        Place::of_app(host)
    } else {
        Place::of_host(host)
    }?;
    let mut longest = None;
    for host in HOSTS.find_all(place.label.as_bytes()) {
        if let Some(fit) = place.fit(&host, path)
            && longest.is_none_or(|(before, _)| before < fit)
        {
            longest = Some((fit, host.known));
        }
    }
    longest.map(|(_, known)| known)
}

/// What kind of source a `utm_source` names, if it is known.
pub(super) fn by_name(name: &str) -> Option<Kind> {
    let name = lower(name);
    if let Some(line) = NAMES.find(name.as_bytes()) {
        return Kind::read(line.kind());
    }
    if cut(&name, b'.').is_some() {
        let host = without_www(&name);
        let known = by_host(host, false, "")?;
        return (known.kind != Kind::Payment).then_some(known.kind);
    }
    // A source has one kind, so any host that it gave its name tells.
    let mut hosts = HOSTS.find_all(name.as_bytes());
    let host = hosts
        .find(|host| host.below.is_empty() && host.path.is_empty() && host.known.name == name)?;
    (host.known.kind != Kind::Payment).then_some(host.known.kind)
}

/// The sources of all hosts in the table.
#[cfg(feature = "config")]
pub(crate) fn source_names() -> impl Iterator<Item = &'static str> {
    HOSTS.all().map(|host| host.known.name)
}

/// The text in ASCII lower case; borrowed where it is so already.
pub(super) fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use std::marker::PhantomData;

    use super::*;
    use crate::source::text::{Text, assert_same};

    #[test]
    fn says_the_same_as_the_browsers_text() {
        let text = include!(concat!(env!("OUT_DIR"), "/hosts_text.rs"));
        assert_same(&HOSTS, &text);
        let text = include!(concat!(env!("OUT_DIR"), "/names_text.rs"));
        assert_same(&NAMES, &text);
        let text = include!(concat!(env!("OUT_DIR"), "/suffixes_text.rs"));
        assert_same(&SUFFIXES, &text);
    }

    /// What a visitor's browser loads of the table: texts and places, as servers
    /// compress them.
    #[test]
    fn weighs_at_most_six_kilobytes() {
        fn bytes<T>(table: &Text<T>) -> Vec<u8> {
            let places = table.blocks.iter().flat_map(|place| place.to_le_bytes());
            table.text.bytes().chain(places).collect()
        }
        let hosts: Text<Host> = include!(concat!(env!("OUT_DIR"), "/hosts_text.rs"));
        let names: Text<Line> = include!(concat!(env!("OUT_DIR"), "/names_text.rs"));
        let suffixes: Text<Line> = include!(concat!(env!("OUT_DIR"), "/suffixes_text.rs"));
        let all = [bytes(&hosts), bytes(&names), bytes(&suffixes)].concat();
        let mut compressed = Vec::new();
        let params = brotli::enc::BrotliEncoderParams::default();
        brotli::BrotliCompress(&mut &*all, &mut compressed, &params).unwrap();
        let weight = compressed.len();
        assert!(weight <= 6_000, "it weighs {weight} bytes (brotli)");
    }

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
