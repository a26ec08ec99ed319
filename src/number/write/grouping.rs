//! The new number's groups: how long each is, and what stands between them.

use super::{LONGEST_AREA, Writer};
use crate::number::kind::{Kind, SPACE};
use crate::number::sign::{BORDER, Reader};

/// Longer than all that a group can have.
const MOST_DIGITS: usize = 15;

impl Writer<'_> {
    /// The new digits from `first` on in their own groups with the separators
    /// found; what is replaced begins at `begin`.
    pub(super) fn push_groups(&self, text: &mut String, begin: usize, common: usize, first: usize) {
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
                _ => self.separator(inner, index - 1, lengths.len() - 1),
            };
            if first < digits.end && digits.end < all {
                push_separator(text, separator, index == 1);
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

    /// What stands before the group of this index: the separators found in their
    /// order, the last one before the last group, since a hyphen there precedes the
    /// direct dial (DIN 5008). Where numbers have none, it is a hyphen like others.
    fn separator<'t>(&self, found: &[(usize, &'t str)], index: usize, groups: usize) -> &'t str {
        let Some((&(_, last), others)) = found.split_last() else {
            return "";
        };
        let dials = others.is_empty() && is_stroke(last);
        if dials && groups > 2 && !self.to.country.open {
            return if self.from.country.open { " " } else { last };
        }
        if index + 1 == groups {
            return last;
        }
        match others.get(index - 1).or(others.last()) {
            Some(&(_, separator)) => separator,
            None if dials => "",
            None => last,
        }
    }

    /// How many digits stay with all between them where only the last group
    /// differs and no groups are given: `0221 / 47 10 - ` is kept from
    /// `0221 / 47 10 - 0` to `0221 / 47 10 - 137`.
    pub(super) fn kept_groups(&self, common: usize) -> Option<usize> {
        let &(index, _) = self.breaks.last()?;
        let subscriber = self.written_area().is_none() || self.breaks.len() > 1;
        let longer = index <= common && index < self.to.national.len();
        (subscriber && longer && self.groups.is_none()).then_some(index)
    }

    /// How long the area code is as it is written, and what stands behind it.
    pub(super) fn written_area(&self) -> Option<(usize, &str)> {
        let first = self.breaks.first().copied();
        first.filter(|&(index, _)| index <= LONGEST_AREA && self.found.skipped == 0)
    }
}

/// Writes what stands between two groups. Of brackets and borders only those right
/// behind the area code stay in their place.
fn push_separator(text: &mut String, separator: &str, behind_area: bool) {
    for c in separator.chars() {
        let stays = match c {
            ')' | ']' | BORDER => behind_area,
            '(' | '[' => false,
            _ => true,
        };
        if stays {
            text.push(c);
        }
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

/// Whether it is a hyphen or a dash, with or without spaces.
fn is_stroke(separator: &str) -> bool {
    let sign = Reader::plain(separator).next_but(SPACE, 0);
    matches!(sign.kind, Kind::Hyphen | Kind::Dash)
}

#[cfg(test)]
mod tests {
    use crate::number::write::tests::swapped;
    use crate::number::{Edit, Swap, Swapper};

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
}
