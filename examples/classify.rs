//! Says where visits came from: reads a line of JSON for each, `{"landing": "…",
//! "referrer": "…", "own": ["…"], "sources": {…}}`, of which all but the first may
//! be missing, and writes its source as JSON. `own` are the site's hosts; with
//! `sources` it is the site of `tests/data/site.json` that says this of sources.
//!
//! `cargo run --example classify < visits.jsonl`

use std::error::Error;
use std::io::{self, BufRead as _, Write as _};

use serde::Deserialize;
use serde_json::{Map, Value};
use telswap::config::check;
use telswap::{Sources, Visit, classify};

const SITE: &str = include_str!("../tests/data/site.json");

#[derive(Deserialize)]
struct Line {
    landing: String,
    #[serde(default)]
    referrer: String,
    #[serde(default)]
    own: Vec<String>,
    sources: Option<Value>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line: Line = serde_json::from_str(&line?)?;
        let visit = Visit {
            landing: &line.landing,
            referrer: &line.referrer,
        };
        let sources = match line.sources {
            Some(sources) => {
                let mut site: Map<String, Value> = serde_json::from_str(SITE)?;
                site.insert("sources".to_owned(), sources);
                check(&Value::from(site).to_string())?.sources
            }
            None => Sources::own(line.own),
        };
        serde_json::to_writer(&mut out, &classify(&visit, &sources))?;
        writeln!(out)?;
    }
    Ok(())
}
