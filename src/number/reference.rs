//! What stands behind a number and means something only together with it.

use super::kind::{DIGIT, Kind, Kinds, SPACE};
use super::label::Label;
use super::sign::Reader;

/// What follows a number and is to be dialled in place of a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reference {
    /// Another ending: `Fax -99`, `or -0143`.
    Ending,
    /// Another number of the same town, of so many digits: `Fax 41555-99`.
    Local(usize),
}

/// Signs between the number and what refers to it, letters and spaces included;
/// more are another sentence.
const REACH: usize = 32;

/// Endings are not longer.
const LONGEST_ENDING: usize = 5;

/// Fewer digits are a time or a house number.
const FEWEST_LOCAL: usize = 5;

/// What may stand between the digits of a number that follows.
const GAP: Kinds = SPACE.and(Kinds::of(&[Kind::Hyphen, Kind::Stop]));

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
]));

impl Reference {
    /// What refers to the number that ends at `end`, if anything does.
    pub(super) fn after(reader: &Reader<'_>, end: usize) -> Option<Self> {
        let mut sign = reader.next(end);
        let mut stroke = None;
        let mut slash = false;
        for _ in 0..REACH {
            if !BETWEEN.have(sign.kind) {
                break;
            }
            slash |= sign.kind == Kind::Slash;
            stroke = matches!(sign.kind, Kind::Hyphen | Kind::Dash).then_some(sign.from);
            sign = reader.next(sign.to);
        }
        if sign.kind != Kind::Digit {
            return None;
        }
        let label = Label::before(reader, sign.from);
        let named = label.is_named();
        let Some(stroke) = stroke else {
            let digits = reader.count_digits(sign.from, GAP);
            let local = sign.plain != b'0' && digits >= FEWEST_LOCAL && (named || slash);
            return local.then_some(Self::Local(digits));
        };
        // `Fax-99` refers to it, `A-99` does not.
        let apart = named || !reader.previous(stroke).is_letter();
        let digits = reader.count_digits(sign.from, Kinds::of(&[]));
        let behind = reader.next_but(DIGIT, sign.from);
        let ends = !behind.is_letter() && behind.plain != b'%';
        (apart && ends && digits <= LONGEST_ENDING).then_some(Self::Ending)
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
            ("; Fax -99", None),
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
            ("", None),
        ] {
            let text = format!("1{text}");
            let found = Reference::after(&Reader::plain(&text), 1);
            assert_eq!(found, reference, "{text}");
        }
    }
}
