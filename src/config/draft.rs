//! What is written in `site.json`, as it is written.
//!
//! A part that is `None` is not there or could not be read; then the error is
//! noted already. The types are also what the JSON Schema is generated from.

mod consent;
mod numbers;
mod page;

#[cfg(feature = "schema")]
use super::shape;

pub use consent::DraftConsent;
pub use numbers::{DraftNumber, DraftPool, DraftSwap, DraftTarget};
pub use page::DraftPage;

/// The file as written: only its shape has been read, nothing is checked yet.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        title = "site.json of telswap",
        description = "Which phone number each visitor of a website sees, and whose consent counts",
        deny_unknown_fields
    )
)]
pub struct Draft {
    /// The address of this schema, for editors; otherwise ignored.
    #[cfg_attr(
        feature = "schema",
        schemars(rename = "$schema", with = "String", default)
    )]
    pub schema: Option<String>,
    /// The site's name: the key of everything stored for it. 1 to 64 of a-z,
    /// 0-9 and -.
    #[cfg_attr(
        feature = "schema",
        schemars(required, regex(pattern = r"^[a-z0-9-]{1,64}$"))
    )]
    pub site: Option<String>,
    /// The site's hosts, as `hof-kaffee.de`; subdomains are included.
    #[cfg_attr(
        feature = "schema",
        schemars(required, with = "Vec<String>", length(min = 1))
    )]
    pub domains: Option<Vec<Option<String>>>,
    /// The site's own numbers, by a name of your choice.
    #[cfg_attr(feature = "schema", schemars(required, with = "shape::Named<DraftTarget>", extend("minProperties" = 1)))]
    pub targets: Option<Vec<(String, DraftTarget)>>,
    /// Numbers that visitors share in time, by a name of your choice.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "shape::Named<DraftPool>", default)
    )]
    pub pools: Option<Vec<(String, DraftPool)>>,
    /// What the site says of sources itself.
    #[cfg_attr(feature = "schema", schemars(with = "DraftSources", default))]
    pub sources: Option<DraftSources>,
    /// When a visit ends, and how long it is remembered.
    #[cfg_attr(feature = "schema", schemars(with = "DraftJourney", default))]
    pub journey: Option<DraftJourney>,
    /// Which visits see which numbers. For each target the first rule that
    /// matches the visit and names the target decides.
    #[cfg_attr(feature = "schema", schemars(required, length(min = 1)))]
    pub rules: Option<Vec<DraftRule>>,
    /// Whose consent counts.
    #[cfg_attr(feature = "schema", schemars(required))]
    pub consent: Option<DraftConsent>,
    /// How numbers come onto the page.
    #[cfg_attr(feature = "schema", schemars(with = "DraftPage", default))]
    pub page: Option<DraftPage>,
}

/// What a site says of sources itself; it goes before what telswap knows.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Sources", deny_unknown_fields))]
pub struct DraftSources {
    /// Hosts that send visitors, each with its subdomains, and Android apps, as
    /// `android-app://com.example.app`.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "shape::Named<DraftHost>", default)
    )]
    pub hosts: Option<Vec<(String, DraftHost)>>,
    /// What `utm_source` says, and the source that it is.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Named<String>", default))]
    pub aliases: Option<Vec<(String, Option<String>)>>,
    /// Channels that go before those of the default channel group: the first whose
    /// condition is met.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub channels: Option<Vec<DraftChannel>>,
}

/// A host that sends visitors.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Host", deny_unknown_fields))]
pub struct DraftHost {
    /// What kind of source it is; `payment` starts none.
    #[cfg_attr(feature = "schema", schemars(required, with = "crate::source::Kind"))]
    pub kind: Option<String>,
    /// The source's name; the host when it is not given.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "String", default, length(min = 1, max = 64))
    )]
    pub source: Option<String>,
}

/// A channel that goes before those of the default channel group.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(rename = "ChannelRule", deny_unknown_fields)
)]
pub struct DraftChannel {
    /// Which visits it is for; `channel` is that of the default group.
    #[cfg_attr(feature = "schema", schemars(required, with = "DraftCondition"))]
    pub when: Option<DraftCondition>,
    /// The channel that they have.
    #[cfg_attr(feature = "schema", schemars(required, with = "crate::Channel"))]
    pub channel: Option<String>,
}

/// When a visit ends, and how long it is remembered.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Journey", deny_unknown_fields))]
pub struct DraftJourney {
    /// Minutes without a page after which a new visit begins; 30 when it is not
    /// given.
    #[cfg_attr(
        feature = "schema",
        schemars(
            with = "u64",
            default = "shape::session_minutes",
            range(min = 1, max = 1440)
        )
    )]
    pub session_minutes: Option<u64>,
    /// Days for which a visit is remembered, 13 months at most; 90 when it is not
    /// given.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "u64", default = "shape::days", range(min = 1, max = 396))
    )]
    pub days: Option<u64>,
}

/// A rule: which visits it is for, and what its targets become.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Rule", deny_unknown_fields))]
pub struct DraftRule {
    /// The rule's name; calls are attributed to it.
    #[cfg_attr(feature = "schema", schemars(required, length(min = 1, max = 64)))]
    pub id: Option<String>,
    /// Which visits it is for; everyone when it is not given.
    #[cfg_attr(feature = "schema", schemars(with = "DraftCondition", default))]
    pub when: Option<DraftCondition>,
    /// Which of the visitor's visits has to be one of these: `first`, `last`, or
    /// the last that was not direct when it is not given.
    #[cfg_attr(feature = "schema", schemars(with = "crate::journey::By", default))]
    pub by: Option<String>,
    /// Per target what it becomes.
    #[cfg_attr(feature = "schema", schemars(required, with = "shape::Named<shape::Swap>", extend("minProperties" = 1)))]
    pub swap: Option<Vec<(String, Option<DraftSwap>)>>,
}

/// What a visit must be: every part that is there has to be met. Upper and lower
/// case are the same, and `*` stands for any text.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(rename = "Condition", deny_unknown_fields)
)]
pub struct DraftCondition {
    /// The channel, as `paid-search`.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Channels", default))]
    pub channel: Option<DraftValues>,
    /// The source, as `google`.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Values", default))]
    pub source: Option<DraftValues>,
    /// The medium, as `cpc`.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Values", default))]
    pub medium: Option<DraftValues>,
    /// The campaign.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Values", default))]
    pub campaign: Option<DraftValues>,
    /// The search term.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Values", default))]
    pub term: Option<DraftValues>,
    /// The advertisement or link.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Values", default))]
    pub content: Option<DraftValues>,
    /// The name of the click id that must be there, as `gclid`.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Values", default))]
    pub click_id: Option<DraftValues>,
    /// The referrer's host.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Values", default))]
    pub referrer_host: Option<DraftValues>,
    /// The path of the page where the visit began as people read it, as `/kaffee/*`.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Values", default))]
    pub landing_path: Option<DraftValues>,
    /// Parameters of the page where the visit began, by name.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Named<shape::Values>", default, extend("minProperties" = 1)))]
    pub query: Option<Vec<(String, Option<DraftValues>)>>,
    /// Conditions that all have to be met.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Vec<DraftCondition>", default, length(min = 1))
    )]
    pub all: Option<Vec<Option<DraftCondition>>>,
    /// Conditions of which one has to be met.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Vec<DraftCondition>", default, length(min = 1))
    )]
    pub any: Option<Vec<Option<DraftCondition>>>,
    /// A condition that must not be met.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "DraftCondition", default, extend("minProperties" = 1))
    )]
    pub not: Option<Box<DraftCondition>>,
}

/// One value, or a list of values of which one has to be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftValues {
    /// One text.
    One(String),
    /// A list of texts.
    List(Vec<Option<String>>),
}
