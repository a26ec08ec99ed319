//! `cargo +nightly fuzz run text -- -dict=fuzz/numbers.dict`

#![no_main]

#[path = "../numbers.rs"]
mod numbers;

#[path = "../text.rs"]
mod text;

libfuzzer_sys::fuzz_target!(|input: &[u8]| text::check(input));
