//! `cargo +nightly fuzz run classify -- -dict=fuzz/classify.dict`

#![no_main]

#[path = "../classify.rs"]
mod classify;

libfuzzer_sys::fuzz_target!(|input: &[u8]| classify::check(input));
