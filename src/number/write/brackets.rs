//! Brackets: each that is written is closed, and each that is left is too.

use super::{Edit, Writer};
use crate::number::kind::{Kind, SPACE};
use crate::number::sign::Reader;

/// How many signs before a number a bracket is looked for that closes in it: `(Tel. `.
const REACH: usize = 32;

impl Writer<'_> {
    /// The edit that writes a text from `begin` to the end of the number, with as many
    /// brackets that open or close what stands beside it as before.
    pub(super) fn balanced(&self, begin: usize, text: &str) -> Edit {
        let mut range = begin..self.found.end();
        let old = Unmatched::of(self.reader.part(range.start, range.end));
        let new = Unmatched::of(text);
        let mut text = new.without_more_than(&old, text);
        if new.closed < old.closed {
            let before = self.reader.previous(range.start);
            if before.kind == Kind::Opening {
                range.start = before.from;
            } else if self.is_in_brackets() {
                text.push(')');
            }
        }
        let after = self.reader.next_but(SPACE, range.end);
        if new.opened < old.opened && after.kind == Kind::Closing {
            range.end = after.to;
        }
        self.push_borders(&mut text, range.start, range.end);
        self.replacing(range.start, range.end, text)
    }

    /// Whether a bracket is opened before the number and not closed there.
    fn is_in_brackets(&self) -> bool {
        let mut closed = 0;
        let mut sign = self.reader.previous(self.found.start());
        for _ in 0..REACH {
            match sign.kind {
                Kind::Closing => closed += 1,
                Kind::Opening if closed == 0 => return true,
                Kind::Opening => closed -= 1,
                _ => {}
            }
            sign = self.reader.previous(sign.from);
        }
        false
    }

    /// Whether a bracket closes within the number that was opened before it.
    pub(super) fn closes_within(&self) -> bool {
        Unmatched::of(self.reader.part(self.found.start(), self.found.end())).closed > 0
    }
}

/// How many brackets of a text are closed and not opened, and opened and not closed.
struct Unmatched {
    closed: usize,
    opened: usize,
}

impl Unmatched {
    fn of(text: &str) -> Self {
        let mut all = Self {
            closed: 0,
            opened: 0,
        };
        let reader = Reader::plain(text);
        let mut sign = reader.next(0);
        while sign.kind != Kind::End {
            match sign.kind {
                Kind::Opening => all.opened += 1,
                Kind::Closing if all.opened > 0 => all.opened -= 1,
                Kind::Closing => all.closed += 1,
                _ => {}
            }
            sign = reader.next(sign.to);
        }
        all
    }

    /// The text that these are of with no more of them than another has; what they
    /// kept apart stays so.
    fn without_more_than(&self, other: &Self, text: &str) -> String {
        let reader = Reader::plain(text);
        let mut opened = self.opened.saturating_sub(other.opened);
        let mut closed = self.closed.saturating_sub(other.closed);
        let mut kept = String::new();
        let mut at = 0;
        while at < text.len() {
            let sign = reader.next(at);
            let surplus = match sign.kind {
                Kind::Opening => &mut opened,
                Kind::Closing => &mut closed,
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
