//! `telswap serve`

use std::env::VarError;
use std::io::{self, Write};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;

use telswap::config::Site;
use tokio::net::TcpListener;
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};
use url::Url;

use super::{Failure, public_url, read_site};
use crate::numbers::verify;
use crate::router::router_with_files;
use crate::store::SqliteStore;
use crate::www::Files;
use crate::{Service, Settings, listen, log};

/// Lease numbers to visitors and attribute calls
///
/// Secrets come from the environment: TELSWAP_CALLS_TOKEN is what telephony
/// shows to POST /v1/calls/generic as its bearer token (without it only this
/// machine may, and only if there is neither a public address nor a proxy),
/// TELSWAP_TWILIO_AUTH_TOKEN is the Twilio account's auth token.
///
/// Example: telswap serve --config site.json --database sqlite:telswap.db --www dist
#[derive(clap::Args)]
pub(super) struct Serve {
    /// The site's config.
    #[arg(long, value_name = "SITE.json")]
    config: PathBuf,
    /// Where leases and calls are kept: sqlite:PATH, or sqlite::memory: for
    /// trying out.
    #[arg(long, env = "TELSWAP_DATABASE", default_value = "sqlite:telswap.db")]
    database: String,
    /// The address to listen on.
    #[arg(long, env = "TELSWAP_LISTEN", default_value = "127.0.0.1:8787")]
    listen: String,
    /// The address at which the world reaches the server, as it is written in
    /// Twilio's console; without it http:// and the address listened on.
    #[arg(long, value_name = "URL", env = "TELSWAP_PUBLIC_URL", value_parser = public_url)]
    public_url: Option<Url>,
    /// Also serve the files of this folder; of several, the first that has a
    /// file gives it.
    #[arg(long, value_name = "DIR")]
    www: Vec<PathBuf>,
    /// Requests a minute from one network (IPv4 /24, IPv6 /48); 0 for any
    /// number. Withdrawals of consent are counted apart, to the same limit.
    #[arg(long, value_name = "PER_MINUTE", default_value_t = 120)]
    rate_limit: u32,
    /// A proxy stands before the server: take the client's address from the
    /// end of X-Forwarded-For.
    #[arg(long)]
    behind_proxy: bool,
}

impl Serve {
    pub(super) fn run(self) -> Result<(), Failure> {
        let runtime = tokio::runtime::Runtime::new()?;
        let served = runtime.block_on(self.serve());
        // Whoever is still at work then had its time; a log that nobody reads
        // must not keep the process.
        runtime.shutdown_background();
        served
    }

    async fn serve(self) -> Result<(), Failure> {
        log::start();
        let site = read_site(&self.config)?;
        warn_of_numbers(&site);
        let has_pools = !site.pools.is_empty();
        let store = Arc::new(SqliteStore::open(&self.database)?);
        let files = self.files(has_pools)?;
        let listener = TcpListener::bind(&self.listen).await.map_err(|error| {
            Failure::Message(format!("cannot listen on {}: {error}", self.listen))
        })?;
        let address = format!("http://{}", listener.local_addr()?);
        let settings = self.settings(&address)?;
        let service = Service::start(site, store, settings).await?;
        let app = router_with_files(service, files);

        let stop = asked_to_stop()?;
        // Whether or not anybody reads it, the server is there.
        let _ = writeln!(io::stdout(), "telswap listens on {address}");
        listen::serve(listener, app, stop).await;
        Ok(())
    }

    /// The files to publish: never the database, nor a pool's numbers.
    fn files(&self, has_pools: bool) -> Result<Files, Failure> {
        let config = has_pools.then_some(self.config.as_path());
        let database = SqliteStore::file(&self.database);
        let private: Vec<PathBuf> = config.into_iter().chain(database).map(Into::into).collect();
        Files::of(&self.www, &private).map_err(|(folder, error)| {
            Failure::Message(format!("--www {}: {error}", folder.display()))
        })
    }

    fn settings(&self, address: &str) -> Result<Settings, Failure> {
        let public_url = match &self.public_url {
            Some(url) => url.clone(),
            None => address
                .parse()
                .map_err(|error| Failure::Message(format!("{address}: {error}")))?,
        };
        Ok(Settings {
            public_url,
            rate_limit: NonZeroU32::new(self.rate_limit),
            behind_proxy: self.behind_proxy,
            calls_token: secret("TELSWAP_CALLS_TOKEN")?,
            twilio_auth_token: secret("TELSWAP_TWILIO_AUTH_TOKEN")?,
        })
    }
}

/// More doubts than anyone reads in a log.
const MOST_DOUBTS: usize = 20;

/// Says what `telswap check` says of the numbers. A site that works goes on working,
/// whatever newer tables say of a number.
fn warn_of_numbers(site: &Site) {
    let verified = verify(site);
    let doubts = verified.errors.iter().chain(&verified.warnings);
    let count = doubts.clone().count();
    for doubt in doubts.take(MOST_DOUBTS) {
        tracing::warn!("site.json: {doubt}");
    }
    if count > MOST_DOUBTS {
        let more = count - MOST_DOUBTS;
        tracing::warn!("site.json: {more} more doubts about its numbers; telswap check has all");
    }
}

/// A secret from the environment: command lines are seen by everyone on the
/// machine. An empty one is none.
fn secret(name: &str) -> Result<Option<String>, Failure> {
    match std::env::var(name) {
        Ok(secret) => Ok(Some(secret).filter(|secret| !secret.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Failure::Message(format!("{name} is not UTF-8"))),
    }
}

/// Ends with Ctrl-C or SIGTERM. It listens for them at once, not only when it
/// is awaited: whoever saw that the server is ready may end it.
#[cfg(unix)]
fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ends with Ctrl-C.
#[cfg(windows)]
fn asked_to_stop() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
