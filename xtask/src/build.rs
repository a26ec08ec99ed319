//! `cargo xtask build`: everything that is published, in `dist/`.

use std::fs;
use std::path::Path;

use crate::npm::copy;
use crate::steps::step;
use crate::wasm::Face;
use crate::workspace::Metadata;
use crate::{integrity, loader, npm, setup, sizes};

/// The command, for a loader with all consent platforms or with these alone.
pub fn command(platforms: Option<&str>) -> anyhow::Result<()> {
    step("set-up", setup::for_build)?;
    step("build", || dist_for(platforms))?;
    integrity::print(Path::new("dist"))?;
    step("sizes", sizes::check)
}

/// Writes `dist/` anew: nothing of an earlier build can pass for this one's.
pub fn dist() -> anyhow::Result<()> {
    dist_for(None)
}

fn dist_for(platforms: Option<&str>) -> anyhow::Result<()> {
    let dist = Path::new("dist");
    if dist.exists() {
        fs::remove_dir_all(dist)?;
    }
    fs::create_dir(dist)?;
    let metadata = Metadata::read()?;
    loader::build(dist, platforms, &metadata.target_directory.join("xtask"))?;
    for (name, features) in [("telswap-engine", &[][..]), ("telswap-debug", &["debug"])] {
        let engine = Face {
            package: "telswap-browser",
            features,
            name,
            folder: dist,
            entry: Some("pkg-templates/engine/main.js"),
        };
        engine.build(&metadata.target_directory)?;
    }
    npm::build(&dist.join("npm"), &metadata)?;
    klaro(&dist.join("demo/klaro"))
}

/// The consent platform of the demo and of the end-to-end tests, to be served
/// from the same host. Without its own styles it needs no `'unsafe-inline'`.
fn klaro(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    let package = Path::new("node_modules/klaro");
    for file in ["dist/klaro.js", "dist/klaro-no-css.js", "LICENSE"] {
        let from = package.join(file);
        let name = from.file_name().unwrap_or_default();
        copy(&from, &folder.join(name))?;
    }
    Ok(())
}
