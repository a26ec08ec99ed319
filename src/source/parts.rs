//! Texts taken apart at ASCII characters. The standard library can search for any
//! pattern, and that generality is half a kilobyte of the visitor's download.

/// The text before and after the first `mark`; none without one.
pub(super) fn cut(text: &str, mark: u8) -> Option<(&str, &str)> {
    let (before, rest) = cut_before(text, [mark]);
    Some((before, rest.get(1..)?))
}

/// The text before and after the last `mark`; none without one.
pub(super) fn cut_last(text: &str, mark: u8) -> Option<(&str, &str)> {
    let place = find_last(text.as_bytes(), mark)?;
    let (before, rest) = text.split_at_checked(place)?;
    Some((before, rest.get(1..)?))
}

/// As [`cut`]; where there is no mark, the whole text and nothing after it.
pub(super) fn cut_or_all(text: &str, mark: u8) -> (&str, &str) {
    cut(text, mark).unwrap_or((text, ""))
}

/// The text before the first of the marks, and the rest.
pub(super) fn cut_before<const N: usize>(text: &str, marks: [u8; N]) -> (&str, &str) {
    #[cfg(target_family = "wasm")]
    let marks = marks.as_slice();
    let place = find(text.as_bytes(), marks);
    text.split_at_checked(place).unwrap_or((text, ""))
}

/// The texts between the marks.
pub(super) fn parts(text: &str, mark: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let cut = cut(text, mark);
        rest = cut.map(|(_, after)| after);
        Some(cut.map_or(text, |(before, _)| before))
    })
}

/// Where the first of the marks is, or the text's end: one function for any
/// number of marks.
#[cfg(target_family = "wasm")]
fn find(text: &[u8], marks: &[u8]) -> usize {
    let is_mark = |byte: &u8| marks.iter().any(|mark| mark == byte);
    text.iter().position(is_mark).unwrap_or(text.len())
}

#[cfg(target_family = "wasm")]
fn find_last(text: &[u8], mark: u8) -> Option<usize> {
    text.iter().rposition(|byte| *byte == mark)
}

/// Where the first of the marks is, or the text's end: eight bytes at a time,
/// which also leaves the processor little to guess.
#[cfg(not(target_family = "wasm"))]
fn find<const N: usize>(text: &[u8], marks: [u8; N]) -> usize {
    let Some(end) = text.last_chunk() else {
        let place = text.iter().position(|byte| marks.contains(byte));
        return place.unwrap_or(text.len());
    };
    let (words, _) = text.as_chunks();
    for (number, word) in words.iter().enumerate() {
        let found = marked(word, marks);
        if found != 0 {
            return 8 * number + found.trailing_zeros() as usize / 8;
        }
    }
    // What of these bytes was seen before has no mark.
    match marked(end, marks) {
        0 => text.len(),
        found => text.len() - 8 + found.trailing_zeros() as usize / 8,
    }
}

/// Where the last mark is; as [`find`].
#[cfg(not(target_family = "wasm"))]
fn find_last(text: &[u8], mark: u8) -> Option<usize> {
    let last_in = |found: u64| 7 - found.leading_zeros() as usize / 8;
    let Some(start) = text.first_chunk() else {
        return text.iter().rposition(|byte| *byte == mark);
    };
    let (rest, words) = text.as_rchunks();
    for (number, word) in words.iter().enumerate().rev() {
        let found = marked(word, [mark]);
        if found != 0 {
            return Some(rest.len() + 8 * number + last_in(found));
        }
    }
    let found = marked(start, [mark]);
    (found != 0).then(|| last_in(found))
}

/// The highest bit of each of eight bytes that is one of the marks. To how it
/// differs from a mark, without that bit, is added what carries into the bit unless
/// it does not differ
/// (<https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord>).
#[cfg(not(target_family = "wasm"))]
fn marked<const N: usize>(word: &[u8; 8], marks: [u8; N]) -> u64 {
    const LOW: u64 = u64::from_le_bytes([0x7F; 8]);
    let word = u64::from_le_bytes(*word);
    marks.into_iter().fold(0, |found, mark| {
        let zero_there = word ^ u64::from_le_bytes([mark; 8]);
        found | !(((zero_there & LOW) + LOW) | zero_there | LOW)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn as_the_standard_library_does(text in "[a&=äß€ ]{0,40}") {
            prop_assert_eq!(cut(&text, b'='), text.split_once('='));
            prop_assert_eq!(cut_last(&text, b'='), text.rsplit_once('='));
            let place = text.find(['&', '=']).unwrap_or(text.len());
            prop_assert_eq!(cut_before(&text, [b'&', b'=']), text.split_at(place));
            prop_assert!(parts(&text, b'&').eq(text.split('&')));
        }
    }
}
