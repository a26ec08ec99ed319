//! The signs of a text, as somebody sees them who reads a phone number.
//!
//! The browser downloads this, so there is one place that tells signs apart and
//! one that steps from sign to sign; everything else asks these.

/// What a sign is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// None: the text ends here.
    End,
    /// `0` to `9`.
    Digit,
    /// A digit of another script.
    OtherDigit,
    /// A letter of a script that puts spaces between words (Latin, Greek,
    /// Cyrillic, Armenian). Others stand beside a number without joining it.
    Letter,
    /// White space of any width.
    Space,
    /// The end of a line.
    Line,
    /// The stroke that also joins words and article numbers.
    Hyphen,
    /// A longer stroke, or minus.
    Dash,
    /// A full stop.
    Stop,
    /// A slash.
    Slash,
    /// An opening bracket.
    Opening,
    /// A closing bracket.
    Closing,
    /// A dot at half height or an upright stroke.
    Mark,
    /// `+`
    Plus,
    /// `:` or `,`
    Colon,
    /// `=` or `\`
    Equals,
    /// `@` or `_`
    At,
    /// `#`
    Hash,
    /// `&`
    And,
    /// `$`, `€` and the like.
    Money,
    /// A character that nobody sees: soft hyphen, zero-width space, a mark for
    /// the writing direction. Editors and office programs leave them in numbers.
    Invisible,
    /// Anything else.
    Other,
}

impl Kind {
    pub(super) fn is_space(self) -> bool {
        matches!(self, Self::Space | Self::Line)
    }

    pub(super) fn is_digit(self) -> bool {
        matches!(self, Self::Digit | Self::OtherDigit)
    }

    /// Whether it may be seen between two digits of one number.
    pub(super) fn is_separator(self) -> bool {
        use Kind::{Closing, Dash, Hyphen, Mark, Opening, Slash, Stop};
        matches!(
            self,
            Hyphen | Dash | Stop | Slash | Opening | Closing | Mark
        )
    }

    #[inline(never)]
    fn of(c: char) -> Self {
        match c {
            '0'..='9' => Self::Digit,
            'a'..='z' | 'A'..='Z' => Self::Letter,
            '\n' => Self::Line,
            '\t'..='\r' | ' ' => Self::Space,
            '-' => Self::Hyphen,
            '.' => Self::Stop,
            '/' => Self::Slash,
            '(' | '[' => Self::Opening,
            ')' | ']' => Self::Closing,
            '|' => Self::Mark,
            '+' => Self::Plus,
            ':' | ',' => Self::Colon,
            '=' | '\\' => Self::Equals,
            '@' | '_' => Self::At,
            '#' => Self::Hash,
            '&' => Self::And,
            '$' | '\u{a2}'..='\u{a5}' | '\u{20a0}'..='\u{20cf}' => Self::Money,
            '\u{85}'
            | '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}' => Self::Space,
            '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' => Self::Invisible,
            '\u{2010}' | '\u{2011}' | '\u{fe63}' | '\u{ff0d}' => Self::Hyphen,
            '\u{2012}'..='\u{2015}' | '\u{2212}' => Self::Dash,
            '\u{b7}' | '\u{2022}' | '\u{2027}' | '\u{22c5}' => Self::Mark,
            '\u{2044}' | '\u{2215}' | '\u{ff0f}' => Self::Slash,
            '\u{ff08}' => Self::Opening,
            '\u{ff09}' => Self::Closing,
            '\u{ff0b}' => Self::Plus,
            '\u{660}'..='\u{669}'
            | '\u{6f0}'..='\u{6f9}'
            | '\u{966}'..='\u{96f}'
            | '\u{ff10}'..='\u{ff19}' => Self::OtherDigit,
            '\u{d7}' | '\u{f7}' => Self::Other,
            '\u{c0}'..='\u{58f}' | '\u{1e00}'..='\u{1fff}' => Self::Letter,
            _ => Self::Other,
        }
    }
}

/// One sign and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    pub kind: Kind,
    /// A digit, or a letter in its plain lower-case form: `e` for `É`. Of other
    /// signs, the character if it is ASCII, or 0.
    pub plain: u8,
    pub from: usize,
    pub to: usize,
}

/// A text and how it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'t> {
    pub text: &'t str,
    /// Whether `%20` is a space, as in the address of a link.
    pub escaped: bool,
}

impl<'t> Reader<'t> {
    pub(super) fn plain(text: &'t str) -> Self {
        Self {
            text,
            escaped: false,
        }
    }

    /// The text between two places.
    pub(super) fn part(self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The first visible sign at or after `at`.
    #[inline(never)]
    pub(super) fn next(self, at: usize) -> Sign {
        let mut at = at;
        loop {
            let Some(c) = self.part(at, self.text.len()).chars().next() else {
                return Sign::end(at);
            };
            let (c, to) = match self.escape(at) {
                Some(c) if c != '%' => (c, at + 3),
                _ => (c, at + c.len_utf8()),
            };
            let sign = Sign::of(c, at, to);
            if sign.kind != Kind::Invisible {
                return sign;
            }
            at = to;
        }
    }

    /// The last visible sign that ends at or before `at`. Escapes are not read.
    #[inline(never)]
    pub(super) fn previous(self, at: usize) -> Sign {
        let mut at = at;
        loop {
            let Some(c) = self.part(0, at).chars().next_back() else {
                return Sign::end(at);
            };
            let from = at - c.len_utf8();
            let sign = Sign::of(c, from, at);
            if sign.kind != Kind::Invisible {
                return sign;
            }
            at = from;
        }
    }

    /// Where the signs that `skipped` knows end.
    pub(super) fn skip(self, at: usize, skipped: fn(Kind) -> bool) -> usize {
        let mut at = at;
        loop {
            let sign = self.next(at);
            if !skipped(sign.kind) {
                return at;
            }
            at = sign.to;
        }
    }

    /// Where the white space that ends at `at` begins.
    pub(super) fn skip_space_back(self, at: usize) -> usize {
        let mut at = at;
        loop {
            let sign = self.previous(at);
            if !sign.kind.is_space() {
                return at;
            }
            at = sign.from;
        }
    }

    /// What the percent escape at `at` stands for. Bytes of a longer character
    /// are taken for invisible: it is a space or a dash if it is in a number.
    fn escape(self, at: usize) -> Option<char> {
        let escape = self.text.as_bytes().get(at..at + 3)?;
        let (&[b'%', high, low], true) = (escape.first_chunk()?, self.escaped) else {
            return None;
        };
        let value = char::from(high).to_digit(16)? * 16 + char::from(low).to_digit(16)?;
        let ascii = u8::try_from(value).ok().filter(u8::is_ascii);
        Some(ascii.map_or('\u{ad}', char::from))
    }
}

impl Sign {
    fn end(at: usize) -> Self {
        Self {
            kind: Kind::End,
            plain: 0,
            from: at,
            to: at,
        }
    }

    fn of(c: char, from: usize, to: usize) -> Self {
        Self {
            kind: Kind::of(c),
            plain: plain(c),
            from,
            to,
        }
    }

    /// The digit on whose telephone key the letter is printed (ITU-T E.161).
    pub(super) fn key(self) -> Option<u8> {
        const KEYS: &[u8; 26] = b"22233344455566677778889999";
        KEYS.get(usize::from(self.plain.wrapping_sub(b'a')))
            .copied()
    }
}

/// A letter without its accent and in lower case.
fn plain(c: char) -> u8 {
    const LATIN: &[u8; 32] = b"aaaaaaaceeeeiiiidnooooo?ouuuuyts";
    match c {
        '\u{c0}'..='\u{ff}' => LATIN.get(c as usize & 31).copied().unwrap_or(0),
        'č' | 'Č' => b'c',
        'ł' | 'Ł' => b'l',
        _ => u8::try_from(c)
            .ok()
            .filter(u8::is_ascii)
            .unwrap_or(0)
            .to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_over_what_nobody_sees() {
        let reader = Reader::plain("a\u{ad}\u{200b}É");
        let sign = reader.next(1);
        assert_eq!((sign.kind, sign.plain), (Kind::Letter, b'e'));
        assert_eq!((sign.from, sign.to), (6, 8));
        assert_eq!(reader.previous(6).plain, b'a');
        assert_eq!(reader.next(8).kind, Kind::End);
        assert_eq!(reader.previous(0).kind, Kind::End);
        // No character begins there.
        assert_eq!(reader.next(2).kind, Kind::End);
    }

    #[test]
    fn reads_percent_escapes() {
        let reader = Reader {
            text: "%2B%C2%A04%39%zz",
            escaped: true,
        };
        let signs = [0, 3, 10, 13].map(|at| {
            let sign = reader.next(at);
            (sign.kind, sign.plain, sign.to)
        });
        let expected = [
            (Kind::Plus, b'+', 3),
            (Kind::Digit, b'4', 10),
            (Kind::Digit, b'9', 13),
            (Kind::Other, b'%', 14),
        ];
        assert_eq!(signs, expected);
        assert_eq!(Reader::plain("%2B").next(0).plain, b'%');
    }

    #[test]
    fn knows_the_telephone_keys() {
        let reader = Reader::plain("Flowers-");
        let keys: Vec<u8> = (0..8).filter_map(|at| reader.next(at).key()).collect();
        assert_eq!(keys, b"3569377");
    }
}
