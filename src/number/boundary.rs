//! Whether a number ends where its digits end, or is a piece of something
//! longer: another number, an account, a price, an address on the web.

use super::find::{Found, Number};
use super::label::{Label, is_extension, is_fax_after, is_label_after, is_money_after};
use super::sign::{Kind, Reader};

/// The most digits a number has (ITU-T E.164, 6.1).
const MOST_DIGITS: usize = 15;

/// The digits of the longest bank account number (ISO 13616).
const LONGEST_IBAN: usize = 32;

/// A direct dial is shorter; a postcode is not.
const FEWEST_APART: usize = 5;

/// A second number has at least as many digits.
const FEWEST_DIGITS: usize = 7;

/// An alternative ending, as in `042 / 43`, is not longer (ITU-T E.123, 3.4).
const LONGEST_ENDING: usize = 4;

/// A number found, and what surrounds it.
pub(super) struct Boundary<'a> {
    pub reader: Reader<'a>,
    pub found: &'a Found,
    pub number: &'a Number,
    /// Where the plus sign stands that belongs to it.
    pub plus: Option<usize>,
}

impl Boundary<'_> {
    /// Whether this is a telephone number of its own.
    pub(super) fn holds(&self) -> bool {
        let mut end = self.found.end();
        end = self.reader.skip(end, |kind| kind == Kind::Closing);
        let breaks = self.found.breaks(self.reader);
        // North American numbers are written 3-3-4, 3-7 or 6-4; other groups make
        // an IP address or a card number of the same digits.
        let usual = self.number.code() != "1"
            || self.plus.is_some()
            || self.found.letters > 0
            || breaks.iter().all(|&(index, _)| index == 3 || index == 6);
        usual
            && self.is_detached_after(end)
            && !self.is_continued(end)
            && !self.is_price_after(end)
            && !is_fax_after(self.reader, end)
            && self.is_free_before(breaks.is_empty())
    }

    fn is_free_before(&self, ungrouped: bool) -> bool {
        let begin = self.begin();
        let signed = self.plus.is_some();
        let label = Label::before(self.reader, begin);
        self.is_detached_before(begin, &label)
            && !self.is_price_before(begin, &label)
            && !label.is_fax()
            && !label.is_no_phone(ungrouped && !signed)
            && (signed || !self.is_tail_of_another(begin))
    }

    /// Where the number begins, its sign and its bracket included.
    fn begin(&self) -> usize {
        let mut begin = self.plus.unwrap_or(self.found.start());
        loop {
            let sign = self.reader.previous(self.reader.skip_space_back(begin));
            if sign.kind != Kind::Opening {
                return begin;
            }
            begin = sign.from;
        }
    }

    /// Whether what stands right before `begin` leaves the number alone.
    fn is_detached_before(&self, begin: usize, label: &Label) -> bool {
        let sign = self.reader.previous(begin);
        let before = self.reader.previous(sign.from).kind;
        let (digit, letter) = (before.is_digit(), before == Kind::Letter);
        match sign.kind {
            Kind::Digit | Kind::OtherDigit | Kind::At => false,
            // `Tel(030)…`, `Tel+49…`, but never `A030…` or `v1.202…`.
            Kind::Letter => begin < self.found.start() && label.is_phone(),
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
        let sign = self.reader.previous(self.reader.skip_space_back(begin));
        let currency = match sign.kind {
            Kind::Money => sign.from,
            Kind::Letter if label.is_money() => label.last_word,
            _ => return false,
        };
        let amount = self.reader.previous(self.reader.skip_space_back(currency));
        !amount.kind.is_digit()
    }

    /// Whether the digits before `begin` make one number with those after it: one
    /// of another country, or a bank account (IBAN).
    fn is_tail_of_another(&self, begin: usize) -> bool {
        let mut at = begin;
        let mut head = begin;
        let mut count = self.number.national().len();
        let before = loop {
            let sign = self.reader.previous(at);
            if sign.kind.is_digit() {
                head = sign.from;
                count += 1;
            } else if !sign.kind.is_space() && !sign.kind.is_separator() {
                break sign.kind;
            }
            at = sign.from;
            if count > MOST_DIGITS + LONGEST_IBAN {
                return false;
            }
        };
        if head == begin {
            return false;
        }
        if before == Kind::Plus {
            return count <= MOST_DIGITS;
        }
        // `18:00 030 …` is no call abroad.
        if before != Kind::Colon && self.is_abroad(head) {
            return count <= MOST_DIGITS + 2;
        }
        self.is_iban(head)
    }

    /// Whether the digits at `head` are `00` and a country code.
    fn is_abroad(&self, head: usize) -> bool {
        let digits = self.reader.text.as_bytes().get(head..).unwrap_or_default();
        let third = digits.iter().filter(|digit| digit.is_ascii_digit()).nth(2);
        digits.starts_with(b"00") && third != Some(&b'0')
    }

    /// Whether the digits at `head` are an IBAN's: `DE89 3704 …`.
    fn is_iban(&self, head: usize) -> bool {
        let bytes = self.reader.text.as_bytes();
        let (before, after) = bytes.split_at_checked(head).unwrap_or_default();
        let country = before
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_uppercase());
        let check = after.iter().take_while(|byte| byte.is_ascii_digit());
        country.take(3).count() == 2 && check.take(3).count() == 2
    }

    /// Whether what stands right after `end` leaves the number alone.
    fn is_detached_after(&self, end: usize) -> bool {
        let sign = self.reader.next(end);
        let after = self.reader.next(sign.to).kind;
        let (digit, letter) = (after.is_digit(), after == Kind::Letter);
        match sign.kind {
            Kind::Digit | Kind::OtherDigit | Kind::At => false,
            Kind::Letter => is_extension(self.reader, end),
            Kind::Slash if digit => self.is_other_number(sign.to),
            Kind::Slash | Kind::Hyphen if letter => is_label_after(self.reader, sign.to),
            Kind::Stop | Kind::Equals => !digit && !letter,
            Kind::Colon | Kind::Opening | Kind::Hyphen | Kind::Dash => !digit,
            _ => true,
        }
    }

    /// Whether the digits that follow across a space, a spaced dash or a spaced
    /// slash may belong to the number.
    fn is_continued(&self, end: usize) -> bool {
        let open = self.number.country.open;
        let sign = self.reader.next(self.reader.skip(end, Kind::is_space));
        if sign.kind.is_digit() {
            let line = self.reader.skip(end, |kind| kind == Kind::Space);
            let same_line = self.reader.next(line).kind != Kind::Line;
            return open && same_line && self.is_direct_dial(sign.from);
        }
        let at = self.reader.skip(sign.to, Kind::is_space);
        if !self.reader.next(at).kind.is_digit() {
            return false;
        }
        match sign.kind {
            Kind::Slash => self.is_ending(at),
            Kind::Hyphen | Kind::Dash => open && self.is_direct_dial(at),
            _ => false,
        }
    }

    /// Whether the digits at `at` can be a direct dial: together they are not too
    /// many for one number, or too few for anything else.
    fn is_direct_dial(&self, at: usize) -> bool {
        let (run, all) = self.count_digits(at);
        let room = MOST_DIGITS.saturating_sub(self.number.digits().len());
        let apart = run > room && run >= FEWEST_APART || all > room && self.is_other_number(at);
        !apart
    }

    /// Whether the digits at `at` are an alternative ending: `… 042 / 43`.
    fn is_ending(&self, at: usize) -> bool {
        let (run, all) = self.count_digits(at);
        all <= LONGEST_ENDING && self.reader.next(at + run).kind != Kind::Letter
    }

    /// Whether a whole number begins at `at`, its trunk prefix included.
    fn is_other_number(&self, at: usize) -> bool {
        let (_, all) = self.count_digits(at);
        self.reader.next(at).plain == b'0' && all >= FEWEST_DIGITS
    }

    /// How many digits begin at `at`: without anything between them, and with
    /// spaces, hyphens and stops. More than a number has are not counted.
    fn count_digits(&self, at: usize) -> (usize, usize) {
        let (mut run, mut all) = (0, 0);
        let mut place = at;
        while all <= MOST_DIGITS {
            let sign = self.reader.next(place);
            match sign.kind {
                Kind::Digit | Kind::OtherDigit => all += 1,
                Kind::Space | Kind::Line | Kind::Hyphen | Kind::Stop => {}
                _ => break,
            }
            place = sign.to;
            if place == at + all {
                run = all;
            }
        }
        (run, all)
    }

    /// Whether the currency of an amount follows; one of the next amount does not
    /// count.
    fn is_price_after(&self, end: usize) -> bool {
        let sign = self.reader.next(self.reader.skip(end, Kind::is_space));
        match sign.kind {
            Kind::Money => !self.reader.next(sign.to).kind.is_digit(),
            _ => is_money_after(self.reader, sign.from),
        }
    }
}
