//! The npm package: what `pkg-templates/npm/` wraps around the WASM.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use serde_json::Value;

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
        name: "core",
        folder,
    };
    core.build(&metadata.target_directory)
}

/// The crate's version is the package's.
fn set_version(manifest: &Path, version: &str) -> anyhow::Result<()> {
    let name = || manifest.display().to_string();
    let mut package: Value = serde_json::from_slice(&read(manifest)?).with_context(name)?;
    let fields = package.as_object_mut().with_context(name)?;
    fields.insert("version".to_owned(), version.into());
    fs::write(manifest, serde_json::to_string_pretty(&package)? + "\n").with_context(name)
}

/// Copies a file, with its name in the error.
pub fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}
