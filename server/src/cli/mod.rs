//! The command line `telswap`.
//!
//! Exit codes: 0 all is well, 1 the input is wrong, 2 the command is wrong.

mod before;
mod check;
mod classify;
mod consent;
mod explain;
mod lines;
mod notice;
mod serve;
mod swap;
mod tag;

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use telswap::config::{ConfigError, ConfigErrors, Site};
use url::Url;

use crate::store::StoreError;

/// Which campaign made the phone ring: dynamic number insertion.
#[derive(Parser)]
#[command(name = "telswap", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Check),
    Classify(classify::Classify),
    Swap(swap::SwapNumbers),
    Explain(explain::Explain),
    Consent(consent::Consent),
    Notice(notice::Notice),
    Serve(serve::Serve),
}

/// Why a command ends with another exit code than 0.
enum Failure {
    /// The command is wrong; to be said on standard error.
    Command(String),
    /// The input is wrong; to be said on standard error.
    Message(String),
    /// The input is wrong, and everything was said already.
    Said,
}

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Check(command) => command.run(),
        Command::Classify(command) => command.run(),
        Command::Swap(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Consent(command) => command.run(),
        Command::Notice(command) => command.run(),
        Command::Serve(command) => command.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Command(message)) => {
            say(format_args!("telswap: {message}"));
            ExitCode::from(2)
        }
        Err(Failure::Message(message)) => {
            say(format_args!("telswap: {message}"));
            ExitCode::FAILURE
        }
        Err(Failure::Said) => ExitCode::FAILURE,
    }
}

/// The address at which the world reaches the server: others are put after it.
fn public_url(text: &str) -> Result<Url, String> {
    let example = "it has to be one as https://calls.example.de";
    let url = Url::parse(text).map_err(|error| format!("{error}; {example}"))?;
    // With these schemes there always is a host.
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!(
            "{}: is no address of a server; {example}",
            url.scheme()
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(format!("nothing can follow after ? or #; {example}"));
    }
    Ok(url)
}

/// Whoever types one address wants to know that it is none. A line among many
/// gets the answer that can be given.
fn check_landing(landing: &str) -> Result<Url, Failure> {
    Url::parse(landing).map_err(|error| {
        let hint = "write it whole, as https://hof-kaffee.de/?gclid=x";
        Failure::Message(format!("--landing is no address ({error}); {hint}"))
    })
}

/// Says a line on standard error. If nobody listens any more, the exit code still
/// tells; `eprintln!` would panic.
fn say(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Reads and checks a `site.json`, and says what is wrong with it.
fn read_site(path: &Path) -> Result<Site, Failure> {
    check_site(path)?.map_err(|errors| {
        say_all(path, "", &errors.0);
        Failure::Said
    })
}

/// Says errors or warnings, each on a line of its own.
fn say_all(path: &Path, what: &str, found: &[ConfigError]) {
    for one in found {
        say(format_args!("{}: {what}{one}", path.display()));
    }
}

/// Reads and checks a `site.json`.
fn check_site(path: &Path) -> Result<Result<Site, ConfigErrors>, Failure> {
    let shown = path.display();
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::Message(format!("{shown} cannot be read: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        Failure::Message(format!("{shown} is not UTF-8 from byte {place} on"))
    })?;
    Ok(telswap::config::check(&text))
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        // Whoever reads has had enough, as in `telswap classify | head`.
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::Said
        } else {
            Self::Message(error.to_string())
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Message(format!("the database: {error}"))
    }
}
