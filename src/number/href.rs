//! A number in a link's address.
//!
//! `tel:` is RFC 3966; `callto:` and `skype:` are what Skype and older programs
//! use; `/clkn/tel/` is how landing page builders count clicks on a number.

use super::Edit;
use super::find::{Found, Prefix};
use super::sign::{Kind, Kinds, Reader, SPACE};
use super::swapper::Prepared;

/// Whose number the address of a call holds, and the edit that swaps it; none
/// where nothing changes.
pub(super) fn find(swaps: &[Prepared], href: &str) -> Option<(usize, Option<Edit>)> {
    let link = Link::of(href)?;
    let context = link.context();
    let mut swaps = swaps.iter().enumerate();
    swaps.find_map(|(index, swap)| Some((index, link.edit(swap, context.as_ref(), index)?)))
}

/// Which program follows the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Program {
    /// `tel:`, `callto:`
    Dialler,
    /// `skype:`
    Skype,
    /// `/clkn/tel/`
    Counter,
}

/// The address of a call.
struct Link<'a> {
    reader: Reader<'a>,
    program: Program,
    /// Where the number begins, its sign and brackets included.
    begin: usize,
}

/// `;phone-context=` (RFC 3966, 5.1.5): what a local number is local to.
struct Context<'a> {
    /// Where the parameter begins in the address, its semicolon included.
    begin: usize,
    end: usize,
    value: &'a str,
}

impl<'a> Link<'a> {
    fn of(href: &'a str) -> Option<Self> {
        // `tel://` is wrong, frequent, and works.
        const BEFORE: Kinds = SPACE.and(Kinds::of(&[Kind::Slash]));
        let (program, begin) = program(href)?;
        let reader = escaped(href);
        Some(Self {
            begin: reader.next_but(BEFORE, begin).from,
            reader,
            program,
        })
    }

    /// The edit that swaps this number; nothing where another is called.
    fn edit(
        &self,
        swap: &Prepared,
        context: Option<&Context<'_>>,
        index: usize,
    ) -> Option<Option<Edit>> {
        if let Some(context) = context
            && self.reader.next(self.begin).kind != Kind::Plus
        {
            let end = self.end_in_context(swap, context)?;
            return Some(self.normalised(swap, end, Some(context), index));
        }
        let (found, end) = read(&self.reader, self.begin, swap)?;
        if !self.ends_at(end) {
            return None;
        }
        // These digits reach somebody else, or nobody: `+49(0)30…`, `4930…`.
        let lost = found.trunk_after_code || found.prefix == Prefix::Code && swap.from.code != "1";
        if self.program == Program::Dialler && lost {
            return Some(self.normalised(swap, end, None, index));
        }
        Some(swap.edit(&self.reader, &found, index))
    }

    /// Where the number ends that is to be understood in its context.
    fn end_in_context(&self, swap: &Prepared, context: &Context<'_>) -> Option<usize> {
        let end = position(self.reader.text, self.begin, b";")?;
        // `+4930` and `23125042`, or `+49` and `030 23125042`. What a domain
        // stands for is not known, there the number has to be whole itself.
        let mut text = String::new();
        if escaped(context.value).next(0).kind == Kind::Plus {
            text.push_str(context.value);
        }
        text.push_str(self.reader.part(self.begin, end));
        let (_, last) = read(&escaped(&text), 0, swap)?;
        (last == text.len() && end > self.begin).then_some(end)
    }

    /// The edit that writes the new number as E.164, without the context that it
    /// does not need; none where both numbers are the same.
    fn normalised(
        &self,
        swap: &Prepared,
        end: usize,
        context: Option<&Context<'_>>,
        index: usize,
    ) -> Option<Edit> {
        if swap.stays {
            return None;
        }
        let first = self.reader.next(self.begin);
        let mut text = "+".to_owned();
        let mut begin = self.begin;
        if first.kind == Kind::Plus {
            text.clear();
            begin = first.to;
        }
        text.push_str(&swap.to.code);
        text.push_str(&swap.to.national);
        let mut last = end;
        if let Some(context) = context {
            text.push_str(self.reader.part(end, context.begin));
            last = context.end;
        }
        let range = begin..last;
        Some(Edit {
            range,
            text,
            swap: index,
        })
    }

    /// Whether a number may end at `end`: at parameters, pauses and tones that
    /// are dialled after it, or the end of the address.
    fn ends_at(&self, end: usize) -> bool {
        let sign = self.reader.next(end);
        match (self.program, sign.plain) {
            (Program::Skype, _) => {
                let longer = self.reader.next(end + 5).is_letter();
                begins(self.reader.text, end, b"?call") && !longer
            }
            (_, b';' | b',' | b'?' | b'#') => true,
            (Program::Counter, b'/') | (Program::Dialler, b'*' | b'&') => true,
            (Program::Dialler, b'p' | b'w' | b'x') => self.reader.next(sign.to).is_digit(),
            _ => sign.kind == Kind::End,
        }
    }

    /// The parameter `phone-context`.
    fn context(&self) -> Option<Context<'a>> {
        const NAME: &[u8] = b";phone-context=";
        let begin = position(self.reader.text, self.begin, NAME)?;
        let value = begin + NAME.len();
        let all = self.reader.text.len();
        let end = position(self.reader.text, value, b";").unwrap_or(all);
        Some(Context {
            begin,
            end,
            value: self.reader.part(value, end),
        })
    }
}

/// The number of a swap, its sign at `begin`, and where it ends, closing
/// brackets and spaces included.
fn read(reader: &Reader<'_>, begin: usize, swap: &Prepared) -> Option<(Found, usize)> {
    const BEFORE: Kinds = SPACE.and(Kinds::of(&[Kind::Opening]));
    const BEHIND: Kinds = SPACE.and(Kinds::of(&[Kind::Closing]));
    let mut first = reader.next_but(BEFORE, begin);
    let plus = first.kind == Kind::Plus;
    if plus {
        first = reader.next_but(BEFORE, first.to);
    }
    let found = swap.read(reader, first.from, plus)?;
    let end = reader.next_but(BEHIND, found.end()).from;
    Some((found, end))
}

fn escaped(text: &str) -> Reader<'_> {
    let escaped = true;
    Reader { text, escaped }
}

/// Which program follows the link, and where what it is told begins.
fn program(href: &str) -> Option<(Program, usize)> {
    // Browsers ignore spaces before it (URL Standard, 4.4).
    let scheme = escaped(href).next_but(SPACE, 0).from;
    if begins(href, scheme, b"tel:") {
        Some((Program::Dialler, scheme + 4))
    } else if begins(href, scheme, b"callto:") {
        Some((Program::Dialler, scheme + 7))
    } else if begins(href, scheme, b"skype:") {
        Some((Program::Skype, scheme + 6))
    } else {
        // One letter tells whose counter it is: `clkn`, `clkg`.
        let counter = position(href, 0, b"/clk_/tel/")?;
        Some((Program::Counter, counter + 10))
    }
}

/// Where `pattern` is in the text, at `from` or later.
fn position(text: &str, from: usize, pattern: &[u8]) -> Option<usize> {
    (from..text.len()).find(|&at| begins(text, at, pattern))
}

/// Whether `pattern` is in the text at `at`, in letters of either case; `_` is
/// any character.
#[inline(never)]
fn begins(text: &str, at: usize, pattern: &[u8]) -> bool {
    let part = text.as_bytes().get(at..at + pattern.len());
    part.is_some_and(|part| {
        let mut pairs = part.iter().zip(pattern);
        pairs.all(|(byte, wanted)| *wanted == b'_' || byte.eq_ignore_ascii_case(wanted))
    })
}

#[cfg(test)]
mod tests {
    use crate::number::Swapper;

    fn swapped(href: &str) -> Option<String> {
        let swap = "+493023125042=+493023125877".parse().unwrap();
        let edits = Swapper::new(vec![swap]).href(href);
        let [edit] = edits.as_slice() else {
            return None;
        };
        let mut new = href.to_owned();
        new.replace_range(edit.range.clone(), &edit.text);
        Some(new)
    }

    #[test]
    fn keeps_the_form() {
        for (href, new) in [
            ("tel:+49%2030%2023125042", "tel:+49%2030%2023125877"),
            ("tel:%2B4930231250%34%32", "tel:%2B493023125877"),
            ("TEL://030-23125042;ext=5", "TEL://030-23125877;ext=5"),
            ("skype:+493023125042?call", "skype:+493023125877?call"),
        ] {
            assert_eq!(swapped(href).as_deref(), Some(new));
        }
    }

    #[test]
    fn mends_what_would_not_be_reached() {
        for href in [
            "tel:+49(0)30-23125042",
            "tel:(+49)(0)30 23125042",
            "tel:+4903023125042",
            "tel:493023125042",
            "tel:23125042;phone-context=+4930",
            "tel:30-23125042;phone-context=%2B49",
            "tel:030/23125042;phone-context=example.com",
        ] {
            let new = swapped(href);
            assert_eq!(new.as_deref(), Some("tel:+493023125877"), "{href}");
        }
    }

    #[test]
    fn leaves_other_links_alone() {
        for href in [
            "tel:+493023125042-0",
            "tel:0",
            "tel:",
            "tel",
            "telnet:+493023125042",
            "skype:+493023125042?callback",
            "callto:somebody",
            "tel:23125042;phone-context=+4931",
            "tel:;phone-context=+493023125042",
            "/clk/tel/03023125042",
        ] {
            assert_eq!(swapped(href), None, "{href}");
        }
    }
}
