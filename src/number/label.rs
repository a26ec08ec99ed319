//! Words beside a number that say what it is.

use super::glyph::{is_dash, is_letter, is_space, previous, skip_space, skip_space_back};

/// Words for a telephone.
const PHONE: &str = "tel telé tél telefon telephone téléphone telefono teléfono \
    telefoon telefone fon phone ph fono tlf tfn tln t p m mob mobil mobile mobiel handy cell call \
    hotline festnetz rufnummer";

/// Words for a fax machine and the ends of others, the longer first.
const FAX: &str = "telefax telefaxnr telefaxnummer télécopie télécopieur fax faxnr faxno faxnum \
    faxnummer faxnumber faks";

/// Words between two labels of one number: `Telefon und Fax`.
const AND: &str = "und u and et y e i og och en oder or";

/// Labels of numbers that nobody can call, without the stops and hyphens that
/// are written between their parts.
const NO_PHONE: &str = "artnr artikelnr artikelnummer bestnr bestellnr bestellnummer kdnr kundennr \
    kundennummer kundenid rechnr rechnungsnr rechnungsnummer auftragsnr auftragsnummer \
    vorgangsnr vorgangsnummer vertragsnr vertragsnummer mitgliedsnr mitgliedsnummer seriennr \
    seriennummer sernr teilenr teilenummer materialnr matnr modellnr lieferscheinnr sendungsnr \
    sendungsnummer steuernr steuernummer stnr ustid ustidnr uid uidnr hrb hra fn kto ktonr konto \
    kontonr kontonummer blz iban bic swift isbn issn ean gtin upc asin pzn sku mpn sn serial \
    serialno serialnumber itemno itemnumber orderno ordernumber orderid partno partnumber \
    productno productnumber productid modelno modelnumber invoiceno invoicenumber accountno \
    accountnumber acctno caseno casenumber ticketno ticketnumber ticketid trackingno \
    trackingnumber customerno customernumber customerid policyno policynumber licenseno \
    licenceno licensenumber id ref refno reference referenceno vat vatno vatid vatnumber vatregno \
    companyno companynumber companyregno regno charityno referencia referência pedido nif cif nie \
    siret siren rcs tva piva partitaiva codicefiscale kvk kvknr btw btwnr nip regon krs pesel \
    orgnr organisationsnr organisationsnummer bankgiro plusgiro cvr ico dic";

/// Money, written out.
const MONEY: &str = "eur euro euros usd gbp chf pln sek nok dkk czk huf aud nzd cad zł zl kr \
    kč dollar dollars pounds";

/// Words before the digits of an extension.
const EXTENSION: &str = "x ext extn extension dw durchwahl app poste int anexo toestel";

/// How far from a number its label may stand, in signs.
const REACH: usize = 8;

/// Whether the word for a telephone ends at `at`.
pub(super) fn is_phone_before(text: &str, at: usize) -> bool {
    listed(PHONE, word_before(text, at))
}

/// Whether a word for a telephone or a fax begins at `at`, or an extension.
pub(super) fn is_label_after(text: &str, at: usize) -> bool {
    let word = word_after(text, at);
    listed(PHONE, word) || listed(FAX, word) || is_extension(text, at)
}

/// Whether an extension begins at `at`: its word, then digits.
pub(super) fn is_extension(text: &str, at: usize) -> bool {
    let word = word_after(text, at);
    let digits = text.get(at + word.len()..).unwrap_or_default();
    let digits = digits.trim_start_matches(['.', ':', ' ', '\u{a0}']);
    listed(EXTENSION, word) && digits.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the label before `at` names a fax machine and no telephone.
pub(super) fn is_fax_before(text: &str, at: usize) -> bool {
    let label = skip_signs_back(text, at);
    let fax = FAX.split(' ').find_map(|word| ends_with(text, label, word));
    let letter = || {
        let begin = ends_with(text, label, "f")?;
        word_before(text, begin).is_empty().then_some(begin)
    };
    let Some(begin) = fax.or_else(letter) else {
        return false;
    };
    let mut before = skip_signs_back(text, begin);
    if listed(AND, word_before(text, before)) {
        before = skip_signs_back(text, before - word_before(text, before).len());
    }
    !is_phone_before(text, before)
}

/// Whether `(Fax)` follows at `at`.
pub(super) fn is_fax_after(text: &str, at: usize) -> bool {
    let rest = text.get(skip_space(text, at)..).unwrap_or_default();
    let Some(inside) = rest.strip_prefix(['(', '[']) else {
        return false;
    };
    let word = word_after(inside, 0);
    let closed = inside.get(word.len()..).unwrap_or_default();
    listed(FAX, word) && closed.starts_with([')', ']'])
}

/// Whether the label before `at` is that of an article, an account, a tax
/// number or the like.
pub(super) fn is_no_phone_before(text: &str, at: usize) -> bool {
    let label = skip_signs_back(text, at);
    if word_before(text, label).is_empty() {
        return false;
    }
    NO_PHONE.split(' ').any(|word| {
        ends_with(text, label, word).is_some_and(|begin| word_before(text, begin).is_empty())
    })
}

/// Whether a word for money ends at `at`: where it begins.
pub(super) fn money_before(text: &str, at: usize) -> Option<usize> {
    let word = word_before(text, at);
    listed(MONEY, word).then(|| at - word.len())
}

/// Whether a word for money begins at `at`.
pub(super) fn is_money_after(text: &str, at: usize) -> bool {
    listed(MONEY, word_after(text, at))
}

/// Where `word` begins if it ends at `at`, stops, hyphens and spaces between its
/// letters aside: `Art.-Nr` is `artnr`.
fn ends_with(text: &str, at: usize, word: &str) -> Option<usize> {
    let mut at = at;
    for (index, wanted) in word.chars().rev().enumerate() {
        let mut skipped = 0;
        loop {
            let (c, begin) = previous(text, at)?;
            at = begin;
            if c.to_ascii_lowercase() == wanted {
                break;
            }
            let sign = matches!(c, '.' | '-' | '/') || is_space(c);
            skipped += 1;
            if index == 0 || !sign || skipped > 3 {
                return None;
            }
        }
    }
    Some(at)
}

/// Where the signs and spaces between a label and its number begin.
fn skip_signs_back(text: &str, at: usize) -> usize {
    let mut at = skip_space_back(text, at);
    for _ in 0..REACH {
        match previous(text, at) {
            Some((c, begin)) if is_sign(c) => at = skip_space_back(text, begin),
            _ => break,
        }
    }
    at
}

fn is_sign(c: char) -> bool {
    matches!(c, '.' | ':' | '/' | '&' | '+' | ',' | '#' | '=' | '(' | ')') || is_dash(c)
}

/// The letters that end at `at`.
fn word_before(text: &str, at: usize) -> &str {
    let head = text.get(..at).unwrap_or_default();
    let letters = head
        .chars()
        .rev()
        .take(LONGEST)
        .take_while(|&c| is_letter(c));
    let length: usize = letters.map(char::len_utf8).sum();
    head.get(head.len() - length..).unwrap_or_default()
}

/// The letters that begin at `at`.
fn word_after(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let letters = rest.chars().take(LONGEST).take_while(|&c| is_letter(c));
    let length: usize = letters.map(char::len_utf8).sum();
    rest.get(..length).unwrap_or_default()
}

/// Longer than every word listed.
const LONGEST: usize = 24;

fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace()
        .any(|entry| entry.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert!(is_fax_before(text, text.len()), "{text}");
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
            "Ruf ",
            "",
            "Faxe Kondi ",
            "Chef: ",
        ] {
            assert!(!is_fax_before(text, text.len()), "{text}");
        }
        assert!(is_fax_after(" (Fax)", 0));
        assert!(is_fax_after("[Telefax]", 0));
        assert!(!is_fax_after(" Fax 030", 0));
        assert!(!is_fax_after(" (Faxe)", 0));
    }

    #[test]
    fn knows_numbers_that_nobody_calls() {
        for text in [
            "Art.-Nr. ",
            "ArtNr:",
            "Bestell-Nr.: ",
            "P. IVA ",
            "P.IVA ",
            "Order no. ",
            "NIP ",
            "ID: ",
        ] {
            assert!(is_no_phone_before(text, text.len()), "{text}");
        }
        for text in [
            "Start-Nr. ",
            "Tel.-Nr. ",
            "To order: ",
            "David: ",
            "Bestell-Hotline: ",
            "",
        ] {
            assert!(!is_no_phone_before(text, text.len()), "{text}");
        }
    }

    #[test]
    fn knows_extensions() {
        for text in ["x12", "ext. 12", "Ext 7", "DW 3", "Durchwahl: 12"] {
            assert!(is_extension(text, 0), "{text}");
        }
        for text in ["x", "extra 12", "12", "xa1"] {
            assert!(!is_extension(text, 0), "{text}");
        }
    }
}
