//! Which program follows a link.

use super::Matching;
use super::kind::SPACE;
use super::sign::Reader;

/// Which program follows the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Program {
    /// `tel:`, `callto:`
    Dialler,
    /// `skype:`
    Skype,
    /// `/clkn/tel/`
    Counter,
    /// `sms:`, `smsto:`
    Message,
    /// `sip:`, `sips:`
    Account,
    /// `https://wa.me/`, `whatsapp://send?phone=`
    Chat,
}

impl Program {
    /// Whether its numbers are taken for the one that is called.
    pub(super) fn is_asked(self, matching: Matching) -> bool {
        match self {
            Self::Dialler | Self::Skype | Self::Counter => true,
            Self::Message => matching.sms,
            Self::Account => matching.sip,
            Self::Chat => matching.whatsapp,
        }
    }
}

/// The schemes of addresses of calls.
const SCHEMES: &[(&[u8], Program)] = &[
    (b"tel:", Program::Dialler),
    (b"callto:", Program::Dialler),
    (b"skype:", Program::Skype),
    (b"sms:", Program::Message),
    (b"smsto:", Program::Message),
    (b"sip:", Program::Account),
    (b"sips:", Program::Account),
];

/// Which program follows the link, and where what it is told begins.
pub(super) fn program(href: &str) -> Option<(Program, usize)> {
    // Browsers ignore spaces before it (URL Standard, 4.4).
    let start = escaped(href).next_but(SPACE, 0).from;
    let behind = |at: usize, pattern: &[u8]| begins(href, at, pattern).then(|| at + pattern.len());
    for &(scheme, program) in SCHEMES {
        if let Some(begin) = behind(start, scheme) {
            return Some((program, begin));
        }
    }
    if let Some(begin) = chat(href, start) {
        return Some((Program::Chat, begin));
    }
    // One letter tells whose counter it is: `clkn`, `clkg`.
    let counter = position(href, 0, b"/clk_/tel/")?;
    Some((Program::Counter, counter + 10))
}

/// Where the number begins in a link that opens a chat in WhatsApp.
fn chat(href: &str, start: usize) -> Option<usize> {
    let behind = |at: usize, pattern: &[u8]| begins(href, at, pattern).then(|| at + pattern.len());
    let mut at = start;
    for part in [&b"http:"[..], b"https:", b"//", b"www.", b"wa.me/"] {
        let end = behind(at, part);
        if part == b"wa.me/" && end.is_some() {
            return end;
        }
        at = end.unwrap_or(at);
    }
    let sends = [
        &b"whatsapp://send"[..],
        b"api.whatsapp.com/send",
        b"web.whatsapp.com/send",
    ];
    let end = sends.iter().find_map(|send| behind(at, send))?;
    let name = position(href, end, b"_phone=")?;
    let first = href.as_bytes().get(name)?;
    matches!(first, b'?' | b'&').then_some(name + 7)
}

/// Where `pattern` is in the text, at `from` or later.
pub(super) fn position(text: &str, from: usize, pattern: &[u8]) -> Option<usize> {
    (from..text.len()).find(|&at| begins(text, at, pattern))
}

/// Whether `pattern` is in the text at `at`, in letters of either case; `_` is
/// any character.
#[inline(never)]
pub(super) fn begins(text: &str, at: usize, pattern: &[u8]) -> bool {
    let part = text.as_bytes().get(at..at + pattern.len());
    part.is_some_and(|part| {
        let mut pairs = part.iter().zip(pattern);
        pairs.all(|(byte, wanted)| *wanted == b'_' || byte.eq_ignore_ascii_case(wanted))
    })
}

/// The address of a link, `%20` being a space.
pub(super) fn escaped(text: &str) -> Reader<'_> {
    let escaped = true;
    Reader { text, escaped }
}
