//! A number written the way another was.

use std::ops::Range;

use super::Groups;
use super::find::{Found, Prefix, Target};
use super::glyph::{is_closing, is_dash, is_opening, is_space, previous};

/// What is put in place of a number found.
pub(super) struct Writer<'a> {
    pub text: &'a str,
    pub found: &'a Found,
    pub from: &'a Target,
    pub to: &'a Target,
    pub groups: Option<&'a Groups>,
}

/// No area code is longer: Germany's and Britain's have up to five digits.
const LONGEST_AREA: usize = 5;

impl Writer<'_> {
    /// The bytes to replace, and what by.
    pub(super) fn write(&self) -> (Range<usize>, String) {
        let national = if self.keeps_shape() {
            self.masked()
        } else {
            self.grouped()
        };
        if self.from.code() == self.to.code() {
            (self.found.first()..self.found.end(), national)
        } else {
            self.abroad(&national)
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
        let first = self.found.breaks(self.text).next();
        old == new
            || from.get(..new) == to.get(..new)
            || first.is_none_or(|(index, _)| index == new)
    }

    /// Whether digits read well where letters stood: `800-FLOWERS` leaves no
    /// place between `555` and `0142`, `800-GOT-JUNK` does.
    fn letters_fit(&self) -> bool {
        let places = || self.found.breaks(self.text).map(|(index, _)| index);
        self.found.letters == 0
            || self.to.code() != "1"
            || places().next().is_none()
            || places().eq([3, 6])
    }

    /// How many digits the area code of the new number has.
    fn area(&self) -> Option<usize> {
        match self.groups.and_then(|groups| groups.iter().next()) {
            Some(area) => Some(area.len()),
            None => self.to.country.area(self.to.national()),
        }
    }

    /// The new digits with what stood between the old ones.
    fn masked(&self) -> String {
        self.copied(self.to.national().len())
    }

    /// The first `count` of the new digits with what stood between the old ones.
    fn copied(&self, count: usize) -> String {
        let mut result = String::new();
        let mut at = self.found.first();
        let digits = self.to.national().chars().take(count);
        for (digit, &(begin, end)) in digits.zip(self.found.spans()) {
            result.push_str(self.text.get(at..begin).unwrap_or_default());
            result.push(digit);
            at = end;
        }
        result
    }

    /// The new digits in their own groups with the separators found.
    fn grouped(&self) -> String {
        let breaks: Vec<(usize, &str)> = self.found.breaks(self.text).collect();
        if let Some(extended) = self.extended(&breaks) {
            return extended;
        }
        let groups = self.new_groups(&breaks);
        let Some((area, subscriber)) = groups.split_first() else {
            return String::new();
        };
        let (after_area, inner) = match breaks.split_first() {
            Some((&(index, separator), inner)) if index <= LONGEST_AREA => (separator, inner),
            _ => ("", breaks.as_slice()),
        };
        let mut inner: Vec<&str> = inner.iter().map(|&(_, separator)| separator).collect();
        if inner.is_empty() && self.found.letters > 0 && !after_area.is_empty() {
            inner.push(between_groups(after_area));
        }
        let mut result = (*area).to_owned();
        result.extend(after_area.chars().filter(|&c| !is_opening(c)));
        for (index, group) in subscriber.iter().enumerate() {
            if index > 0 {
                let separator = separator(&inner, index, subscriber.len());
                result.extend(
                    separator
                        .chars()
                        .filter(|&c| !is_opening(c) && !is_closing(c)),
                );
            }
            result.push_str(group);
        }
        result
    }

    /// Where only the last group differs and no groups are given: the rest as it
    /// was, as from `0221 / 47 10 - 0` to `0221 / 47 10 - 137`.
    fn extended(&self, breaks: &[(usize, &str)]) -> Option<String> {
        let &(index, separator) = breaks.last()?;
        let (from, to) = (self.from.national(), self.to.national());
        let rest = to.strip_prefix(from.get(..index)?)?;
        if self.groups.is_some() || rest.is_empty() || index <= LONGEST_AREA && breaks.len() == 1 {
            return None;
        }
        let mut result = self.copied(index);
        result.push_str(separator);
        result.push_str(rest);
        Some(result)
    }

    fn new_groups(&self, breaks: &[(usize, &str)]) -> Vec<&str> {
        if let Some(groups) = self.groups {
            return groups.iter().collect();
        }
        let (from, to) = (self.from.national(), self.to.national());
        // The area code stays: then it is as long as it is written here.
        let written = breaks.first().map(|&(index, _)| index);
        let written =
            written.filter(|&index| index <= LONGEST_AREA && from.get(..index) == to.get(..index));
        let (area, subscriber) = match written.or(self.to.country.area(to)) {
            Some(area) => to.split_at_checked(area).unwrap_or((to, "")),
            None => (to, ""),
        };
        let groups = match subscriber.split_at_checked(3) {
            Some((exchange, line)) if self.to.code() == "1" => vec![area, exchange, line],
            _ => vec![area, subscriber],
        };
        groups
            .into_iter()
            .filter(|group| !group.is_empty())
            .collect()
    }

    /// The number with its country code, since that is another one.
    fn abroad(&self, national: &str) -> (Range<usize>, String) {
        let (found, code) = (self.found, self.to.code());
        let head = self
            .text
            .get(found.start..found.first())
            .unwrap_or_default();
        let domestic = matches!(found.prefix, Prefix::Trunk | Prefix::Bare);
        let gap = if !domestic && !found.trunk_after_code {
            head.rsplit(|c: char| c.is_ascii_digit())
                .next()
                .unwrap_or_default()
        } else if head.contains(is_space) || found.breaks(self.text).next().is_some() {
            " "
        } else {
            ""
        };
        let sign = match found.prefix {
            Prefix::Plus | Prefix::Code => "",
            Prefix::Abroad => self.from.abroad_prefix(head),
            Prefix::Trunk | Prefix::Bare => "+",
        };
        // `(0)30` goes as a whole; of `(030)` the bracket stays.
        let start = match previous(self.text, found.start) {
            Some((c, begin)) if domestic && is_opening(c) && head.contains(is_closing) => begin,
            _ => found.start,
        };
        (start..found.end(), [sign, code, gap, national].concat())
    }
}

/// What stands before the group of this index, the first of the subscriber's
/// being 0: the separators found in their order, the last one before the last
/// group, since a hyphen there precedes the direct dial (DIN 5008).
fn separator<'t>(found: &[&'t str], index: usize, groups: usize) -> &'t str {
    let Some((&last, others)) = found.split_last() else {
        return "";
    };
    if index + 1 == groups {
        return last;
    }
    match others.get(index - 1).or(others.last()) {
        Some(separator) => separator,
        None if last.contains(is_dash) => "",
        None => last,
    }
}

/// What stands between the groups of a number whose letters had none, to go
/// with what stands behind its area code.
fn between_groups(after_area: &str) -> &str {
    let alike = |c: char| is_dash(c) || is_space(c) || c == '.';
    if after_area.chars().all(alike) {
        after_area
    } else {
        "-"
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
