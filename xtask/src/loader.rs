//! The loader: TypeScript into one classic script.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use crate::shell::run;
use crate::wasm::bundle;

const FOLDER: &str = "pkg-templates/loader";

/// Checks the loader's types and writes it as one script into `folder`, with all
/// consent platforms that it knows, or with these alone.
pub fn build(folder: &Path, platforms: Option<&str>, work: &Path) -> anyhow::Result<()> {
    run(Command::new("node")
        .arg("node_modules/typescript/bin/tsc")
        .args(["--noEmit", "--project", FOLDER]))?;
    let entry = match platforms {
        None => Path::new(FOLDER).join("src/loader.ts"),
        Some(names) => entry_with(names, work)?,
    };
    bundle(&entry, &folder.join("telswap.js"), false)
}

/// What `loader.ts` is, but for these consent platforms only.
fn entry_with(names: &str, work: &Path) -> anyhow::Result<PathBuf> {
    let source = Path::new(FOLDER).join("src").canonicalize()?;
    let index = fs::read_to_string(source.join("consent/index.ts"))?;
    let known: Vec<(&str, &str)> = index.lines().filter_map(imported).collect();
    let mut imports = format!("import {{ embed }} from '{}/main.ts';\n", source.display());
    let mut adapters = Vec::new();
    for name in names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
    {
        let (adapter, file) = known
            .iter()
            .find(|(_, file)| *file == name)
            .with_context(|| {
                let files: Vec<&str> = known.iter().map(|(_, file)| *file).collect();
                format!(
                    "the loader knows no consent platform `{name}`, but {}",
                    files.join(", ")
                )
            })?;
        imports += &format!(
            "import {{ {adapter} }} from '{}/consent/{file}.ts';\n",
            source.display()
        );
        adapters.push(*adapter);
    }
    fs::create_dir_all(work)?;
    let entry = work.join("loader-entry.ts");
    fs::write(
        &entry,
        format!("{imports}embed([{}]);\n", adapters.join(", ")),
    )?;
    Ok(entry)
}

/// The adapter and the platform's name in a line `import { klaro } from './klaro.ts';`.
fn imported(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("import { ")?
        .strip_suffix(".ts';")?
        .split_once(" } from './")
}
