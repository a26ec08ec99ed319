//! Touches over time: which of a visitor's visits decides.

use crate::{Channel, Source};

/// How long a touch is remembered, in milliseconds: 90 days, the window that
/// GA4 uses for campaigns by default
/// (<https://support.google.com/analytics/answer/10596866>).
pub const REMEMBERED_MS: u64 = 90 * 24 * 60 * 60 * 1000;

/// One classified visit of a visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touch<'a> {
    /// Where the visit came from.
    pub source: Source<'a>,
    /// When it began, in milliseconds since the Unix epoch.
    pub at: u64,
}

/// Which of two touches decides: the last one that was not direct.
///
/// A direct visit says nothing of its own, so that what brought the visitor
/// before still holds, as in GA4's last non-direct attribution; but not for
/// longer than [`REMEMBERED_MS`]. A clock that went backwards forgets nothing.
#[must_use]
pub fn last_non_direct<'a>(before: Option<Touch<'a>>, now: Touch<'a>) -> Touch<'a> {
    let recent = |before: &Touch<'_>| now.at.saturating_sub(before.at) <= REMEMBERED_MS;
    if now.source.channel == Channel::Direct {
        before.filter(recent).unwrap_or(now)
    } else {
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Visit, classify};

    fn touch(landing: &str, at: u64) -> Touch<'_> {
        let visit = Visit {
            landing,
            referrer: "",
        };
        Touch {
            source: classify(&visit, &[]),
            at,
        }
    }

    const DIRECT: &str = "https://hof-kaffee.de/";
    const EMAIL: &str = "https://hof-kaffee.de/?utm_source=nl&utm_medium=email";
    const ADS: &str = "https://hof-kaffee.de/?gclid=x";

    #[test]
    fn a_direct_visit_keeps_what_brought_the_visitor() {
        let before = touch(EMAIL, 5);
        let decides = last_non_direct(Some(before.clone()), touch(DIRECT, 6));
        assert_eq!(decides, before);
    }

    #[test]
    fn a_new_campaign_takes_over() {
        let now = touch(ADS, 6);
        assert_eq!(last_non_direct(Some(touch(EMAIL, 5)), now.clone()), now);
    }

    #[test]
    fn the_first_visit_decides_alone() {
        let now = touch(DIRECT, 6);
        assert_eq!(last_non_direct(None, now.clone()), now);
    }

    #[test]
    fn after_ninety_days_a_campaign_is_forgotten() {
        let now = touch(DIRECT, 5 + REMEMBERED_MS);
        assert_eq!(last_non_direct(Some(touch(EMAIL, 5)), now), touch(EMAIL, 5));
        let now = touch(DIRECT, 6 + REMEMBERED_MS);
        assert_eq!(last_non_direct(Some(touch(EMAIL, 5)), now.clone()), now);
    }

    #[test]
    fn a_clock_that_went_backwards_forgets_nothing() {
        let before = touch(EMAIL, 50);
        let decides = last_non_direct(Some(before.clone()), touch(DIRECT, 6));
        assert_eq!(decides, before);
    }
}
