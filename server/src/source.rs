//! Sources as they come in and go out, for the OpenAPI document.

use utoipa::ToSchema;

/// Where a visit came from, as the classifier says it.
#[derive(ToSchema)]
#[schema(as = Source)]
#[expect(dead_code, reason = "describes telswap::Source to OpenAPI")]
pub(crate) struct SourceSchema {
    /// A channel of GA4's default channel group.
    #[schema(examples("paid-search"))]
    channel: String,
    #[schema(examples("google"))]
    source: String,
    #[schema(examples("cpc"))]
    medium: String,
    campaign: Option<String>,
    term: Option<String>,
    content: Option<String>,
    click_id: Option<ClickIdSchema>,
    /// The referrer's host without `www.`.
    referrer_host: Option<String>,
}

/// What an advertising network added to the landing URL.
#[derive(ToSchema)]
#[schema(as = ClickId)]
#[expect(dead_code, reason = "describes telswap::ClickId to OpenAPI")]
pub(crate) struct ClickIdSchema {
    #[schema(examples("gclid"))]
    name: String,
    value: String,
}
