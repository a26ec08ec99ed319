//! The site's own hosts.

use url::{Host, Url};

use super::errors::Errors;
use super::path::{Path, quoted};

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
    let mut seen = std::collections::BTreeSet::new();
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

/// Reads the host of another site; a leading `www.` counts for nothing.
pub(super) fn other(text: &str, at: Path<'_>, errors: &mut Errors) -> Option<String> {
    let host = host(text);
    if host.is_none() {
        let problem = format!("{} is no host", quoted(text));
        errors.add(at, "invalid_host", problem, hint(text));
    }
    let host = host?;
    let bare = host.strip_prefix("www.").filter(|bare| bare.contains('.'));
    Some(bare.unwrap_or(&host).to_owned())
}

/// Longer than any host, however it is written: Punycode takes the square of
/// the time.
const LONGEST: usize = 1024;

/// The host in lower case and ASCII, as browsers write it
/// (<https://url.spec.whatwg.org/#concept-host-parser>).
fn host(text: &str) -> Option<String> {
    // The URL standard would decode these first; nobody writes a host so.
    if text.contains('%') || text.len() > LONGEST {
        return None;
    }
    let text = text.strip_suffix('.').unwrap_or(text);
    match Host::parse(text).ok()? {
        // A lone label is a slip, and "de" would make half the web the site's
        // own pages.
        Host::Domain(domain) => (domain == "localhost" || has_labels(&domain)).then_some(domain),
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
    let bare = text.trim();
    let bare = bare.strip_prefix("*.").unwrap_or(bare);
    let from_url = || {
        let bare = Some(bare).filter(|bare| bare.len() <= LONGEST)?;
        let url = Url::parse(bare).ok().filter(Url::has_host);
        let url = url.or_else(|| Url::parse(&format!("http://{bare}")).ok())?;
        host(url.host_str()?)
    };
    match from_url() {
        Some(host) => format!("write the host alone, as \"{host}\"; its subdomains are included"),
        None => "write a host as \"hof-kaffee.de\"".to_owned(),
    }
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
