//! A number, and how its owner spells it.

use super::{E164, Groups};

/// A number, and how its owner spells it where that was said.
///
/// ```
/// use telswap::number::Spelled;
///
/// let number = Spelled {
///     number: "+4963141555101".parse()?,
///     display: Some("0631 41555-101".to_owned()),
/// };
/// let neighbour = number.display_of(&"+4963141555102".parse()?);
/// assert_eq!(neighbour.as_deref(), Some("0631 41555-102"));
/// # Ok::<(), telswap::number::E164Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelled {
    /// The number.
    pub number: E164,
    /// Its spelling, with the digits of `number` in it.
    pub display: Option<String>,
}

impl Spelled {
    /// How its digits are grouped, where its spelling says so.
    #[must_use]
    pub fn groups(&self) -> Option<Groups> {
        Groups::of_display(self.display.as_deref()?, &self.number).ok()
    }

    /// Another number in this one's spelling; none where the two differ in country
    /// code or length, or where this one has no spelling, or one with letters.
    #[must_use]
    pub fn display_of(&self, other: &E164) -> Option<String> {
        let display = self.display.as_deref()?;
        if display.chars().any(char::is_alphabetic) {
            return None;
        }
        let ((code, own), (other_code, others)) = (self.number.split(), other.split());
        if code != other_code || own.len() != others.len() {
            return None;
        }
        let is_digit = |c: &char| c.is_ascii_digit();
        // What comes before the national digits is the country's: +49, 0 or (0).
        let before = display.chars().filter(is_digit).count();
        let mut kept = before.checked_sub(own.len())?;
        let mut others = others.chars();
        let write = |c: char| {
            if !is_digit(&c) {
                Some(c)
            } else if kept > 0 {
                kept -= 1;
                Some(c)
            } else {
                others.next()
            }
        };
        display.chars().map(write).collect()
    }
}

impl From<E164> for Spelled {
    fn from(number: E164) -> Self {
        let display = None;
        Self { number, display }
    }
}

#[cfg(feature = "config")]
impl serde::Serialize for Spelled {
    /// As `site.json` has it: a text, or an object where there is a spelling.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let Some(display) = &self.display else {
            return self.number.serialize(serializer);
        };
        let mut object = serializer.serialize_struct("Spelled", 2)?;
        object.serialize_field("number", &self.number)?;
        object.serialize_field("display", display)?;
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn display_of(number: &str, display: &str, other: &str) -> Option<String> {
        let number = Spelled {
            number: number.parse().unwrap(),
            display: Some(display.to_owned()),
        };
        number.display_of(&other.parse().unwrap())
    }

    #[test]
    fn writes_a_neighbour_alike() {
        for (display, expected) in [
            ("0631 41555-101", "0631 41555-102"),
            ("+49 (0) 631 / 41555-101", "+49 (0) 631 / 41555-102"),
            ("0049631 41555101", "0049631 41555102"),
            ("631\u{a0}41555101", "631\u{a0}41555102"),
        ] {
            let found = display_of("+4963141555101", display, "+4963141555102");
            assert_eq!(found.as_deref(), Some(expected), "{display}");
        }
    }

    #[test]
    fn leaves_other_shapes_alone() {
        let display = "0631 41555-101";
        for other in ["+496314155510", "+33631415551", "+431234567890"] {
            assert_eq!(
                display_of("+4963141555101", display, other),
                None,
                "{other}"
            );
        }
        assert_eq!(display_of("+4963141555101", "101", "+4963141555102"), None);
        let vanity = display_of("+18003569377", "+1 800 35693R7", "+18003569378");
        assert_eq!(vanity, None);
        let plain = Spelled::from("+4963141555101".parse::<E164>().unwrap());
        assert_eq!(plain.display_of(&plain.number), None);
    }
}
