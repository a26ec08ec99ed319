//! Says where visits came from: reads a line of JSON for each, `{"landing": "…",
//! "referrer": "…", "own": ["…"]}`, of which the last two may be missing, and
//! writes its source as JSON.
//!
//! `cargo run --example classify < visits.jsonl`

use std::error::Error;
use std::io::{self, BufRead as _, Write as _};

use serde::Deserialize;
use telswap::{Sources, Visit, classify};

#[derive(Deserialize)]
struct Line {
    landing: String,
    #[serde(default)]
    referrer: String,
    #[serde(default)]
    own: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line: Line = serde_json::from_str(&line?)?;
        let visit = Visit {
            landing: &line.landing,
            referrer: &line.referrer,
        };
        serde_json::to_writer(&mut out, &classify(&visit, &Sources::own(line.own)))?;
        writeln!(out)?;
    }
    Ok(())
}
