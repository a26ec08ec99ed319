//! What must be true of every visit, whatever its addresses say and whatever a
//! site says of sources.

use telswap::config;
use telswap::journey::{Journey, Limits};
use telswap::source::{Condition, Field, Landing};
use telswap::{Channel, Sources, Visit, classify};

/// Checks one visit: a line with the landing, one with the referrer, and the rest
/// is `sources` of a `site.json`.
pub fn check(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut lines = text.splitn(3, '\n');
    let mut next = || lines.next().unwrap_or_default();
    let (landing, referrer) = (next(), next());
    let visit = Visit { landing, referrer };
    let sources = sources(next());

    let source = classify(&visit, &sources);
    assert_eq!(source, classify(&visit, &sources), "the same answer twice");
    assert_eq!(
        Channel::from_slug(source.channel.slug()),
        Some(source.channel)
    );
    assert!(!source.source.is_empty() && !source.medium.is_empty());

    let json = serde_json::to_string(&source).expect("a source is JSON");
    let read = serde_json::from_str::<telswap::Source<'_>>(&json).expect("that can be read");
    assert_eq!(read, source);

    let path = Condition::default().and(Field::LandingPath, [landing, "/*"]);
    // Coming back begins no visit, but for a campaign in the address.
    let campaign = Visit {
        landing: "https://hof-kaffee.de/?utm_source=a&utm_medium=b",
        referrer: "",
    };
    let mut journey = Journey::default();
    journey.arrive(&campaign, Sources::NONE, [], 0, Limits::default());
    let is_touch = journey.arrive(&visit, &sources, [&path], 3_600_000, Limits::default());
    let is_return = Landing::of(&visit, &sources).is_return;
    assert!(
        is_touch
            || is_return && source.channel == Channel::Direct
            || source == classify(&campaign, Sources::NONE)
    );
    assert!(!(is_touch && is_return && source.channel == Channel::Direct));

    let mut journey = Journey::default();
    for minute in [0, 1, 40] {
        journey.arrive(
            &visit,
            &sources,
            [&path],
            minute * 60_000,
            Limits::default(),
        );
    }
    let begins = !is_return;
    assert_eq!(journey.touches.len(), if begins { 2 } else { 1 });
}

/// A site's own sources; where they do not hold, those of one that says nothing.
fn sources(said: &str) -> Sources {
    let site = include_str!("../tests/data/site.json").trim_end();
    let site = site.strip_suffix('}').expect("an object");
    match config::check(&format!("{site}, \"sources\": {said} }}")) {
        Ok(site) => site.sources,
        Err(_) => Sources::own(["hof-kaffee.de"]),
    }
}
