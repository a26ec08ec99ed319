//! A number written the way another was: what of the text is replaced, and where
//! the borders in it stay.

mod brackets;
mod grouping;
mod mask;
mod prefix;

use super::find::{Found, Number};
use super::reference::Reference;
use super::sign::{BORDER, Reader};
use super::{Edit, Groups};

/// What is put in place of a number found.
pub(super) struct Writer<'a> {
    pub reader: &'a Reader<'a>,
    pub found: &'a Found,
    /// What stands between the digits found: see `Found::breaks`.
    pub breaks: Vec<(usize, &'a str)>,
    pub from: &'a Number,
    pub to: &'a Number,
    pub groups: Option<&'a Groups>,
    /// Which of the swaps it is.
    pub swap: usize,
}

/// No area code is longer: Germany's and Britain's have up to five digits.
const LONGEST_AREA: usize = 5;

impl Writer<'_> {
    /// The edit; none where nothing changes, or something refers to the old number.
    pub(super) fn edit(&self) -> Option<Edit> {
        let pairs = self.from.national.bytes().zip(self.to.national.bytes());
        // How many digits both begin with.
        let common = pairs.take_while(|(old, new)| old == new).count();
        let abroad = self.from.code != self.to.code;
        let keeps_none = abroad || self.from.alone != self.to.alone;
        let common = if keeps_none { 0 } else { common };
        if self.is_referred_to(common) {
            return None;
        }
        let edit = self.rewritten(abroad, common)?;
        Some(self.without_operator(edit))
    }

    /// The new number in the mask of the old one; where that does not fit, in groups
    /// of its own.
    fn rewritten(&self, abroad: bool, common: usize) -> Option<Edit> {
        let skipped = self.found.skipped;
        let other = self.to.area.is_some_and(|area| area != skipped);
        let moved = skipped > 0 && (common < skipped || other);
        let begins_otherwise = abroad || moved || self.changes_prefix();
        if !begins_otherwise && self.keeps_shape(common) {
            return self.masked();
        }
        let mut text = String::new();
        let begin = if begins_otherwise {
            let begin = self.push_prefix(&mut text, abroad);
            self.push_groups(&mut text, begin, common, 0);
            begin
        } else if let Some(kept) = self.kept_groups(common) {
            let (begin, _) = self.found.digit(kept);
            for index in kept..self.to.national.len() {
                self.push_digit(&mut text, index, begin, index);
            }
            begin
        } else {
            let begin = self.found.national();
            self.push_groups(&mut text, begin, common, skipped);
            begin
        };
        Some(self.balanced(begin, &text))
    }

    /// Whether what stands behind the number is to be dialled in its place, or in
    /// its town, and would reach nobody after the swap: `0631 41555-000, Fax -99`.
    fn is_referred_to(&self, common: usize) -> bool {
        let written = self.written_area().map(|area| area.0);
        let area = self.from.area.or(written).unwrap_or_default();
        let whole = self.from.national.len();
        match Reference::after(self.reader, self.found.whole_end()) {
            None => false,
            // It replaces the group behind the last stroke, if there is one.
            Some(Reference::Ending) => match self.breaks.split_last() {
                Some((&(index, _), others)) if index > LONGEST_AREA || !others.is_empty() => {
                    common < index
                }
                _ => true,
            },
            Some(Reference::Local(digits)) => common < area && digits + area <= whole + 1,
            Some(Reference::Alike(digits)) => common < area && digits + area == whole,
        }
    }

    /// The edit, and with it goes the `-0` that called the old number's operator,
    /// unless one calls the new one's in the same way.
    fn without_operator(&self, mut edit: Edit) -> Edit {
        let end = self.found.whole_end();
        if end > self.found.end() && !self.to.country.operator {
            edit.text
                .push_str(self.reader.part(edit.range.end, self.found.end()));
            self.push_borders(&mut edit.text, edit.range.start, end);
            edit.range.end = end;
        }
        edit
    }

    fn replacing(&self, begin: usize, end: usize, text: String) -> Edit {
        Edit {
            range: begin..end,
            text,
            swap: self.swap,
        }
    }

    /// Writes the new digit of this index, if there is one, and before it the
    /// borders that stand between `begin` and the old digit of index `old`.
    fn push_digit(&self, text: &mut String, index: usize, begin: usize, old: usize) {
        if let Some(&digit) = self.to.national.as_bytes().get(index) {
            let end = if old < self.from.national.len() {
                self.found.digit(old).0
            } else {
                self.found.end()
            };
            self.push_borders(text, begin, end);
            text.push(char::from(digit));
        }
    }

    /// Writes the borders that stand between two places and not in `text`.
    fn push_borders(&self, text: &mut String, from: usize, to: usize) {
        for _ in borders(text)..self.borders(from, to) {
            text.push(BORDER);
        }
    }

    /// How many borders stand between two places.
    fn borders(&self, from: usize, to: usize) -> usize {
        borders(self.reader.part(from, to))
    }
}

fn borders(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == BORDER as u8).count()
}

#[cfg(test)]
mod tests {
    use crate::number::{Edit, Swap, Swapper};

    pub(super) fn swapped(swap: &str, text: &str) -> String {
        let swapper = Swapper::new(vec![swap.parse::<Swap>().unwrap()]);
        Edit::apply(&swapper.text(text), text)
    }

    #[test]
    fn keeps_every_border() {
        let swap = "+493023125042=+492214710137:221|4710|137";
        for (text, new) in [
            // Behind the area code, whatever its length.
            ("<030\0 231 25-042>", "<0221\0 4710-137>"),
            ("<030 \x00231 25-042>", "<0221 \x004710-137>"),
            ("<030\x0023125042>", "<0221\x004710137>"),
            ("<(030)\0 23125042>", "<(0221)\0 4710137>"),
            ("<(030\0) 23125042>", "<(0221\0) 4710137>"),
            // In the area code, behind the trunk prefix.
            ("<03\x000 23125042>", "<02\x0021 4710137>"),
            ("<0\x0030 23125042>", "<0\x00221 4710137>"),
            // Among the subscriber's digits: where the same number of digits precede.
            ("<030 231\x0025042>", "<0221 47\x0010137>"),
            ("<030 231 25\0 - 042>", "<0221 4710 - \x00137>"),
            (
                "<030\0 231\0-\x0025\0-\x00042\0>",
                "<0221\0 47\0\x0010-\0\x00137\0>",
            ),
            (
                "<\0+49\0 30 231\x0025\x00042>",
                "<\0+49\0 221 47\x0010\x00137>",
            ),
        ] {
            assert_eq!(swapped(swap, text), new, "{text:?}");
        }
        for (swap, text, new) in [
            // Longer and shorter ones.
            (
                "+4922147100=+492214710137",
                "0221 4710-\x000",
                "0221 4710-\x00137",
            ),
            (
                "+4922147100=+492214710137",
                "0221 47100\0",
                "0221 4710137\0",
            ),
            (
                "+492214710137=+4922147100",
                "0221 4710\0-13\x007",
                "0221 4710\0-0\0",
            ),
            (
                "+492214710137=+492212310",
                "0221 47101\x0037",
                "0221 2310\0",
            ),
            // Another country.
            (
                "+493023125042=+4315550877",
                "+49\0 (0)\x0030 23125042",
                "+43 \0\x001 5550877",
            ),
            (
                "+493023125042=+4315550877",
                "+49\0 30\0 23125042",
                "+43\0 1\0 5550877",
            ),
            (
                "+493023125042=+4315550877",
                "(\x000)\x0030 23125042",
                "+43 \0\x001 5550877",
            ),
            (
                "+493023125042=+4315550877",
                "(030)\0 23125042",
                "+43 1\0 5550877",
            ),
            // Words.
            (
                "+18003569377=+18885550142",
                "1-800-\0FLO\0WERS",
                "1-888-\x00555-\x000142",
            ),
            (
                "+18003569377=+18885550142",
                "1-800-FLO\0-WERS",
                "1-888-555\0-0142",
            ),
        ] {
            assert_eq!(swapped(swap, text), new, "{text:?}");
        }
    }
}
