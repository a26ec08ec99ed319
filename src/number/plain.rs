//! What words are compared by. The build script reads it too.

/// A character's code; that of the usual form where it is as wide as a Chinese
/// letter, and one that is compared as the word `ф` and joins nothing where it is a picture
/// of a fax machine. Digits stay as they are: nobody writes half of a number with them.
pub fn narrow(c: char) -> u32 {
    match u32::from(c) {
        0x1f4e0 | 0x1f5b7 => 0x5c4,
        wide @ (0xff01..=0xff0f | 0xff1a..=0xff5e) => wide - 0xfee0,
        code => code,
    }
}

/// What a word is compared by: ASCII characters, letters in lower case; of others
/// enough to know them by in a word.
#[inline(never)]
pub fn plain(c: char) -> u8 {
    let code = match narrow(c) {
        // Capital letters: Latin, Greek, Cyrillic.
        code @ (0x41..=0x5a | 0xc0..=0xde | 0x391..=0x3a9 | 0x410..=0x42f) => code + 0x20,
        // Here nearly all capitals stand right before the small letter: `Č`, `č`.
        code @ 0x100..=0x17f => code | 1,
        code => code,
    };
    let [low, ..] = code.to_le_bytes();
    if code < 0x80 { low } else { low | 0x80 }
}
