//! Turns the tables that people edit (`src/source/*.txt`) into those that
//! `src/source/lines.rs` searches: sorted lines, hosts by the label that names
//! their owner. And those of numbers: calling codes, and words beside numbers.

#[path = "../src/source/hash.rs"]
mod hash;
#[path = "../src/number/plain.rs"]
mod plain;

mod countries;
mod parameters;
mod referrers;
mod tables;
mod text;
mod words;

use std::fs;
use std::process::ExitCode;

use countries::countries;
use parameters::parameters;
use referrers::{Table, suffixes};
use tables::{save, write};
use words::words;

const REFERRERS: &str = "src/source/referrers.txt";
const SUFFIXES: &str = "src/source/suffixes.txt";
const PARAMETERS: &str = "src/source/parameters.txt";
const COUNTRIES: &str = "src/number/countries.txt";
const WORDS: &str = "src/number/words.txt";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/source/hash.rs");
    println!("cargo::rerun-if-changed=src/number/plain.rs");
    for path in [REFERRERS, SUFFIXES, PARAMETERS, COUNTRIES, WORDS] {
        println!("cargo::rerun-if-changed={path}");
    }
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), String> {
    let referrers = read(REFERRERS)?;
    let table = Table::read(&referrers)?;
    write("hosts", table.hosts())?;
    write("names", table.names())?;
    write("parameters", parameters(&read(PARAMETERS)?)?)?;
    write("suffixes", suffixes(&read(SUFFIXES)?)?)?;
    save("countries", &countries(&read(COUNTRIES)?)?)?;
    save("words", &words(&read(WORDS)?)?)
}

fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))
}
