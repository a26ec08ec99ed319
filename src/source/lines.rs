//! The tables that `build.rs` writes: sorted lines of text, each a key, a tab
//! and what is said of it. Text is small on the wire, and needs no start-up.

use std::cmp::Ordering;

use super::parts::cut_or_all;

/// A line of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) key: &'static str,
    /// What follows the key's tab.
    pub(super) said: &'static str,
}

impl Line {
    /// The line with exactly this key.
    pub(super) fn find(table: &'static str, key: &[u8]) -> Option<Self> {
        Self::up_to(table, key).filter(|line| line.key.as_bytes() == key)
    }

    /// The last line whose key does not come after `key`.
    pub(super) fn up_to(table: &'static str, key: &[u8]) -> Option<Self> {
        let bytes = table.as_bytes();
        let is_break = |byte: &u8| *byte == b'\n';
        let (mut low, mut high) = (0, bytes.len());
        let mut found = None;
        while low < high {
            let middle = low + (high - low) / 2;
            let before = bytes.get(low..middle)?.iter().rposition(is_break);
            let start = before.map_or(low, |at| low + at + 1);
            let line = bytes.get(start..)?;
            if is_after(line, key) {
                high = start;
            } else {
                found = Some(start);
                low = start + line.iter().position(is_break)? + 1;
            }
        }
        let line = cut_or_all(table.get(found?..)?, b'\n').0;
        let (key, said) = cut_or_all(line, b'\t');
        Some(Self { key, said })
    }

    /// The first letter of what is said: its kind.
    pub(super) fn kind(self) -> u8 {
        self.said.bytes().next().unwrap_or_default()
    }

    /// What is said after the kind.
    pub(super) fn rest(self) -> &'static str {
        self.said.get(1..).unwrap_or_default()
    }
}

/// Whether the key that a line begins with comes after `key`. What ends a key
/// comes before everything that keys have in them.
fn is_after(line: &[u8], key: &[u8]) -> bool {
    let begins = line.get(..key.len()).unwrap_or(line);
    match begins.cmp(key) {
        Ordering::Equal => !matches!(line.get(key.len()), None | Some(b'\t' | b'\n')),
        other => other == Ordering::Greater,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "b\tx1\nb-c\ty\nb.c\tz\nd\n";

    #[test]
    fn finds_each_line_and_no_other() {
        for (key, said) in [("b", "x1"), ("b-c", "y"), ("b.c", "z"), ("d", "")] {
            assert_eq!(Line::find(TABLE, key.as_bytes()).unwrap().said, said);
        }
        for key in ["", "a", "b-", "b.", "b.cc", "c", "e", "dd"] {
            assert!(Line::find(TABLE, key.as_bytes()).is_none(), "{key}");
        }
    }

    #[test]
    fn finds_the_line_before() {
        for (key, before) in [("bb", "b.c"), ("b.", "b-c"), ("b,", "b"), ("zzz", "d")] {
            assert_eq!(
                Line::up_to(TABLE, key.as_bytes()).unwrap().key,
                before,
                "{key}"
            );
        }
        assert!(Line::up_to(TABLE, b"a").is_none());
        assert!(Line::up_to("", b"a").is_none());
    }
}
