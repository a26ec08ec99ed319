//! The project's own commands; `cargo xtask help` lists them.
#![forbid(unsafe_code)]

mod bench;
mod build;
mod counts;
mod demo;
mod glue;
mod integrity;
mod licences;
mod loader;
mod npm;
mod server;
mod setup;
mod shell;
mod shrink;
mod sizes;
mod steps;
mod test;
mod wasm;
mod workspace;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask build [--cmp NAME,NAME]
                     writes dist/: the loader, the engine, the npm package; prints their
                     sizes, and the hashes that pin them; with --cmp the loader knows
                     these consent platforms only, as `--cmp klaro,tcf`
cargo xtask test     builds and checks everything; its last line is `N passed, N failed`
cargo xtask demo     builds everything and serves a small business's site that uses it
cargo xtask bench page
                     builds everything and measures the engine's first pass over two
                     pages in Chromium; writes target/bench/page.json
cargo xtask bench loader
                     builds everything and measures what the loader costs a page before
                     a decision; writes target/bench/loader.json
cargo xtask sizes    after a build: accepts today's sizes as the snapshot in budget.json
cargo xtask help     this

Each does its own set-up: the Rust target wasm32-unknown-unknown (through
rustup), the npm packages of package-lock.json (through npm), and for `test` the
browsers, Debian's packages `chromium`, `firefox-esr`, `webkit2gtk-driver` and
`xvfb`, Ubuntu's `chromium-browser`, `firefox` and the same two. To be there before:
Rust (https://rustup.rs), a C compiler, Node 20.19 or newer, and npm.";

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    run(&command).unwrap_or_else(|error| {
        eprintln!("{error:#}");
        ExitCode::FAILURE
    })
}

/// What `--cmp` says.
fn platforms() -> anyhow::Result<Option<String>> {
    let mut given = std::env::args().skip(2);
    match (given.next().as_deref(), given.next(), given.next()) {
        (None, None, None) => Ok(None),
        (Some("--cmp"), Some(names), None) => Ok(Some(names)),
        _ => anyhow::bail!("build takes --cmp and consent platforms, as in `--cmp klaro,tcf`"),
    }
}

fn run(command: &str) -> anyhow::Result<ExitCode> {
    workspace::enter()?;
    match command {
        "build" => build::command(platforms()?.as_deref())?,
        "test" => return test::command(),
        "demo" => return demo::command(),
        "bench" => bench::command(&std::env::args().nth(2).unwrap_or_default())?,
        "sizes" => sizes::accept()?,
        "help" | "--help" | "-h" => println!("{HELP}"),
        _ => anyhow::bail!("there is no command `{command}`\n\n{HELP}"),
    }
    Ok(ExitCode::SUCCESS)
}
