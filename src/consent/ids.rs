//! Purposes and other things that have small ids.

use std::fmt;

use serde::{Serialize, Serializer};

/// Ids from 1 to 63, as of purposes; in JSON an ascending list.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Ids(u64);

impl Ids {
    /// Whether it has this one.
    #[must_use]
    pub fn contains(self, id: u8) -> bool {
        id < 64 && self.0 >> id & 1 == 1
    }

    /// All of them, ascending.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        (1..64).filter(move |id| self.contains(*id))
    }

    /// Adds an id; one beyond 63 is not added.
    pub(super) fn insert(&mut self, id: u8) {
        if id < 64 {
            self.0 |= 1 << id;
        }
    }
}

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl Serialize for Ids {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_what_was_put_in() {
        let mut ids = Ids::default();
        for id in [63, 1, 7, 64, 255] {
            ids.insert(id);
        }
        assert_eq!(ids.iter().collect::<Vec<_>>(), [1, 7, 63]);
        let there = |id: &u8| ids.contains(*id);
        assert_eq!((0..=255).filter(there).collect::<Vec<_>>(), [1, 7, 63]);
        assert_eq!(serde_json::to_string(&ids).unwrap(), "[1,7,63]");
    }
}
