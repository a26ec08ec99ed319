//! How numbers come onto the page, as it is written.

#[cfg(feature = "schema")]
use crate::config::shape;

/// How numbers come onto the page.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Page", deny_unknown_fields))]
pub struct DraftPage {
    /// What the first swap waits for: that a framework has taken over the server's
    /// page, which is so when it is not given, that the page is loaded, or nothing.
    #[cfg_attr(feature = "schema", schemars(with = "crate::config::After", default))]
    pub after: Option<String>,
    /// CSS selectors of the elements in which numbers are shown; everywhere when it
    /// is not given.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Vec<shape::Selector>", default, length(min = 1))
    )]
    pub include: Option<Vec<Option<String>>>,
    /// CSS selectors of the elements that are left alone.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<shape::Selector>", default))]
    pub exclude: Option<Vec<Option<String>>>,
    /// Whether frames of the same origin are part of the page.
    #[cfg_attr(feature = "schema", schemars(with = "bool", default))]
    pub frames: Option<bool>,
    /// Attributes that hold numbers, as `data-phone`, besides `title` and
    /// `aria-label`.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<shape::Attribute>", default))]
    pub attributes: Option<Vec<Option<String>>>,
    /// Whether telswap's events go to the page's `dataLayer` too.
    #[cfg_attr(feature = "schema", schemars(with = "bool", default))]
    pub data_layer: Option<bool>,
}
