//! The server from outside: over real HTTP, on its command line, and its store
//! against a plain reference.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what a test does not expect ends it"
)]

mod calls;
mod check;
mod cli;
mod consent;
mod consent_strings;
mod explain;
mod hostile;
mod kill;
mod leases;
mod notice;
mod numbers;
mod plans;
mod protection;
mod serve;
mod store;
mod support;
mod withdrawal;
