//! Words that may stand beside a number: those of `words.txt`.

// A bit for each list, and `WORDS`, as `build/words.rs` sorts them, in letters as
// `plain` has them. For each last letter: that letter, how long what follows is, and the
// words without it, from right to left, behind each which list it is of. So most words
// are passed over, which a browser does on each line of a page.
include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// What follows a word is less than every letter: the number of its list, and this where
/// it may also be the end of a longer one.
const END: u8 = 16;

/// What precedes the word of one of these lists with which a label ends, from right to
/// left, and which list. Spaces inside that word count for nothing: `P. IVA` is `piva`.
#[inline(never)]
pub(super) fn end(letters: &[u8], lists: u16) -> Option<(&[u8], u16)> {
    let (last, before) = first(letters)?;
    let mut groups = WORDS;
    while let [end, length, others @ ..] = groups
        && *end <= last
    {
        let (words, next) = others.split_at_checked(usize::from(*length))?;
        groups = next;
        if *end < last {
            continue;
        }
        let mut rest = Some(before);
        for &wanted in words {
            if wanted >= 2 * END {
                let next = rest.and_then(first);
                rest = next.and_then(|(letter, before)| (letter == wanted).then_some(before));
                continue;
            }
            let list = 1 << (wanted % END);
            if let Some(rest) = rest
                && lists & list > 0
                && (wanted >= END || rest.first().is_none_or(|&letter| letter == b' '))
            {
                return Some((rest, list));
            }
            rest = Some(before);
        }
    }
    None
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
