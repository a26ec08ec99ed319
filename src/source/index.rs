//! A table as it is natively, where its size does not matter: its entries ready
//! to be read, and for each key the place where they begin.

use super::hash::slot;
use super::lines::Entry;

/// Sorted entries with an index.
#[derive(Debug)]
pub(super) struct Index<T: 'static> {
    pub(super) entries: &'static [T],
    /// The place of each key's first entry, at the key's slot or, where that is
    /// taken, in the next one that is free. There is always one that is.
    pub(super) slots: &'static [u16],
}

/// Where nothing is; as in `build.rs`.
const FREE: u16 = u16::MAX;

impl<T: Entry> Index<T> {
    /// The first entry with this key, in whatever case.
    pub(super) fn find(&self, key: &[u8]) -> Option<T> {
        self.find_all(key).next()
    }

    /// All entries with this key, in whatever case.
    pub(super) fn find_all<'k>(&self, key: &'k [u8]) -> impl Iterator<Item = T> + use<'k, T> {
        let is_key = |entry: &&T| entry.key().as_bytes().eq_ignore_ascii_case(key);
        let entries = self.from(key).unwrap_or_default();
        entries.iter().take_while(is_key).copied()
    }

    /// The entries from the first with this key.
    fn from(&self, key: &[u8]) -> Option<&'static [T]> {
        let mut slot = slot(key, self.slots.len());
        loop {
            let first = self.slots.get(slot).filter(|first| **first != FREE)?;
            let entries = self.entries.get(usize::from(*first)..)?;
            let found = entries.first()?.key().as_bytes();
            if found.eq_ignore_ascii_case(key) {
                return Some(entries);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// All entries.
    #[cfg(any(feature = "config", test))]
    pub(super) fn all(&self) -> impl Iterator<Item = T> + Clone + use<T> {
        self.entries.iter().copied()
    }
}
