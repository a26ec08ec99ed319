//! The tables that `build.rs` writes: sorted lines of text, each a key, a tab
//! and what is said of it. Text is small on the wire, and needs no start-up.

use std::cmp::Ordering;

use super::parts::cut_or_all;

/// Sorted lines; several may have the same key.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) text: &'static str,
    /// Where every so many lines begin: between two of these a line is found by
    /// going through. A place for each line would be faster still, and as large
    /// on the wire as half of the text.
    pub(super) blocks: &'static [u16],
}

/// A line of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) key: &'static str,
    /// What follows the key's tab.
    pub(super) said: &'static str,
}

impl Table {
    /// The first line with this key.
    pub(super) fn find(&self, key: &[u8]) -> Option<Line> {
        self.find_all(key).next()
    }

    /// All lines with this key.
    pub(super) fn find_all<'k>(&self, key: &'k [u8]) -> Lines<'k> {
        let from = |start: &u16| self.text.get(usize::from(*start)..).unwrap_or_default();
        let is_before = |start: &u16| order(from(start), key) == Ordering::Less;
        let blocks_before = self.blocks.partition_point(is_before);
        let start = self.blocks.get(blocks_before.saturating_sub(1));
        Lines {
            rest: start.map_or("", from),
            key,
        }
    }
}

/// The lines of one key.
pub(super) struct Lines<'k> {
    rest: &'static str,
    key: &'k [u8],
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        loop {
            let order = order(self.rest, self.key);
            if self.rest.is_empty() || order == Ordering::Greater {
                return None;
            }
            let (line, after) = cut_or_all(self.rest, b'\n');
            self.rest = after;
            if order == Ordering::Equal {
                let (key, said) = cut_or_all(line, b'\t');
                return Some(Line { key, said });
            }
        }
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

/// How the key that a line begins with stands to `key`. What ends a key comes
/// before everything that keys have in them.
fn order(line: &str, key: &[u8]) -> Ordering {
    let line = line.as_bytes();
    // Most lines differ from the key in their first bytes: comparing them here is
    // faster than calling what compares long texts fast.
    if let Some((line, key)) = line.iter().zip(key).find(|(line, key)| line != key) {
        return line.cmp(key);
    }
    match line.get(key.len()) {
        None if line.len() < key.len() => Ordering::Less,
        None | Some(b'\t' | b'\n') => Ordering::Equal,
        Some(_) => Ordering::Greater,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Table = Table {
        text: "b\tx1\nb-c\ty\nb.c\tz1\nb.c\tz2\nb.c\tz3\nd\n",
        blocks: &[0, 11, 25],
    };

    #[test]
    fn finds_each_line_and_no_other() {
        for (key, said) in [
            ("b", &["x1"][..]),
            ("b-c", &["y"]),
            ("b.c", &["z1", "z2", "z3"]),
            ("d", &[""]),
        ] {
            let found = TABLE.find_all(key.as_bytes()).map(|line| line.said);
            assert!(found.eq(said.iter().copied()), "{key}");
        }
        for key in ["", "a", "b-", "b.", "b.cc", "c", "e", "dd"] {
            assert!(TABLE.find(key.as_bytes()).is_none(), "{key}");
        }
        let empty = Table {
            text: "",
            blocks: &[],
        };
        assert!(empty.find(b"a").is_none());
    }
}
