//! Section 6 of a GPP string: the US Privacy string, written as it is
//! ([specification](https://github.com/InteractiveAdvertisingBureau/USPrivacy/blob/master/CCPA/US%20Privacy%20String.md)).

use super::error::{DecodeError, Place};

/// What a US Privacy string says; nothing where it does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct UspV1 {
    /// The format's version, which is 1.
    pub version: u8,
    /// Whether the visitor was told and could opt out.
    pub notice: Option<bool>,
    /// Whether the visitor opted out of the sale of personal data.
    pub opt_out_sale: Option<bool>,
    /// Whether the Limited Service Provider Agreement covers it.
    pub lspa_covered: Option<bool>,
}

impl UspV1 {
    pub(super) fn decode(text: &str, section: u16) -> Result<Self, DecodeError> {
        let mut characters = text.chars().enumerate();
        let wrong = |place| DecodeError::UsPrivacy {
            at: Place {
                bit: 8 * place,
                ..Place::new(Some(section), 1, "uspv1")
            },
        };
        match characters.next() {
            Some((_, '1')) => {}
            _ => return Err(wrong(0)),
        }
        let mut answers = [None; 3];
        for (answer, expected) in answers.iter_mut().zip(1..) {
            *answer = match characters.next() {
                Some((_, 'Y')) => Some(true),
                Some((_, 'N')) => Some(false),
                Some((_, '-')) => None,
                _ => return Err(wrong(expected)),
            };
        }
        if let Some((place, _)) = characters.next() {
            return Err(wrong(place));
        }
        let [notice, opt_out_sale, lspa_covered] = answers;
        Ok(Self {
            version: 1,
            notice,
            opt_out_sale,
            lspa_covered,
        })
    }
}
