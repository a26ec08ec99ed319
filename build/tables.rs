//! A table as it is written: as text for the browser, with an index natively.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use crate::hash::slot;

/// A line of a table that is written: its key and what is said of it, as text
/// and as Rust.
pub struct Row {
    pub key: String,
    pub said: String,
    pub entry: String,
}

impl Row {
    pub fn new(key: &str, said: String) -> Self {
        let entry = format!("Line {{ key: {key:?}, said: {said:?} }}");
        let key = key.to_owned();
        Self { key, said, entry }
    }
}

/// Writes a table in both of the forms of `src/source/lines.rs`: as text for the
/// browser, natively with an index. Natively the text is for a test.
pub fn write(name: &str, mut rows: Vec<Row>) -> Result<(), String> {
    rows.sort_by(|a, b| (&a.key, &a.said).cmp(&(&b.key, &b.said)));
    let family = env::var("CARGO_CFG_TARGET_FAMILY").unwrap_or_default();
    let text = text(&rows).map_err(|error| format!("{name}: {error}"))?;
    let table = if family == "wasm" {
        &text
    } else {
        &index(&rows)?
    };
    save(name, table)?;
    save(&format!("{name}_text"), &text)
}

/// Writes Rust code for the core to include.
pub fn save(name: &str, code: &str) -> Result<(), String> {
    let out = env::var("OUT_DIR").map_err(|error| error.to_string())?;
    let path = Path::new(&out).join(format!("{name}.rs"));
    fs::write(&path, code).map_err(|error| format!("{}: {error}", path.display()))
}

/// How many lines are gone through for one: places cost a download more than time.
const BLOCK: usize = 32;

/// The table as in `src/source/text.rs`.
fn text(rows: &[Row]) -> Result<String, String> {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for (number, Row { key, said, .. }) in rows.iter().enumerate() {
        if number % BLOCK == 0 {
            blocks.push(u16::try_from(text.len()).map_err(|_| "it is larger than 64 KiB")?);
        }
        let tab = if said.is_empty() { "" } else { "\t" };
        let _ = writeln!(text, "{key}{tab}{said}");
    }
    Ok(format!(
        "Text {{ text: {text:?}, blocks: &{blocks:?}, entries: PhantomData }}"
    ))
}

/// The table as in `src/source/index.rs`.
fn index(rows: &[Row]) -> Result<String, String> {
    // At most half of them are taken, so that most keys have their own.
    let mut slots = vec![(0, 0); (2 * rows.len()).next_power_of_two()];
    let mut from = 0_u16;
    for same in rows.chunk_by(|a, b| a.key == b.key) {
        let count = u16::try_from(same.len()).ok();
        let to = count.and_then(|count| from.checked_add(count));
        let to = to.ok_or("there are too many lines")?;
        let key = same.first().map_or(&[][..], |row| row.key.as_bytes());
        let half = slot(key, slots.len());
        let (before, after) = slots.split_at_mut(half);
        let mut from_slot = after.iter_mut().chain(before);
        let free = from_slot.find(|slot| **slot == (0, 0));
        *free.ok_or("there is no free slot")? = (from, to);
        from = to;
    }
    let entries: Vec<&str> = rows.iter().map(|row| row.entry.as_str()).collect();
    Ok(format!(
        "Index {{ entries: &[{}], slots: &{slots:?} }}",
        entries.join(", ")
    ))
}
