//! What stands behind a number and means something only together with it.

use super::kind::{DIGIT, Kind, Kinds, SPACE};
use super::label::{LETTER, Label};
use super::sign::Reader;

/// What follows a number and is to be dialled in place of a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reference {
    /// Another ending: `Fax -99`, `or -0143`.
    Ending,
    /// Another number of the same town, of so many digits: `Fax 41555-99`.
    Local(usize),
    /// It may be one, if it has as many digits as this: `or 41555-99`.
    Alike(usize),
}

/// Signs between the number and what refers to it, letters and spaces included;
/// more are another sentence.
const REACH: usize = 32;

/// Endings are not longer.
const LONGEST_ENDING: usize = 5;

/// Fewer digits are a time or a house number.
const FEWEST_LOCAL: usize = 5;

/// Without a word for a telephone fewer digits are a postcode.
const FEWEST_ALIKE: usize = 6;

/// What may stand between the digits of a number that follows without a label.
const UNNAMED_GAP: Kinds = SPACE.and(Kinds::of(&[Kind::Hyphen]));

/// What may stand between those of any. With stops and no label it may be a date.
const GAP: Kinds = UNNAMED_GAP.and(Kinds::of(&[Kind::Stop]));

const BETWEEN: Kinds = SPACE.and(Kinds::of(&[
    Kind::Letter,
    Kind::Stop,
    Kind::Colon,
    Kind::Slash,
    Kind::Opening,
    Kind::Closing,
    Kind::Mark,
    Kind::And,
    Kind::Hyphen,
    Kind::Dash,
    Kind::Range,
]));

impl Reference {
    /// What refers to the number that ends at `end`, if anything does.
    pub(super) fn after(reader: &Reader<'_>, end: usize) -> Option<Self> {
        let mut sign = reader.next(end);
        let mut stroke = None;
        let mut slash = false;
        let mut word = false;
        // A list goes on behind a comma or the like.
        let joint = reader.next_but(SPACE, end);
        let listed = matches!(joint.plain, b',' | b'|') || joint.kind == Kind::And;
        for _ in 0..REACH {
            if !BETWEEN.have(sign.kind) {
                break;
            }
            slash |= sign.kind == Kind::Slash;
            word |= sign.is_letter();
            stroke = matches!(sign.kind, Kind::Hyphen | Kind::Dash).then_some(sign.from);
            sign = reader.next(sign.to);
        }
        if sign.kind != Kind::Digit {
            return None;
        }
        let label = Label::before(reader, sign.from);
        if let Some(stroke) = stroke {
            // `Fax-99` refers to it, `A-99` does not.
            let apart = label.is_named() || !reader.previous(stroke).is_letter();
            let ends = ending(reader, sign.from) > 0;
            return (apart && ends).then_some(Self::Ending);
        }
        let digits = reader.count_digits(sign.from, GAP);
        if sign.plain == b'0' {
            None
        } else if digits >= FEWEST_LOCAL && (slash || label.is_named()) {
            Some(Self::Local(digits))
        } else {
            let digits = reader.count_digits(sign.from, UNNAMED_GAP);
            let joined = label.joins() || !word && listed;
            (joined && digits >= FEWEST_ALIKE).then_some(Self::Alike(digits))
        }
    }
}

/// How many digits there are at `at`, if they may be the ending of a number; none where
/// they are more than such a one has, or a piece of something else, as of `8-18`, `24/7`,
/// `9:00` or `24h`.
pub(super) fn ending(reader: &Reader<'_>, at: usize) -> usize {
    const JOINTS: Kinds = GAP.and(Kinds::of(&[Kind::Slash, Kind::Dash]));
    let behind = reader.next_but(DIGIT, at);
    let joint = JOINTS.have(behind.kind) || behind.plain == b':';
    let goes_on = joint && reader.next(behind.to).is_digit();
    let digits = reader.count_digits(at, Kinds::of(&[]));
    let ends = !goes_on && !LETTER.have(behind.kind) && behind.plain != b'%';
    if ends && digits <= LONGEST_ENDING {
        digits
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_number_it_needs() {
        for (text, reference) in [
            (", Fax -99", Some(Reference::Ending)),
            (" oder -100", Some(Reference::Ending)),
            (", Durchwahl -12, Raum 3", Some(Reference::Ending)),
            ("; Fax -99", Some(Reference::Ending)),
            (" (Fax: –99)", Some(Reference::Ending)),
            (", Fax-99", Some(Reference::Ending)),
            ("/-43", Some(Reference::Ending)),
            (" – 24 Stunden", None),
            (" Mo-Fr 8-18", None),
            (", Autobahn A-99", None),
            (" (-10% bis Mai)", None),
            (" (Raum -1a)", None),
            (" Fax 41555-99", Some(Reference::Local(7))),
            (" / 555-0143", Some(Reference::Local(7))),
            (", Fax 0631 41555-99", None),
            (", Fax +49 631 41555-99", None),
            (" 10115 Berlin", None),
            (", Fax: 99", None),
            (", Fax (0631) 4155599", None),
            (", 12.10.2025", None),
            (" (31.12.2024)", None),
            (", Fax 24/7", None),
            (" or 911", None),
            (" or 9-17", None),
            (", 23125043", Some(Reference::Alike(8))),
            (" oder 231 250 43", Some(Reference::Alike(8))),
            (" in 231 250 43", None),
            ("", None),
        ] {
            let text = format!("1{text}");
            let found = Reference::after(&Reader::plain(&text), 1);
            assert_eq!(found, reference, "{text}");
        }
    }
}
