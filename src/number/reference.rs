//! What stands behind a number and means something only together with it.

use super::kind::{DIGIT, Kind, Kinds, SPACE};
use super::label::{LETTER, Label};
use super::sign::{Reader, Sign};

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

const NONE: Kinds = Kinds::of(&[]);

const STOP: Kinds = Kinds::of(&[Kind::Stop]);

/// What may stand between the digits of a number that follows without a label, unless
/// they have stops: `10.00-18.00` are hours.
const UNNAMED_GAP: Kinds = SPACE.and(Kinds::of(&[Kind::Hyphen]));

/// What may stand between those of any.
const GAP: Kinds = UNNAMED_GAP.and(STOP);

/// What joins digits to a longer piece of something.
const JOINTS: Kinds = GAP.and(Kinds::of(&[Kind::Slash, Kind::Dash]));

const BETWEEN: Kinds = SPACE.and(Kinds::of(&[
    Kind::Letter,
    Kind::Stop,
    Kind::Colon,
    Kind::Slash,
    Kind::Opening,
    Kind::Closing,
    Kind::Mark,
    Kind::And,
    Kind::Plus,
    Kind::Hyphen,
    Kind::Dash,
    Kind::Range,
]));

impl Reference {
    /// What refers to the number that ends at `end`, if anything does.
    pub(super) fn after(reader: &Reader<'_>, end: usize) -> Option<Self> {
        let mut sign = reader.next(end);
        let mut slash = false;
        // A list goes on behind any sign, but not behind any word.
        let mut listed = !reader.next_but(SPACE, end).is_digit();
        for _ in 0..REACH {
            if !BETWEEN.have(sign.kind) {
                break;
            }
            slash |= sign.kind == Kind::Slash;
            listed &= !sign.is_letter();
            sign = reader.next(sign.to);
        }
        if sign.kind != Kind::Digit {
            return None;
        }
        let label = Label::before(reader, sign.from);
        let before = reader.previous_but(SPACE, sign.from);
        let close = reader.previous(sign.from).from == before.from;
        if matches!(before.kind, Kind::Hyphen | Kind::Dash) {
            // `Fax-99` and `Fax: - 99` refer to it, `A-99` and `- 24 Stunden` do not.
            let apart = if close {
                label.is_named() || !reader.previous(before.from).is_letter()
            } else {
                label.others() > 0 && reader.count_digits(sign.from, JOINTS) <= LONGEST_ENDING
            };
            if apart && ending(reader, sign.from) > 0 {
                return Some(Self::Ending);
            }
        }
        let digits = reader.count_digits(sign.from, GAP);
        if sign.plain == b'0' || close && before.kind == Kind::Plus {
            None
        } else if digits >= FEWEST_LOCAL && (slash || label.is_named()) {
            Some(Self::Local(digits))
        } else {
            let digits = unnamed(reader, sign.from);
            let joined = label.joins() || listed;
            (joined && digits >= FEWEST_ALIKE).then_some(Self::Alike(digits))
        }
    }
}

/// How many digits the number has that begins at `at` and has no label; none where it is
/// a date, as `12.10.2025`.
fn unnamed(reader: &Reader<'_>, at: usize) -> usize {
    const INSIDE: Kinds = STOP.and(Kinds::of(&[Kind::Hyphen]));
    let first = reader.next_but(DIGIT, at);
    let second = reader.next_but(DIGIT, first.to);
    let short = |from, sign: Sign| reader.count_digits(from, NONE) <= 2 && INSIDE.have(sign.kind);
    if short(at, first) && short(first.to, second) && reader.count_digits(second.to, NONE) == 4 {
        return 0;
    }
    let stops = first.kind == Kind::Stop;
    reader.count_digits(at, if stops { STOP } else { UNNAMED_GAP })
}

/// How many digits there are at `at`, if they may be the ending of a number; none where
/// they are more than such a one has, or a piece of something else, as of `8-18` or `24/7`.
pub(super) fn ending(reader: &Reader<'_>, at: usize) -> usize {
    let behind = reader.next_but(DIGIT, at);
    let goes_on = JOINTS.have(behind.kind) && reader.next(behind.to).is_digit();
    let digits = reader.count_digits(at, NONE);
    if goes_on || digits > LONGEST_ENDING || is_piece(reader, at) {
        0
    } else {
        digits
    }
}

/// Whether the digits at `at` are a piece of something that is no number, as of `9:00`
/// or `24h`.
pub(super) fn is_piece(reader: &Reader<'_>, at: usize) -> bool {
    let behind = reader.next_but(DIGIT, at);
    behind.plain == b':' && reader.next(behind.to).is_digit()
        || LETTER.have(behind.kind) && !behind.across
        || behind.plain == b'%'
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
            (" - 231250-43", Some(Reference::Alike(8))),
            (" • 23.125.043", Some(Reference::Alike(8))),
            (" (555-0143)", Some(Reference::Alike(7))),
            (" + 555.0143", Some(Reference::Alike(7))),
            (" +555 0143", None),
            (" 555-0143", None),
            (" • 10.00-18.00 Uhr", None),
            (", 12-10-2025", None),
            (" | Fax: - 099", Some(Reference::Ending)),
            (", Fax - 0631 / 41555-99", None),
            (" Tel. - 24 Stunden", None),
            (" in 231 250 43", None),
            ("", None),
        ] {
            let text = format!("1{text}");
            let found = Reference::after(&Reader::plain(&text), 1);
            assert_eq!(found, reference, "{text}");
        }
    }
}
