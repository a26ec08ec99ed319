//! A table as the browser has it: text is small on the wire, and needs no
//! start-up.

use std::cmp::Ordering;
use std::marker::PhantomData;

use super::lines::{Entry, Line};
use super::parts::cut_or_all;

/// Asserts that an index and its text say the same of every key, and of others.
#[cfg(test)]
pub(super) fn assert_same<T>(index: &super::index::Index<T>, text: &Text<T>)
where
    T: Entry + std::fmt::Debug + PartialEq,
{
    assert!(text.all().eq(index.all()));
    assert!(text.all().count() > 0);
    for entry in text.all() {
        let key = entry.key();
        let other = [format!("x{key}"), format!("{key}.x"), format!("{key}\t")];
        let shorter = key.get(1..).unwrap_or_default();
        let cases = [key.to_owned(), key.to_ascii_uppercase(), shorter.to_owned()];
        for key in cases.iter().chain(&other).map(String::as_bytes) {
            assert!(text.find_all(key).eq(index.find_all(key)), "{key:?}");
        }
        assert!(text.find_all(key.as_bytes()).any(|found| found == entry));
    }
}

/// Sorted lines of text, each a key, a tab and what is said of it.
#[derive(Debug)]
pub(super) struct Text<T> {
    pub(super) text: &'static str,
    /// Where every so many lines begin: between two of these a line is found by
    /// going through. A place for each line would be faster still, and as large
    /// on the wire as half of the text.
    pub(super) blocks: &'static [u16],
    pub(super) entries: PhantomData<T>,
}

impl<T: Entry> Text<T> {
    /// The first entry with this key, in whatever case.
    pub(super) fn find(&self, key: &[u8]) -> Option<T> {
        self.find_all(key).next()
    }

    /// All entries with this key, in whatever case.
    pub(super) fn find_all<'k>(&self, key: &'k [u8]) -> impl Iterator<Item = T> + use<'k, T> {
        lines(self.text, self.blocks, key).filter_map(T::read)
    }

    /// All entries.
    #[cfg(any(feature = "config", test))]
    pub(super) fn all(&self) -> impl Iterator<Item = T> + Clone + use<T> {
        let lines = self.text.lines().map(|line| cut_or_all(line, b'\t'));
        lines.filter_map(|(key, said)| T::read(Line { key, said }))
    }
}

fn lines<'k>(text: &'static str, blocks: &'static [u16], key: &'k [u8]) -> Lines<'k> {
    let from = |start: &u16| text.get(usize::from(*start)..).unwrap_or_default();
    let is_before = |start: &u16| order(from(start), key) == Ordering::Less;
    let blocks_before = blocks.partition_point(is_before);
    let start = blocks.get(blocks_before.saturating_sub(1));
    Lines {
        rest: start.map_or("", from),
        key,
    }
}

/// The lines of one key.
struct Lines<'k> {
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

/// How the key that a line begins with stands to `key`.
fn order(line: &str, key: &[u8]) -> Ordering {
    // What ends a key comes before everything that keys have in them.
    let found = line.bytes().take_while(|byte| *byte >= b' ');
    found.cmp(key.iter().map(u8::to_ascii_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: Text<Line> = Text {
        text: "b\tx1\nb-c\ty\nb.c\tz1\nb.c\tz2\nb.c\tz3\nd\n",
        blocks: &[0, 11, 25],
        entries: PhantomData,
    };

    #[test]
    fn finds_each_line_and_no_other() {
        for (key, said) in [
            ("b", &["x1"][..]),
            ("b-c", &["y"]),
            ("b.C", &["z1", "z2", "z3"]),
            ("D", &[""]),
        ] {
            let found = TABLE.find_all(key.as_bytes()).map(|line| line.said);
            assert!(found.eq(said.iter().copied()), "{key}");
        }
        for key in ["", "a", "b-", "b.", "b.cc", "c", "e", "dd", "b\tx1", "d\n"] {
            assert!(TABLE.find(key.as_bytes()).is_none(), "{key}");
        }
        let empty: Text<Line> = Text {
            text: "",
            blocks: &[],
            entries: PhantomData,
        };
        assert!(empty.find(b"a").is_none());
    }
}
