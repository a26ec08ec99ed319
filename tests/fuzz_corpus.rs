//! What the fuzz targets have tried, tried again: `fuzz/corpus/`.
#![cfg(all(feature = "config", feature = "consent"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "../fuzz/classify.rs"]
mod classify;
#[path = "../fuzz/config.rs"]
mod config;
#[path = "../fuzz/consent.rs"]
mod consent;
#[path = "../fuzz/href.rs"]
mod href;
#[path = "../fuzz/html.rs"]
mod html;
#[path = "../fuzz/numbers.rs"]
mod numbers;
#[path = "../fuzz/text.rs"]
mod text;

use std::fs;
use std::path::Path;

/// Runs a check on every file of a target's corpus.
fn replay(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let mut files = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        println!("{}", path.display());
        check(&fs::read(path).unwrap());
        files += 1;
    }
    assert!(files >= 50, "only {files} files");
}

#[test]
fn classify() {
    replay("classify", classify::check);
}

#[test]
fn config() {
    replay("config", config::check);
}

#[test]
fn consent() {
    replay("consent", consent::check);
}

#[test]
fn text() {
    replay("text", text::check);
}

#[test]
fn href() {
    replay("href", href::check);
}

#[test]
fn html() {
    replay("html", html::check);
}
