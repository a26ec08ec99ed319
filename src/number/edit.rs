//! Changes to a text.

use std::ops::Range;

/// A change to a text: the bytes of `range` become `text`.
///
/// One edit is one number. It begins and ends with a digit that changes, and
/// what stands between the digits is repeated as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Byte range in the text searched, on character boundaries.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
    /// Which of the swaps it is, in the order they were given.
    pub swap: usize,
}

impl Edit {
    /// `text` after all of `edits`, which are in order and do not overlap. One
    /// that does not fit the text is left out.
    #[must_use]
    pub fn apply(edits: &[Self], text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        let mut done = 0;
        for edit in edits {
            if let Some(kept) = text.get(done..edit.range.start)
                && text.is_char_boundary(edit.range.end)
            {
                result.push_str(kept);
                result.push_str(&edit.text);
                done = edit.range.end;
            }
        }
        result.push_str(text.get(done..).unwrap_or_default());
        result
    }

    /// The edit that makes `new` of `range`, without what both have in common
    /// at their ends; `None` where they are equal.
    pub(super) fn of(text: &str, range: Range<usize>, new: &str, swap: usize) -> Option<Self> {
        let old = text.get(range.clone())?;
        if old == new {
            return None;
        }
        let common = |pairs: &mut dyn Iterator<Item = (u8, u8)>| {
            pairs.take_while(|(old, new)| old == new).count()
        };
        let mut head = common(&mut old.bytes().zip(new.bytes()));
        while !old.is_char_boundary(head) {
            head -= 1;
        }
        let (old, new) = (old.get(head..)?, new.get(head..)?);
        let mut tail = common(&mut old.bytes().rev().zip(new.bytes().rev()));
        while !old.is_char_boundary(old.len() - tail) {
            tail -= 1;
        }
        Some(Self {
            range: range.start + head..range.end - tail,
            text: new.get(..new.len() - tail)?.to_owned(),
            swap,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_is_common() {
        let edit = Edit::of("T: 030–12", 3..11, "030–72", 0).unwrap();
        assert_eq!((edit.range, edit.text.as_str()), (9..10, "7"));
        let edit = Edit::of("11", 0..2, "111", 0).unwrap();
        assert_eq!((edit.range, edit.text.as_str()), (2..2, "1"));
        assert_eq!(Edit::of("11", 0..2, "11", 0), None);
    }

    #[test]
    fn leaves_out_what_does_not_fit() {
        let edit = |range: Range<usize>| Edit {
            range,
            text: "x".to_owned(),
            swap: 0,
        };
        let edits = [edit(1..2), edit(0..2), edit(2..3), edit(3..9)];
        assert_eq!(Edit::apply(&edits, "aé-"), "aé-");
        assert_eq!(Edit::apply(&[edit(0..1), edit(1..3)], "aé-"), "xx-");
    }
}
