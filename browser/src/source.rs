//! A classified source as `io.js` has it: text by text, in this order.

use std::borrow::Cow;

use telswap::{Channel, ClickId, Source};

use crate::io;

/// Says it.
pub fn say(source: &Source<'_>) {
    let click_id = source.click_id.as_ref();
    io::say(Some(source.channel.slug()));
    io::say(Some(&source.source));
    io::say(Some(&source.medium));
    io::say(source.campaign.as_deref());
    io::say(source.term.as_deref());
    io::say(source.content.as_deref());
    io::say(click_id.map(|id| id.name.as_ref()));
    io::say(click_id.map(|id| id.value.as_ref()));
    io::say(source.referrer_host.as_deref());
}

/// The source that lies ready; none when it is not one.
pub fn read() -> Option<Source<'static>> {
    let mut texts = [const { None::<Cow<'static, str>> }; 9];
    for text in &mut texts {
        *text = io::text().map(Into::into);
    }
    let [
        channel,
        source,
        medium,
        campaign,
        term,
        content,
        name,
        value,
        referrer_host,
    ] = texts;
    Some(Source {
        channel: Channel::from_slug(&channel?)?,
        source: source?,
        medium: medium?,
        campaign,
        term,
        content,
        click_id: name.zip(value).map(|(name, value)| ClickId { name, value }),
        referrer_host,
    })
}
