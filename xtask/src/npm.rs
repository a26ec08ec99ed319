//! The npm package: what `pkg-templates/npm/` wraps around the WASM.

use std::fs;
use std::path::Path;

use anyhow::Context as _;

use crate::shell::read;
use crate::wasm::Face;
use crate::workspace::Metadata;

const TEMPLATE: &str = "pkg-templates/npm";

/// Writes the package into `folder`.
pub fn build(folder: &Path, metadata: &Metadata) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(TEMPLATE).context(TEMPLATE)? {
        let entry = entry?;
        copy(&entry.path(), &folder.join(entry.file_name()))?;
    }
    copy(Path::new("LICENSE"), &folder.join("LICENSE"))?;
    set_version(&folder.join("package.json"), metadata.version()?)?;
    let core = Face {
        package: "telswap-npm",
        features: &[],
        name: "core",
        folder,
        entry: None,
    };
    core.build(&metadata.target_directory)
}

/// The crate's version is the package's. Written into the text, since the order
/// of `exports` counts: the first condition that holds is taken.
fn set_version(manifest: &Path, version: &str) -> anyhow::Result<()> {
    let template = String::from_utf8(read(manifest)?)?;
    let (before, after) = template
        .split_once(r#""version": "0.0.0""#)
        .with_context(|| format!("no version to fill in in {TEMPLATE}/package.json"))?;
    let text = format!(r#"{before}"version": "{version}"{after}"#);
    fs::write(manifest, text).with_context(|| manifest.display().to_string())
}

/// Copies a file, with its name in the error.
pub fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}
