//! The server's program.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::run;
use crate::workspace::ALL;

/// Builds it for the demo.
pub fn build() -> anyhow::Result<()> {
    let options = ["build", "--locked", "--package", "telswap-server"];
    run(Command::new("cargo").args(options))
}

/// Builds it with the options of the tests, which have most of it built
/// already; `--tests` is what makes cargo take the same features.
pub fn build_for_tests() -> anyhow::Result<()> {
    let options = ["build", "--locked", "--bin", "telswap", "--tests"];
    run(Command::new("cargo").args(options).args(ALL.split(' ')))
}

/// Where it is built to.
pub fn program(target_directory: &Path) -> PathBuf {
    let name = format!("telswap{}", std::env::consts::EXE_SUFFIX);
    target_directory.join("debug").join(name)
}
