//! Where a text's runs of digits are.

use std::ops::Range;

/// The bytes that are looked at together: as many as one number of the processor,
/// or of the browser's machine, holds.
const WORD: usize = 8;

/// The next run of digits that begins at `from` or later.
pub(super) fn next_run(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let start = first(bytes, from, 0)?;
    // What is no digit is one with all bits turned.
    let end = first(bytes, start, HIGH);
    Some(start..end.unwrap_or(bytes.len()))
}

/// The first digit at `from` or later; with all of these bits turned, the first
/// byte that is none.
#[inline]
fn first(bytes: &[u8], from: usize, turned: u64) -> Option<usize> {
    let mut at = from;
    let (words, rest) = bytes.get(from..)?.as_chunks::<WORD>();
    for word in words {
        let found = digits(u64::from_le_bytes(*word)) ^ turned;
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / WORD);
        }
        at += WORD;
    }
    let is_digit = turned == 0;
    let place = rest
        .iter()
        .position(|byte| byte.is_ascii_digit() == is_digit)?;
    Some(at + place)
}

/// The highest bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The highest bit of each byte that is a digit.
fn digits(word: u64) -> u64 {
    // Of a digit, these bits leave 0 to 9; of nothing else.
    let value = word ^ 0x3030_3030_3030_3030;
    // From 10 on, this carries into the highest bit, and never out of a byte.
    let carried = (value & !HIGH) + 0x7676_7676_7676_7676;
    !(carried | value) & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_run() {
        let lengths = [0, 1, 2, 5, 7, 8, 9, 15, 16, 17, 40];
        for before in lengths {
            for length in lengths.map(|length| length + 1) {
                for between in lengths.map(|length| length + 1) {
                    let gap = "é".repeat(between);
                    let run = "9".repeat(length);
                    let text = format!("{}{run}{gap}0{gap}", "/".repeat(before));
                    let end = before + length;
                    let second = end + 2 * between;
                    assert_eq!(next_run(&text, 0), Some(before..end));
                    assert_eq!(next_run(&text, before), Some(before..end));
                    assert_eq!(next_run(&text, end), Some(second..second + 1));
                    assert_eq!(next_run(&text, second + 1), None);
                    assert_eq!(next_run(&text, text.len()), None);
                }
            }
        }
    }

    #[test]
    fn tells_digits_from_all_other_bytes() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                for others in [0x00, 0x2f, 0x3a, 0x80, 0xff] {
                    let mut word = [others; 8];
                    word[place] = byte;
                    let expected = u64::from(byte.is_ascii_digit()) << (8 * place + 7);
                    assert_eq!(digits(u64::from_le_bytes(word)), expected, "{word:?}");
                }
            }
        }
    }
}
