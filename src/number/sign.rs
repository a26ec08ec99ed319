//! The signs of a text, as somebody sees them who reads a phone number.
//!
//! The browser downloads this, so there is one place that tells signs apart (`kind`) and
//! one that steps from sign to sign; everything else asks these.

use super::kind::{ASCII, DIGIT, Kind, Kinds, UNSEEN};
use super::plain::{narrow, plain};

/// The most digits a number has (ITU-T E.164, 6.1).
pub(super) const MOST_DIGITS: usize = 15;

/// Stands in a line of text where one of the page's texts ends and the next
/// begins, as between `030` and `23125042` in `030<wbr>23125042`. No text of a
/// page that was read as HTML has this character.
pub(super) const BORDER: char = '\0';

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
        match self.ascii(at) {
            Some(sign) if sign.plain != b'%' => sign,
            _ => self.next_of_all(at),
        }
    }

    /// The sign at `at` if it is ASCII: nearly all are, and are told with one look.
    #[inline]
    fn ascii(&self, at: usize) -> Option<Sign> {
        let byte = *self.text.as_bytes().get(at)?;
        let kind = *ASCII.get(usize::from(byte))?;
        (kind != Kind::Border).then(|| Sign {
            kind,
            plain: byte.to_ascii_lowercase(),
            from: at,
            to: at + 1,
            across: false,
        })
    }

    /// The same for signs of all sorts.
    #[inline(never)]
    fn next_of_all(&self, at: usize) -> Sign {
        let mut at = at;
        let mut across = false;
        loop {
            let Some(c) = self.part(at, self.text.len()).chars().next() else {
                return Sign::end(at);
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
        if let Some(sign) = at.checked_sub(1).and_then(|before| self.ascii(before)) {
            return sign;
        }
        let mut at = at;
        let mut across = false;
        loop {
            let Some(c) = self.part(0, at).chars().next_back() else {
                return Sign::end(at);
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

impl Sign {
    /// Where the text ends or begins.
    fn end(at: usize) -> Self {
        Self {
            kind: Kind::End,
            plain: 0,
            from: at,
            to: at,
            across: false,
        }
    }

    #[inline(never)]
    fn of(c: char, from: usize, to: usize) -> Self {
        Self {
            kind: Kind::of(narrow(c)),
            plain: plain(c),
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
        // A wide letter takes more bytes; nobody dials it.
        let is_ascii = self.to == self.from + 1;
        let key = KEYS.get(usize::from(self.plain.wrapping_sub(b'a')));
        key.copied().filter(|_| is_ascii)
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
