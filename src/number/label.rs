//! Words beside a number that say what it is, in small letters.

use super::sign::{Kind, Kinds, Reader, SPACE, pieces, plain};

/// A telephone.
const PHONE: &str = "tel tél tlf tfn telefon telephone téléphone telefono teléfono telefoon fon \
    phone ph t p m mobil mobile mob cell gsm call puh puhelin tālr тел телефон моб τηλ τηλέφωνο";

/// A telephone, or the end of a word for one.
const TELEPHONE: &str = "telefon phone 电话 電話 전화 هاتف טל טלפון โทร फोन";

/// A fax machine, or the end of a word for one.
const FAX: &str = "fax faks faksi faksas fakss copie copieur факс φαξ 传真 傳真 ファックス ファクス 팩스 فاكس \
    פקס โทรสาร फैक्स";

/// What makes a fax of a fax and no telephone: `Telefax`.
const FAR: &str = "tele télé";

/// Between two labels of one number: `Telefon und Fax`.
const AND: &str = "und u and et y e i и og och en ja és ve";

/// A number of any sort, or the end of a word for one.
const NUMBER: &str = "nr no nummer number id 号码 番号";

/// Things with numbers that nobody can call. Alone, without a word for number,
/// they may also precede a telephone number (`To order: 202-555-0142`).
const THING: &str = "art artikel best bestell bestellung kd kunden rechnung rechnungs auftrag \
    auftrags vertrags serien order item part product model invoice account ac case ticket tracking \
    customer serial company reg org vergi moms mwst acct lic license confirmation npi po mc code \
    register sendungs aktenzeichen chargen";

/// Numbers that nobody can call: registers, taxes, accounts, trade.
const NO_PHONE: &str = "id iban bic hrb hra uid ustid steuer konto kto blz isbn issn ean gtin upc \
    asin pzn sku sn vat ref reference nif cif siret siren tva piva partitaiva kvk btw nip regon krs pesel \
    cvr ičo ico dič dic dph oib pib cui nipc contribuinte kmkr alv tunnus adószám pvm kodas pvn ддс \
    инн кпп огрн бик рс αφμ pi fiscale rib dni konta uen gstin abn acn cnpj cpf ruc cuit rfc bsb";

/// Money, written out.
const MONEY: &str = "eur euro euros usd gbp chf pln kr sek nok dkk czk zł kč dollars pounds aud cad \
    nzd sgd hkd inr aed sar ils zar tl try brl mxn ft huf lei ron руб грн лв";

/// Before the digits of an extension.
const EXTENSION: &str = "x ext extn extension dw";

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
        without(self.letters(), PHONE, true).is_some()
    }

    /// Whether it is a word for money.
    pub(super) fn is_money(&self) -> bool {
        without(self.letters(), MONEY, true).is_some()
    }

    /// Whether it is one word of four letters, as banks have.
    pub(super) fn is_bank(&self) -> bool {
        self.length == 4 && !self.letters().contains(&b' ')
    }

    /// Whether it names a fax machine and no telephone.
    pub(super) fn is_fax(&self) -> bool {
        let all = self.letters();
        let all = without(all, NUMBER, false).unwrap_or(all);
        let Some(rest) = without(all, FAX, false).or_else(|| without(all, "f ф", true)) else {
            return false;
        };
        let rest = without(rest, FAR, true).unwrap_or(rest);
        let rest = without(rest, AND, true).unwrap_or(rest);
        without(rest, PHONE, true).is_none() && without(rest, TELEPHONE, false).is_none()
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
            let numbered = without(all, NUMBER, false);
            without(all, NO_PHONE, true).is_some()
                || numbered.is_some_and(|rest| without(rest, NO_PHONE, true).is_some())
                || (numbered.or(lump.then_some(all)))
                    .is_some_and(|rest| without(rest, THING, true).is_some())
        })
    }

    fn letters(&self) -> &[u8] {
        self.letters.get(..self.length).unwrap_or_default()
    }
}

/// What precedes the word of `list` with which a label ends, from right to left.
/// Spaces inside that word count for nothing: `P. IVA` is `piva`. Unless it is
/// to be a whole word, it may also be the end of one.
#[inline(never)]
fn without<'l>(letters: &'l [u8], list: &str, whole: bool) -> Option<&'l [u8]> {
    let last = letters.iter().find(|&&letter| letter != b' ')?;
    for word in pieces(list.as_bytes(), b' ') {
        // Most end otherwise, which is told at once.
        if word.last().is_none_or(|end| end.is_ascii() && end != last) {
            continue;
        }
        let word = str::from_utf8(word).unwrap_or_default();
        let mut rest = letters;
        let fits = word.chars().rev().all(|wanted| {
            while let [b' ', others @ ..] = rest {
                rest = others;
            }
            let first = rest.split_off_first();
            first == Some(&plain(wanted))
        });
        if fits && (!whole || rest.first().is_none_or(|&first| first == b' ')) {
            return Some(rest);
        }
    }
    None
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
        digits && without(label.letters(), EXTENSION, true).is_some()
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
