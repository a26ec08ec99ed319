//! Brackets: each that is written is closed, and each that is left is too.

use super::{Edit, Writer};
use crate::number::kind::{Kind, SPACE};
use crate::number::sign::Reader;

/// How many signs before a number a bracket is looked for that closes in it: `(Tel. `.
const REACH: usize = 32;

/// The sorts of brackets, by what opens them.
const ROUND: u8 = b'(';
const SQUARE: u8 = b'[';

impl Writer<'_> {
    /// The edit that writes a text from `begin` to the end of the number, with as many
    /// brackets that open or close what stands beside it as before.
    pub(super) fn balanced(&self, begin: usize, text: &str) -> Edit {
        let mut range = begin..self.found.end();
        let old = self.reader.part(range.start, range.end);
        let mut text = text.to_owned();
        // What is closed first there is closed first here.
        let first = old.bytes().find(|byte| matches!(byte, b')' | b']'));
        let sorts = match first {
            Some(b']') => [SQUARE, ROUND],
            _ => [ROUND, SQUARE],
        };
        let mut later = false;
        let mut opened = 0;
        for sort in sorts {
            let old = Unmatched::of(old, sort);
            let new = Unmatched::of(&text, sort);
            let closed = if later { 0 } else { old.closed };
            text = new.without_more_than(Unmatched { closed, ..old }, &text);
            if new.closed.min(closed) < old.closed {
                let before = self.reader.previous(range.start);
                if before.plain == sort {
                    range.start = before.from;
                } else if self.is_in_brackets(sort) {
                    text.push(char::from(closing(sort)));
                    later = true;
                }
            }
            opened += old.opened.saturating_sub(new.opened);
        }
        for _ in 0..opened {
            let after = self.reader.next_but(SPACE, range.end);
            if after.kind == Kind::Closing {
                range.end = after.to;
            }
        }
        self.push_borders(&mut text, range.start, range.end);
        self.replacing(range.start, range.end, text)
    }

    /// Whether a bracket of this sort is opened before the number and not closed there.
    fn is_in_brackets(&self, sort: u8) -> bool {
        let mut closed = 0;
        let mut sign = self.reader.previous(self.found.start());
        for _ in 0..REACH {
            match sign.plain {
                plain if plain == closing(sort) => closed += 1,
                plain if plain == sort && closed == 0 => return true,
                plain if plain == sort => closed -= 1,
                _ => {}
            }
            sign = self.reader.previous(sign.from);
        }
        false
    }

    /// Whether a bracket of this sort closes within the number that was opened before it.
    pub(super) fn closes_within(&self, sort: u8) -> bool {
        let number = self.reader.part(self.found.start(), self.found.end());
        Unmatched::of(number, sort).closed > 0
    }
}

/// What closes a bracket of this sort.
fn closing(sort: u8) -> u8 {
    if sort == SQUARE { b']' } else { b')' }
}

/// How many brackets of one sort a text closes and does not open, and opens and does not
/// close.
#[derive(Clone, Copy)]
struct Unmatched {
    sort: u8,
    closed: usize,
    opened: usize,
}

impl Unmatched {
    fn of(text: &str, sort: u8) -> Self {
        let mut all = Self {
            sort,
            closed: 0,
            opened: 0,
        };
        let reader = Reader::plain(text);
        let mut sign = reader.next(0);
        while sign.kind != Kind::End {
            if sign.plain == sort {
                all.opened += 1;
            } else if sign.plain == closing(sort) {
                match all.opened {
                    0 => all.closed += 1,
                    _ => all.opened -= 1,
                }
            }
            sign = reader.next(sign.to);
        }
        all
    }

    /// The text that these are of with no more of them than another has; what they
    /// kept apart stays so.
    fn without_more_than(&self, other: Self, text: &str) -> String {
        let reader = Reader::plain(text);
        let mut opened = self.opened.saturating_sub(other.opened);
        let mut closed = self.closed.saturating_sub(other.closed);
        let mut kept = String::new();
        let mut at = 0;
        while at < text.len() {
            let sign = reader.next(at);
            let surplus = match sign.plain {
                plain if plain == self.sort => &mut opened,
                plain if plain == closing(self.sort) => &mut closed,
                _ => &mut 0,
            };
            kept.push_str(reader.part(at, if *surplus > 0 { sign.from } else { sign.to }));
            if *surplus > 0 {
                *surplus -= 1;
                if sign.kind == Kind::Closing && reader.next(sign.to).is_digit() {
                    kept.push(' ');
                }
            }
            at = sign.to;
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use crate::number::write::tests::swapped;

    #[test]
    fn closes_what_is_open() {
        for (swap, text, new) in [
            (
                "+74955550142=+442079460018",
                "8 (495) 555-01-42",
                "+44 20 79460018",
            ),
            (
                "+493023125042=+492214710137:221|4710|137",
                "[030] 23125042",
                "[0221] 4710137",
            ),
            (
                "+493023125042=+492214710137:221|4710|137",
                "(030/231) 25042",
                "(0221/4710 137)",
            ),
            (
                "+493023125042=+492214710137:221|4710|137",
                "030 (23125042)",
                "0221 4710137",
            ),
            (
                "+493023125042=+492214710137:221|4710|137",
                "(030 23125042)",
                "(0221 4710137)",
            ),
            (
                "+390655501234=+39800555142",
                "+39 (0)6 5550 1234",
                "+39 800 555142",
            ),
            (
                "+390655501234=+442079460018",
                "+39 (0)6 5550 1234",
                "+44 20 7946 0018",
            ),
            ("+3615550142=+36205550142", "(1) 555-0142", "205550142"),
            (
                "+493023125042=+4315550877",
                "(030)23125042",
                "+43 1 5550877",
            ),
            (
                "+493023125042=+4315550877",
                "Nr. 0)30 23125042",
                "Nr. +43 1 5550877",
            ),
            (
                "+493023125042=+4315550877",
                "(Tel. 0)30 23125042",
                "(Tel. +43 1 5550877)",
            ),
            (
                "+842835550142=+84901234567",
                "(84-28) 3555 0142",
                "(84-901234567)",
            ),
            (
                "+81355501234=+81120555142:120|555|142",
                "03(5550)1234",
                "0120555142",
            ),
        ] {
            assert_eq!(swapped(swap, text), new, "{text}");
        }
    }
}
