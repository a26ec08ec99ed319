//! A number written the way another was.

use super::Groups;
use super::find::{Found, Number, Prefix};
use super::sign::{Kind, Reader};

/// What is put in place of a number found.
pub(super) struct Writer<'a> {
    pub reader: Reader<'a>,
    pub found: &'a Found,
    /// What stands between the digits found: see `Found::breaks`.
    pub breaks: Vec<(usize, &'a str)>,
    pub from: &'a Number,
    pub to: &'a Number,
    pub groups: Option<&'a Groups>,
}

/// No area code is longer: Germany's and Britain's have up to five digits.
const LONGEST_AREA: usize = 5;

impl<'a> Writer<'a> {
    /// Where the new text begins, and what it is. It reaches to the end of the
    /// number found.
    pub(super) fn write(&self) -> (usize, String) {
        let mut new = String::new();
        let begin = if self.from.code() == self.to.code() {
            self.found.national()
        } else {
            self.write_code(&mut new)
        };
        if self.keeps_shape() {
            self.write_masked(&mut new, self.to.national().len());
        } else if !self.write_extended(&mut new) {
            self.write_grouped(&mut new);
        }
        (begin, new)
    }

    /// Writes another country's code: where it begins.
    fn write_code(&self, new: &mut String) -> usize {
        let found = self.found;
        let head = self.reader.part(found.code(), found.national()).as_bytes();
        let domestic = matches!(found.prefix, Prefix::Trunk | Prefix::Bare);
        if domestic {
            new.push('+');
        }
        new.push_str(self.to.code());
        if !domestic && !found.trunk_after_code {
            new.push_str(self.reader.part(found.behind_code(), found.national()));
        } else if !self.breaks.is_empty() || head.contains(&b' ') {
            new.push(' ');
        }
        // `(0)30` goes as a whole; of `(030)` the bracket stays.
        let before = self.reader.previous(found.code());
        if domestic && before.kind == Kind::Opening && head.contains(&b')') {
            before.from
        } else {
            found.code()
        }
    }

    /// Whether the digits can change and everything between them stay.
    fn keeps_shape(&self) -> bool {
        let (from, to) = (self.from.national(), self.to.national());
        if from.len() != to.len() || !self.letters_fit() {
            return false;
        }
        let (Some(old), Some(new)) = (self.from.country.area(from), self.area()) else {
            return true;
        };
        old == new
            || from.get(..new) == to.get(..new)
            || self.breaks.first().is_none_or(|first| first.0 == new)
    }

    /// Whether digits read well where letters stood: `800-FLOWERS` leaves no
    /// place between `555` and `0142`, `800-GOT-JUNK` does.
    fn letters_fit(&self) -> bool {
        self.found.letters == 0 || self.to.code() != "1" || self.breaks.len() != 1
    }

    /// How many digits the area code of the new number has.
    fn area(&self) -> Option<usize> {
        match self.groups.and_then(|groups| groups.iter().next()) {
            Some(area) => Some(area.len()),
            None => self.to.country.area(self.to.national()),
        }
    }

    /// The first `count` of the new digits with what stood between the old ones.
    fn write_masked(&self, new: &mut String, count: usize) {
        let mut at = self.found.national();
        for (index, digit) in self.to.national().chars().take(count).enumerate() {
            let (begin, end) = self.found.digit(index);
            new.push_str(self.reader.part(at, begin));
            new.push(digit);
            at = end;
        }
    }

    /// Where only the last group differs and no groups are given: the rest as it
    /// was, as from `0221 / 47 10 - 0` to `0221 / 47 10 - 137`.
    fn write_extended(&self, new: &mut String) -> bool {
        let Some(&(index, separator)) = self.breaks.last() else {
            return false;
        };
        let kept = self.from.national().get(..index).unwrap_or_default();
        let rest = self.to.national().strip_prefix(kept).unwrap_or_default();
        let subscriber = index > LONGEST_AREA || self.breaks.len() > 1;
        if self.groups.is_some() || rest.is_empty() || !subscriber {
            return false;
        }
        self.write_masked(new, index);
        new.push_str(separator);
        new.push_str(rest);
        true
    }

    /// The new digits in their own groups with the separators found.
    fn write_grouped(&self, new: &mut String) {
        let (after_area, inner) = match self.breaks.split_first() {
            Some((&(index, separator), inner)) if index <= LONGEST_AREA => (separator, inner),
            _ => ("", self.breaks.as_slice()),
        };
        let groups = self.new_groups();
        for (index, group) in groups.iter().enumerate() {
            // Only the bracket round the area code stays in its place.
            let (separator, bracket) = match index {
                0 => ("", Kind::Other),
                1 => (after_area, Kind::Closing),
                _ if inner.is_empty() && self.found.letters > 0 => {
                    (between_groups(after_area), Kind::Other)
                }
                _ => (separator(inner, index - 1, groups.len() - 1), Kind::Other),
            };
            self.push_separator(new, separator, bracket);
            new.push_str(group);
        }
    }

    fn push_separator(&self, new: &mut String, separator: &str, bracket: Kind) {
        let reader = Reader {
            text: separator,
            ..self.reader
        };
        let mut at = 0;
        while at < separator.len() {
            let sign = reader.next(at);
            if !matches!(sign.kind, Kind::Opening | Kind::Closing) || sign.kind == bracket {
                new.push_str(reader.part(at, sign.to));
            }
            at = sign.to;
        }
    }

    fn new_groups(&self) -> Vec<&str> {
        if let Some(groups) = self.groups {
            return groups.iter().collect();
        }
        let (from, to) = (self.from.national(), self.to.national());
        // The area code stays: then it is as long as it is written here.
        let written = self.breaks.first().map(|first| first.0);
        let written =
            written.filter(|&index| index <= LONGEST_AREA && from.get(..index) == to.get(..index));
        let area = written.or(self.to.country.area(to)).unwrap_or(to.len());
        let (area, subscriber) = to.split_at_checked(area).unwrap_or((to, ""));
        match subscriber.split_at_checked(3) {
            _ if subscriber.is_empty() => vec![to],
            Some((exchange, line)) if self.to.code() == "1" => vec![area, exchange, line],
            _ => vec![area, subscriber],
        }
    }
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
        None if is_dash(last) => "",
        None => last,
    }
}

/// Whether a hyphen or dash is in a separator.
fn is_dash(separator: &str) -> bool {
    let reader = Reader::plain(separator);
    let sign = reader.next(reader.skip(0, Kind::is_space));
    matches!(sign.kind, Kind::Hyphen | Kind::Dash)
}

/// What stands between the groups of a number whose letters had none, to go
/// with what stands behind its area code.
fn between_groups(after_area: &str) -> &str {
    let reader = Reader::plain(after_area);
    match reader.next(0).kind {
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
