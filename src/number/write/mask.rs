//! The mask: digits that change while everything between them stays.

use super::{Edit, Writer};

impl Writer<'_> {
    /// Whether the digits can change and everything between them stay.
    pub(super) fn keeps_shape(&self, common: usize) -> bool {
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
    pub(super) fn masked(&self) -> Option<Edit> {
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
}

#[cfg(test)]
mod tests {
    use crate::number::write::tests::swapped;

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
}
