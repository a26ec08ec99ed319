//! Sources as they come in and go out.

use std::borrow::Cow;

use telswap::Source;
use utoipa::ToSchema;

/// How long a text of a source may be, in characters. Advertising networks
/// write click ids and campaign names of up to a few hundred.
const TEXT_LIMIT: usize = 512;

/// The source with its texts cut to [`TEXT_LIMIT`] characters.
pub(crate) fn cut(source: Source<'static>) -> Source<'static> {
    Source {
        channel: source.channel,
        source: cut_text(source.source),
        medium: cut_text(source.medium),
        campaign: source.campaign.map(cut_text),
        term: source.term.map(cut_text),
        content: source.content.map(cut_text),
        click_id: source.click_id.map(|id| telswap::ClickId {
            name: cut_text(id.name),
            value: cut_text(id.value),
        }),
        referrer_host: source.referrer_host.map(cut_text),
    }
}

fn cut_text(text: Cow<'static, str>) -> Cow<'static, str> {
    let end = text.char_indices().nth(TEXT_LIMIT).map(|(end, _)| end);
    match end.and_then(|end| text.get(..end)) {
        Some(kept) => Cow::Owned(kept.to_owned()),
        None => text,
    }
}

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
