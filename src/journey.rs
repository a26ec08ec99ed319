//! Touches over time: which of a visitor's visits decides.
