//! How large each file of `dist/` is, and how large it may be: `budget.json`.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use flate2::{Compression, write::GzEncoder};
use serde::{Deserialize, Serialize};

use crate::shell::read;

const FILE: &str = "budget.json";

const DIST: &str = "dist";

/// A folder of `dist/` that is not published.
const DEMO: &str = "demo";

/// A file may be this much larger than its snapshot, in percent: another
/// compiler alone makes a difference of less.
const TOLERANCE: u64 = 5;

/// `budget.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    /// What a visitor loads, by name.
    budgets: BTreeMap<String, Part>,
    /// Sizes when somebody last accepted them, by file in `dist/`.
    snapshot: BTreeMap<String, Size>,
}

/// Files that are loaded together.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    files: Vec<String>,
    /// What they may weigh together, in bytes.
    brotli: u64,
}

/// A file's size in bytes: as it is, and as servers send it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the sizes; an error when one is over its budget, a file has grown by
/// more than a few percent since its snapshot, or has none.
pub fn check() -> anyhow::Result<()> {
    let budget = Budget::read()?;
    let sizes = measure(Path::new(DIST))?;
    let (report, complaints) = budget.compare(&sizes)?;
    print!("{report}");
    if !complaints.is_empty() {
        bail!("{}", complaints.join("\n"));
    }
    Ok(())
}

/// Writes today's sizes into `budget.json`.
pub fn accept() -> anyhow::Result<()> {
    let mut budget = Budget::read()?;
    budget.snapshot = measure(Path::new(DIST))?;
    let text = serde_json::to_string_pretty(&budget)? + "\n";
    fs::write(FILE, text).context(FILE)?;
    check()
}

impl Budget {
    fn read() -> anyhow::Result<Self> {
        serde_json::from_slice(&read(FILE)?).context(FILE)
    }

    /// A table for people, and what is too large.
    fn compare(&self, sizes: &BTreeMap<String, Size>) -> anyhow::Result<(String, Vec<String>)> {
        let mut report = row(["", "raw", "gzip", "brotli", "", ""]);
        let mut complaints = Vec::new();
        for (name, size) in sizes {
            let known = self.snapshot.get(name);
            let before = known.map_or(0, |size| size.brotli);
            let change = format!("{:+}", size.brotli.cast_signed() - before.cast_signed());
            let Size { raw, gzip, brotli } = size;
            report += &row([
                name,
                &raw.to_string(),
                &gzip.to_string(),
                &brotli.to_string(),
                &change,
                "since the snapshot",
            ]);
            if known.is_none() {
                complaints.push(format!(
                    "{name} is new; if it is to be published: cargo xtask sizes"
                ));
            } else if brotli * 100 > before * (100 + TOLERANCE) {
                complaints.push(format!(
                    "{name} has grown from {before} to {brotli} bytes (brotli); \
                     if that is on purpose: cargo xtask sizes"
                ));
            }
        }
        for name in self.snapshot.keys() {
            if !sizes.contains_key(name) {
                complaints.push(format!(
                    "{name} is gone; if that is on purpose: cargo xtask sizes"
                ));
            }
        }
        for (name, part) in &self.budgets {
            let mut weight = 0;
            for file in &part.files {
                let size = sizes.get(file);
                weight += size
                    .with_context(|| format!("{FILE}: the {name} has no {file}"))?
                    .brotli;
            }
            let limit = part.brotli;
            report += &row([name, "", "", &weight.to_string(), "of", &limit.to_string()]);
            if weight > limit {
                complaints.push(format!(
                    "the {name} weighs {weight} bytes (brotli); its budget is {limit}"
                ));
            }
        }
        Ok((report, complaints))
    }
}

/// The sizes of all that is published, by file in `dist/`.
fn measure(dist: &Path) -> anyhow::Result<BTreeMap<String, Size>> {
    let mut sizes = BTreeMap::new();
    for path in files_in(dist)? {
        let below = path.strip_prefix(dist)?;
        if below.starts_with(DEMO) {
            continue;
        }
        let parts: Vec<_> = below.iter().map(OsStr::to_string_lossy).collect();
        sizes.insert(parts.join("/"), Size::of(&read(&path)?)?);
    }
    Ok(sizes)
}

/// All files in a folder and in the folders within.
fn files_in(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_in(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

impl Size {
    fn of(bytes: &[u8]) -> anyhow::Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(bytes)?;
        let params = brotli::enc::BrotliEncoderParams::default();
        let mut brotli = Vec::new();
        brotli::BrotliCompress(&mut &*bytes, &mut brotli, &params)?;
        Ok(Self {
            raw: bytes.len() as u64,
            gzip: gzip.finish()?.len() as u64,
            brotli: brotli.len() as u64,
        })
    }
}

fn row([name, raw, gzip, brotli, change, note]: [&str; 6]) -> String {
    let row = format!("{name:<22}{raw:>9}{gzip:>9}{brotli:>9} {change:>6} {note}");
    row.trim_end().to_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget() -> Budget {
        let json = r#"{
            "budgets": {"engine": {"files": ["a.js", "b.wasm"], "brotli": 300}},
            "snapshot": {
                "a.js": {"raw": 300, "gzip": 120, "brotli": 100},
                "b.wasm": {"raw": 500, "gzip": 220, "brotli": 180}
            }
        }"#;
        serde_json::from_str(json).unwrap()
    }

    fn size(brotli: u64) -> Size {
        Size {
            raw: 1000,
            gzip: 500,
            brotli,
        }
    }

    fn complaints(a: u64, b: u64) -> Vec<String> {
        let sizes = [("a.js".to_owned(), size(a)), ("b.wasm".to_owned(), size(b))];
        budget().compare(&sizes.into()).unwrap().1
    }

    #[test]
    fn small_changes_are_no_growth() {
        assert_eq!(complaints(105, 150), [""; 0]);
    }

    #[test]
    fn growth_is_named() {
        let found = complaints(106, 180);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("a.js has grown from 100 to 106"));
    }

    #[test]
    fn a_part_has_a_limit() {
        let found = complaints(100, 201);
        assert!(found[1].contains("the engine weighs 301 bytes (brotli); its budget is 300"));
    }

    #[test]
    fn every_file_is_known() {
        let files = ["a.js", "b.wasm", "npm/c.js"];
        let sizes = files.map(|name| (name.to_owned(), size(100)));
        let mut budget = budget();
        budget.snapshot.insert("npm/d.js".to_owned(), size(100));
        let found = budget.compare(&sizes.into()).unwrap().1;
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("npm/c.js is new"));
        assert!(found[1].contains("npm/d.js is gone"));
    }

    #[test]
    fn all_that_is_published_is_measured() {
        let dist = std::env::temp_dir().join(format!("xtask-sizes-{}", std::process::id()));
        for name in ["a.js", "npm/deep/c.js", "demo/klaro/klaro.js"] {
            let path = dist.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        let sizes = measure(&dist);
        fs::remove_dir_all(&dist).unwrap();
        let names: Vec<String> = sizes.unwrap().into_keys().collect();
        assert_eq!(names, ["a.js", "npm/deep/c.js"]);
    }

    #[test]
    fn compresses_as_servers_do() {
        let text = "0631 41555-010 ".repeat(1000);
        let size = Size::of(text.as_bytes()).unwrap();
        assert_eq!(size.raw, 15_000);
        assert!(size.brotli < size.gzip && size.gzip < 200, "{size:?}");
    }
}
