//! Words beside a number that say what it is.

use super::kind::{Kind, Kinds, SPACE};
use super::sign::Reader;
use super::words::{
    AND, EXTENSION, FAR, FAX, FAX_ALONE, MONEY, NO_PHONE, NUMBER, PHONE, TELEPHONE, THING,
};

/// Longer than every word listed, and than two with a third between them.
const REACH: usize = 32;

/// What may stand between the words of a label, and behind it.
const BETWEEN: Kinds = SPACE.and(Kinds::of(&[
    Kind::Stop,
    Kind::Colon,
    Kind::Hyphen,
    Kind::Dash,
    Kind::Slash,
    Kind::Plus,
    Kind::And,
    Kind::Hash,
    Kind::Equals,
    Kind::Opening,
    Kind::Mark,
]));

const LETTER: Kinds = Kinds::of(&[Kind::Letter, Kind::Script]);

/// The words before a place, as far as they can be a label.
pub(super) struct Label {
    /// Their letters from right to left, a space for all that is between words.
    letters: [u8; REACH],
    length: usize,
    /// Where the last word begins in the text.
    pub last_word: usize,
}

impl Label {
    pub(super) fn before(reader: &Reader<'_>, place: usize) -> Self {
        let mut label = Self {
            letters: [b' '; REACH],
            length: 0,
            last_word: place,
        };
        let mut at = place;
        let mut words = 0;
        loop {
            let sign = reader.previous_but(BETWEEN, at);
            if !LETTER.have(sign.kind) {
                return label;
            }
            if words == 0 || sign.to < at {
                label.length += usize::from(words > 0);
                words += 1;
            }
            let Some(letter) = label.letters.get_mut(label.length) else {
                label.length = REACH;
                return label;
            };
            *letter = sign.plain;
            label.length += 1;
            if words == 1 {
                label.last_word = sign.from;
            }
            at = sign.from;
        }
    }

    /// Whether it is the word for a telephone.
    pub(super) fn is_phone(&self) -> bool {
        PHONE.end(self.letters(), true).is_some()
    }

    /// Whether it is a word for money.
    pub(super) fn is_money(&self) -> bool {
        MONEY.end(self.letters(), true).is_some()
    }

    /// Whether it is one word of four letters, as banks have.
    pub(super) fn is_bank(&self) -> bool {
        self.length == 4 && !self.letters().contains(&b' ')
    }

    /// Whether it names a fax machine and no telephone.
    pub(super) fn is_fax(&self) -> bool {
        let all = self.letters();
        let all = NUMBER.end(all, false).unwrap_or(all);
        let Some(rest) = FAX.end(all, false).or_else(|| FAX_ALONE.end(all, true)) else {
            return false;
        };
        let rest = FAR.end(rest, true).unwrap_or(rest);
        let rest = AND.end(rest, true).unwrap_or(rest);
        PHONE.end(rest, true).is_none() && TELEPHONE.end(rest, false).is_none()
    }

    /// Whether it is that of an article, an account, a tax number or the like.
    /// Where the number is a lump of digits, less is enough to say so.
    pub(super) fn is_no_phone(&self, lump: bool) -> bool {
        let all = self.letters();
        // A tax number's country goes before it: `USt-IdNr. DE …`.
        let behind_country = match all {
            [_, _, b' ', rest @ ..] => rest,
            _ => &[],
        };
        [all, behind_country].into_iter().any(|all| {
            let numbered = NUMBER.end(all, false);
            NO_PHONE.end(all, true).is_some()
                || numbered.is_some_and(|rest| NO_PHONE.end(rest, true).is_some())
                || (numbered.or(lump.then_some(all)))
                    .is_some_and(|rest| THING.end(rest, true).is_some())
        })
    }

    fn letters(&self) -> &[u8] {
        self.letters.get(..self.length).unwrap_or_default()
    }
}

/// The word that begins at `at`, and where it ends.
fn word_after(reader: &Reader<'_>, at: usize) -> Option<(Label, usize)> {
    let mut sign = reader.next(at);
    let begins = sign.is_letter();
    let mut end = at;
    while sign.is_letter() && (end == at || !sign.across) {
        end = sign.to;
        sign = reader.next(end);
    }
    begins.then(|| (Label::before(reader, end), end))
}

/// Whether a word for a telephone or a fax begins at `at`, or an extension.
pub(super) fn is_label_after(reader: &Reader<'_>, at: usize) -> bool {
    let label = word_after(reader, at);
    label.is_some_and(|(label, _)| label.is_phone() || label.is_fax()) || is_extension(reader, at)
}

/// Whether an extension begins at `at`: its word, then digits.
pub(super) fn is_extension(reader: &Reader<'_>, at: usize) -> bool {
    const BEFORE_DIGITS: Kinds = SPACE.and(Kinds::of(&[Kind::Stop, Kind::Colon]));
    word_after(reader, at).is_some_and(|(label, end)| {
        let digits = reader.next_but(BEFORE_DIGITS, end).is_digit();
        digits && EXTENSION.end(label.letters(), true).is_some()
    })
}

/// Whether `(Fax)` follows at `at`, or `fax` and nothing more; that belongs to what
/// comes after it where the number is `named` a telephone before.
pub(super) fn is_fax_after(reader: &Reader<'_>, at: usize, named: bool) -> bool {
    const BEFORE: Kinds = SPACE.and(Kinds::of(&[Kind::Hyphen, Kind::Dash, Kind::Colon]));
    let sign = reader.next_but(BEFORE, at);
    let bracket = sign.kind == Kind::Opening;
    let word = if bracket { sign.to } else { sign.from };
    word_after(reader, word).is_some_and(|(label, end)| {
        let after = reader.next_but(SPACE, end).kind;
        let last = if bracket { Kind::Closing } else { Kind::End };
        after == last && (bracket || !named) && label.is_fax()
    })
}

/// Whether a word for money begins at `at`.
pub(super) fn is_money_after(reader: &Reader<'_>, at: usize) -> bool {
    word_after(reader, at).is_some_and(|(label, _)| label.is_money())
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
            assert!(label(text).is_fax(), "{text}");
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
        ] {
            assert!(!label(text).is_fax(), "{text}");
        }
        let after = |text| is_fax_after(&Reader::plain(text), 0, false);
        assert!(after(" (Fax)") && after("[Telefax]"));
        assert!(after(" fax") && after(" - Fax\n") && !after(" Fax: 030"));
        assert!(!is_fax_after(&Reader::plain(" Fax"), 0, true));
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
        assert!(label(long).is_fax());
        assert_eq!(label("Rufnummer: ").last_word, 0);
        assert_eq!(label("gute Rufnummer: ").last_word, 5);
    }
}
