//! Texts taken apart at one ASCII character. The standard library can search for
//! any pattern, and that generality is half a kilobyte of the visitor's download.

/// The text before and after the first `mark`; none without one.
pub(super) fn cut(text: &str, mark: u8) -> Option<(&str, &str)> {
    let place = text.bytes().position(|byte| byte == mark)?;
    let (before, rest) = text.split_at_checked(place)?;
    Some((before, rest.get(1..)?))
}

/// The text before and after the last `mark`; none without one.
pub(super) fn cut_last(text: &str, mark: u8) -> Option<(&str, &str)> {
    let place = text.bytes().rposition(|byte| byte == mark)?;
    let (before, rest) = text.split_at_checked(place)?;
    Some((before, rest.get(1..)?))
}

/// As [`cut`]; where there is no mark, the whole text and nothing after it.
pub(super) fn cut_or_all(text: &str, mark: u8) -> (&str, &str) {
    cut(text, mark).unwrap_or((text, ""))
}

/// The text before the first byte that ends it, and the rest.
pub(super) fn cut_before(text: &str, ends: impl Fn(u8) -> bool) -> (&str, &str) {
    let place = text.bytes().position(ends).unwrap_or(text.len());
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn as_the_standard_library_does(text in "[a&=äß€ ]{0,20}") {
            prop_assert_eq!(cut(&text, b'='), text.split_once('='));
            prop_assert_eq!(cut_last(&text, b'='), text.rsplit_once('='));
            prop_assert!(parts(&text, b'&').eq(text.split('&')));
        }
    }
}
