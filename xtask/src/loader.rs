//! The loader: TypeScript into one classic script.

use std::path::Path;
use std::process::Command;

use crate::shell::run;
use crate::wasm::bundle;

const FOLDER: &str = "pkg-templates/loader";

/// Checks the loader's types and writes it as one script into `folder`.
pub fn build(folder: &Path) -> anyhow::Result<()> {
    run(Command::new("node")
        .arg("node_modules/typescript/bin/tsc")
        .args(["--noEmit", "--project", FOLDER]))?;
    let entry = Path::new(FOLDER).join("src/loader.ts");
    bundle(&entry, &folder.join("telswap.js"), false)
}
