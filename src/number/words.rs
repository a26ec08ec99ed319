//! Words that may stand beside a number: those of `words.txt`.

// A bit for each list, and `WORDS`, as `build/words.rs` sorts them, in letters as
// `plain` has them. For each last letter: that letter, how long what follows is, and the
// words without it, from right to left, behind each which list it is of. So most words
// are passed over, which a browser does on each line of a page.
include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// What follows a word is less than every letter: the number of its list, and this where
/// it may also be the end of a longer one.
const END: u8 = 16;

/// Which lists have the word with which a label ends, and what precedes it, from right to
/// left. Spaces inside a word count for nothing: `P. IVA` is `piva`. Of several words the
/// shortest counts: in `Tel. e Fax` that before `Fax` is `e`, not `tele`.
#[inline(never)]
pub(super) fn end(letters: &[u8]) -> (u16, &[u8]) {
    let mut found = (0, letters);
    let Some((last, before)) = first(letters) else {
        return found;
    };
    let mut groups = WORDS;
    while let [end, length, others @ ..] = groups
        && *end <= last
        && let Some((words, next)) = others.split_at_checked(usize::from(*length))
    {
        groups = next;
        if *end < last {
            continue;
        }
        let mut rest = before;
        let mut fits = true;
        for &wanted in words {
            if wanted < 2 * END {
                if fits && (wanted >= END || rest.first().is_none_or(|&letter| letter == b' ')) {
                    if found.0 == 0 {
                        found.1 = rest;
                    }
                    found.0 |= 1 << (wanted % END);
                }
                rest = before;
                fits = true;
            } else if fits {
                match first(rest) {
                    Some((letter, before)) if letter == wanted => rest = before,
                    Some((letter, _)) if letter > wanted => fits = false,
                    // They are sorted: none that follows fits.
                    _ => break,
                }
            }
        }
    }
    found
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
