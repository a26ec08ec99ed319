//! The signs of a text, as somebody sees them who reads a phone number.
//!
//! The browser downloads this, so there is one place that tells signs apart and
//! one that steps from sign to sign; everything else asks these.

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
    /// `$`, `€` and the like.
    Money,
    /// A character that nobody sees: soft hyphen, zero-width space, a mark for
    /// the writing direction. Editors and office programs leave them in numbers.
    Invisible,
    /// The border between two of the page's texts: see `BORDER`.
    Border,
    /// Anything else.
    Other,
}

/// Some kinds of signs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kinds(u32);

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

/// The most digits a number has (ITU-T E.164, 6.1).
pub(super) const MOST_DIGITS: usize = 15;

pub(super) const SPACE: Kinds = Kinds::of(&[Kind::Space, Kind::Line]);

/// What is no sign to somebody who reads.
const UNSEEN: Kinds = Kinds::of(&[Kind::Invisible, Kind::Border]);

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

/// Stands in a line of text where one of the page's texts ends and the next
/// begins, as between `030` and `23125042` in `030<wbr>23125042`. No text of a
/// page that was read as HTML has this character.
pub(super) const BORDER: char = '\0';

const ASCII: [Kind; 128] = {
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
    (0x2027, 0x2027, Kind::Mark),
    (0x2028, 0x2029, Kind::Line),
    (0x202a, 0x202e, Kind::Invisible),
    (0x202f, 0x202f, Kind::Space),
    (0x2044, 0x2044, Kind::Slash),
    (0x205f, 0x205f, Kind::Space),
    (0x2060, 0x2069, Kind::Invisible),
    (0x20a0, 0x20cf, Kind::Money),
    (0x2212, 0x2212, Kind::Dash),
    (0x2215, 0x2215, Kind::Slash),
    (0x22c5, 0x22c5, Kind::Mark),
    (0x3000, 0x3000, Kind::Space),
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

/// The parts of a list between separators.
pub(super) fn pieces(list: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    list.split(move |&byte| byte == separator)
}

/// Letters stand for digits only behind an area code, or `800`.
pub(super) const FIRST_LETTER: usize = 3;

/// One sign and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    pub kind: Kind,
    /// What `plain` says of it.
    pub plain: u8,
    pub from: usize,
    pub to: usize,
    /// Whether a border was crossed on the way to it: there a word ends.
    pub across: bool,
}

/// A text and how it is written.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    pub text: &'t str,
    /// Whether `%20` is a space, as in the address of a link.
    pub escaped: bool,
}

impl<'t> Reader<'t> {
    pub(super) fn plain(text: &'t str) -> Self {
        let escaped = false;
        Self { text, escaped }
    }

    /// The text between two places.
    pub(super) fn part(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The first visible sign at or after `at`.
    #[cfg_attr(target_family = "wasm", inline(never))]
    pub(super) fn next(&self, at: usize) -> Sign {
        // Nearly all signs are ASCII, and told with one look.
        if let Some(&byte) = self.text.as_bytes().get(at)
            && let Some(&kind) = ASCII.get(usize::from(byte))
            && byte != b'%'
            && kind != Kind::Border
        {
            return Sign {
                kind,
                plain: byte.to_ascii_lowercase(),
                from: at,
                to: at + 1,
                across: false,
            };
        }
        self.next_of_all(at)
    }

    /// The same for signs of all sorts.
    #[inline(never)]
    fn next_of_all(&self, at: usize) -> Sign {
        let mut at = at;
        let mut across = false;
        loop {
            let Some(c) = self.part(at, self.text.len()).chars().next() else {
                return Sign::of(BORDER, at, at);
            };
            let escape = if c == '%' { self.escape(at) } else { None };
            let mut sign = match escape {
                Some(c) => Sign::of(c, at, at + 3),
                None => Sign::of(c, at, at + c.len_utf8()),
            };
            if !UNSEEN.have(sign.kind) {
                sign.across = across;
                return sign;
            }
            across |= sign.kind == Kind::Border;
            at = sign.to;
        }
    }

    /// The last visible sign that ends at or before `at`. Escapes are not read.
    #[inline(never)]
    pub(super) fn previous(&self, at: usize) -> Sign {
        let mut at = at;
        let mut across = false;
        loop {
            let Some(c) = self.part(0, at).chars().next_back() else {
                return Sign::of(BORDER, at, at);
            };
            let mut sign = Sign::of(c, at - c.len_utf8(), at);
            if !UNSEEN.have(sign.kind) {
                sign.across = across;
                return sign;
            }
            across |= sign.kind == Kind::Border;
            at = sign.from;
        }
    }

    /// The first sign at or after `at` that is none of these.
    #[inline(never)]
    pub(super) fn next_but(&self, skipped: Kinds, at: usize) -> Sign {
        let mut sign = self.next(at);
        while skipped.have(sign.kind) {
            sign = self.next(sign.to);
        }
        sign
    }

    /// The last sign before `at` that is none of these.
    #[inline(never)]
    pub(super) fn previous_but(&self, skipped: Kinds, at: usize) -> Sign {
        let mut sign = self.previous(at);
        while skipped.have(sign.kind) {
            sign = self.previous(sign.from);
        }
        sign
    }

    /// How many digits there are at `at`, `between` between them or not, or one
    /// more than a number has.
    pub(super) fn count_digits(&self, at: usize, between: Kinds) -> usize {
        let mut sign = self.next(at);
        let mut count = 0;
        while sign.is_digit() && count <= MOST_DIGITS {
            count += 1;
            sign = self.next_but(between, sign.to);
        }
        count
    }

    /// What the percent escape at `at` stands for. Bytes of a longer character
    /// are taken for invisible: it is a space or a dash if it is in a number.
    fn escape(&self, at: usize) -> Option<char> {
        let digits = self.text.as_bytes().get(at + 1..at + 3)?;
        let mut value = 0;
        for &digit in digits {
            value = value * 16 + char::from(digit).to_digit(16)?;
        }
        let ascii = u8::try_from(value).ok().filter(u8::is_ascii);
        self.escaped.then(|| ascii.map_or('\u{ad}', char::from))
    }
}

/// A character's code; that of the usual form where it is as wide as a Chinese
/// letter. Digits stay as they are: nobody writes half of a number with them.
fn narrow(c: char) -> u32 {
    match u32::from(c) {
        wide @ (0xff01..=0xff0f | 0xff1a..=0xff5e) => wide - 0xfee0,
        code => code,
    }
}

/// What a word is compared by: ASCII characters, letters in lower case; of others
/// enough to know them by in a word.
#[inline(never)]
pub(super) fn plain(c: char) -> u8 {
    let code = match narrow(c) {
        // Capital letters: Latin, Greek, Cyrillic.
        code @ (0x41..=0x5a | 0xc0..=0xde | 0x391..=0x3a9 | 0x410..=0x42f) => code + 0x20,
        // Here nearly all capitals stand right before the small letter: `Č`, `č`.
        code @ 0x100..=0x17f => code | 1,
        code => code,
    };
    if code < 0x80 {
        code as u8
    } else {
        code as u8 | 0x80
    }
}

impl Sign {
    /// A sign that stands nowhere is the end.
    #[inline(never)]
    fn of(c: char, from: usize, to: usize) -> Self {
        let code = narrow(c);
        let beyond =
            |range: &&(u16, u16, Kind)| (u32::from(range.0)..=u32::from(range.1)).contains(&code);
        let kind = match ASCII.get(code as usize) {
            _ if from == to => Kind::End,
            Some(&kind) => kind,
            None => BEYOND_ASCII
                .iter()
                .find(beyond)
                .map_or(Kind::Other, |range| range.2),
        };
        let plain = plain(c);
        Self {
            kind,
            plain,
            from,
            to,
            across: false,
        }
    }

    pub(super) fn is_digit(self) -> bool {
        DIGIT.have(self.kind)
    }

    pub(super) fn is_letter(self) -> bool {
        self.kind == Kind::Letter
    }

    /// The digit that it may stand for behind so many others.
    pub(super) fn digit(self, before: usize) -> Option<u8> {
        match self.kind {
            Kind::Digit => Some(self.plain),
            Kind::Letter if before >= FIRST_LETTER => self.key(),
            _ => None,
        }
    }

    /// The digit on whose telephone key the letter is printed (ITU-T E.161).
    pub(super) fn key(self) -> Option<u8> {
        const KEYS: &[u8; 26] = b"22233344455566677778889999";
        KEYS.get(usize::from(self.plain.wrapping_sub(b'a')))
            .copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_over_what_nobody_sees() {
        let reader = Reader::plain("a\u{ad}\u{200b}É");
        let sign = reader.next(1);
        assert_eq!((sign.kind, sign.plain), (Kind::Letter, 0xe9));
        assert_eq!((sign.from, sign.to), (6, 8));
        assert_eq!(reader.previous(6).plain, b'a');
        assert_eq!(reader.next(8).kind, Kind::End);
        assert_eq!(reader.previous(0).kind, Kind::End);
        // No character begins there.
        assert_eq!(reader.next(2).kind, Kind::End);
    }

    #[test]
    fn reads_across_borders_and_says_so() {
        let reader = Reader::plain("a\u{ad}\0b");
        assert_eq!((reader.next(1).plain, reader.next(1).across), (b'b', true));
        assert_eq!((reader.next(4).plain, reader.next(4).across), (b'b', false));
        assert_eq!(
            (reader.previous(4).plain, reader.previous(4).across),
            (b'a', true)
        );
        assert!(!reader.previous(3).across);
        assert_eq!(Reader::plain("\0").next(0).kind, Kind::End);
    }

    #[test]
    fn reads_percent_escapes() {
        let text = "%2B%C2%A04%39%zz";
        let escaped = true;
        let reader = Reader { text, escaped };
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
    fn knows_signs_of_all_sorts() {
        for (sign, kind) in [
            ('\u{202f}', Kind::Space),
            ('\u{2011}', Kind::Hyphen),
            ('−', Kind::Dash),
            ('ß', Kind::Letter),
            ('×', Kind::Other),
            ('電', Kind::Script),
            ('＋', Kind::Plus),
            ('：', Kind::Colon),
            ('０', Kind::OtherDigit),
            ('（', Kind::Opening),
            ('Ｆ', Kind::Letter),
            ('٣', Kind::OtherDigit),
            ('€', Kind::Money),
            ('☎', Kind::Other),
            ('📞', Kind::Other),
            ('[', Kind::Opening),
        ] {
            let text = sign.to_string();
            assert_eq!(Reader::plain(&text).next(0).kind, kind, "{sign}");
        }
    }

    #[test]
    fn knows_the_telephone_keys() {
        let reader = Reader::plain("Flowers-");
        let keys: Vec<u8> = (0..8).filter_map(|at| reader.next(at).key()).collect();
        assert_eq!(keys, b"3569377");
    }
}
