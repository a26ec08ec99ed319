//! What a sign of a text can be to somebody who reads a phone number.

/// What a sign is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// None: the text ends here.
    End,
    /// `0` to `9`.
    Digit,
    /// A digit of another script.
    OtherDigit,
    /// A letter of a script that puts spaces between words (Latin, Greek,
    /// Cyrillic, Armenian).
    Letter,
    /// A letter of another script, which stands beside a number without joining it.
    Script,
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
    /// What stands between the first and the last of several, `~` or `…`; or between
    /// two of them, `、` or `;`.
    Range,
    /// `$`, `€` and the like.
    Money,
    /// A character that nobody sees: soft hyphen, zero-width space, a mark for
    /// the writing direction. Editors and office programs leave them in numbers.
    Invisible,
    /// The border between two of the page's texts: see `sign::BORDER`.
    Border,
    /// Anything else.
    Other,
}

/// Some kinds of signs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kinds(u32);

impl Kind {
    /// The kind of the character with this code.
    pub(super) fn of(code: u32) -> Self {
        let beyond =
            |range: &&(u16, u16, Kind)| (u32::from(range.0)..=u32::from(range.1)).contains(&code);
        match ASCII.get(code as usize) {
            Some(&kind) => kind,
            None => BEYOND_ASCII
                .iter()
                .find(beyond)
                .map_or(Self::Other, |range| range.2),
        }
    }
}

impl Kinds {
    pub(super) const fn of(kinds: &[Kind]) -> Self {
        let mut set = 0;
        let mut rest = kinds;
        while let [kind, others @ ..] = rest {
            set |= 1 << *kind as u32;
            rest = others;
        }
        Self(set)
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn have(self, kind: Kind) -> bool {
        self.0 >> kind as u32 & 1 == 1
    }
}

pub(super) const SPACE: Kinds = Kinds::of(&[Kind::Space, Kind::Line]);

/// What is no sign to somebody who reads.
pub(super) const UNSEEN: Kinds = Kinds::of(&[Kind::Invisible, Kind::Border]);

pub(super) const DIGIT: Kinds = Kinds::of(&[Kind::Digit, Kind::OtherDigit]);

/// What may be seen between two digits of one number, white space aside.
pub(super) const SEPARATOR: Kinds = Kinds::of(&[
    Kind::Hyphen,
    Kind::Dash,
    Kind::Stop,
    Kind::Slash,
    Kind::Opening,
    Kind::Closing,
    Kind::Mark,
]);

pub(super) const ASCII: [Kind; 128] = {
    let mut kinds = [Kind::Other; 128];
    let mut code = 0;
    while code < 128 {
        #[expect(clippy::indexing_slicing, reason = "done by the compiler")]
        {
            kinds[code] = match code as u8 {
                b'0'..=b'9' => Kind::Digit,
                b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
                b'\n' => Kind::Line,
                b'\t'..=b'\r' | b' ' => Kind::Space,
                b'-' => Kind::Hyphen,
                b'.' => Kind::Stop,
                b'/' => Kind::Slash,
                b'(' | b'[' => Kind::Opening,
                b')' | b']' => Kind::Closing,
                b'|' => Kind::Mark,
                b'+' => Kind::Plus,
                b':' | b',' => Kind::Colon,
                b'=' | b'\\' => Kind::Equals,
                b'@' | b'_' => Kind::At,
                b'#' => Kind::Hash,
                b'&' => Kind::And,
                b'~' | b';' => Kind::Range,
                b'$' => Kind::Money,
                b'\0' => Kind::Border,
                _ => Kind::Other,
            };
        }
        code += 1;
    }
    kinds
};

/// First and last of each range, the first fit.
const BEYOND_ASCII: &[(u16, u16, Kind)] = &[
    (0x85, 0x85, Kind::Space),
    (0xa0, 0xa0, Kind::Space),
    (0xa2, 0xa5, Kind::Money),
    (0xad, 0xad, Kind::Invisible),
    // As in `n°` and `nº`.
    (0xb0, 0xb0, Kind::Letter),
    (0xba, 0xba, Kind::Letter),
    (0xb7, 0xb7, Kind::Mark),
    (0xd7, 0xd7, Kind::Other),
    (0xf7, 0xf7, Kind::Other),
    (0x34f, 0x34f, Kind::Invisible),
    (0xc0, 0x58f, Kind::Letter),
    (0x61c, 0x61c, Kind::Invisible),
    (0x660, 0x669, Kind::OtherDigit),
    (0x6f0, 0x6f9, Kind::OtherDigit),
    (0x966, 0x96f, Kind::OtherDigit),
    (0x1680, 0x1680, Kind::Space),
    (0x180e, 0x180e, Kind::Invisible),
    (0x1e00, 0x1fff, Kind::Letter),
    (0x590, 0x1dff, Kind::Script),
    (0x2000, 0x200a, Kind::Space),
    (0x200b, 0x200f, Kind::Invisible),
    (0x2010, 0x2011, Kind::Hyphen),
    (0x2012, 0x2015, Kind::Dash),
    (0x2022, 0x2022, Kind::Mark),
    (0x2026, 0x2026, Kind::Range),
    (0x2027, 0x2027, Kind::Mark),
    (0x2028, 0x2029, Kind::Line),
    (0x202a, 0x202e, Kind::Invisible),
    (0x202f, 0x202f, Kind::Space),
    (0x2044, 0x2044, Kind::Slash),
    (0x205f, 0x205f, Kind::Space),
    (0x2060, 0x2069, Kind::Invisible),
    (0x20a0, 0x20cf, Kind::Money),
    // `№`
    (0x2116, 0x2116, Kind::Letter),
    (0x2212, 0x2212, Kind::Dash),
    (0x2215, 0x2215, Kind::Slash),
    (0x22c5, 0x22c5, Kind::Mark),
    (0x3000, 0x3000, Kind::Space),
    (0x3001, 0x3001, Kind::Range),
    (0x301c, 0x301c, Kind::Range),
    (0x30fb, 0x30fb, Kind::Mark),
    // Between vowels it makes them long, between digits it is a hyphen.
    (0x30fc, 0x30fc, Kind::Hyphen),
    (0x3041, 0xd7ff, Kind::Script),
    (0xfe00, 0xfe0f, Kind::Invisible),
    (0xfe63, 0xfe63, Kind::Hyphen),
    (0xfeff, 0xfeff, Kind::Invisible),
    (0xff10, 0xff19, Kind::OtherDigit),
    (0xffe0, 0xffe6, Kind::Money),
];
