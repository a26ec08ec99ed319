//! The core for JavaScript: plain objects in, plain objects out.
//!
//! `pkg-templates/npm/` wraps it into the package `telswap`, whose types and
//! documentation are in `index.d.ts` there; here is only what lies between
//! JavaScript's values and the core.

mod config;
mod error;
mod number;
mod source;
mod value;
mod whole;
