//! A table as it is natively, where its size does not matter: its entries ready
//! to be read, and for each key the place where they begin.

use super::hash::slot;
use super::lines::Entry;

/// Sorted entries with an index.
#[derive(Debug)]
pub(super) struct Index<T: 'static> {
    pub(super) entries: &'static [T],
    /// From where to where in `entries` a key's are, at the key's slot or, where
    /// that is taken, at the next one that is free; from 0 to 0 where nothing is.
    /// At most half of the slots are taken.
    pub(super) slots: &'static [(u16, u16)],
}

impl<T: Entry> Index<T> {
    /// The first entry with this key, in whatever case.
    pub(super) fn find(&self, key: &[u8]) -> Option<T> {
        self.find_all(key).next()
    }

    /// All entries with this key, in whatever case.
    pub(super) fn find_all(&self, key: &[u8]) -> impl Iterator<Item = T> + use<T> {
        self.entries_of(key).unwrap_or_default().iter().copied()
    }

    fn entries_of(&self, key: &[u8]) -> Option<&'static [T]> {
        let mut slot = slot(key, self.slots.len());
        loop {
            let (from, to) = *self.slots.get(slot)?;
            let entries = self.entries.get(usize::from(from)..usize::from(to))?;
            let found = entries.first()?.key().as_bytes();
            // Mostly it is to the letter, which takes the processor less time.
            if found == key || found.eq_ignore_ascii_case(key) {
                return Some(entries);
            }
            slot = (slot + 1) % self.slots.len();
        }
    }

    /// All entries.
    #[cfg(any(feature = "config", test))]
    pub(super) fn all(&self) -> impl Iterator<Item = T> + Clone + use<T> {
        self.entries.iter().copied()
    }
}
