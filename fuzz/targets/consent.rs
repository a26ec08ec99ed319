//! `cargo +nightly fuzz run consent -- -dict=fuzz/consent.dict`

#![no_main]

#[path = "../consent.rs"]
mod consent;

libfuzzer_sys::fuzz_target!(|input: &[u8]| consent::check(input));
