//! Changes to a text.

use std::ops::Range;

/// A change to a text: the bytes of `range` become `text`.
///
/// One edit is one number. Where the new number has the shape of the old one, it
/// begins and ends with a digit that changes, and is as long as before: what
/// stands between the digits is repeated as it was.
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
}

#[cfg(test)]
mod tests {
    use super::*;

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
