//! Whether a number ends where its digits end, or is a piece of something
//! longer: another number, an account, a price, an address on the web.

use super::find::{Found, Prefix, Target, plus_before};
use super::glyph::{
    is_closing, is_currency, is_dash, is_digit, is_hyphen, is_letter, is_opening, is_plus,
    is_separator, is_slash, is_space, next, previous, skip_space, skip_space_back,
};
use super::label::{
    is_extension, is_fax_after, is_fax_before, is_label_after, is_money_after, is_no_phone_before,
    is_phone_before, money_before,
};

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

/// Whether `found` stands in `text` as a telephone number of its own.
pub(super) fn stands_alone(text: &str, found: &Found, target: &Target) -> bool {
    is_grouped_usually(text, found, target)
        && is_free_before(text, found, target)
        && is_free_after(text, found, target)
}

/// North American numbers are written 3-3-4, 3-7 or 6-4; other groups make an
/// IP address or a card number of the same digits.
fn is_grouped_usually(text: &str, found: &Found, target: &Target) -> bool {
    let free = target.code() != "1" || found.prefix == Prefix::Plus || found.letters > 0;
    free || found.breaks(text).all(|(index, _)| matches!(index, 3 | 6))
}

fn is_free_before(text: &str, found: &Found, target: &Target) -> bool {
    let plus = plus_before(text, found.start);
    let signed = found.prefix == Prefix::Plus;
    if plus.is_some() != signed {
        return false;
    }
    let begin = skip_opening_back(text, plus.unwrap_or(found.start));
    is_detached_before(text, begin, signed)
        && !is_price_before(text, begin)
        && !is_fax_before(text, begin)
        && !is_no_phone_before(text, begin)
        && (signed || !is_tail_of_another(text, begin, target))
}

/// Where the brackets before `at` begin, the spaces inside them included.
fn skip_opening_back(text: &str, mut at: usize) -> usize {
    while let Some((c, begin)) = previous(text, skip_space_back(text, at))
        && is_opening(c)
    {
        at = begin;
    }
    at
}

/// Whether what stands right before `begin` leaves the number alone.
fn is_detached_before(text: &str, begin: usize, signed: bool) -> bool {
    let Some((c, at)) = previous(text, begin) else {
        return true;
    };
    let before = previous(text, at).map(|(before, _)| before);
    let digit = before.is_some_and(is_digit);
    let letter = before.is_some_and(is_letter);
    match c {
        '@' | '_' => false,
        ':' | ',' => !digit,
        '=' | '\\' => !digit && !letter,
        _ if is_digit(c) => false,
        // `Tel(030)…`, `Tel+49…`, but never `A030…` or `v1.202…`.
        _ if is_letter(c) => is_phone_before(text, begin) && !starts_with_digit(text, begin),
        // `…/+49` begins a number, `…/030` may be a part of an address.
        _ if is_slash(c) => !letter && (!digit || signed),
        '.' => !digit && (!letter || is_phone_before(text, at)),
        _ if is_hyphen(c) => !digit && (!letter || is_phone_before(text, at)),
        // Other dashes stand between words: `call us—202-555-0142`.
        _ if is_dash(c) => !digit,
        _ => true,
    }
}

fn starts_with_digit(text: &str, at: usize) -> bool {
    next(text, at).is_some_and(|(c, _)| is_digit(c))
}

/// Whether the currency of an amount stands before `begin`; one that belongs to
/// the amount before it does not count.
fn is_price_before(text: &str, begin: usize) -> bool {
    let at = skip_space_back(text, begin);
    let money = match previous(text, at) {
        Some((c, begin)) if is_currency(c) => Some(begin),
        _ => money_before(text, at),
    };
    money.is_some_and(|money| {
        let amount = previous(text, skip_space_back(text, money));
        !amount.is_some_and(|(c, _)| is_digit(c))
    })
}

/// Whether the digits before `begin` make one number with those after it: one of
/// another country, or a bank account (IBAN).
fn is_tail_of_another(text: &str, begin: usize, target: &Target) -> bool {
    let mut at = begin;
    let mut head = begin;
    let mut count = target.digits().len();
    let before = loop {
        match previous(text, at) {
            Some((c, begin)) if is_digit(c) => {
                (at, head) = (begin, begin);
                count += 1;
            }
            Some((c, begin)) if is_space(c) || is_separator(c) => at = begin,
            Some((c, _)) => break c,
            None => break ' ',
        }
        if count > MOST_DIGITS + LONGEST_IBAN {
            return false;
        }
    };
    if head == begin {
        return false;
    }
    if is_plus(before) {
        return count <= MOST_DIGITS;
    }
    // `18:00 030 …` is no call abroad.
    if starts_abroad(text, head) && before != ':' {
        return count <= MOST_DIGITS + 2;
    }
    is_iban(text, head)
}

/// Whether the digits at `head` are `00` and a country code.
fn starts_abroad(text: &str, head: usize) -> bool {
    let rest = text.get(head..).unwrap_or_default();
    let mut digits = rest.chars().filter(char::is_ascii_digit);
    rest.starts_with("00") && digits.nth(2).is_some_and(|digit| digit != '0')
}

/// Whether the digits at `head` are an IBAN's: `DE89 3704 …`.
fn is_iban(text: &str, head: usize) -> bool {
    let country = text.get(..head).unwrap_or_default().bytes().rev();
    let letters = country.take(3).take_while(u8::is_ascii_uppercase).count();
    let digits = text.get(head..).unwrap_or_default().bytes();
    let check = digits.take(3).take_while(u8::is_ascii_digit).count();
    letters == 2 && check == 2
}

fn is_free_after(text: &str, found: &Found, target: &Target) -> bool {
    let end = skip_closing(text, found.end());
    is_detached_after(text, end)
        && !is_continued(text, end, target)
        && !is_price_after(text, end)
        && !is_fax_after(text, end)
}

fn skip_closing(text: &str, mut at: usize) -> usize {
    while let Some((c, end)) = next(text, at)
        && is_closing(c)
    {
        at = end;
    }
    at
}

/// Whether what stands right after `end` leaves the number alone.
fn is_detached_after(text: &str, end: usize) -> bool {
    let Some((c, behind)) = next(text, end) else {
        return true;
    };
    let after = next(text, behind).map(|(after, _)| after);
    let digit = after.is_some_and(is_digit);
    let letter = after.is_some_and(is_letter);
    match c {
        '@' | '_' => false,
        ':' | ',' => !digit,
        '=' | '\\' => !digit && !letter,
        _ if is_digit(c) => false,
        _ if is_letter(c) => is_extension(text, end),
        _ if is_opening(c) => !digit,
        _ if is_slash(c) => match (digit, letter) {
            (true, _) => is_other_number(text, behind),
            (_, true) => is_label_after(text, behind),
            _ => true,
        },
        '.' => !digit && !letter,
        _ if is_hyphen(c) => !digit && (!letter || is_label_after(text, behind)),
        _ if is_dash(c) => !digit,
        _ => true,
    }
}

/// Whether a whole number begins at `at`, its trunk prefix included.
fn is_other_number(text: &str, at: usize) -> bool {
    let (_, all) = count_digits(text, at);
    text.get(at..).is_some_and(|rest| rest.starts_with('0')) && all >= FEWEST_DIGITS
}

/// Whether the digits that follow across a space, a spaced dash or a spaced
/// slash may belong to the number.
fn is_continued(text: &str, end: usize, target: &Target) -> bool {
    let at = skip_space(text, end);
    let Some((c, behind)) = next(text, at) else {
        return false;
    };
    if is_digit(c) {
        let same_line = !text.get(end..at).unwrap_or_default().contains('\n');
        return target.country.open && same_line && is_direct_dial(text, at, target);
    }
    let at = skip_space(text, behind);
    if !next(text, at).is_some_and(|(c, _)| is_digit(c)) {
        return false;
    }
    if is_slash(c) {
        return is_ending(text, at);
    }
    is_dash(c) && target.country.open && is_direct_dial(text, at, target)
}

/// Whether the digits at `at` can be a direct dial: together they are not too
/// many for one number, or too few for anything else.
fn is_direct_dial(text: &str, at: usize, target: &Target) -> bool {
    let (run, all) = count_digits(text, at);
    let room = MOST_DIGITS.saturating_sub(target.digits().len());
    let apart = run > room && run >= FEWEST_APART || all > room && is_other_number(text, at);
    !apart
}

/// Whether the digits at `at` are an alternative ending: `… 042 / 43`.
fn is_ending(text: &str, at: usize) -> bool {
    let (run, all) = count_digits(text, at);
    let letter = next(text, at + run).is_some_and(|(c, _)| is_letter(c));
    all <= LONGEST_ENDING && !letter
}

/// How many digits begin at `at`: without anything between them, and with
/// spaces, hyphens and stops. More than a number has are not counted.
fn count_digits(text: &str, at: usize) -> (usize, usize) {
    let rest = text.get(at..).unwrap_or_default();
    let most = MOST_DIGITS + 1;
    let run = rest
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    let mut all = 0;
    let mut at = at;
    while all < most
        && let Some((c, end)) = next(text, at)
        && (is_digit(c) || is_space(c) || is_hyphen(c) || c == '.')
    {
        all += usize::from(is_digit(c));
        at = end;
    }
    (run, all)
}

/// Whether the currency of an amount follows; one of the next amount does not
/// count.
fn is_price_after(text: &str, end: usize) -> bool {
    let at = skip_space(text, end);
    match next(text, at) {
        Some((c, behind)) if is_currency(c) => !starts_with_digit(text, behind),
        _ => is_money_after(text, at),
    }
}
