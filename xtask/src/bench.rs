//! `cargo xtask bench page`: how fast the engine goes through a page;
//! `cargo xtask bench loader`: what the loader costs before a decision.

use std::process::Command;

use anyhow::bail;

use crate::shell::run;
use crate::steps::step;
use crate::workspace::Metadata;
use crate::{build, setup};

/// The command: measures what `dist/` has after a build, and writes the figures to
/// `bench/` in cargo's target folder.
pub fn command(what: &str) -> anyhow::Result<()> {
    if !["page", "loader"].contains(&what) {
        bail!("there is no benchmark `{what}`, only `page` and `loader`; cargo bench has others");
    }
    step("set-up", setup::for_bench)?;
    step("build", build::dist)?;
    let figures = Metadata::read()?
        .target_directory
        .join(format!("bench/{what}.json"));
    step(&format!("bench {what}"), || {
        run(Command::new("node")
            .arg(format!("benches/{what}/main.mjs"))
            .arg(figures))
    })
}
