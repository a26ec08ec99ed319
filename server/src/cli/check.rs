//! `telswap check`

use std::io::{self, Write};
use std::path::PathBuf;

use telswap::config::{Cmp, Consent, Site};
use url::Host;

use super::{Failure, public_url, read_site};

/// Check a site.json, and print the tag for the site's pages
///
/// All errors are printed at once, each with its place and what would be right.
///
/// Example: telswap check site.json
#[derive(clap::Args)]
pub(super) struct Check {
    /// The site's config.
    #[arg(value_name = "SITE.json")]
    config: PathBuf,
    /// The address at which the world reaches the server, for the tag.
    #[arg(long, value_name = "URL", env = "TELSWAP_PUBLIC_URL", value_parser = public_url)]
    public_url: Option<url::Url>,
}

impl Check {
    pub(super) fn run(self) -> Result<(), Failure> {
        let site = read_site(&self.config)?;
        let (base, doubt) = match &self.public_url {
            Some(url) => (url.as_str().trim_end_matches('/').to_owned(), ""),
            None => (
                guess(site.domains()),
                ", if its server is there (--public-url says where)",
            ),
        };
        let mut out = io::stdout().lock();
        writeln!(out, "{} The tag for its pages{doubt}:", summary(&site))?;
        writeln!(out, "\n{}", tag(&base, &site.consent))?;
        Ok(())
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

fn summary(site: &Site) -> String {
    let numbers: usize = site.pools.values().map(|pool| pool.numbers.len()).sum();
    format!(
        "{}: {}, {}, {} with {}. All is well.",
        site.name,
        counted(site.targets.len(), "target"),
        counted(site.rules.len(), "rule"),
        counted(site.pools.len(), "pool"),
        counted(numbers, "number"),
    )
}

fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// What stands in the site's pages.
fn tag(base: &str, consent: &Consent) -> String {
    let purposes = match consent.cmp {
        Cmp::Tcf => format!(" data-purposes=\"{}\"", purposes(consent)),
        Cmp::Klaro | Cmp::Manual => String::new(),
    };
    format!(
        "<script defer src=\"{base}/telswap.js\"\n  data-config=\"{base}/v1/site.json\" \
         data-cmp=\"{}\" data-service=\"{}\"{purposes}></script>",
        consent.cmp.name(),
        escaped(&consent.service),
    )
}

/// The purposes to ask for: 1, which is always asked for, and the site's.
fn purposes(consent: &Consent) -> String {
    let others = consent.purposes.iter().filter(|&&purpose| purpose != 1);
    others.fold("1".to_owned(), |list, purpose| format!("{list},{purpose}"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}
