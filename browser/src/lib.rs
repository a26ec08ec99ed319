//! The snippet's engine.
