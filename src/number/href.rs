//! A number in a link's address.
//!
//! `tel:` is RFC 3966; `callto:` and `skype:` are what Skype and older programs
//! use; `/clkn/tel/` is how landing page builders count clicks on a number. Where
//! a site asks for them: `sms:` (RFC 5724) and `smsto:`, `sip:` (RFC 3261), and
//! the links that open a chat in WhatsApp ("How to use click to chat").

use super::Edit;
use super::find::{Found, Prefix};
use super::kind::{Kind, Kinds, SEPARATOR, SPACE};
use super::label::is_extension;
use super::program::{Program, begins, escaped, position, program};
use super::sign::Reader;
use super::swaps::{Prepared, Swaps};

/// Whose number the address of a call holds, and the edit that swaps it; none
/// where nothing changes.
pub(super) fn find(swaps: &Swaps, href: &str) -> Option<(usize, Option<Edit>)> {
    let link = Link::of(href)?;
    if let Some(context) = link.context()
        && link.reader.next(link.begin).kind != Kind::Plus
    {
        return link.find_in_context(swaps, &context);
    }
    let first = First::of(&link.reader, link.begin);
    let mut swaps = swaps.at(&link.reader, first.at)?;
    swaps.find_map(|(index, swap)| Some((index, link.edit(swap, &first, index)?)))
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
    fn edit(&self, swap: &Prepared, first: &First, index: usize) -> Option<Option<Edit>> {
        if !self.program.is_asked(swap.matching) {
            return None;
        }
        let (found, end) = first.read(&self.reader, swap)?;
        if !self.ends_at(end) {
            return None;
        }
        // These digits reach somebody else, or nobody: `+49(0)30…`, `4930…`, `030…`
        // once the new number is one of another country.
        let abroad = swap.from.code != swap.to.code;
        let lost = match found.prefix {
            Prefix::Local => true,
            Prefix::Trunk | Prefix::Bare => abroad,
            Prefix::Code if self.program == Program::Dialler => abroad || swap.from.code != "1",
            _ => false,
        };
        let exact = matches!(
            self.program,
            Program::Dialler | Program::Message | Program::Chat
        );
        if exact && (lost || found.trunk_after_code) {
            return Some(self.normalised(swap, end, None, index));
        }
        Some(swap.edit(&self.reader, &found, index))
    }

    /// Whose number it is that is to be understood in its context, and the edit.
    fn find_in_context(
        &self,
        swaps: &Swaps,
        context: &Context<'_>,
    ) -> Option<(usize, Option<Edit>)> {
        let end = position(self.reader.text, self.begin, b";")?;
        // `+4930` and `23125042`, or `+49` and `030 23125042`. What a domain
        // stands for is not known, there the number has to be whole itself.
        let mut text = String::new();
        if escaped(context.value).next(0).kind == Kind::Plus {
            text.push_str(context.value);
        }
        text.push_str(self.reader.part(self.begin, end));
        let reader = escaped(&text);
        let first = First::of(&reader, 0);
        let (index, swap) = swaps.at(&reader, first.at)?.find(|(_, swap)| {
            let read = first.read(&reader, swap);
            self.program.is_asked(swap.matching)
                && end > self.begin
                && read.is_some_and(|(_, last)| last == text.len())
        })?;
        Some((index, self.normalised(swap, end, Some(context), index)))
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
        let mut text = String::new();
        let mut begin = self.begin;
        if first.kind == Kind::Plus {
            begin = first.to;
        } else if self.program != Program::Chat {
            text.push('+');
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
            (Program::Account, b'@' | b':') => true,
            (Program::Chat, b'/' | b'&') => true,
            (_, b';' | b',' | b'?' | b'#') => true,
            (Program::Counter, b'/') | (Program::Dialler | Program::Message, b'*' | b'&') => true,
            (Program::Dialler, b'p' | b'w') => self.reader.next(sign.to).is_digit(),
            (Program::Dialler, b'e' | b'x') => is_extension(&self.reader, end),
            // Nobody dials the full stop of a sentence.
            _ => self.reader.next_but(SEPARATOR, end).kind == Kind::End,
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

/// The first digit of a number, and whether a plus sign stands before it.
struct First {
    at: usize,
    plus: bool,
}

impl First {
    /// That of the number whose sign or bracket is at `begin`.
    fn of(reader: &Reader<'_>, begin: usize) -> Self {
        const BEFORE: Kinds = SPACE.and(Kinds::of(&[Kind::Opening]));
        let mut first = reader.next_but(BEFORE, begin);
        let plus = first.kind == Kind::Plus;
        if plus {
            first = reader.next_but(BEFORE, first.to);
        }
        Self {
            at: first.from,
            plus,
        }
    }

    /// The number of a swap, and where it ends, closing brackets and spaces
    /// included.
    fn read(&self, reader: &Reader<'_>, swap: &Prepared) -> Option<(Found, usize)> {
        const BEHIND: Kinds = SPACE.and(Kinds::of(&[Kind::Closing]));
        let mut found = swap.read(reader, self.at, self.plus)?;
        if swap.matching.extension_0 {
            found.take_operator(reader, true);
        }
        let end = reader.next_but(BEHIND, found.whole_end()).from;
        Some((found, end))
    }
}

#[cfg(test)]
mod tests {
    use crate::number::{Swap, Swapper};

    fn swapped(href: &str) -> Option<String> {
        asked("", href)
    }

    /// What becomes of a link where a site asks for what has this name.
    fn asked(name: &str, href: &str) -> Option<String> {
        let mut swap: Swap = "+493023125042=+493023125877".parse().unwrap();
        if !name.is_empty() {
            swap.matching.set(name, true).unwrap();
        }
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

    #[test]
    fn swaps_other_links_where_asked() {
        for (name, href, new) in [
            (
                "sms",
                "sms:+493023125042?body=Hi",
                "sms:+493023125877?body=Hi",
            ),
            ("sms", "SMSTO:030-23125042", "SMSTO:030-23125877"),
            (
                "sms",
                "sms:+49(0)3023125042&body=Hi",
                "sms:+493023125877&body=Hi",
            ),
            (
                "sip",
                "sip:+493023125042@example.com;user=phone",
                "sip:+493023125877@example.com;user=phone",
            ),
            (
                "sip",
                "sips:03023125042@example.com",
                "sips:03023125877@example.com",
            ),
            (
                "whatsapp",
                "https://wa.me/493023125042?text=Hi",
                "https://wa.me/493023125877?text=Hi",
            ),
            (
                "whatsapp",
                "http://www.wa.me/+493023125042/",
                "http://www.wa.me/+493023125877/",
            ),
            ("whatsapp", "//wa.me/4903023125042", "//wa.me/493023125877"),
            (
                "whatsapp",
                "https://api.whatsapp.com/send?text=Hi&phone=%2B493023125042",
                "https://api.whatsapp.com/send?text=Hi&phone=%2B493023125877",
            ),
            (
                "whatsapp",
                "https://web.whatsapp.com/send/?phone=493023125042&text",
                "https://web.whatsapp.com/send/?phone=493023125877&text",
            ),
            (
                "whatsapp",
                "whatsapp://send?phone=493023125042",
                "whatsapp://send?phone=493023125877",
            ),
            ("extension_0", "tel:+493023125042-0", "tel:+493023125877"),
            ("extension_0", "tel:+4930231250420", "tel:+493023125877"),
            (
                "extension_0",
                "tel:+49(0)30231250420;x",
                "tel:+493023125877;x",
            ),
            ("local", "tel:231-25042", "tel:+493023125877"),
        ] {
            assert_eq!(asked(name, href).as_deref(), Some(new));
            assert_eq!(asked("fax", href), None, "{href}");
        }
        for (name, href) in [
            ("sms", "mms:+493023125042"),
            ("sip", "sip:operator@example.com?to=+493023125042"),
            ("whatsapp", "https://wa.me/4930231250420"),
            ("whatsapp", "https://wa.me.example/493023125042"),
            (
                "whatsapp",
                "https://api.whatsapp.com/send?telephone=493023125042",
            ),
            ("whatsapp", "https://example.com/send?phone=493023125042"),
            ("extension_0", "tel:+493023125042-01"),
            ("local", "tel:23125042-0"),
        ] {
            assert_eq!(asked(name, href), None, "{href}");
        }
    }
}
