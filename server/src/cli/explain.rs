//! `telswap explain`

use std::io::{self, Write};
use std::path::PathBuf;

use telswap::{Visit, classify, plan};

use super::lines::write_json;
use super::{Failure, check_landing, read_site};

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
        check_landing(&self.landing)?;
        let site = read_site(&self.config)?;
        let own: Vec<&str> = site.domains.iter().map(String::as_str).collect();
        let visit = Visit {
            landing: &self.landing,
            referrer: &self.referrer,
        };
        let source = classify(&visit, &own);
        let targets = site.targets.keys().map(String::as_str);
        let explanation = plan::explain(targets, &site.rules, &source);
        let mut out = io::stdout().lock();
        if self.json {
            write_json(&mut out, &explanation)?;
        } else {
            write!(out, "{explanation}")?;
        }
        Ok(())
    }
}
