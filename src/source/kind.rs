//! Kinds of sources.

/// What kind of source a host is; it says the medium and, with what else is known
/// of a visit, the channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "config", derive(serde::Serialize))]
#[cfg_attr(feature = "config", serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Kind {
    /// A search engine.
    Search,
    /// An assistant, as ChatGPT.
    Ai,
    /// A mailbox in the browser.
    Email,
    /// A social network.
    Social,
    /// A video site.
    Video,
    /// A shop or a price comparison.
    Shopping,
    /// An advertising network.
    Display,
    /// A payment provider, which only sends a buyer back: it starts no source.
    Payment,
}

impl Kind {
    /// Every kind, with its name in `site.json`.
    pub const NAMED: [(&'static str, Self); 8] = [
        ("search", Self::Search),
        ("ai", Self::Ai),
        ("email", Self::Email),
        ("social", Self::Social),
        ("video", Self::Video),
        ("shopping", Self::Shopping),
        ("display", Self::Display),
        ("payment", Self::Payment),
    ];

    /// The kind of that name, if it is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut named = Self::NAMED.into_iter();
        named
            .find(|(known, _)| *known == name)
            .map(|(_, kind)| kind)
    }

    /// The letters are those of `build/`.
    pub(super) fn read(letter: u8) -> Option<Self> {
        Some(match letter.to_ascii_lowercase() {
            b's' => Self::Search,
            b'a' => Self::Ai,
            b'e' => Self::Email,
            b'o' => Self::Social,
            b'v' => Self::Video,
            b'h' => Self::Shopping,
            b'd' => Self::Display,
            b'p' => Self::Payment,
            _ => return None,
        })
    }

    /// The medium of a visit that comes from such a host, after GA4's habit.
    pub(super) const fn medium(self) -> &'static str {
        match self {
            Self::Search => "organic",
            Self::Ai => "ai-assistant",
            Self::Email => "email",
            Self::Social => "social",
            Self::Video | Self::Shopping => "referral",
            Self::Display => "display",
            Self::Payment => "(none)",
        }
    }
}
