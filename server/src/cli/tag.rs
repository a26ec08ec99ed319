//! What stands in the site's pages, and where its server may be.

use std::fmt::Write;

use telswap::config::{Consent, Gpc, Site, StaticNumbers};
use url::{Host, Url};

/// The server's address, without a slash at the end.
pub(super) fn base(public_url: Option<&Url>, site: &Site) -> String {
    match public_url {
        Some(url) => url.as_str().trim_end_matches('/').to_owned(),
        None => guess(site.domains()),
    }
}

/// Where the server may be. `localhost` and addresses have no subdomains: there
/// somebody tries it out, with the server on the same machine.
fn guess(domains: &[String]) -> String {
    match (domains.iter().find(|host| is_name(host)), domains.first()) {
        (Some(name), _) => format!("https://calls.{name}"),
        (None, Some(host)) => format!("http://{host}:8787"),
        (None, None) => "https://calls.example.de".to_owned(),
    }
}

fn is_name(host: &str) -> bool {
    matches!(Host::parse(host), Ok(Host::Domain(name)) if name != "localhost")
}

/// The tag, with what `site.json` says of consent: the loader asks for that before it
/// has fetched anything, and refuses to run where the two differ.
pub(super) fn tag(base: &str, consent: &Consent) -> String {
    let mut tag =
        format!("<script defer src=\"{base}/telswap.js\"\n  data-config=\"{base}/v1/site.json\"");
    let mut say = |name: &str, value: &str| {
        // Writing into a text cannot fail.
        let _ = write!(tag, " data-{name}=\"{}\"", escaped(value));
    };
    say("cmp", consent.cmp.name());
    say("service", &consent.service);
    if !consent.purposes.is_empty() {
        say("purposes", &purposes(&consent.purposes));
    }
    if let Some(marketing) = &consent.marketing {
        say("marketing", marketing);
    }
    if consent.gpc == Gpc::Ignore {
        say("gpc", "ignore");
    }
    if consent.static_numbers == StaticNumbers::Immediate {
        say("static", "immediate");
    }
    tag + "></script>"
}

/// The purposes to ask for: 1, which is always asked for, and the site's.
fn purposes(written: &[u8]) -> String {
    let others = written.iter().filter(|&&purpose| purpose != 1);
    others.fold("1".to_owned(), |list, purpose| format!("{list},{purpose}"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}
