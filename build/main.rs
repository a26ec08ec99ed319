//! Turns the tables that people edit (`src/source/*.txt`) into those that
//! `src/source/lines.rs` searches: sorted lines, hosts by the label that names
//! their owner. And `src/number/countries.txt` into lists of calling codes.

#[path = "../src/source/hash.rs"]
mod hash;

mod countries;
mod parameters;
mod referrers;
mod tables;
mod text;

use std::fs;
use std::process::ExitCode;

use countries::countries;
use parameters::parameters;
use referrers::{Table, suffixes};
use tables::{save, write};

const REFERRERS: &str = "src/source/referrers.txt";
const SUFFIXES: &str = "src/source/suffixes.txt";
const PARAMETERS: &str = "src/source/parameters.txt";
const COUNTRIES: &str = "src/number/countries.txt";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/source/hash.rs");
    println!("cargo::rerun-if-changed={REFERRERS}");
    println!("cargo::rerun-if-changed={SUFFIXES}");
    println!("cargo::rerun-if-changed={PARAMETERS}");
    println!("cargo::rerun-if-changed={COUNTRIES}");
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
    save("countries", &countries(&read(COUNTRIES)?)?)
}

fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))
}
