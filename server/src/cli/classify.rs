//! `telswap classify`

use std::io;
use std::path::PathBuf;

use serde::Deserialize;
use telswap::{Source, Sources, Visit};

use super::lines::{each_line, write_json};
use super::{Failure, check_landing, read_site};

/// Say where visits came from
///
/// Example: telswap classify --landing 'https://hof-kaffee.de/?gclid=x'
///
/// Example: telswap classify --jsonl < visits.jsonl
#[derive(clap::Args)]
pub(super) struct Classify {
    /// The site's config: its own pages start no source, and what it says of
    /// sources goes first.
    #[arg(long, value_name = "SITE.json")]
    config: Option<PathBuf>,
    /// The address that the visitor arrived at.
    #[arg(long, value_name = "URL", required_unless_present = "jsonl")]
    landing: Option<String>,
    /// The page that the visitor came from; without it, none.
    #[arg(long, value_name = "URL", default_value = "")]
    referrer: String,
    /// Read visits from standard input, a line of JSON for each:
    /// {"landing": "…", "referrer": "…"}.
    #[arg(long, conflicts_with_all = ["landing", "referrer"])]
    jsonl: bool,
}

/// A line of standard input.
#[derive(Deserialize)]
struct VisitLine {
    landing: String,
    #[serde(default)]
    referrer: Option<String>,
}

impl Classify {
    pub(super) fn run(self) -> Result<(), Failure> {
        let sources = match &self.config {
            Some(config) => read_site(config)?.sources,
            None => Sources::default(),
        };
        match &self.landing {
            Some(landing) => {
                check_landing(landing)?;
                let source = source(landing, &self.referrer, &sources);
                Ok(write_json(&mut io::stdout().lock(), &source)?)
            }
            None => each_line(
                r#"{"landing": "…", "referrer": "…"}"#,
                |visit: &VisitLine| {
                    let referrer = visit.referrer.as_deref().unwrap_or_default();
                    source(&visit.landing, referrer, &sources).into_owned()
                },
            ),
        }
    }
}

fn source<'a>(landing: &'a str, referrer: &'a str, sources: &'a Sources) -> Source<'a> {
    telswap::classify(&Visit { landing, referrer }, sources)
}
