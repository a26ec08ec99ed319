//! Words beside a number that say what it is.
//!
//! All words are listed without accents and in small letters.

use super::sign::{Kind, Reader};

/// A telephone.
const PHONE: &str = "tel telefon telephone telefono telefoon telefone fon phone ph fono tlf tfn \
    tln t p m mob mobil mobile handy cell call hotline festnetz rufnummer";

/// A fax machine, or the end of a word for one.
const FAX: &str = "fax faks telecopie telecopieur";

/// Between two labels of one number: `Telefon und Fax`.
const AND: &str = "und u and et y e i og och en oder or";

/// A number of any sort, or the end of a word for one.
const NUMBER: &str = "nr no num nummer number id";

/// Things with numbers that nobody can call. Alone, without a word for number,
/// they may also precede a telephone number (`To order: 202-555-0142`).
const THING: &str = "art artikel best bestell kd kunden rechnung rechnungs auftrag auftrags vorgangs \
    vertrags serien teile modell sendungs order item part product model invoice account acct case \
    ticket tracking customer serial license licence policy company reg";

/// Numbers that nobody can call: registers, taxes, accounts, trade.
const NO_PHONE: &str = "id iban bic hrb hra uid ustid steuer konto kto blz isbn issn ean gtin upc \
    asin pzn sku mpn sn vat ref reference nif cif siret siren rcs tva piva codicefiscale kvk btw nip \
    regon krs pesel orgnr bankgiro plusgiro cvr ico dic";

/// Money, written out.
const MONEY: &str = "eur euro euros usd gbp chf pln sek nok dkk czk huf aud nzd cad zl kr kc dollar \
    dollars pounds";

/// Before the digits of an extension.
const EXTENSION: &str = "x ext extn extension dw durchwahl app poste int anexo toestel";

/// Longer than every word listed, and than two with a third between them.
const REACH: usize = 32;

/// The words before a number, as far as they can be its label.
pub(super) struct Label {
    /// Their letters at the end of the array, one space for all that is between.
    letters: [u8; REACH],
    start: usize,
    /// Where the last of them begins in the text.
    pub last_word: usize,
}

impl Label {
    pub(super) fn before(reader: Reader<'_>, begin: usize) -> Self {
        let mut label = Self {
            letters: [b' '; REACH],
            start: REACH,
            last_word: begin,
        };
        let mut at = begin;
        let mut apart = false;
        let mut words = 0;
        while label.start > 1 {
            let sign = reader.previous(at);
            match sign.kind {
                Kind::Letter => {
                    label.start -= usize::from(apart && words > 0);
                    words += usize::from(apart || words == 0);
                    label.start -= 1;
                    if let Some(letter) = label.letters.get_mut(label.start) {
                        *letter = sign.plain;
                    }
                    if words == 1 {
                        label.last_word = sign.from;
                    }
                    apart = false;
                }
                Kind::Space
                | Kind::Line
                | Kind::Stop
                | Kind::Colon
                | Kind::Hyphen
                | Kind::Dash
                | Kind::Slash
                | Kind::Plus
                | Kind::And
                | Kind::Hash
                | Kind::Equals
                | Kind::Opening => apart = true,
                _ => break,
            }
            at = sign.from;
        }
        label
    }

    /// Whether it is the word for a telephone.
    pub(super) fn is_phone(&self) -> bool {
        without(self.words(), PHONE).is_some()
    }

    /// Whether it is a word for money.
    pub(super) fn is_money(&self) -> bool {
        without(self.words(), MONEY).is_some()
    }

    /// Whether it names a fax machine and no telephone.
    pub(super) fn is_fax(&self) -> bool {
        let words = self.words();
        let words = without_ending(words, NUMBER).unwrap_or(words);
        let Some(rest) = without_ending(words, FAX).or_else(|| without(words, "f")) else {
            return false;
        };
        let rest = without_ending(rest, "tele").unwrap_or(rest);
        let rest = without(rest, AND).unwrap_or(rest);
        without(rest, PHONE).is_none()
    }

    /// Whether it is that of an article, an account, a tax number or the like.
    /// Where the number is a lump of digits, less is enough to say so.
    pub(super) fn is_no_phone(&self, ungrouped: bool) -> bool {
        let words = self.words();
        let number = without_ending(words, NUMBER);
        let thing = number.or(ungrouped.then_some(words));
        without(words, NO_PHONE).is_some()
            || number.is_some_and(|rest| without(rest, NO_PHONE).is_some())
            || thing.is_some_and(|rest| without(rest, THING).is_some())
    }

    fn words(&self) -> &[u8] {
        self.letters.get(self.start..).unwrap_or_default()
    }
}

/// What precedes the word of `list` with which `words` end; spaces inside that
/// word count for nothing: `p iva` is `piva`.
fn without<'w>(words: &'w [u8], list: &str) -> Option<&'w [u8]> {
    each(list).find_map(|word| {
        let rest = before(words, word)?;
        matches!(rest.last(), None | Some(b' ')).then(|| rest.trim_ascii_end())
    })
}

/// The same, be it only the end of a longer word.
fn without_ending<'w>(words: &'w [u8], list: &str) -> Option<&'w [u8]> {
    each(list).find_map(|word| Some(before(words, word)?.trim_ascii_end()))
}

fn before<'w>(words: &'w [u8], word: &[u8]) -> Option<&'w [u8]> {
    let mut words = words;
    for letter in word.iter().rev() {
        let (last, rest) = words.trim_ascii_end().split_last()?;
        if last != letter {
            return None;
        }
        words = rest;
    }
    Some(words)
}

fn each(list: &str) -> impl Iterator<Item = &[u8]> {
    list.as_bytes().split(|&byte| byte == b' ')
}

/// Whether a word for a telephone or a fax begins at `at`, or an extension.
pub(super) fn is_label_after(reader: Reader<'_>, at: usize) -> bool {
    let word = Word::at(reader, at);
    word.is_in(PHONE) || word.is_fax() || is_extension(reader, at)
}

/// Whether an extension begins at `at`: its word, then digits.
pub(super) fn is_extension(reader: Reader<'_>, at: usize) -> bool {
    let word = Word::at(reader, at);
    let between = |kind: Kind| kind.is_space() || matches!(kind, Kind::Stop | Kind::Colon);
    word.is_in(EXTENSION) && reader.next(reader.skip(word.end, between)).kind.is_digit()
}

/// Whether `(Fax)` follows at `at`.
pub(super) fn is_fax_after(reader: Reader<'_>, at: usize) -> bool {
    let opening = reader.next(reader.skip(at, Kind::is_space));
    let word = Word::at(reader, opening.to);
    let closed = reader.next(word.end).kind == Kind::Closing;
    opening.kind == Kind::Opening && word.is_fax() && closed
}

/// Whether a word for money begins at `at`.
pub(super) fn is_money_after(reader: Reader<'_>, at: usize) -> bool {
    Word::at(reader, at).is_in(MONEY)
}

/// One word of a text.
struct Word {
    letters: [u8; REACH],
    length: usize,
    end: usize,
}

impl Word {
    fn at(reader: Reader<'_>, at: usize) -> Self {
        let mut word = Self {
            letters: [0; REACH],
            length: 0,
            end: at,
        };
        for letter in &mut word.letters {
            let sign = reader.next(word.end);
            if sign.kind != Kind::Letter {
                break;
            }
            *letter = sign.plain;
            word.length += 1;
            word.end = sign.to;
        }
        word
    }

    fn is_in(&self, list: &str) -> bool {
        let word = self.letters.get(..self.length).unwrap_or_default();
        each(list).any(|entry| entry == word)
    }

    fn is_fax(&self) -> bool {
        self.is_in(FAX) || self.is_in("telefax")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Label {
        Label::before(Reader::plain(text), text.len())
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
            "Ruf ",
            "",
            "Faxe Kondi ",
            "Chef: ",
            "030 1234 (Fax) ",
        ] {
            assert!(!label(text).is_fax(), "{text}");
        }
        let after = |text| is_fax_after(Reader::plain(text), 0);
        assert!(after(" (Fax)") && after("[Telefax]"));
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
        let extension = |text| is_extension(Reader::plain(text), 0);
        for text in ["x12", "ext. 12", "Ext 7", "DW 3", "Durchwahl: 12"] {
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
