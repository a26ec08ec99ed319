//! The tables that `build/` writes: sorted lines, each a key and what is said
//! of it. There are two forms of them, which find the same: text, which is small
//! on the wire, and an index, which is fast.

#[cfg(not(target_family = "wasm"))]
pub(super) use super::index::Index as Table;
#[cfg(target_family = "wasm")]
pub(super) use super::text::Text as Table;

/// What a table holds. Several entries may have the same key.
pub(super) trait Entry: Copy + 'static {
    /// In lower case.
    #[cfg(any(not(target_family = "wasm"), test))]
    fn key(&self) -> &'static str;

    /// Reads the entry from its line of text.
    #[cfg(any(target_family = "wasm", test))]
    fn read(line: Line) -> Option<Self>;
}

/// A line of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) key: &'static str,
    /// What follows the key's tab.
    pub(super) said: &'static str,
}

impl Entry for Line {
    #[cfg(any(not(target_family = "wasm"), test))]
    fn key(&self) -> &'static str {
        self.key
    }

    #[cfg(any(target_family = "wasm", test))]
    fn read(line: Line) -> Option<Self> {
        Some(line)
    }
}

impl Line {
    /// The first letter of what is said: its kind.
    pub(super) fn kind(self) -> u8 {
        self.said.bytes().next().unwrap_or_default()
    }

    /// What is said after the kind.
    pub(super) fn rest(self) -> &'static str {
        self.said.get(1..).unwrap_or_default()
    }
}
