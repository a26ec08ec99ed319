//! Dynamic number insertion: where a visit came from, which phone number it is
//! shown, and why.
//!
//! The core is pure: it reads no clock, draws no randomness and does no I/O;
//! what it needs of these are arguments. The browser engine, the npm package
//! and the server are crates of their own on top of it.
//!
//! ```
//! use telswap::{Sources, Visit, classify};
//!
//! let visit = Visit {
//!     landing: "https://hof-kaffee.de/?utm_source=newsletter&utm_medium=email",
//!     referrer: "",
//! };
//! let source = classify(&visit, Sources::NONE);
//! assert_eq!(source.channel.slug(), "email");
//! ```
#![forbid(unsafe_code)]

#[cfg(feature = "config")]
pub mod attribution;
#[cfg(feature = "config")]
pub mod config;
#[cfg(feature = "consent")]
pub mod consent;
pub mod journey;
pub mod number;
pub mod plan;
pub mod source;

pub use journey::Journey;
pub use number::{E164, Swap, Swapper};
pub use plan::{Decision, Outcome, Rule, plan};
pub use source::{Channel, ClickId, Condition, Source, Sources, Visit, classify};
