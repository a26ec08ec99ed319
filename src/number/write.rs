//! A number written the way another was.

use super::find::{Found, Number, Prefix};
use super::kind::{Kind, SPACE};
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

/// Longer than all that a group can have.
const MOST_DIGITS: usize = 15;

impl Writer<'_> {
    /// The edit; none where nothing changes, or something refers to the old number.
    pub(super) fn edit(&self) -> Option<Edit> {
        let pairs = self.from.national.bytes().zip(self.to.national.bytes());
        // How many digits both begin with.
        let common = pairs.take_while(|(old, new)| old == new).count();
        let abroad = self.from.code != self.to.code;
        let common = if abroad { 0 } else { common };
        if self.is_referred_to(common) {
            return None;
        }
        let edit = self.rewritten(abroad, common)?;
        Some(self.without_operator(edit))
    }

    fn rewritten(&self, abroad: bool, common: usize) -> Option<Edit> {
        let skipped = self.found.skipped;
        let other = self.to.area.is_some_and(|area| area != skipped);
        let moved = skipped > 0 && (common < skipped || other);
        if !abroad && !moved && self.keeps_shape(common) {
            return self.masked();
        }
        let mut text = String::new();
        let begin = if abroad {
            let begin = self.push_code(&mut text);
            self.push_groups(&mut text, begin, common, 0);
            begin
        } else if moved {
            let begin = self.found.start();
            text.extend(self.to.country.trunks().next());
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
        self.push_borders(&mut text, begin, self.found.end());
        Some(self.replacing(begin, self.found.end(), text))
    }

    /// Whether what stands behind the number is to be dialled in its place, or in
    /// its town, and would reach nobody after the swap: `0631 41555-000, Fax -99`.
    fn is_referred_to(&self, common: usize) -> bool {
        match Reference::after(self.reader, self.found.whole_end()) {
            None => false,
            // It replaces the group behind the last stroke, if there is one.
            Some(Reference::Ending) => match self.breaks.split_last() {
                Some((&(index, _), others)) if index > LONGEST_AREA || !others.is_empty() => {
                    common < index
                }
                _ => true,
            },
            Some(Reference::Local(digits)) => {
                let area = self.from.area.unwrap_or_default();
                common < area && digits + area <= self.from.national.len() + 1
            }
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

    /// Whether the digits can change and everything between them stay.
    fn keeps_shape(&self, common: usize) -> bool {
        let (from, to) = (&self.from.national, &self.to.national);
        // Digits read well where letters stood in `800-GOT-JUNK`; `800-FLOWERS`
        // leaves no place between `555` and `0142`.
        let spelled = self.found.letters == 0 || self.to.code != "1" || self.breaks.len() != 1;
        if from.len() != to.len() || !spelled {
            return false;
        }
        let (Some(old), Some(new)) = (self.old_area(), self.to.area) else {
            return true;
        };
        let written = match self.breaks.first() {
            Some(&(index, _)) => index == new,
            // The area code may still stand in a text of its own.
            None => self.borders(self.found.national(), self.found.end()) == 0,
        };
        old == new || common >= new || written
    }

    /// The new digits in place of the old ones, from the first to the last that
    /// differs; everything between them stays.
    fn masked(&self) -> Option<Edit> {
        let old = self.from.national.as_bytes();
        let mut text = String::new();
        let mut range = None;
        for (index, digit) in self.to.national.bytes().enumerate() {
            if self.found.letters == 0 && old.get(index) == Some(&digit) {
                continue;
            }
            let (begin, end) = self.found.digit(index);
            let (first, at) = range.unwrap_or((begin, begin));
            text.push_str(self.reader.part(at, begin));
            text.push(char::from(digit));
            range = Some((first, end));
        }
        let (begin, end) = range?;
        Some(self.replacing(begin, end, text))
    }

    /// How long the area code was: as a site or a country's plan says, or as it is
    /// written here.
    fn old_area(&self) -> Option<usize> {
        self.from.area.or(self.written_area().map(|area| area.0))
    }

    /// How long the area code is as it is written, and what stands behind it.
    fn written_area(&self) -> Option<(usize, &str)> {
        let first = self.breaks.first().copied();
        first.filter(|&(index, _)| index <= LONGEST_AREA && self.found.skipped == 0)
    }

    /// How many digits stay with all between them where only the last group
    /// differs and no groups are given: `0221 / 47 10 - ` is kept from
    /// `0221 / 47 10 - 0` to `0221 / 47 10 - 137`.
    fn kept_groups(&self, common: usize) -> Option<usize> {
        let &(index, _) = self.breaks.last()?;
        let subscriber = self.written_area().is_none() || self.breaks.len() > 1;
        let longer = index <= common && index < self.to.national.len();
        (subscriber && longer && self.groups.is_none()).then_some(index)
    }

    /// Writes another country's code: where it begins.
    fn push_code(&self, text: &mut String) -> usize {
        let found = self.found;
        let head = self.reader.part(found.code(), found.national());
        let has = |sign| head.bytes().any(|byte| byte == sign);
        let local = found.prefix == Prefix::Local;
        let domestic = matches!(found.prefix, Prefix::Trunk | Prefix::Bare) || local;
        if domestic {
            text.push('+');
        }
        text.push_str(&self.to.code);
        if !domestic && !found.trunk_after_code {
            text.push_str(self.reader.part(found.behind_code(), found.national()));
        } else if !self.breaks.is_empty() || has(b' ') || local {
            text.push(' ');
        }
        // `(0)30` goes as a whole; of `(030)` the bracket stays.
        if domestic && has(b')') {
            self.reader.previous(found.code()).from
        } else {
            found.code()
        }
    }

    /// The new digits from `first` on in their own groups with the separators
    /// found; what is replaced begins at `begin`.
    fn push_groups(&self, text: &mut String, begin: usize, common: usize, first: usize) {
        let written = self.written_area();
        let inner = self.breaks.get(usize::from(written.is_some())..);
        let inner = inner.unwrap_or_default();
        // Where no area code stood, there is one now.
        let added = if self.found.skipped > 0 { " " } else { "" };
        let after_area = written.map_or(added, |area| area.1);
        let old = written.map(|area| area.0).or(self.from.area);
        let lengths = self.group_lengths(inner, common);
        let new = lengths.first().copied().unwrap_or_default();
        let push_digit = |text: &mut String, digit: usize| {
            // The area code stays in its text, and the others in theirs.
            let place = match old {
                Some(old) if digit < new => digit.min(old - 1),
                Some(old) => digit.max(old),
                None => digit,
            };
            self.push_digit(text, digit, begin, place);
        };
        let all = self.to.national.len();
        let mut digits = 0..0;
        for (index, &length) in lengths.iter().enumerate() {
            let separator = match index {
                0 => "",
                1 => after_area,
                _ if self.found.letters > 0 && inner.is_empty() => between_groups(after_area),
                _ => separator(inner, index - 1, lengths.len() - 1),
            };
            if first < digits.end && digits.end < all {
                for c in separator.chars() {
                    // Only bracket and border behind the area code stay in their place.
                    if !matches!(c, '(' | '[' | ')' | ']' | BORDER)
                        || matches!(c, ')' | BORDER) && index == 1
                    {
                        text.push(c);
                    }
                }
            }
            digits = digits.end..(digits.end + length).min(all);
            for digit in digits.clone().filter(|&digit| digit >= first) {
                push_digit(text, digit);
            }
        }
        for digit in digits.end..all {
            push_digit(text, digit);
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

    /// The lengths of the new number's groups; `inner` are the separators behind
    /// the area code.
    fn group_lengths(&self, inner: &[(usize, &str)], common: usize) -> Vec<usize> {
        let mut lengths = Vec::new();
        if let Some(groups) = self.groups {
            lengths.extend(groups.iter().map(<[u8]>::len));
            return lengths;
        }
        // Where the area code stays, it is as long as it is written here.
        let written = self.written_area().map(|area| area.0);
        let area = written.filter(|&area| area <= common).or(self.to.area);
        let old = written.or(self.from.area);
        lengths.extend(area);
        // A stroke stands before a direct dial, whose length is not known.
        let strokes = self.to.country.open && inner.iter().any(|gap| is_stroke(gap.1));
        if self.to.code == "1" {
            lengths.push(3);
        } else if area == old && !strokes {
            // As long as the old ones, while more than one digit is left for the last.
            let mut done = old.unwrap_or_default();
            let mut left = self.to.national.len().saturating_sub(done);
            for &(index, _) in inner {
                let length = index.saturating_sub(done);
                if length == 0 || length + 1 >= left {
                    break;
                }
                lengths.push(length);
                left -= length;
                done = index;
            }
        }
        lengths.push(MOST_DIGITS);
        lengths
    }
}

/// Whether it is a hyphen or a dash, with or without spaces.
fn is_stroke(separator: &str) -> bool {
    let sign = Reader::plain(separator).next_but(SPACE, 0);
    matches!(sign.kind, Kind::Hyphen | Kind::Dash)
}

fn borders(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == BORDER as u8).count()
}

/// What stands before the group of this index: the separators found in their
/// order, the last one before the last group, since a hyphen there precedes the
/// direct dial (DIN 5008).
fn separator<'t>(found: &[(usize, &'t str)], index: usize, groups: usize) -> &'t str {
    let Some((&(_, last), others)) = found.split_last() else {
        return "";
    };
    if index + 1 == groups {
        return last;
    }
    match others.get(index - 1).or(others.last()) {
        Some(&(_, separator)) => separator,
        None if is_stroke(last) => "",
        None => last,
    }
}

/// What stands between the groups of a number whose letters had none, to go
/// with what stands behind its area code.
fn between_groups(after_area: &str) -> &str {
    let sign = Reader::plain(after_area).next(0);
    match sign.kind {
        Kind::Closing | Kind::Slash => "-",
        _ => after_area,
    }
}

#[cfg(test)]
mod tests {
    use crate::number::{Edit, Swap, Swapper};

    fn swapped(swap: &str, text: &str) -> String {
        let swapper = Swapper::new(vec![swap.parse::<Swap>().unwrap()]);
        Edit::apply(&swapper.text(text), text)
    }

    #[test]
    fn puts_digits_into_the_mask() {
        for (text, new) in [
            ("030 23125042", "030 23125877"),
            ("+49 (0)30 / 231 25 - 042", "+49 (0)30 / 231 25 - 877"),
            ("0302 3125042", "0302 3125877"),
        ] {
            assert_eq!(swapped("+493023125042=+493023125877", text), new);
        }
    }

    #[test]
    fn regroups_another_shape() {
        for (text, new) in [
            ("030 23125042", "0221 4710137"),
            ("(030) 231 25 042", "(0221) 4710 137"),
            ("(0 30) 23 12 50 42", "(0 221) 4710 137"),
            ("+49 30 (231) 25-042", "+49 221 4710-137"),
            ("03023125-042", "02214710-137"),
            ("03023125042", "02214710137"),
        ] {
            let swap = "+493023125042=+492214710137:221|4710|137";
            assert_eq!(swapped(swap, text), new);
        }
        for (text, new) in [
            ("0221 4710-0", "0221 47101-37"),
            ("0221 471 00", "0221 47 101 37"),
            ("0221 4 71-00", "0221 47 101-37"),
        ] {
            let swap = "+4922147100=+492214710137:221|47|101|37";
            assert_eq!(swapped(swap, text), new);
        }
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
                "(+43 1)\0 5550877",
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

    #[test]
    fn takes_only_the_lengths_of_groups() {
        for groups in ["221|4711|138", "221|4710", "221|4710|1|3|7|9|9"] {
            let mut swap: Swap = "+493023125042=+492214710137".parse().unwrap();
            swap.groups = Some(groups.parse().unwrap());
            let swapper = Swapper::new(vec![swap]);
            let text = "(030) 231 25 042";
            let swapped = Edit::apply(&swapper.text(text), text);
            let digits: String = swapped.chars().filter(char::is_ascii_digit).collect();
            assert_eq!(digits, "02214710137", "{groups}");
        }
    }

    #[test]
    fn does_without_groups() {
        for (swap, text, new) in [
            (
                "+4922147100=+492214710137",
                "0221 / 47 10 - 0",
                "0221 / 47 10 - 137",
            ),
            ("+4922147100=+492214710137", "0221 47100", "0221 4710137"),
            (
                "+493023125042=+492214710137",
                "(030) 231 25 042",
                "(0221) 4710137",
            ),
            (
                "+442079460018=+441632960123",
                "020 7946 0018",
                "01632 960123",
            ),
            ("+34910555142=+34934567890", "91 055 51 42", "93 456 78 90"),
            (
                "+448081570142=+44800555117",
                "0808 157 0142",
                "0800 555 117",
            ),
            (
                "+431800555011=+43800555011",
                "01 800 55 50 11",
                "0800 555011",
            ),
            ("+4980055501=+49800555117", "0800 55 50 1", "0800 55 51 17"),
            ("+4980055501=+49800555117", "0800 5550-1", "0800 555117"),
        ] {
            assert_eq!(swapped(swap, text), new);
        }
    }

    #[test]
    fn spells_words_as_digits() {
        for (text, new) in [
            ("(800) FLOWERS", "(888) 555-0142"),
            ("1-800-FLOWERS", "1-888-555-0142"),
            ("1.800.flowers", "1.888.555.0142"),
            ("1 800 FLOWERS", "1 888 555 0142"),
            ("1-800-FLO-WERS", "1-888-555-0142"),
            ("1800FLOWERS", "18885550142"),
            ("1-800-356-9377", "1-888-555-0142"),
            ("1-800-3569377", "1-888-5550142"),
        ] {
            assert_eq!(swapped("+18003569377=+18885550142", text), new);
        }
    }

    #[test]
    fn leaves_the_country() {
        for (text, new) in [
            ("030 23125042", "+43 1 5550877"),
            ("(0)30 23125042", "+43 1 5550877"),
            ("(030) 23125042", "(+43 1) 5550877"),
            ("+49-30-23125042", "+43-1-5550877"),
            ("+49 (0)30 23125042", "+43 1 5550877"),
            ("(0049) 30 23125042", "(0043) 1 5550877"),
            ("+493023125042", "+4315550877"),
            ("03023125042", "+4315550877"),
        ] {
            assert_eq!(swapped("+493023125042=+4315550877", text), new);
        }
    }
}
