//! What is dialled before the new number, where that is not what stands before the
//! old one: another country's code, or a prefix that only one of them has.

use super::Writer;
use crate::number::find::Prefix;
use crate::number::kind::Kind;

impl Writer<'_> {
    /// Whether only one of the two is dialled with a prefix inside the country, and the
    /// text says so: `(02) 5550 1234` and `1300 555 142` in Australia.
    pub(super) fn changes_prefix(&self) -> bool {
        let found = self.found;
        let prefixed = found.prefix == Prefix::Trunk || found.trunk_after_code;
        if self.to.alone {
            prefixed && !self.from.alone
        } else {
            found.prefix == Prefix::Bare && self.from.alone
        }
    }

    /// Writes what is dialled before the new number: where that begins.
    pub(super) fn push_prefix(&self, text: &mut String, abroad: bool) -> usize {
        let found = self.found;
        let domestic = matches!(found.prefix, Prefix::Trunk | Prefix::Bare | Prefix::Local);
        if abroad && (domestic || found.prefix == Prefix::Code) {
            text.push('+');
        }
        if abroad || !domestic {
            self.push_code(text, !domestic && !found.trunk_after_code);
        } else if !self.to.alone {
            text.extend(self.to.country.trunks.first().copied());
        }
        if domestic {
            self.outer_start()
        } else {
            found.code()
        }
    }

    /// Writes the country code and what stands behind it, which may be `kept` as it is.
    fn push_code(&self, text: &mut String, kept: bool) {
        let found = self.found;
        text.push_str(&self.to.code);
        let head = self.reader.part(found.code(), found.national());
        let gap = kept.then(|| self.reader.part(found.behind_code(), found.national()));
        // In `+38 (044) …` the code's last digit stands beside the area code.
        let whole = |gap: &&str| !gap.is_empty() || head.len() == self.from.code.len();
        let spaced = !self.breaks.is_empty()
            || found.prefix == Prefix::Local
            || head.bytes().any(|byte| byte == b' ');
        match gap.filter(whole) {
            Some(gap) => text.push_str(gap),
            None if kept || spaced => text.push(' '),
            None => {}
        }
    }

    /// Where the number begins, the bracket around its area code or prefix included:
    /// brackets are for what is left out in a town, or abroad (ITU-T E.123).
    fn outer_start(&self) -> usize {
        let start = self.found.start();
        let before = self.reader.previous(start);
        if before.kind == Kind::Opening && self.closes_within(before.plain) {
            before.from
        } else {
            start
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::number::write::tests::swapped;

    #[test]
    fn dials_each_as_it_is_dialled() {
        for (swap, text, new) in [
            (
                "+61255501234=+611300555142:1300|555|142",
                "(02) 5550 1234",
                "1300 555 142",
            ),
            (
                "+61255501234=+611300555142",
                "(02) 5550 1234",
                "1300 555142",
            ),
            (
                "+61255501234=+611300555142",
                "+61 (0)2 5550 1234",
                "+61 1300 555142",
            ),
            (
                "+61255501234=+611300555142",
                "+61 2 5550 1234",
                "+61 1300 555142",
            ),
            (
                "+61255501234=+61131420:13|14|20",
                "02 5550 1234",
                "13 14 20",
            ),
            (
                "+611300555142=+61255501234:2|5550|1234",
                "1300 555 142",
                "02 5550 1234",
            ),
            (
                "+35315550142=+3531800555142",
                "(01) 555 0142",
                "1800 555142",
            ),
            (
                "+551155500142=+558005550142:800|555|0142",
                "(11) 5550-0142",
                "0800 555-0142",
            ),
            (
                "+558005550142=+551155500142:11|5550|0142",
                "0800 555 0142",
                "11 5550 0142",
            ),
            (
                "+8613812345678=+861055500142:10|5550|0142",
                "138 1234 5678",
                "010 5550 0142",
            ),
        ] {
            assert_eq!(swapped(swap, text), new, "{text}");
        }
    }

    #[test]
    fn leaves_the_country() {
        for (text, new) in [
            ("030 23125042", "+43 1 5550877"),
            ("(0)30 23125042", "+43 1 5550877"),
            ("(030) 23125042", "+43 1 5550877"),
            ("+49-30-23125042", "+43-1-5550877"),
            ("49-30-23125042", "+43-1-5550877"),
            ("+49 (0)30 23125042", "+43 1 5550877"),
            ("+49 (30) 23125042", "+43 (1) 5550877"),
            ("+49 (030) 23125042", "+43 1 5550877"),
            ("(0049) 30 23125042", "(0043) 1 5550877"),
            ("+493023125042", "+4315550877"),
            ("03023125042", "+4315550877"),
        ] {
            assert_eq!(swapped("+493023125042=+4315550877", text), new);
        }
    }
}
