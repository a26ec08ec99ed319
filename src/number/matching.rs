//! What else is taken for a number, where a site asks for it.

use std::str::FromStr;

/// What is taken for a number beside its usual spellings. All of it is off unless
/// a site asks for it, since the page may mean something else: a fax machine, a
/// chat account, another town's number.
///
/// Its text form, which the command line takes, is `fax,local`; `no-letters`
/// switches letters off.
///
/// ```
/// use telswap::number::Matching;
///
/// let matching: Matching = "fax,no-letters".parse()?;
/// assert!(matching.fax && !matching.local);
/// assert_eq!(matching.letters, Some(false));
/// # Ok::<(), telswap::number::MatchingError>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "config", serde(default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        description = "What is taken for a number beside its usual spellings; off unless it says otherwise."
    )
)]
pub struct Matching {
    /// The same number under a label that names a fax machine only.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "is_off"))]
    pub fax: bool,
    /// The number with `-0` behind it: the operator of its switchboard.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "is_off"))]
    pub extension_0: bool,
    /// The number without its area code, where that is known to end.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "is_off"))]
    pub local: bool,
    /// Letters for digits, as in `1-800-FLOWERS`; usual where the country code
    /// is 1, so there they are taken unless this says otherwise.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "Option::is_none"))]
    #[cfg_attr(feature = "schema", schemars(with = "bool"))]
    pub letters: Option<bool>,
    /// Links that open a chat in WhatsApp, and the number behind its name.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "is_off"))]
    pub whatsapp: bool,
    /// `sms:` links, and the number behind a word for messages.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "is_off"))]
    pub sms: bool,
    /// `sip:` and `sips:` links.
    #[cfg_attr(feature = "config", serde(skip_serializing_if = "is_off"))]
    pub sip: bool,
}

/// A name that is none of what can be matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "what can be matched is fax, extension_0, local, letters, no-letters, whatsapp, sms and sip, with commas between"
)]
pub struct MatchingError;

impl MatchingError {
    /// A name for machines that stays the same.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "matching_unknown"
    }
}

impl Matching {
    /// All names, as in `site.json`.
    pub const NAMES: [&'static str; 7] = [
        "fax",
        "extension_0",
        "local",
        "letters",
        "whatsapp",
        "sms",
        "sip",
    ];

    /// Switches what has this name on or off.
    ///
    /// # Errors
    /// [`MatchingError`] where nothing has it.
    pub fn set(&mut self, name: &str, on: bool) -> Result<(), MatchingError> {
        let switch = match name {
            "fax" => &mut self.fax,
            "extension_0" => &mut self.extension_0,
            "local" => &mut self.local,
            "letters" => self.letters.insert(on),
            "whatsapp" => &mut self.whatsapp,
            "sms" => &mut self.sms,
            "sip" => &mut self.sip,
            _ => return Err(MatchingError),
        };
        *switch = on;
        Ok(())
    }

    /// Whether letters may stand for digits of a number with this country code.
    pub(super) fn takes_letters(self, code: &str) -> bool {
        self.letters.unwrap_or(code == "1")
    }
}

impl FromStr for Matching {
    type Err = MatchingError;

    fn from_str(text: &str) -> Result<Self, MatchingError> {
        let mut matching = Self::default();
        for name in text.split(',') {
            match name.trim() {
                "no-letters" => matching.letters = Some(false),
                name => matching.set(name, true)?,
            }
        }
        Ok(matching)
    }
}

#[cfg(feature = "config")]
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_off(switch: &bool) -> bool {
    !switch
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_all_of_its_names() {
        for name in Matching::NAMES {
            let mut matching: Matching = name.parse().unwrap();
            assert_ne!(matching, Matching::default(), "{name}");
            matching.set(name, false).unwrap();
            matching.letters = None;
            assert_eq!(matching, Matching::default(), "{name}");
        }
        assert_eq!("fax,tty".parse::<Matching>(), Err(MatchingError));
        assert_eq!("".parse::<Matching>(), Err(MatchingError));
    }

    #[test]
    #[cfg(feature = "config")]
    fn reads_and_writes_what_a_site_says() {
        let json = r#"{"fax":true,"letters":false}"#;
        let matching: Matching = serde_json::from_str(json).unwrap();
        assert_eq!(matching, "fax,no-letters".parse().unwrap());
        assert_eq!(serde_json::to_string(&matching).unwrap(), json);
        assert!(serde_json::from_str::<Matching>(r#"{"tty":true}"#).is_err());
    }
}
