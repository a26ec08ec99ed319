//! `telswap explain`

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use telswap::source::Landing;
use telswap::{Journey, Visit, plan};
use url::Url;

use super::lines::{read_lines, write_json};
use super::{Failure, check_landing, read_site, say};
use crate::time::Time;

/// Say which rule decides for a visit, and why the others do not
///
/// Example: telswap explain --config site.json --landing 'https://hof-kaffee.de/?gclid=x'
///
/// Example: telswap explain --config site.json --visits visits.jsonl
#[derive(clap::Args)]
pub(super) struct Explain {
    /// The site's config.
    #[arg(long, value_name = "SITE.json")]
    config: PathBuf,
    /// The address that the visitor arrives at.
    #[arg(long, value_name = "URL", required_unless_present = "visits")]
    landing: Option<String>,
    /// The page that the visitor comes from; without it, none.
    #[arg(long, value_name = "URL", default_value = "")]
    referrer: String,
    /// Read several visits of one visitor from a file, a line of JSON for each:
    /// {"landing": "…", "referrer": "…", "at": "2026-10-01T12:30:00Z"}; - is
    /// standard input.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["landing", "referrer"])]
    visits: Option<PathBuf>,
    /// As one line of JSON.
    #[arg(long)]
    json: bool,
}

/// A line of the file with visits.
#[derive(Deserialize)]
struct VisitLine {
    landing: String,
    referrer: Option<String>,
    at: Option<Time>,
}

impl Explain {
    pub(super) fn run(self) -> Result<(), Failure> {
        let site = read_site(&self.config)?;
        let visits = self.visits()?;
        let mut journey = Journey::default();
        let mut last = None;
        for VisitLine {
            landing,
            referrer,
            at,
        } in &visits
        {
            let referrer = referrer.as_deref().unwrap_or_default();
            let visit = Visit { landing, referrer };
            // Without a time it comes right after the visit before.
            let at = at.and_then(|Time(at)| u64::try_from(at).ok());
            let at = at.unwrap_or(journey.seen + 1);
            if journey.arrive(&visit, &site.sources, site.conditions(), at, site.journey) {
                last = Some(Landing::of(&visit, &site.sources));
            }
        }
        let targets = site.targets.keys().map(String::as_str);
        let explanation = plan::explain(targets, &site.rules, &journey, last.as_ref());
        let mut out = io::stdout().lock();
        if self.json {
            write_json(&mut out, &explanation)?;
        } else {
            write!(out, "{explanation}")?;
        }
        let landing = self
            .landing
            .as_deref()
            .and_then(|landing| landing.parse().ok());
        if let Some(landing) = &landing
            && let Some(host) = foreign_host(landing, site.domains())
        {
            let domains = site.domains().join(", ");
            say(format_args!(
                "hint: {host} is none of the site's domains ({domains}), so its pages are refused \
                 numbers of a pool; if it is the site's, add it to \"domains\""
            ));
        }
        Ok(())
    }
}

impl Explain {
    fn visits(&self) -> Result<Vec<VisitLine>, Failure> {
        if let Some(landing) = &self.landing {
            check_landing(landing)?;
            return Ok(vec![VisitLine {
                landing: landing.clone(),
                referrer: Some(self.referrer.clone()),
                at: None,
            }]);
        }
        let path = self.visits.as_deref().unwrap_or(Path::new("-"));
        read_lines(
            path,
            r#"{"landing": "…", "referrer": "…", "at": "2026-10-01T12:30:00Z"}"#,
        )
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
