//! A number in a link's address.
//!
//! `tel:` is RFC 3966; `callto:` and `skype:` are what Skype and older programs
//! use; `/clkn/tel/` is how landing page builders count clicks on a number.

use super::Edit;
use super::find::{Found, Prefix};
use super::sign::{Kind, Reader};
use super::swapper::Prepared;

/// The edit that swaps the number of `href`.
pub(super) fn edit(swaps: &[Prepared], href: &str) -> Option<Edit> {
    let link = Link::of(href)?;
    let context = link.context();
    let mut swaps = swaps.iter().enumerate();
    swaps.find_map(|(index, swap)| link.edit(swap, context.as_ref(), index))
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
        let (program, begin) = program(href)?;
        let reader = Reader {
            text: href,
            escaped: true,
        };
        // `tel://` is wrong, frequent, and works.
        let slash = |kind: Kind| kind.is_space() || kind == Kind::Slash;
        Some(Self {
            reader,
            program,
            begin: reader.skip(begin, slash),
        })
    }

    fn edit(&self, swap: &Prepared, context: Option<&Context<'_>>, index: usize) -> Option<Edit> {
        if let Some(context) = context
            && self.reader.next(self.begin).kind != Kind::Plus
        {
            let end = self.end_in_context(swap, context)?;
            return self.normalised(swap, end, Some(context), index);
        }
        let (found, end) = read(self.reader, self.begin, swap)?;
        if !self.ends_at(end) {
            return None;
        }
        // These digits reach somebody else, or nobody: `+49(0)30…`, `4930…`.
        let lost =
            found.trunk_after_code || found.prefix == Prefix::Code && swap.from.code() != "1";
        if self.program == Program::Dialler && lost {
            return self.normalised(swap, end, None, index);
        }
        swap.edit(self.reader, &found, index)
    }

    /// Where the number ends that is to be understood in its context.
    fn end_in_context(&self, swap: &Prepared, context: &Context<'_>) -> Option<usize> {
        let local = self.reader.part(self.begin, context.begin);
        let local = local.split(';').next().unwrap_or_default();
        let end = self.begin + local.len();
        let escaped = |text| Reader {
            text,
            escaped: true,
        };
        let whole = escaped(context.value).next(0).kind == Kind::Plus;
        // `+4930` and `23125042`, or `+49` and `030 23125042`. What a domain
        // stands for is not known, there the number has to be whole itself.
        let text = if whole {
            [context.value, local].concat()
        } else {
            local.to_owned()
        };
        let (_, last) = read(escaped(&text), 0, swap)?;
        (last == text.len()).then_some(end)
    }

    /// The new number as E.164, without the context that it does not need.
    fn normalised(
        &self,
        swap: &Prepared,
        end: usize,
        context: Option<&Context<'_>>,
        index: usize,
    ) -> Option<Edit> {
        let first = self.reader.next(self.begin);
        let sign = match first.kind {
            Kind::Plus => self.reader.part(first.from, first.to),
            _ => "+",
        };
        let mut new = sign.to_owned();
        new.push_str(swap.to.digits());
        let mut last = end;
        if let Some(context) = context {
            new.push_str(self.reader.part(end, context.begin));
            last = context.end;
        }
        Edit::of(self.reader.text, self.begin..last, &new, index)
    }

    /// Whether a number may end at `end`: at parameters, pauses and tones that
    /// are dialled after it, or the end of the address.
    fn ends_at(&self, end: usize) -> bool {
        let sign = self.reader.next(end);
        let then = self.reader.next(sign.to);
        match (self.program, sign.plain) {
            (Program::Skype, _) => {
                let query = self.reader.part(end, end + 5);
                let longer = self.reader.next(end + 5).kind;
                query.eq_ignore_ascii_case("?call") && longer != Kind::Letter
            }
            (_, b';' | b',' | b'?' | b'#') => true,
            (Program::Counter, b'/') | (Program::Dialler, b'*' | b'&') => true,
            (Program::Dialler, b'p' | b'w' | b'x') => then.kind == Kind::Digit,
            _ => sign.kind == Kind::End,
        }
    }

    /// The parameter `phone-context`.
    fn context(&self) -> Option<Context<'a>> {
        const NAME: &str = "phone-context=";
        let mut begin = self.begin;
        let parameters = self.reader.part(begin, self.reader.text.len());
        for parameter in parameters.split(';') {
            let value = begin + NAME.len();
            let end = begin + parameter.len();
            if self.reader.part(begin, value).eq_ignore_ascii_case(NAME) && begin > self.begin {
                return Some(Context {
                    begin: begin - 1,
                    end,
                    value: self.reader.part(value, end),
                });
            }
            begin = end + 1;
        }
        None
    }
}

/// The number of a swap, its sign at `begin`, and where it ends, closing
/// brackets and spaces included.
fn read(reader: Reader<'_>, begin: usize, swap: &Prepared) -> Option<(Found, usize)> {
    let mut at = begin;
    let mut plus = false;
    let start = loop {
        let sign = reader.next(at);
        match sign.kind {
            Kind::Digit => break sign.from,
            Kind::Plus => plus = true,
            Kind::Opening | Kind::Space => {}
            _ => return None,
        }
        at = sign.to;
    };
    let found = swap.read(reader, start, plus)?;
    let closing = |kind: Kind| kind.is_space() || kind == Kind::Closing;
    let end = reader.skip(found.end(), closing);
    Some((found, end))
}

/// Which program follows the link, and where what it is told begins.
fn program(href: &str) -> Option<(Program, usize)> {
    // Browsers ignore control characters and spaces before it (URL Standard, 4.4).
    let spaces = href.bytes().take_while(|&byte| byte <= b' ').count();
    for (scheme, program) in [
        ("tel:", Program::Dialler),
        ("callto:", Program::Dialler),
        ("skype:", Program::Skype),
    ] {
        let end = spaces + scheme.len();
        let begins = href.get(spaces..end);
        if begins.is_some_and(|begins| begins.eq_ignore_ascii_case(scheme)) {
            return Some((program, end));
        }
    }
    // One letter tells whose counter it is: `clkn`, `clkg`.
    const COUNTER: &[u8] = b"/clk?/tel/";
    let at = href.as_bytes().windows(COUNTER.len()).position(|window| {
        let pairs = window.iter().zip(COUNTER);
        pairs
            .into_iter()
            .all(|(byte, wanted)| byte == wanted || *wanted == b'?')
    })?;
    Some((Program::Counter, at + COUNTER.len()))
}
