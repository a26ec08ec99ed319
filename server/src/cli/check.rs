//! `telswap check`

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;
use telswap::config::{ConfigError, ConfigErrors, Site};

use super::before;
use super::lines::write_json;
use super::tag::{base, tag};
use super::{Failure, check_site, public_url, say_all};
use crate::numbers::{VerifiedNumber, verify};

/// Check a site.json, and print the tag for the site's pages
///
/// All errors are printed at once, each with its place and what would be right.
/// Of its numbers it says which nobody can have, and warns of those that seem not
/// to be in use and of those of another country or type than the one that they are
/// shown in place of. It also warns of numbers that are shown before consent.
///
/// Example: telswap check site.json
///
/// Example: telswap check --json site.json
#[derive(clap::Args)]
pub(super) struct Check {
    /// The site's config.
    #[arg(value_name = "SITE.json")]
    config: PathBuf,
    /// The address at which the world reaches the server, for the tag.
    #[arg(long, value_name = "URL", env = "TELSWAP_PUBLIC_URL", value_parser = public_url)]
    public_url: Option<url::Url>,
    /// As one line of JSON: {"errors": […], "warnings": […], "numbers": […],
    /// "tag": "…"}, with the country and type of every number.
    #[arg(long)]
    json: bool,
}

/// What there is to say of a file.
#[derive(Serialize)]
struct Said {
    errors: Vec<ConfigError>,
    warnings: Vec<ConfigError>,
    numbers: Vec<VerifiedNumber>,
    /// What stands in the site's pages; none while there are errors.
    tag: Option<String>,
}

impl Check {
    pub(super) fn run(self) -> Result<(), Failure> {
        let (said, summary) = match check_site(&self.config)? {
            Ok(site) => {
                let verified = verify(&site);
                let is_well = verified.errors.is_empty();
                let base = base(self.public_url.as_ref(), &site);
                let mut warnings = verified.warnings;
                warnings.extend(before::warning(&site));
                let said = Said {
                    tag: is_well.then(|| tag(&base, &site.consent)),
                    errors: verified.errors,
                    warnings,
                    numbers: verified.numbers,
                };
                (said, summary(&site))
            }
            Err(ConfigErrors(errors)) => {
                let said = Said {
                    errors,
                    warnings: Vec::new(),
                    numbers: Vec::new(),
                    tag: None,
                };
                (said, String::new())
            }
        };
        if self.json {
            write_json(&mut io::stdout().lock(), &said)?;
        } else {
            self.say(&said, &summary)?;
        }
        if said.errors.is_empty() {
            Ok(())
        } else {
            Err(Failure::Said)
        }
    }

    fn say(&self, said: &Said, summary: &str) -> io::Result<()> {
        say_all(&self.config, "", &said.errors);
        say_all(&self.config, "warning: ", &said.warnings);
        let Some(tag) = &said.tag else {
            return Ok(());
        };
        let verdict = match said.warnings.len() {
            0 => "All is well".to_owned(),
            count => counted(count, "warning"),
        };
        let doubt = match self.public_url {
            Some(_) => "",
            None => ", if its server is there (--public-url says where)",
        };
        let mut out = io::stdout().lock();
        writeln!(out, "{summary}. {verdict}. The tag for its pages{doubt}:")?;
        writeln!(out, "\n{tag}")
    }
}

fn summary(site: &Site) -> String {
    let numbers: usize = site.pools.values().map(|pool| pool.numbers.len()).sum();
    format!(
        "{}: {}, {}, {} with {}",
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
