//! What a character is to somebody who reads a phone number.

/// Characters that nobody sees: soft hyphen, zero-width characters, marks for
/// the writing direction, variation selectors. Editors and office programs
/// leave them inside numbers.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// White space of every width (Unicode's `White_Space`).
pub(super) fn is_space(c: char) -> bool {
    matches!(c,
        '\t'..='\r' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}'
        | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// The hyphen that also joins words and article numbers.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{fe63}' | '\u{ff0d}')
}

/// Any horizontal stroke, hyphens included.
pub(super) fn is_dash(c: char) -> bool {
    is_hyphen(c) || matches!(c, '\u{2012}'..='\u{2015}' | '\u{2212}')
}

/// The slash and the signs that look like it.
pub(super) fn is_slash(c: char) -> bool {
    matches!(c, '/' | '\u{2044}' | '\u{2215}' | '\u{ff0f}')
}

/// An opening bracket.
pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '\u{ff08}')
}

/// A closing bracket.
pub(super) fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '\u{ff09}')
}

/// What may be seen between two digits of one number, white space aside.
pub(super) fn is_separator(c: char) -> bool {
    matches!(
        c,
        '.' | '|' | '\u{b7}' | '\u{2022}' | '\u{2027}' | '\u{22c5}'
    ) || is_dash(c)
        || is_slash(c)
        || is_opening(c)
        || is_closing(c)
}

/// The plus sign before a country code.
pub(super) fn is_plus(c: char) -> bool {
    matches!(c, '+' | '\u{ff0b}')
}

/// A letter of a script that puts spaces between words: Latin, Greek, Cyrillic,
/// Armenian. Others stand next to a number without being part of it.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{c0}'..='\u{58f}' | '\u{1e00}'..='\u{1fff}')
            && !matches!(c, '\u{d7}' | '\u{f7}')
}

/// A digit of any script that might continue a number.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' | '\u{966}'..='\u{96f}'
            | '\u{ff10}'..='\u{ff19}')
}

/// A sign of money.
pub(super) fn is_currency(c: char) -> bool {
    matches!(c, '$' | '\u{a2}'..='\u{a5}' | '\u{20a0}'..='\u{20cf}')
}

/// The digit on whose telephone key a letter is printed (ITU-T E.161).
pub(super) fn keypad(c: char) -> Option<u8> {
    const KEYS: &[u8; 26] = b"22233344455566677778889999";
    let letter = u32::from(c.to_ascii_lowercase()).checked_sub(u32::from('a'))?;
    KEYS.get(letter as usize).copied()
}

/// The first visible character at or after `at`, and where it ends.
pub(super) fn next(text: &str, at: usize) -> Option<(char, usize)> {
    let (offset, c) = text
        .get(at..)?
        .char_indices()
        .find(|&(_, c)| !is_invisible(c))?;
    Some((c, at + offset + c.len_utf8()))
}

/// The last visible character that ends at or before `at`, and where it begins.
pub(super) fn previous(text: &str, at: usize) -> Option<(char, usize)> {
    let (start, c) = text
        .get(..at)?
        .char_indices()
        .rev()
        .find(|&(_, c)| !is_invisible(c))?;
    Some((c, start))
}

/// Where the white space at `at` ends.
pub(super) fn skip_space(text: &str, mut at: usize) -> usize {
    while let Some((c, end)) = next(text, at)
        && is_space(c)
    {
        at = end;
    }
    at
}

/// Where the white space that ends at `at` begins.
pub(super) fn skip_space_back(text: &str, mut at: usize) -> usize {
    while let Some((c, start)) = previous(text, at)
        && is_space(c)
    {
        at = start;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_over_what_nobody_sees() {
        let text = "a\u{ad}\u{200b}é";
        assert_eq!(next(text, 1), Some(('é', text.len())));
        assert_eq!(previous(text, 6), Some(('a', 0)));
        assert_eq!(next(text, text.len()), None);
        assert_eq!(previous(text, 0), None);
    }

    #[test]
    fn knows_the_telephone_keys() {
        let digits: Vec<u8> = "Flowers".chars().filter_map(keypad).collect();
        assert_eq!(digits, b"3569377");
        assert_eq!(keypad('-'), None);
        assert_eq!(keypad('é'), None);
    }
}
