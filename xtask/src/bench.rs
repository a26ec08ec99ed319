//! `cargo xtask bench page`: how fast the engine goes through a page.

use std::process::Command;

use anyhow::bail;

use crate::shell::run;
use crate::steps::step;
use crate::workspace::Metadata;
use crate::{build, setup};

/// The command: measures what `dist/` has after a build, and writes the figures to
/// `bench/page.json` in cargo's target folder.
pub fn command(what: &str) -> anyhow::Result<()> {
    if what != "page" {
        bail!("there is no benchmark `{what}`, only `page`; cargo bench has others");
    }
    step("set-up", setup::for_bench)?;
    step("build", build::dist)?;
    let figures = Metadata::read()?.target_directory.join("bench/page.json");
    step("bench page", || {
        run(Command::new("node")
            .arg("benches/page/main.mjs")
            .arg(figures))
    })
}
