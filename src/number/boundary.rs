//! Whether a number ends where its digits end, or is a piece of something
//! longer: another number, an account, a price, an address on the web.

use super::Matching;
use super::find::{Found, Number, Prefix};
use super::kind::{Kind, Kinds, SEPARATOR, SPACE};
use super::label::{
    Label, fax_in_brackets, is_extension, is_fax_after, is_label_after, money_after,
};
use super::reference::{ending, is_piece};
use super::sign::{BORDER, MOST_DIGITS, Reader, Sign};
use super::words::{CHAT, FAX, MESSAGE, PAY};

/// The digits of the longest bank account number (ISO 13616).
const LONGEST_IBAN: usize = 32;

/// A direct dial is shorter; a postcode is not.
const FEWEST_APART: usize = 5;

/// A second number has at least as many digits.
const FEWEST_DIGITS: usize = 7;

/// Fewer digits, which are a whole number on some islands, are found anywhere.
const FEWEST_BARE: usize = 6;

/// An alternative ending, as in `042 / 43`, is not longer (ITU-T E.123, 3.4).
const LONGEST_ENDING: usize = 4;

/// A number found, and what surrounds it.
pub(super) struct Boundary<'a> {
    pub reader: &'a Reader<'a>,
    pub found: &'a Found,
    pub number: &'a Number,
    pub matching: Matching,
    /// Where the plus sign stands that belongs to it.
    pub plus: Option<usize>,
}

impl Boundary<'_> {
    /// Whether this is a telephone number of its own.
    pub(super) fn holds(&self) -> bool {
        let mut end = self.found.whole_end();
        while let Sign {
            kind: Kind::Closing,
            to,
            ..
        } = self.reader.next(end)
        {
            end = to;
        }
        let breaks = self.found.breaks(self.reader);
        // North American numbers are written 3-3-4, 3-7 or 6-4; other groups make
        // an IP address or a card number of the same digits.
        let usual = self.number.code != "1"
            || self.plus.is_some()
            || self.found.letters > 0
            || breaks.iter().all(|&(index, _)| index == 3 || index == 6);
        usual
            && !self.is_decimal()
            && self.is_detached_after(end)
            && !self.is_continued(end)
            && !self.is_price_after(end)
            && self.is_free_before(breaks.is_empty(), end)
    }

    /// Whether it reads as a fraction: a full stop behind the first digit and
    /// nothing else between them, `0.30…` or `1.202…`.
    fn is_decimal(&self) -> bool {
        let bytes = self
            .reader
            .part(self.found.start(), self.found.end())
            .as_bytes();
        let mut seen = bytes.iter().filter(|byte| **byte != BORDER as u8);
        self.plus.is_none() && seen.nth(1) == Some(&b'.') && seen.all(u8::is_ascii_digit)
    }

    fn is_free_before(&self, ungrouped: bool, end: usize) -> bool {
        // Where it begins, its sign and its bracket included.
        let mut begin = self.plus.unwrap_or(self.found.start());
        loop {
            let sign = self.reader.previous_but(SPACE, begin);
            if sign.kind != Kind::Opening {
                break;
            }
            begin = sign.from;
        }
        let signed = self.plus.is_some();
        let local = self.found.prefix == Prefix::Local;
        let counted = self.reader.previous_but(SPACE, begin).kind == Kind::Hash;
        let label = Label::before(self.reader, begin);
        self.is_detached_before(begin, &label, ungrouped)
            && !self.is_price_before(begin, &label)
            && !self.is_another(&label, end)
            && !label.is_no_phone((ungrouped || local || counted) && !signed)
            && (signed || !self.is_tail_of_another(begin))
            && (!local || self.is_local(begin, &label, ungrouped))
            && (!self.is_short() || label.is_phone() || self.is_alone(begin, end))
    }

    /// Whether what stands beside it names something else than a telephone that a site
    /// does not ask for.
    fn is_another(&self, label: &Label, end: usize) -> bool {
        let asked = self.matching;
        let others = label.others();
        others & CHAT > 0 && !asked.whatsapp
            || others & MESSAGE > 0 && !asked.sms
            || others & PAY > 0
            || !asked.fax && (others & FAX > 0 || self.is_fax(label, end))
    }

    /// Whether a bracket before it or a word behind it names a fax machine.
    fn is_fax(&self, label: &Label, end: usize) -> bool {
        let (before, leads) = fax_in_brackets(self.reader, label);
        before || is_fax_after(self.reader, end, label.is_phone(), leads)
    }

    /// Whether it is short and stands without any prefix.
    fn is_short(&self) -> bool {
        self.found.prefix == Prefix::Bare && self.number.national.len() < FEWEST_BARE
    }

    /// Whether nothing else stands in its text.
    fn is_alone(&self, begin: usize, end: usize) -> bool {
        let before = self.reader.previous_but(SPACE, begin);
        let after = self.reader.next_but(SPACE, end);
        [before, after]
            .iter()
            .all(|sign| sign.kind == Kind::End || sign.across)
    }

    /// Whether it may be a number without its area code: no digits stand before
    /// it, which may be another, and it is named or written like a number, or
    /// nothing else stands before it.
    fn is_local(&self, begin: usize, label: &Label, ungrouped: bool) -> bool {
        const BETWEEN: Kinds = SPACE.and(SEPARATOR);
        let before = self.reader.previous_but(BETWEEN, begin);
        let alone = before.kind == Kind::End || before.across || label.is_phone();
        !before.is_digit() && before.kind != Kind::Plus && (alone || !ungrouped)
    }

    /// Whether what stands right before `begin` leaves the number alone.
    fn is_detached_before(&self, begin: usize, label: &Label, ungrouped: bool) -> bool {
        let sign = self.reader.previous(begin);
        let before = self.reader.previous(sign.from);
        let (digit, letter) = (before.is_digit(), before.is_letter() && !before.across);
        match sign.kind {
            Kind::Digit | Kind::OtherDigit | Kind::At => false,
            // `Tel(030)…`, `Tel+49…`, `TEL03-…`, but never `A030…`, `t030…` or `v1.202…`.
            Kind::Letter => {
                let apart = begin < self.found.start() || !ungrouped;
                sign.across || apart && label.is_phone()
            }
            // `…/+49` begins a number, `…/030` may be a part of an address.
            Kind::Slash => !letter && (!digit || self.plus.is_some()),
            Kind::Equals => !digit && !letter,
            // `Tel.030…`, but never `4711-030…` or `AB-030…`.
            Kind::Stop | Kind::Hyphen => !digit && (!letter || label.is_phone()),
            // Other dashes stand between words: `call us—202-555-0142`.
            Kind::Colon | Kind::Dash => !digit,
            // `Order #2025550142`, but `Phone #202-555-0142`.
            Kind::Hash => label.is_phone(),
            _ => true,
        }
    }

    /// Whether the currency of an amount stands before `begin`; one that belongs
    /// to the amount before it does not count.
    fn is_price_before(&self, begin: usize, label: &Label) -> bool {
        const BETWEEN: Kinds = SPACE.and(Kinds::of(&[Kind::Stop]));
        let sign = self.reader.previous_but(BETWEEN, begin);
        let currency = match sign.kind {
            Kind::Money => sign.from,
            Kind::Letter if label.is_money() => label.last_word,
            _ => return false,
        };
        !self.reader.previous_but(SPACE, currency).is_digit()
    }

    /// Whether the digits before `begin` make one number with those after it: one
    /// of another country, or a bank account (IBAN).
    fn is_tail_of_another(&self, begin: usize) -> bool {
        const BETWEEN: Kinds = SPACE.and(SEPARATOR);
        let mut head = begin;
        let mut count = self.number.national.len();
        let before = loop {
            let sign = self.reader.previous_but(BETWEEN, head);
            if !sign.is_digit() {
                break sign;
            }
            head = sign.from;
            count += 1;
            if count > MOST_DIGITS + LONGEST_IBAN {
                return false;
            }
        };
        if before.kind == Kind::Plus {
            return head < begin && count <= MOST_DIGITS;
        }
        // `00` and a country code, `011` in North America; but `18:00 030 …` is no
        // call abroad.
        let third = self.reader.next_but(BETWEEN, head + 2).plain;
        let abroad = match self.reader.part(head, head + 2) {
            "00" => third != b'0',
            "01" => third == b'1' && self.number.code == "1",
            _ => false,
        };
        if abroad && head < begin {
            return before.kind != Kind::Colon && count <= MOST_DIGITS + 3;
        }
        // `DE89 3704 …`: two letters, glued to the digits. In `GB29 NWBK 6016 …` the
        // bank's four letters stand between.
        if let Some(bank) = Label::bank(self.reader, head) {
            let check = self.reader.previous_but(SPACE, bank);
            let first = self.reader.previous(check.from);
            if check.is_digit() && first.is_digit() {
                head = first.from;
            }
        }
        let second = self.reader.previous(head);
        let first = self.reader.previous(second.from);
        let country = second.is_letter() && first.is_letter();
        let glued = country && second.to == head && head < begin;
        glued && !self.reader.previous(first.from).is_letter()
    }

    /// Whether what stands right after `end` leaves the number alone.
    fn is_detached_after(&self, end: usize) -> bool {
        let sign = self.reader.next(end);
        let after = self.reader.next(sign.to);
        let (digit, letter) = (after.is_digit(), after.is_letter() && !after.across);
        match sign.kind {
            Kind::Digit | Kind::OtherDigit | Kind::At => false,
            Kind::Other => sign.plain != b'%',
            Kind::Letter => sign.across || is_extension(self.reader, end),
            // A whole number may follow, its prefix included where it has one.
            Kind::Slash if digit => {
                let count = self.count_digits(sign.to);
                let whole = self.number.national.len();
                after.plain == b'0' && count >= FEWEST_DIGITS
                    || count == whole
                    || count == whole + 1
            }
            Kind::Slash | Kind::Hyphen if letter => is_label_after(self.reader, sign.to),
            Kind::Stop | Kind::Equals => !digit && !letter,
            // A wide bracket follows without a space.
            Kind::Opening => !digit || sign.to > sign.from + 1,
            // `142,-` is an amount.
            Kind::Colon => !digit && !matches!(after.kind, Kind::Hyphen | Kind::Dash),
            Kind::Hyphen | Kind::Dash => !digit,
            _ => true,
        }
    }

    /// Whether the digits that follow across a space, a spaced dash or slash, or right
    /// behind the sign of a range, may belong to the number.
    fn is_continued(&self, end: usize) -> bool {
        const SAME_LINE: Kinds = Kinds::of(&[Kind::Space]);
        let sign = self.reader.next_but(SAME_LINE, end);
        let digits = match sign.kind {
            Kind::Digit => sign.from,
            Kind::Slash | Kind::Hyphen | Kind::Dash => self.reader.next_but(SPACE, sign.to).from,
            // Across a space it stands between two things: `1234・5`, but `… · 24 h`.
            Kind::Range | Kind::Mark if self.reader.next(end).from == sign.from => sign.to,
            _ => return false,
        };
        // Hours: a longer number may have an extension, or a word, right behind it.
        let short = self.reader.count_digits(digits, Kinds::of(&[])) <= 2;
        let always = self.reader.part(digits, digits + 4) == "24/7";
        if short && (always || is_piece(self.reader, digits)) {
            return false;
        }
        let count = match sign.kind {
            Kind::Range | Kind::Mark => ending(self.reader, digits),
            _ => self.count_digits(digits),
        };
        if !matches!(sign.kind, Kind::Digit | Kind::Hyphen | Kind::Dash) {
            return count > 0 && count <= LONGEST_ENDING;
        }
        // A direct dial makes no number longer than numbers are.
        let room = MOST_DIGITS.saturating_sub(self.number.code.len() + self.number.national.len());
        self.number.country.open && count > 0 && (count <= room || count < FEWEST_APART)
    }

    /// How many digits follow at `at` with spaces, hyphens and stops, or one more
    /// than a number has.
    fn count_digits(&self, at: usize) -> usize {
        const BETWEEN: Kinds = SPACE.and(Kinds::of(&[Kind::Hyphen, Kind::Stop]));
        self.reader.count_digits(at, BETWEEN)
    }

    /// Whether the currency of an amount follows; one of the next amount does not
    /// count.
    fn is_price_after(&self, end: usize) -> bool {
        let sign = self.reader.next_but(SPACE, end);
        let behind = match sign.kind {
            Kind::Money => Some(sign.to),
            _ => money_after(self.reader, sign.from),
        };
        behind.is_some_and(|end| !self.reader.next_but(SPACE, end).is_digit())
    }
}

#[cfg(test)]
mod tests {
    use crate::number::Swapper;

    fn found(text: &str) -> usize {
        let swaps = ["+493023125042=+493023125877", "+12025550142=+12025550187"];
        let swaps = swaps.map(|swap| swap.parse().unwrap());
        Swapper::new(swaps.to_vec()).text(text).len()
    }

    #[test]
    fn takes_numbers_of_their_own() {
        for text in [
            "Tel.:030 23125042.",
            "(+49 30 23125042)",
            "030 23125042 / 030 23125043",
            "030 23125042/030 23125043",
            "030 23125043/+49 30 23125042",
            "030 23125042 10115 Berlin",
            "18:00 030 23125042",
            "18:00 49 3023125042",
            "20005 202-555-0142 24/7",
            "202-555-0142x5",
            "202-555-0142/800-555-0143",
            "030 23125042 24h",
            "030 23125042 - 24/7",
            "030 23125042 9:00-18:00",
            "202-555-0142 / 24/7",
            "20 € 202-555-0142 $5",
            "Phone #202-555-0142",
        ] {
            assert_eq!(found(text), 1, "{text}");
        }
    }

    #[test]
    fn ends_words_at_borders_but_no_digits() {
        for text in [
            "phone\x00030 23125042",
            "030 23125042\0Mo-Fr",
            "Home\0/030 23125042/\0Contact",
            "030\0 23125042.\0Next",
            "18 Uhr\0\x00030\0\x0023125042\0",
            "030 23125042\0xa5",
        ] {
            assert_eq!(found(text), 1, "{text:?}");
        }
        for text in [
            "1\x00030 23125042",
            "030 23125042\x000",
            "030 23125042-\x000",
            "+43\0 030 23125042",
            "0\0.3023125042",
            "Fax:\0 030 23125042",
            "Tele\0fax\x00030 23125042",
            "030 23125042 (\0Fax\0)",
            "030 23125042 \0€\0uro",
            "202 555 0142\0 USD\0net",
            "mail\0@\x002025550142",
            "Art.-\0Nr. \x002025550142",
        ] {
            assert_eq!(found(text), 0, "{text:?}");
        }
    }

    #[test]
    fn leaves_pieces_of_something_longer() {
        for text in [
            "A030 23125042",
            "4711-030 23125042",
            "030 23125042-0",
            "030 23125042 / 43",
            "030 23125042 12",
            "030 23125042 - 12",
            "030 23125042 1 2",
            "030 23125042 12\0Zimmer",
            "030 23125042 10/11",
            "030 23125042 123x4",
            "202-555-0142/555-0143",
            "030 23125042/43 030 23125044",
            "+43 030 23125042",
            "0043 (0)30 23125042",
            "011 52 202 555 0142",
            "DE03 2025 5501 42",
            "DE89 2025550142",
            "1.2025550142",
            "20.255.501.42",
            "$2025550142",
            "2025550142 USD",
            "Order #2025550142",
            "+202 555 0142",
        ] {
            assert_eq!(found(text), 0, "{text}");
        }
    }
}
