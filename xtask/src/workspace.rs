//! The workspace as cargo sees it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use serde::Deserialize;

use crate::shell::capture;

/// cargo's options for all crates but these commands: built together with them,
/// their own dependencies would be built again with features that others want.
pub const ALL: &str = "--workspace --exclude xtask --all-features";

/// What `cargo metadata` says, as far as it is used here.
#[derive(Deserialize)]
pub struct Metadata {
    /// Every crate of the lock file, for every platform and feature.
    pub packages: Vec<Crate>,
    /// Where cargo builds.
    pub target_directory: PathBuf,
}

/// A crate, ours or not.
#[derive(Deserialize)]
pub struct Crate {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence as an SPDX expression.
    pub license: Option<String>,
    /// Where it comes from; none for a folder of the workspace.
    pub source: Option<String>,
}

impl Metadata {
    /// Asks cargo.
    pub fn read() -> anyhow::Result<Self> {
        let args = ["metadata", "--format-version", "1", "--locked"];
        let json = capture(Command::new("cargo").args(args))?;
        serde_json::from_str(&json).context("cargo metadata")
    }

    /// The version that all of the workspace's packages have.
    pub fn version(&self) -> anyhow::Result<&str> {
        let own = self.packages.iter().find(|one| one.name == "telswap");
        Ok(&own.context("no crate telswap in the workspace")?.version)
    }
}

/// Goes to the workspace's root, from wherever the command was called: every
/// path of these commands is relative to it.
pub fn enter() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::env::set_current_dir(&root).with_context(|| format!("cannot enter {}", root.display()))
}
