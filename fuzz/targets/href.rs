//! `cargo +nightly fuzz run href -- -dict=fuzz/numbers.dict`

#![no_main]

#[path = "../numbers.rs"]
mod numbers;

#[path = "../href.rs"]
mod href;

libfuzzer_sys::fuzz_target!(|input: &[u8]| href::check(input));
