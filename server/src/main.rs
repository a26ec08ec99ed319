//! The command line `telswap`.
fn main() {}
