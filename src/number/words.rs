//! Lists of words that may stand beside a number: those of `words.txt`.

use super::sign::pieces;

/// Words in letters as `plain` has them. For each last letter: that letter, how long
/// what follows is, and the words without it, from right to left, spaces between; the
/// last letters in order, as `build/words.rs` sorts them. So most of a list is passed
/// over, which a browser does on each line of a page.
#[derive(Clone, Copy)]
pub(super) struct Words(&'static [u8]);

include!(concat!(env!("OUT_DIR"), "/words.rs"));

impl Words {
    /// What precedes the word with which a label ends, from right to left. Spaces
    /// inside that word count for nothing: `P. IVA` is `piva`. Unless it is to be a
    /// whole word, it may also be the end of one.
    #[inline(never)]
    pub(super) fn end(self, letters: &[u8], whole: bool) -> Option<&[u8]> {
        let (last, before) = first(letters)?;
        let mut groups = self.0;
        while let [end, length, others @ ..] = groups
            && *end <= last
        {
            let (words, next) = others.split_at_checked(usize::from(*length))?;
            groups = next;
            if *end < last {
                continue;
            }
            for word in pieces(words, b' ') {
                let mut rest = before;
                let fits = word.iter().all(|wanted| {
                    let Some((letter, before)) = first(rest) else {
                        return false;
                    };
                    rest = before;
                    letter == *wanted
                });
                if fits && (!whole || rest.first().is_none_or(|&first| first == b' ')) {
                    return Some(rest);
                }
            }
        }
        None
    }
}

/// The first letter, and what is behind it.
fn first(letters: &[u8]) -> Option<(u8, &[u8])> {
    let mut rest = letters;
    while let [letter, others @ ..] = rest {
        if *letter != b' ' {
            return Some((*letter, others));
        }
        rest = others;
    }
    None
}
