//! The server's program.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::run;
use crate::workspace::ALL;

/// Builds it with the options of the tests, so that nothing is built twice.
pub fn build() -> anyhow::Result<()> {
    let options = ["build", "--locked", "--bin", "telswap"];
    run(Command::new("cargo").args(options).args(ALL.split(' ')))
}

/// Where it is built to.
pub fn program(target_directory: &Path) -> PathBuf {
    let name = format!("telswap{}", std::env::consts::EXE_SUFFIX);
    target_directory.join("debug").join(name)
}
