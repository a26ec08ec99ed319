//! How large each file of `dist/` is, and how large it may be: `budget.json`.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use flate2::{Compression, write::GzEncoder};
use serde::{Deserialize, Serialize};

use crate::shell::read;

const FILE: &str = "budget.json";

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

/// Prints the sizes; an error when one is over its budget, or a file has grown
/// by more than a few percent since its snapshot.
pub fn check() -> anyhow::Result<()> {
    let budget = Budget::read()?;
    let sizes = budget.measure()?;
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
    budget.snapshot = budget.measure()?;
    let text = serde_json::to_string_pretty(&budget)? + "\n";
    std::fs::write(FILE, text).context(FILE)?;
    check()
}

impl Budget {
    fn read() -> anyhow::Result<Self> {
        serde_json::from_slice(&read(FILE)?).context(FILE)
    }

    fn measure(&self) -> anyhow::Result<BTreeMap<String, Size>> {
        let files = self.snapshot.keys();
        let sizes = files.map(|name| {
            let bytes = read(Path::new("dist").join(name))?;
            Ok((name.clone(), Size::of(&bytes)?))
        });
        sizes.collect()
    }

    /// A table for people, and what is too large.
    fn compare(&self, sizes: &BTreeMap<String, Size>) -> anyhow::Result<(String, Vec<String>)> {
        let mut report = row(["", "raw", "gzip", "brotli", "", ""]);
        let mut complaints = Vec::new();
        for (name, size) in sizes {
            let before = self.snapshot.get(name).map_or(0, |size| size.brotli);
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
            if brotli * 100 > before * (100 + TOLERANCE) {
                complaints.push(format!(
                    "{name} has grown from {before} to {brotli} bytes (brotli); \
                     if that is on purpose: cargo xtask sizes"
                ));
            }
        }
        for (name, part) in &self.budgets {
            let mut weight = 0;
            for file in &part.files {
                let size = sizes.get(file);
                weight += size
                    .with_context(|| format!("{FILE}: no snapshot of {file}"))?
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

    fn complaints(a: u64, b: u64) -> Vec<String> {
        let size = |brotli| Size {
            raw: 1000,
            gzip: 500,
            brotli,
        };
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
    fn compresses_as_servers_do() {
        let text = "0631 41555-010 ".repeat(1000);
        let size = Size::of(text.as_bytes()).unwrap();
        assert_eq!(size.raw, 15_000);
        assert!(size.brotli < size.gzip && size.gzip < 200, "{size:?}");
    }
}
