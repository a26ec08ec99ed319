//! A phone number as the network knows it (ITU-T E.164).

use std::fmt;
use std::str::FromStr;

use super::country;

/// A number in E.164 form: `+`, then 7 to 15 digits, the first not zero.
///
/// ITU-T E.164 allows at most 15 digits. It gives no minimum; no number that a
/// site shows has fewer than seven, and a shorter one is nearly always a slip.
///
/// ```
/// use telswap::E164;
///
/// let number: E164 = "+4963141555000".parse()?;
/// assert_eq!(number.as_str(), "+4963141555000");
/// assert_eq!(number.digits(), "4963141555000");
/// assert!("0631 41555000".parse::<E164>().is_err());
/// # Ok::<(), telswap::number::E164Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct E164 {
    /// `+` and the digits; the rest is zero bytes.
    text: [u8; 16],
    len: u8,
}

/// Why a text is no E.164 number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum E164Error {
    /// It does not begin with `+`.
    #[error("a number begins with + and its country code, as in +4963141555000")]
    NoPlus,
    /// Something other than a digit follows the `+`.
    #[error("only digits follow the +, without spaces or signs, as in +4963141555000")]
    NotADigit,
    /// The first digit is zero: no country code begins so.
    #[error("no country code begins with 0; write +49631…, not +0631…")]
    LeadingZero,
    /// Fewer than 7 or more than 15 digits.
    #[error("a number has 7 to 15 digits after the +")]
    Length,
}

impl E164Error {
    /// A name for machines that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoPlus => "number_no_plus",
            Self::NotADigit => "number_not_a_digit",
            Self::LeadingZero => "number_leading_zero",
            Self::Length => "number_length",
        }
    }
}

impl E164 {
    /// Reads a number from `+` and 7 to 15 digits, nothing else.
    ///
    /// # Errors
    /// [`E164Error`] says which of these does not hold.
    pub fn parse(text: &str) -> Result<Self, E164Error> {
        let digits = text.strip_prefix('+').ok_or(E164Error::NoPlus)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(E164Error::NotADigit);
        }
        if digits.starts_with('0') {
            return Err(E164Error::LeadingZero);
        }
        if !(7..=15).contains(&digits.len()) {
            return Err(E164Error::Length);
        }
        let mut number = Self {
            text: [0; 16],
            len: 0,
        };
        for (slot, byte) in number.text.iter_mut().zip(text.bytes()) {
            *slot = byte;
            number.len += 1;
        }
        Ok(number)
    }

    /// The number with its `+`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Only ASCII was ever written there: it is one valid chunk. (The classifier
        // needs chunks too; `str::from_utf8` would be code of its own in the engine.)
        let text = self.text.get(..usize::from(self.len)).unwrap_or_default();
        text.utf8_chunks().next().map_or("", |chunk| chunk.valid())
    }

    /// The digits without the `+`.
    #[must_use]
    pub fn digits(&self) -> &str {
        self.as_str().get(1..).unwrap_or_default()
    }

    /// The country code, and the digits after it.
    pub(super) fn split(&self) -> (&str, &str) {
        let digits = self.digits();
        let code = country::code_length(digits);
        digits.split_at_checked(code).unwrap_or_default()
    }
}

impl fmt::Display for E164 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for E164 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E164({})", self.as_str())
    }
}

impl FromStr for E164 {
    type Err = E164Error;

    fn from_str(text: &str) -> Result<Self, E164Error> {
        Self::parse(text)
    }
}

#[cfg(feature = "config")]
impl serde::Serialize for E164 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "config")]
impl<'de> serde::Deserialize<'de> for E164 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(E164::parse(""), Err(E164Error::NoPlus));
        assert_eq!(E164::parse("4963141555000"), Err(E164Error::NoPlus));
        assert_eq!(E164::parse("+49 631"), Err(E164Error::NotADigit));
        assert_eq!(E164::parse("+49٣١٤١٥٥٥"), Err(E164Error::NotADigit));
        assert_eq!(E164::parse("+0631415550"), Err(E164Error::LeadingZero));
        assert_eq!(E164::parse("+496314"), Err(E164Error::Length));
        assert_eq!(E164::parse("+1234567890123456"), Err(E164Error::Length));
    }

    #[test]
    fn keeps_every_digit() {
        for text in ["+1234567", "+123456789012345"] {
            assert_eq!(E164::parse(text).unwrap().as_str(), text);
        }
    }
}
