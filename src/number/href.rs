//! A number in a link's address.
//!
//! `tel:` is RFC 3966; `callto:` and `skype:` are what Skype and older programs
//! use; `/clkn/tel/` is how landing page builders count clicks on a number.

use super::Edit;
use super::find::{Found, Prefix, Target, plus_before};
use super::glyph::{is_closing, is_opening, is_plus, is_separator, is_space, skip_space};
use super::swapper::Prepared;

/// No number with its separators and escapes is longer. The rest of an address
/// is not read.
const LONGEST: usize = 160;

/// The edit that swaps the number of `href`.
pub(super) fn edit(swaps: &[Prepared], href: &str) -> Option<Edit> {
    let link = Link::of(href)?;
    let context = link.context();
    swaps.iter().enumerate().find_map(|(index, swap)| {
        let with_context = context.as_ref();
        match with_context.filter(|context| context.global && !link.is_global()) {
            Some(context) => link.edit_in_context(swap, context, index),
            None => link.edit(swap, context.as_ref(), index),
        }
    })
}

/// Which program follows the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `tel:`, `callto:`
    Dial,
    /// `skype:`
    Skype,
    /// `/clkn/tel/`
    Click,
}

/// The address of a call.
struct Link<'a> {
    href: &'a str,
    kind: Kind,
    /// What follows the scheme, without percent escapes.
    decoded: String,
    /// Where each byte of `decoded`, and its end, is in `href`.
    places: Vec<usize>,
    /// Whether `decoded` is all of the rest of `href`.
    complete: bool,
}

/// `;phone-context=` (RFC 3966, 5.1.5): what a local number is local to.
struct Context {
    /// Where the parameter begins in the address, its semicolon included.
    begin: usize,
    end: usize,
    digits: String,
    /// Whether it is a number, `+49`, and no domain.
    global: bool,
}

impl<'a> Link<'a> {
    fn of(href: &'a str) -> Option<Self> {
        let (kind, mut begin) = scheme(href)?;
        if kind != Kind::Click && href.get(begin..)?.starts_with("//") {
            begin += 2;
        }
        let (decoded, places) = decode(href, begin);
        let complete = places.last() == Some(&href.len());
        Some(Self {
            href,
            kind,
            decoded,
            places,
            complete,
        })
    }

    /// Whether the number begins with `+`.
    fn is_global(&self) -> bool {
        let mut signs = self.decoded.chars();
        signs
            .find(|&c| !is_space(c) && !is_opening(c))
            .is_some_and(is_plus)
    }

    /// Swaps a number that needs no context to be understood.
    fn edit(&self, swap: &Prepared, context: Option<&Context>, index: usize) -> Option<Edit> {
        let found = self.read(&swap.from)?;
        // These digits reach somebody else, or nobody: `+49(0)30…`, `4930…`.
        let lost =
            found.trunk_after_code || found.prefix == Prefix::Code && swap.from.code() != "1";
        if self.kind == Kind::Dial && (lost || context.is_some()) {
            return self.normalised(swap, self.end_of(&found), context, index);
        }
        swap.edit(self.href, &found.at(|at| self.place(at)), index)
    }

    /// Swaps a number that is only complete together with its context.
    fn edit_in_context(&self, swap: &Prepared, context: &Context, index: usize) -> Option<Edit> {
        let end = self.decoded.find([';', '?', '#'])?;
        let local = visual_digits(self.decoded.get(..end)?)?;
        let (code, national) = (swap.from.code(), swap.from.national());
        let appended = swap.from.digits().strip_prefix(context.digits.as_str()) == Some(&local);
        let dialled =
            context.digits == code && local.strip_prefix(swap.from.country.trunk) == Some(national);
        (appended || dialled).then(|| self.normalised(swap, end, Some(context), index))?
    }

    /// The new number as E.164, without the context that it does not need.
    fn normalised(
        &self,
        swap: &Prepared,
        end: usize,
        context: Option<&Context>,
        index: usize,
    ) -> Option<Edit> {
        let begin = skip_space(&self.decoded, 0);
        let plus = self.decoded.find(is_plus).filter(|&plus| plus < end);
        let plus = plus.and_then(|plus| self.href.get(self.place(plus)..self.place(plus + 1)));
        let mut new = plus.unwrap_or("+").to_owned();
        new.push_str(swap.to.digits());
        let mut range = self.place(begin)..self.place(end);
        if let Some(context) = context {
            new.push_str(self.href.get(range.end..context.begin)?);
            range.end = context.end;
        }
        Edit::of(self.href, range, &new, index)
    }

    /// The number, if the link is to it and nothing else.
    fn read(&self, target: &Target) -> Option<Found> {
        let text = self.decoded.as_str();
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let before = text.get(..start)?;
        if !before
            .chars()
            .all(|c| is_plus(c) || is_opening(c) || is_space(c))
        {
            return None;
        }
        let found = target.read(text, start)?;
        let signed = plus_before(text, start).is_some();
        let fits = signed == (found.prefix == Prefix::Plus) && self.ends_at(self.end_of(&found));
        fits.then_some(found)
    }

    /// Where the number ends, its closing brackets included.
    fn end_of(&self, found: &Found) -> usize {
        let rest = self.decoded.get(found.end()..).unwrap_or_default();
        found.end() + rest.len() - rest.trim_start_matches(is_closing).len()
    }

    /// Whether a number may end at `end`: at parameters, pauses and tones that
    /// are dialled after it, or the end of the address.
    fn ends_at(&self, end: usize) -> bool {
        let rest = self
            .decoded
            .get(skip_space(&self.decoded, end)..)
            .unwrap_or_default();
        let mut signs = rest.chars();
        let first = signs.next();
        match (self.kind, first) {
            (Kind::Skype, _) => {
                let query = rest.get(..5).unwrap_or_default();
                let behind = rest.get(5..).unwrap_or_default();
                query.eq_ignore_ascii_case("?call")
                    && !behind.starts_with(|c: char| c.is_ascii_alphanumeric())
            }
            (_, None) => self.complete,
            (_, Some(';' | ',' | '?' | '#')) => true,
            (Kind::Click, Some(c)) => c == '/',
            (Kind::Dial, Some('*' | '&')) => true,
            (Kind::Dial, Some('p' | 'P' | 'w' | 'W' | 'x' | 'X')) => {
                signs.next().is_some_and(|c| c.is_ascii_digit())
            }
            _ => false,
        }
    }

    /// The parameter `phone-context`.
    fn context(&self) -> Option<Context> {
        if self.kind != Kind::Dial {
            return None;
        }
        let mut begin = self.place(0);
        let rest = self.href.get(begin..)?;
        let parameters = rest.split(['?', '#']).next()?;
        for parameter in parameters.split(';') {
            let end = begin + parameter.len();
            if let Some((name, value)) = parameter.split_once('=')
                && name.eq_ignore_ascii_case("phone-context")
            {
                let (value, _) = decode(value, 0);
                return Some(Context {
                    begin: begin - 1,
                    end,
                    digits: value.chars().filter(char::is_ascii_digit).collect(),
                    global: value.starts_with(is_plus),
                });
            }
            begin = end + 1;
        }
        None
    }

    /// Where a byte of `decoded` is in the address.
    fn place(&self, at: usize) -> usize {
        self.places.get(at).copied().unwrap_or(self.href.len())
    }
}

/// What kind of link it is, and where its number begins.
fn scheme(href: &str) -> Option<(Kind, usize)> {
    // Browsers ignore leading control characters and spaces (URL Standard, 4.4).
    let begin = href.len() - href.trim_start_matches(|c| c <= ' ').len();
    let (scheme, _) = href.get(begin..)?.split_once(':').unwrap_or_default();
    let behind = begin + scheme.len() + 1;
    for (name, kind) in [
        ("tel", Kind::Dial),
        ("callto", Kind::Dial),
        ("skype", Kind::Skype),
    ] {
        if scheme.eq_ignore_ascii_case(name) {
            return Some((kind, behind));
        }
    }
    const TEL: &str = "/tel/";
    let path = href.split(['?', '#']).next()?;
    let at = path.find(TEL)?;
    // One letter tells which page builder's counter it is: `clkn`, `clkg`.
    let counter = path.get(..at)?.rsplit('/').next()?;
    let known = counter.len() == 4 && counter.starts_with("clk");
    known.then_some((Kind::Click, at + TEL.len()))
}

/// The digits of a local number with nothing but visual separators between them.
fn visual_digits(text: &str) -> Option<String> {
    let separator = |c: char| is_separator(c) || is_space(c);
    let known = text.chars().all(|c| c.is_ascii_digit() || separator(c));
    known.then(|| text.chars().filter(char::is_ascii_digit).collect())
}

/// The text from `begin` with percent escapes resolved, and where each of its
/// bytes and its end were. It stops early: see `LONGEST`.
fn decode(href: &str, begin: usize) -> (String, Vec<usize>) {
    let bytes = href.as_bytes();
    let mut decoded = Vec::new();
    let mut places = Vec::new();
    let mut at = begin;
    while let Some(&byte) = bytes.get(at)
        && decoded.len() < LONGEST
    {
        places.push(at);
        let escape = bytes.get(at + 1..at + 3).filter(|_| byte == b'%');
        match escape.and_then(hexadecimal) {
            Some(value) => {
                decoded.push(value);
                at += 3;
            }
            None => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    places.push(at);
    // What is no text ends it; so does a character cut in two.
    let decoded = match String::from_utf8(decoded) {
        Ok(text) => text,
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let mut bytes = error.into_bytes();
            bytes.truncate(valid);
            String::from_utf8(bytes).unwrap_or_default()
        }
    };
    places.truncate(decoded.len() + 1);
    (decoded, places)
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let mut value = 0;
    for &digit in digits {
        value = value * 16 + char::from(digit).to_digit(16)?;
    }
    u8::try_from(value).ok()
}
