//! `telswap notice`

mod de;
mod en;
mod facts;
mod page;
mod platform;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use super::{Failure, public_url, read_site, say};
use facts::Facts;

/// Write what to tell the site's visitors, and what to enter in the consent platform
///
/// As Markdown: a text for the privacy policy and a description of the service, from
/// what the config does and nothing else. What only the owner knows is left open as
/// […]. It is a draft, and no legal advice.
///
/// Example: telswap notice --config site.json --lang de
///
/// Example: telswap notice --config site.json --lang en --public-url https://calls.example.com --retention '13 months'
#[derive(clap::Args)]
pub(super) struct Notice {
    /// The site's config.
    #[arg(long, value_name = "SITE.json")]
    config: PathBuf,
    /// The language.
    #[arg(long, value_enum)]
    lang: Lang,
    /// The address at which the world reaches the server: the entry in the visitor's
    /// browser is named after it.
    #[arg(long, value_name = "URL", env = "TELSWAP_PUBLIC_URL", value_parser = public_url)]
    public_url: Option<url::Url>,
    /// When you delete leases and calls, in words; without it that is left open.
    #[arg(long, value_name = "TIME")]
    retention: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    /// German, with the law of Germany and the EU.
    De,
    /// English, with the law of Germany and the EU.
    En,
}

impl Notice {
    pub(super) fn run(self) -> Result<(), Failure> {
        let site = read_site(&self.config)?;
        let retention = self.retention.as_deref();
        let facts = Facts::of(&site, self.public_url.as_ref(), retention);
        let page = match self.lang {
            Lang::De => de::page(&facts),
            Lang::En => en::page(&facts),
        };
        write!(io::stdout().lock(), "{page}")?;
        if facts.is_guess {
            say("hint: the server's address is guessed; --public-url says where it is");
        }
        Ok(())
    }
}
