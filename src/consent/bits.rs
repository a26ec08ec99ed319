//! Bits out of base64url, and which one comes next.

use super::error::{DecodeError, Place};
use super::ids::Ids;

/// A segment's bits, the most significant of each character first
/// (RFC 4648, section 5, without padding).
pub(super) struct Bits<'a> {
    text: &'a [u8],
    at: Place,
}

impl<'a> Bits<'a> {
    /// The bits of a text; `at` is its place.
    ///
    /// All characters are looked at first: a wrong one says more than whatever
    /// would be read from what stands before it.
    pub fn of(text: &'a str, at: Place) -> Result<Self, DecodeError> {
        if text.is_empty() {
            return Err(DecodeError::Empty { at });
        }
        for (place, found) in text.chars().enumerate() {
            if u8::try_from(found).ok().and_then(sextet).is_none() {
                let bit = 6 * place;
                let at = Place { bit, ..at };
                return Err(DecodeError::Character { at, found });
            }
        }
        let text = text.as_bytes();
        Ok(Self { text, at })
    }

    /// The place of the next bit.
    pub fn at(&self) -> Place {
        self.at
    }

    /// Calls the segment what it turned out to be.
    pub fn rename(&mut self, name: &'static str) {
        self.at.name = name;
    }

    fn next(&mut self) -> Option<bool> {
        let sextet = self.text.get(self.at.bit / 6).copied().and_then(sextet)?;
        let bit = sextet >> (5 - self.at.bit % 6) & 1;
        self.at.bit += 1;
        Some(bit == 1)
    }

    /// One bit.
    pub fn flag(&mut self, field: &'static str) -> Result<bool, DecodeError> {
        self.next()
            .ok_or(DecodeError::Truncated { at: self.at, field })
    }

    /// A number of up to 64 bits.
    pub fn number(&mut self, bits: u8, field: &'static str) -> Result<u64, DecodeError> {
        let mut number = 0;
        for _ in 0..bits {
            number = number << 1 | u64::from(self.flag(field)?);
        }
        Ok(number)
    }

    /// A number of up to 8 bits.
    pub fn small(&mut self, bits: u8, field: &'static str) -> Result<u8, DecodeError> {
        // So few bits always fit.
        Ok(u8::try_from(self.number(bits.min(8), field)?).unwrap_or_default())
    }

    /// A number of up to 16 bits.
    pub fn medium(&mut self, bits: u8, field: &'static str) -> Result<u16, DecodeError> {
        Ok(u16::try_from(self.number(bits.min(16), field)?).unwrap_or_default())
    }

    /// A bit for each of so many ids, the first of them 1.
    pub fn ids(&mut self, count: u8, field: &'static str) -> Result<Ids, DecodeError> {
        let mut ids = Ids::default();
        for id in 1..=count {
            if self.flag(field)? {
                ids.insert(id);
            }
        }
        Ok(ids)
    }

    /// Two letters of six bits, A being 0.
    pub fn letters(&mut self, field: &'static str) -> Result<String, DecodeError> {
        let mut letters = String::with_capacity(2);
        for _ in 0..2 {
            let at = self.at;
            let found = self.small(6, field)?;
            if found > 25 {
                return Err(DecodeError::Letter { at, field, found });
            }
            letters.push(char::from(b'A' + found));
        }
        Ok(letters)
    }

    /// The end: what follows are zeros that fill up characters and bytes.
    pub fn finish(mut self) -> Result<(), DecodeError> {
        loop {
            let at = self.at;
            match self.next() {
                Some(true) => return Err(DecodeError::Trailing { at }),
                Some(false) => {}
                None => return Ok(()),
            }
        }
    }
}

/// The six bits of a character of base64url.
pub(super) fn sextet(character: u8) -> Option<u8> {
    Some(match character {
        b'A'..=b'Z' => character - b'A',
        b'a'..=b'z' => character - b'a' + 26,
        b'0'..=b'9' => character - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Place = Place {
        section: None,
        segment: 1,
        name: "core",
        bit: 0,
    };

    fn bits(text: &str) -> Bits<'_> {
        Bits::of(text, AT).unwrap()
    }

    #[test]
    fn every_character_is_six_bits() {
        let all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let mut bits = bits(all);
        for value in 0..64 {
            assert_eq!(bits.small(6, "a field"), Ok(value));
        }
        assert_eq!(bits.at().bit, 384);
        bits.finish().unwrap();
    }

    #[test]
    fn it_knows_where_it_ends() {
        let mut bits = bits("_");
        assert_eq!(bits.number(4, "first"), Ok(0b1111));
        let at = Place { bit: 6, ..AT };
        let field = "second";
        let ends = DecodeError::Truncated { at, field };
        assert_eq!(bits.number(4, field), Err(ends));
    }

    #[test]
    fn only_zeros_follow_the_end() {
        let mut zeros = bits("gAAA");
        assert_eq!(zeros.flag("a field"), Ok(true));
        assert_eq!(zeros.finish(), Ok(()));
        let mut set = bits("gAAB");
        assert_eq!(set.flag("a field"), Ok(true));
        let at = Place { bit: 23, ..AT };
        assert_eq!(set.finish(), Err(DecodeError::Trailing { at }));
    }

    #[test]
    fn a_wrong_character_is_named_with_its_place() {
        for (text, place, found) in [
            ("AA=", 2, '='),
            (" AA", 0, ' '),
            ("AA\n", 2, '\n'),
            ("A+", 1, '+'),
            ("AéA", 1, 'é'),
            ("AA€ä", 2, '€'),
            ("A\u{c1}A", 1, 'Á'),
        ] {
            let at = Place {
                bit: 6 * place,
                ..AT
            };
            let error = Bits::of(text, AT).map(|_| ()).unwrap_err();
            assert_eq!(error, DecodeError::Character { at, found }, "{text:?}");
        }
    }
}
