//! `telswap explain`

use std::io::{self, Write};
use std::path::PathBuf;

use telswap::source::Landing;
use telswap::{Journey, Visit, plan};
use url::Url;

use super::lines::write_json;
use super::{Failure, check_landing, read_site, say};

/// Say which rule decides for a visit, and why the others do not
///
/// Example: telswap explain --config site.json --landing 'https://hof-kaffee.de/?gclid=x'
#[derive(clap::Args)]
pub(super) struct Explain {
    /// The site's config.
    #[arg(long, value_name = "SITE.json")]
    config: PathBuf,
    /// The address that the visitor arrives at.
    #[arg(long, value_name = "URL")]
    landing: String,
    /// The page that the visitor comes from; without it, none.
    #[arg(long, value_name = "URL", default_value = "")]
    referrer: String,
    /// As one line of JSON.
    #[arg(long)]
    json: bool,
}

impl Explain {
    pub(super) fn run(self) -> Result<(), Failure> {
        let landing = check_landing(&self.landing)?;
        let site = read_site(&self.config)?;
        let visit = Visit {
            landing: &self.landing,
            referrer: &self.referrer,
        };
        let mut journey = Journey::default();
        journey.arrive(&visit, &site.sources, site.conditions(), 0, site.journey);
        let began = Landing::of(&visit, &site.sources);
        let targets = site.targets.keys().map(String::as_str);
        let explanation = plan::explain(targets, &site.rules, &journey, Some(&began));
        let mut out = io::stdout().lock();
        if self.json {
            write_json(&mut out, &explanation)?;
        } else {
            write!(out, "{explanation}")?;
        }
        if let Some(host) = foreign_host(&landing, site.domains()) {
            let domains = site.domains().join(", ");
            say(format_args!(
                "hint: {host} is none of the site's domains ({domains}), so its pages are refused \
                 numbers of a pool; if it is the site's, add it to \"domains\""
            ));
        }
        Ok(())
    }
}

/// The landing's host if it is none of the site's.
fn foreign_host<'a>(landing: &'a Url, own: &[String]) -> Option<&'a str> {
    let host = landing.host_str()?.trim_end_matches('.');
    let is_within = |domain: &String| {
        let before = host.strip_suffix(domain.as_str());
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    (!own.iter().any(is_within)).then_some(host)
}
