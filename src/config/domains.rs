//! Hosts: the site's own, those of others, and the packages of Android apps.

use std::collections::BTreeSet;

use url::{Host, Url};

use super::errors::Errors;
use super::path::{Path, quoted};
use crate::{Sources, Visit, classify};

/// How an app is written where hosts are.
const APP: &str = "android-app://";

/// Hosts, each with its subdomains. Many are looked through at once.
pub(super) struct Hosts(BTreeSet<String>);

impl Hosts {
    pub(super) fn of<'h>(hosts: impl IntoIterator<Item = &'h str>) -> Self {
        let hosts = hosts.into_iter().map(without_www);
        Self(hosts.map(str::to_owned).collect())
    }

    /// Whether a host is one of these or of their subdomains.
    pub(super) fn have(&self, host: &str) -> bool {
        let mut hosts = std::iter::successors(Some(host), |host| Some(host.split_once('.')?.1));
        hosts.any(|host| self.0.contains(host))
    }
}

/// Reads the site's hosts; each with its subdomains.
pub(super) fn domains(
    written: Option<&[Option<String>]>,
    at: Path<'_>,
    errors: &mut Errors,
) -> Vec<String> {
    if written.is_some_and(<[_]>::is_empty) {
        let hint = r#"write the site's hosts, as ["hof-kaffee.de"]"#;
        errors.add(at, "no_domains", "there is no domain", hint);
    }
    let mut hosts = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, text) in written.unwrap_or_default().iter().enumerate() {
        let at = at.index(index);
        let Some(text) = text else { continue };
        match host(text) {
            Some(host) if seen.insert(host.clone()) => hosts.push(host),
            Some(_) => errors.add(
                at,
                "duplicate_domain",
                format!("{} is in the list already", quoted(text)),
                "remove one of the two",
            ),
            None => errors.add(
                at,
                "invalid_domain",
                format!("{} is no host", quoted(text)),
                hint(text),
            ),
        }
    }
    hosts
}

/// Reads the host of another site, without a leading `www.`, which counts for
/// nothing; or an app, which keeps its `android-app://`.
pub(super) fn other(text: &str, at: Path<'_>, errors: &mut Errors) -> Option<String> {
    if let Some(package) = package(text) {
        if !is_package(package) {
            let problem = format!("{} is no app", quoted(text));
            let hint = "write the app's package, as \"android-app://com.example.app\"";
            errors.add(at, "invalid_host", problem, hint);
            return None;
        }
        return Some([APP, package].concat().to_ascii_lowercase());
    }
    let host = host(text);
    if host.is_none() {
        let problem = format!("{} is no host", quoted(text));
        errors.add(at, "invalid_host", problem, hint(text));
    }
    Some(without_www(&host?).to_owned())
}

/// How people name a host or an app that [`other`] has read: Müller is Müller.
pub(super) fn name(text: &str) -> String {
    let host = package(text).unwrap_or(text).to_lowercase();
    let host = host.strip_suffix('.').unwrap_or(&host);
    without_www(host).to_owned()
}

/// Reads the host or the app that a visitor comes from, as conditions compare it;
/// none of the site's `own`.
pub(super) fn referrer(
    text: &str,
    own: &Hosts,
    at: Path<'_>,
    errors: &mut Errors,
) -> Option<String> {
    if let Some(package) = package(text).filter(|package| is_package(package)) {
        return Some(package.to_ascii_lowercase());
    }
    let compared = as_compared(text);
    match &compared {
        None => {
            let problem = format!("{} is no host", quoted(text));
            let shown = shown(text).and_then(|host| as_compared(&host));
            let shown = shown.unwrap_or_else(|| "example.com".to_owned());
            let hint = format!("write the host alone, as \"{shown}\"");
            errors.add(at, "invalid_host", problem, hint);
        }
        Some(host) if own.have(host) => {
            let hint = "remove it: from own pages no visit begins; an app is written as \"android-app://com.example.app\"";
            errors.add(at, "own_host", "this is one of the site's domains", hint);
        }
        Some(_) => {}
    }
    compared
}

/// A referrer's host as the classifier says it. It may be a lone label: intranets
/// have such.
fn as_compared(text: &str) -> Option<String> {
    let visit = Visit {
        landing: "",
        referrer: &format!("https://{}/", in_ascii(text)?),
    };
    let host = classify(&visit, Sources::NONE).referrer_host?;
    Some(host.into_owned())
}

/// What follows `android-app://`.
fn package(text: &str) -> Option<&str> {
    let (scheme, package) = text.split_at_checked(APP.len())?;
    scheme.eq_ignore_ascii_case(APP).then_some(package)
}

/// Whether it can be an app's name
/// (<https://developer.android.com/build/configure-app-module#set-application-id>).
fn is_package(package: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(letter);
    package.len() <= LONGEST_NAME && package.contains('.') && package.split('.').all(is_label)
}

/// A host without its leading `www.`, unless only an ending would be left.
fn without_www(host: &str) -> &str {
    let bare = host.strip_prefix("www.");
    bare.filter(|bare| bare.contains('.')).unwrap_or(host)
}

/// The longest name of a host (RFC 1035, 2.3.4); the classifier reads no longer
/// ones.
const LONGEST_NAME: usize = 253;

/// Longer than any host, however it is written: Punycode takes the square of
/// the time.
const LONGEST: usize = 1024;

/// The host in lower case and ASCII, as browsers write it, when it can be one on
/// the web: a lone label is a slip, and "de" would make half the web the site's own
/// pages.
fn host(text: &str) -> Option<String> {
    let whole = |host: &String| {
        let is_address = host.starts_with('[');
        is_address || host == "localhost" || has_labels(host)
    };
    in_ascii(text).filter(whole)
}

/// Any host in lower case and ASCII
/// (<https://url.spec.whatwg.org/#concept-host-parser>).
fn in_ascii(text: &str) -> Option<String> {
    // The URL standard would decode these first; nobody writes a host so.
    if text.contains('%') || text.len() > LONGEST {
        return None;
    }
    let text = text.strip_suffix('.').unwrap_or(text);
    match Host::parse(text).ok()? {
        Host::Domain(domain) => Some(domain),
        // The standard also reads 2130706433 and 0x7f.1 as addresses.
        Host::Ipv4(address) => (address.to_string() == text).then(|| text.to_owned()),
        Host::Ipv6(address) => Some(format!("[{address}]")),
    }
}

/// Two labels or more, none empty.
fn has_labels(domain: &str) -> bool {
    domain.contains('.')
        && domain
            .split('.')
            .all(|label| !label.is_empty() && label != "*")
}

/// What would be right: the host itself where it can be seen.
fn hint(text: &str) -> String {
    match shown(text) {
        Some(host) => format!("write the host alone, as \"{host}\"; its subdomains are included"),
        None => "write a host as \"hof-kaffee.de\"".to_owned(),
    }
}

/// The host that can be seen in an address, or what looks like one.
fn shown(text: &str) -> Option<String> {
    let bare = Some(text.trim()).filter(|bare| bare.len() <= LONGEST)?;
    let bare = bare.strip_prefix("*.").unwrap_or(bare);
    let url = Url::parse(bare).ok().filter(Url::has_host);
    let url = url.or_else(|| Url::parse(&format!("http://{bare}")).ok())?;
    host(url.host_str()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_hosts_as_browsers_write_them() {
        let hosts = [
            ("Hof-Kaffee.de", "hof-kaffee.de"),
            ("hof-kaffee.de.", "hof-kaffee.de"),
            ("müller.de", "xn--mller-kva.de"),
            ("localhost", "localhost"),
            ("192.0.2.7", "192.0.2.7"),
            ("[::1]", "[::1]"),
        ];
        for (text, expected) in hosts {
            assert_eq!(host(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn shows_the_host_in_what_is_none() {
        let wrong = [
            "https://www.hof-kaffee.de/",
            "www.hof-kaffee.de:8080",
            "*.www.hof-kaffee.de",
            " www.hof-kaffee.de",
            "www.hof-kaffee.de/kontakt?x=1",
            "//www.hof-kaffee.de",
        ];
        for text in wrong {
            assert_eq!(host(text), None, "{text}");
            assert!(
                hint(text).contains("\"www.hof-kaffee.de\""),
                "{text}: {}",
                hint(text)
            );
        }
    }

    #[test]
    fn refuses_what_no_browser_shows() {
        for text in [
            "",
            ".",
            "de",
            "a..de",
            "a b.de",
            "0x7f.1",
            "2130706433",
            "hof%2dkaffee.de",
            "a\0.de",
            "mailto:a@b.de",
        ] {
            assert_eq!(host(text), None, "{text}");
        }
    }
}
