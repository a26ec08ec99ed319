//! The channels, after GA4's default channel group.

/// A channel of the default channel group, in the order in which they are tried
/// (<https://support.google.com/analytics/answer/9756891>), with `ai-assistant`
/// before organic search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "config", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "config", serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[expect(missing_docs, reason = "the names are GA4's own")]
pub enum Channel {
    Direct,
    CrossNetwork,
    PaidShopping,
    PaidSearch,
    PaidSocial,
    PaidVideo,
    Display,
    PaidOther,
    OrganicShopping,
    OrganicSocial,
    OrganicVideo,
    AiAssistant,
    OrganicSearch,
    Referral,
    Email,
    Affiliates,
    Audio,
    Sms,
    MobilePush,
    Unassigned,
}

impl Channel {
    /// Every channel, in the order in which they are tried.
    pub const ALL: [Self; 20] = [
        Self::Direct,
        Self::CrossNetwork,
        Self::PaidShopping,
        Self::PaidSearch,
        Self::PaidSocial,
        Self::PaidVideo,
        Self::Display,
        Self::PaidOther,
        Self::OrganicShopping,
        Self::OrganicSocial,
        Self::OrganicVideo,
        Self::AiAssistant,
        Self::OrganicSearch,
        Self::Referral,
        Self::Email,
        Self::Affiliates,
        Self::Audio,
        Self::Sms,
        Self::MobilePush,
        Self::Unassigned,
    ];

    /// The name used in `site.json`, in JSON and on the command line.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::CrossNetwork => "cross-network",
            Self::PaidShopping => "paid-shopping",
            Self::PaidSearch => "paid-search",
            Self::PaidSocial => "paid-social",
            Self::PaidVideo => "paid-video",
            Self::Display => "display",
            Self::PaidOther => "paid-other",
            Self::OrganicShopping => "organic-shopping",
            Self::OrganicSocial => "organic-social",
            Self::OrganicVideo => "organic-video",
            Self::AiAssistant => "ai-assistant",
            Self::OrganicSearch => "organic-search",
            Self::Referral => "referral",
            Self::Email => "email",
            Self::Affiliates => "affiliates",
            Self::Audio => "audio",
            Self::Sms => "sms",
            Self::MobilePush => "mobile-push",
            Self::Unassigned => "unassigned",
        }
    }

    /// The channel of that name, if it is one.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.slug() == slug)
    }

    /// Whether the visit was paid for.
    #[must_use]
    pub const fn is_paid(self) -> bool {
        matches!(
            self,
            Self::CrossNetwork
                | Self::PaidShopping
                | Self::PaidSearch
                | Self::PaidSocial
                | Self::PaidVideo
                | Self::Display
                | Self::PaidOther
        )
    }
}
