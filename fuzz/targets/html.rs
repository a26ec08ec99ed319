//! `cargo +nightly fuzz run html -- -dict=fuzz/numbers.dict`

#![no_main]

#[path = "../numbers.rs"]
mod numbers;

#[path = "../html.rs"]
mod html;

libfuzzer_sys::fuzz_target!(|input: &[u8]| html::check(input));
