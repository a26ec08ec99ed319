//! Values in which a star stands for any text.

/// Whether a text fits a value in which `*` stands for any text, also for none, and
/// upper and lower case of ASCII letters are the same.
#[must_use]
pub fn fits(text: &str, wanted: &str) -> bool {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    let (mut at, mut place) = (0, 0);
    // Where the last star was, and how much of the text it stands for so far.
    let mut star = None;
    while let Some(byte) = text.get(at) {
        match (wanted.get(place), star) {
            (Some(b'*'), _) => {
                place += 1;
                star = Some((place, at));
            }
            (Some(letter), _) if letter.eq_ignore_ascii_case(byte) => {
                at += 1;
                place += 1;
            }
            (_, Some((after, until))) => {
                star = Some((after, until + 1));
                place = after;
                at = until + 1;
            }
            (_, None) => return false,
        }
    }
    let mut rest = wanted.iter().skip(place);
    rest.all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        for (text, wanted) in [
            ("", ""),
            ("", "*"),
            ("abc", "ABC"),
            ("abc", "*"),
            ("abc", "a*"),
            ("abc", "*c"),
            ("abc", "a*c"),
            ("abc", "a**bc*"),
            ("abcbc", "a*bc"),
            ("a*c", "a*c"),
            ("aXbXc", "*x*x*"),
        ] {
            assert!(fits(text, wanted), "{text} {wanted}");
        }
        for (text, wanted) in [
            ("", "a"),
            ("a", ""),
            ("abc", "b*"),
            ("abc", "*b"),
            ("ab", "a*b*c"),
        ] {
            assert!(!fits(text, wanted), "{text} {wanted}");
        }
    }

    proptest! {
        #[test]
        fn finds_what_the_stars_stand_for(parts in prop::collection::vec("[ab]{0,3}", 1..5), between in "[ab]{0,3}") {
            prop_assert!(fits(&parts.join(&between), &parts.join("*")));
        }
    }
}
