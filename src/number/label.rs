//! Words beside a number that say what it is.

use super::kind::{DIGIT, Kind, Kinds, SEPARATOR, SPACE};
use super::sign::Reader;
use super::words::{
    self, BESIDE, CHAT, EXTENSION, FAX, MESSAGE, MONEY, NO_PHONE, NUMBER, PAY, PHONE, THING,
};

/// Longer than every word listed, and than two with a third between them.
const REACH: usize = 32;

/// What may stand between the words of a label, and behind it; in brackets too.
const INSIDE: Kinds = SPACE.and(Kinds::of(&[
    Kind::Stop,
    Kind::Colon,
    Kind::Hyphen,
    Kind::Dash,
    Kind::Slash,
    Kind::Plus,
    Kind::And,
    Kind::Hash,
    Kind::Equals,
]));

/// The same, and what parts two things.
const BETWEEN: Kinds = INSIDE.and(Kinds::of(&[Kind::Opening, Kind::Mark]));

pub(super) const LETTER: Kinds = Kinds::of(&[Kind::Letter, Kind::Script]);

/// What a label may name beside a telephone.
const OTHERS: u16 = FAX | CHAT | MESSAGE | PAY;

/// What stands in a number and before it on its line.
const NUMBER_SIGNS: Kinds = DIGIT
    .and(SEPARATOR)
    .and(Kinds::of(&[Kind::Space, Kind::Plus]));

/// The words before a place, as far as they can be a label.
pub(super) struct Label {
    /// Their letters from right to left, a space for all that is between words.
    letters: [u8; REACH],
    length: usize,
    /// Where the last word begins in the text.
    pub last_word: usize,
    /// Which lists have what it ends with.
    lists: u16,
    /// How many letters precede that.
    left: usize,
    /// Where the first begins.
    begin: usize,
}

impl Label {
    pub(super) fn before(reader: &Reader<'_>, place: usize) -> Self {
        let mut label = Self::read(reader, place);
        let (lists, rest) = words::end(label.letters());
        (label.lists, label.left) = (lists, rest.len());
        label
    }

    /// The letters alone.
    #[inline(never)]
    fn read(reader: &Reader<'_>, place: usize) -> Self {
        let mut sign = reader.previous_but(BETWEEN, place);
        // `Fax 1: …` is the first of several.
        if sign.is_digit() && reader.next(sign.to).plain == b':' {
            let word = reader.previous_but(SPACE, sign.from);
            if word.is_letter() {
                sign = word;
            }
        }
        let end = sign.to;
        let mut label = Self {
            letters: [b' '; REACH],
            length: 0,
            last_word: end,
            lists: 0,
            left: 0,
            begin: end,
        };
        let mut words = 1;
        while LETTER.have(sign.kind) {
            if sign.to < label.begin {
                label.length += 1;
                words += 1;
            }
            let Some(letter) = label.letters.get_mut(label.length) else {
                label.length = REACH;
                break;
            };
            *letter = sign.plain;
            label.length += 1;
            if words == 1 {
                label.last_word = sign.from;
            }
            label.begin = sign.from;
            sign = reader.previous_but(BETWEEN, label.begin);
        }
        // What is a part of an address says nothing: `Suite F, 208…`, `Boise, ID 208…`.
        let after = || reader.next(end).plain;
        let is_address = match end - label.last_word {
            1 => after() == b',',
            2 => after() == b' ' && reader.previous_but(SPACE, label.last_word).plain == b',',
            _ => false,
        };
        if is_address {
            label.length = 0;
        }
        label
    }

    /// Whether it is the word for a telephone.
    pub(super) fn is_phone(&self) -> bool {
        self.lists & PHONE > 0
    }

    /// Whether it is the word for a telephone, a fax or the like.
    pub(super) fn is_named(&self) -> bool {
        self.is_phone() || self.others() > 0
    }

    /// Whether it is one word that only joins what stands before it and behind it.
    pub(super) fn joins(&self) -> bool {
        self.lists & BESIDE > 0 && self.rest().is_empty()
    }

    /// Whether it is a word for money.
    pub(super) fn is_money(&self) -> bool {
        self.lists & MONEY > 0
    }

    /// Whether one word of four letters ends at `place`, as banks have, and where it
    /// begins.
    pub(super) fn bank(reader: &Reader<'_>, place: usize) -> Option<usize> {
        let label = Self::read(reader, place);
        let is_bank = label.length == 4 && !label.letters().contains(&b' ');
        is_bank.then_some(label.last_word)
    }

    /// What it names beside a telephone, some of `OTHERS`; nothing where it names a
    /// telephone too. An account is named by nothing else: what stands beside it in
    /// `Kontakt/WhatsApp` or `cash or PayPal` may be anything.
    pub(super) fn others(&self) -> u16 {
        let mut end = (self.lists, self.rest());
        let mut names = 0;
        let mut others = self.letters();
        while end.0 & (OTHERS | BESIDE | NUMBER) > 0 {
            names |= end.0 & OTHERS;
            others = end.1;
            end = words::end(others);
        }
        match end.0 & PHONE {
            0 if others.is_empty() => names,
            0 => names & FAX,
            _ => 0,
        }
    }

    /// Whether it is that of an article, an account, a tax number or the like.
    /// Where the number is a lump of digits, less is enough to say so.
    pub(super) fn is_no_phone(&self, lump: bool) -> bool {
        let is_one = |(lists, rest)| {
            let (lists, things) = match lists & (NO_PHONE | NUMBER) {
                NUMBER => (words::end(rest).0, true),
                _ => (lists, lump),
            };
            lists & NO_PHONE > 0 || things && lists & THING > 0
        };
        // A tax number's country goes before it: `USt-IdNr. DE …`.
        let behind_country = match self.letters() {
            [_, _, b' ', rest @ ..] => words::end(rest),
            _ => (0, &[][..]),
        };
        is_one((self.lists, self.rest())) || is_one(behind_country)
    }

    /// The letters before the word with which it ends.
    fn rest(&self) -> &[u8] {
        let letters = self.letters();
        letters.get(self.length - self.left..).unwrap_or_default()
    }

    fn letters(&self) -> &[u8] {
        self.letters.get(..self.length).unwrap_or_default()
    }
}

/// Where the word ends that begins at `at`.
fn word_end(reader: &Reader<'_>, at: usize) -> usize {
    let mut end = at;
    loop {
        let sign = reader.next(end);
        if !sign.is_letter() || end > at && sign.across {
            return end;
        }
        end = sign.to;
    }
}

/// Whether a word for a telephone or a fax begins at `at`, or an extension.
pub(super) fn is_label_after(reader: &Reader<'_>, at: usize) -> bool {
    Label::before(reader, word_end(reader, at)).is_named() || is_extension(reader, at)
}

/// Whether an extension begins at `at`: its word, then digits.
pub(super) fn is_extension(reader: &Reader<'_>, at: usize) -> bool {
    const BEFORE_DIGITS: Kinds = SPACE.and(Kinds::of(&[Kind::Stop, Kind::Colon]));
    let end = word_end(reader, at);
    let digits = reader.next_but(BEFORE_DIGITS, end).is_digit();
    digits && Label::before(reader, end).lists & EXTENSION > 0
}

/// Whether the words before `place` name a fax machine and no telephone.
fn is_fax_before(reader: &Reader<'_>, place: usize) -> bool {
    Label::before(reader, place).others() & FAX > 0
}

/// Whether a fax is named before a number where a bracket stands between, `(f) 202…` or
/// `Fax (24h): …`; and whether the bracket belongs to that number: it stands behind no
/// other, unless that has a label of its own before it.
pub(super) fn fax_in_brackets(reader: &Reader<'_>, outer: &Label) -> (bool, bool) {
    let closing = reader.previous(outer.begin);
    if closing.kind != Kind::Closing || outer.length > 0 {
        return (false, false);
    }
    let label = Label::before(reader, closing.from);
    let number = reader.previous_but(BETWEEN, label.begin);
    // Without letters in each bracket all numbers before it would be gone through.
    let leads = label.length > 0
        && (!number.is_digit() || reader.previous_but(NUMBER_SIGNS, number.to).is_letter());
    let opening = reader.previous_but(INSIDE.and(LETTER).and(DIGIT), closing.from);
    let inside = leads && label.others() & FAX > 0;
    (inside || is_fax_before(reader, opening.from), leads)
}

/// Whether `(Fax)` follows at `at`, or `fax` and nothing that it could belong to instead.
/// The word could belong to something else where the number is `named` a telephone
/// before, and the bracket where one `leads` before the number and another number follows.
pub(super) fn is_fax_after(reader: &Reader<'_>, at: usize, named: bool, leads: bool) -> bool {
    const STROKE: Kinds = Kinds::of(&[Kind::Hyphen, Kind::Dash, Kind::Colon, Kind::Slash]);
    const NUMBER: Kinds = SPACE.and(Kinds::of(&[Kind::Opening, Kind::Plus]));
    const FOLLOWING: Kinds = INSIDE.and(NUMBER).and(LETTER).and(DIGIT);
    let sign = reader.next_but(SPACE.and(STROKE), at);
    let end = match sign.kind {
        Kind::Opening => {
            let closing = reader.next_but(INSIDE.and(LETTER), sign.to);
            if closing.kind != Kind::Closing
                || leads && reader.next_but(NUMBER, closing.to).is_digit()
            {
                return false;
            }
            closing.from
        }
        Kind::Letter if !named => {
            let end = word_end(reader, sign.from);
            let after = reader.next_but(SPACE, end);
            if FOLLOWING.have(after.kind) && after.plain != b',' {
                return false;
            }
            end
        }
        _ => return false,
    };
    is_fax_before(reader, end)
}

/// Where the word for money that begins at `at` ends, if there is one.
pub(super) fn money_after(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let end = word_end(reader, at);
    (end > at && Label::before(reader, end).is_money()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Label {
        Label::before(&Reader::plain(text), text.len())
    }

    #[test]
    fn tells_fax_from_telephone() {
        for text in [
            "Fax: ",
            "Telefax ",
            "Fax-Nr.: ",
            "F. ",
            "Tel. 030 1234, Fax: ",
            "Tele-Fax: ",
            "Télécopie : ",
            "Fax\n        ",
            "Fax 1: ",
            "Per Fax an: ",
            "Send fax to ",
            "Fax al n. ",
            "📠 ",
            "🖷: ",
            "faxnummer ",
            "Computerfax ........ ",
            "Факс: ",
            "ФАКС ",
            "传真：",
            "公司傳真 ",
            "ＦＡＸ：",
            "ファックス番号: ",
            "팩스 ",
            "فاكس: ",
            "פקס ",
            "โทรสาร ",
        ] {
            assert!(label(text).others() > 0, "{text}");
        }
        for text in [
            "Tel./Fax: ",
            "Telefon & Telefax: ",
            "Tel. und Fax ",
            "T/F: ",
            "Telefon- und Faxnummer ",
            "TelFax ",
            "Fax und Telefon: ",
            "Tel. + Fax: ",
            "Tél. / Télécopie : ",
            "TÉL./FAX ",
            "Тел./факс: ",
            "电话/传真：",
            "電話・FAX ",
            "טל/פקס: ",
            "Kundentelefon/Fax: ",
            "Puh. ja faksi ",
            "Ruf ",
            "",
            "Faxe Kondi ",
            "Chef: ",
            "030 1234 (Fax) ",
            "Fax 1 ",
            "Fax 12: ",
            "🏠 ",
        ] {
            assert_eq!(label(text).others(), 0, "{text}");
        }
        let named = |text, named| is_fax_after(&Reader::plain(text), 0, named, false);
        let after = |text| named(text, false);
        assert!(after(" (Fax)") && after("[Telefax]"));
        assert!(after(" fax") && after(" - Fax\n") && !after(" Fax: 030"));
        assert!(!named(" Fax", true) && named(" (Fax)", true));
        assert!(!after(" Fax 030") && !after(" (Faxe)"));
    }

    #[test]
    fn knows_numbers_that_nobody_calls() {
        for text in [
            "Art.-Nr. ",
            "ArtNr:",
            "Bestell-Nr.: ",
            "Kundennummer ",
            "P. IVA ",
            "P.IVA ",
            "USt-IdNr. ",
            "Order no. ",
            "NIP ",
            "ID: ",
            "VAT Reg No ",
            "USt-IdNr. DE ",
            "DIČ: ",
            "ИНН ",
            "A/C No. ",
        ] {
            assert!(label(text).is_no_phone(false), "{text}");
        }
        for text in [
            "Start-Nr. ",
            "Tel.-Nr. ",
            "Nr. ",
            "To order: ",
            "David: ",
            "Bestell-Hotline: ",
            "",
        ] {
            assert!(!label(text).is_no_phone(false), "{text}");
        }
        assert!(label("Order: ").is_no_phone(true));
        assert!(!label("Border: ").is_no_phone(true));
    }

    #[test]
    fn knows_extensions() {
        let extension = |text| is_extension(&Reader::plain(text), 0);
        for text in ["x12", "ext. 12", "Ext 7", "DW 3"] {
            assert!(extension(text), "{text}");
        }
        for text in ["x", "extra 12", "12", "xa1"] {
            assert!(!extension(text), "{text}");
        }
    }

    #[test]
    fn reaches_no_further_than_it_can() {
        let long = "Donaudampfschifffahrtsgesellschaftskapitänsfax ";
        assert!(label(long).others() > 0);
        assert_eq!(label("Rufnummer: ").last_word, 0);
        assert_eq!(label("gute Rufnummer: ").last_word, 5);
    }
}
