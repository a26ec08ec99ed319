//! The default channel group: source, medium and campaign → channel.
//!
//! Rules and their order are GA4's
//! (<https://support.google.com/analytics/answer/9756891>), without regard to
//! case. Where `ai-assistant` stands in it GA4 does not say: here before organic
//! search and referral, after all that is paid.

use super::channel::Channel;
use super::kind::Kind;
use super::parts::parts;

/// The channel of a visit whose source is of this kind.
pub(super) fn channel(source: &str, medium: &str, campaign: &str, kind: Option<Kind>) -> Channel {
    let paid = is_paid(medium);
    let shopping = kind == Some(Kind::Shopping) || is_shop(campaign);
    let medium_is = |names: &str| is_one_of(medium, names);
    if source.eq_ignore_ascii_case("(direct)") && medium_is("(none)|(not set)") {
        // GA4's rule 1.
        Channel::Direct
    } else if contains(campaign, "cross-network") {
        // GA4's rule 2.
        Channel::CrossNetwork
    } else if paid && shopping {
        // GA4's rule 3.
        Channel::PaidShopping
    } else if paid && kind == Some(Kind::Search) {
        // GA4's rule 4.
        Channel::PaidSearch
    } else if paid && kind == Some(Kind::Social) {
        // GA4's rule 5.
        Channel::PaidSocial
    } else if paid && kind == Some(Kind::Video) {
        // GA4's rule 6.
        Channel::PaidVideo
    } else if medium_is("display|banner|expandable|interstitial|cpm") {
        // GA4's rule 7: after the paid sources, since cpm is paid too.
        Channel::Display
    } else if paid {
        // GA4's rule 8.
        Channel::PaidOther
    } else if shopping {
        // GA4's rule 9.
        Channel::OrganicShopping
    } else if kind == Some(Kind::Social) || medium_is(SOCIAL) {
        // GA4's rule 10.
        Channel::OrganicSocial
    } else if kind == Some(Kind::Video) || contains(medium, "video") {
        // GA4's rule 11.
        Channel::OrganicVideo
    } else if kind == Some(Kind::Ai) || medium_is("ai-assistant") {
        // GA4's since 2026, with the medium that it gives assistants; the place is ours.
        Channel::AiAssistant
    } else if kind == Some(Kind::Search) || medium_is("organic") {
        // GA4's rule 12.
        Channel::OrganicSearch
    } else if medium_is("referral|app|link") {
        // GA4's rule 13.
        Channel::Referral
    } else if medium_is(EMAIL) || is_one_of(source, EMAIL) {
        // GA4's rule 14.
        Channel::Email
    } else if medium_is("affiliate") {
        // GA4's rule 15.
        Channel::Affiliates
    } else if medium_is("audio") {
        // GA4's rule 16.
        Channel::Audio
    } else if medium_is("sms") || is_one_of(source, "sms") {
        // GA4's rule 17.
        Channel::Sms
    } else if is_push(medium) || is_one_of(source, "firebase") {
        // GA4's rule 18.
        Channel::MobilePush
    } else {
        Channel::Unassigned
    }
}

const SOCIAL: &str = "social|social-network|social-media|sm|social network|social media";
const EMAIL: &str = "email|e-mail|e_mail|e mail";

/// GA4's `^(.*cp.*|ppc|retargeting|paid.*)$`.
pub(super) fn is_paid(medium: &str) -> bool {
    let begins_with_paid = medium
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("paid"));
    contains(medium, "cp") || is_one_of(medium, "ppc|retargeting") || begins_with_paid
}

/// GA4's `^(.*(([^a-df-z]|^)shop|shopping).*)$`: `shop` where a word begins, or
/// after an e, as in `eshop`.
fn is_shop(campaign: &str) -> bool {
    let ends_a_word = |byte: Option<&u8>| {
        byte.is_none_or(|byte| !byte.is_ascii_alphabetic() || byte.eq_ignore_ascii_case(&b'e'))
    };
    let bytes = campaign.as_bytes();
    let mut places = bytes.windows(4).enumerate();
    let shop = places.any(|(place, word)| {
        let before = place.checked_sub(1).and_then(|before| bytes.get(before));
        word.eq_ignore_ascii_case(b"shop") && ends_a_word(before)
    });
    shop || contains(campaign, "shopping")
}

fn is_push(medium: &str) -> bool {
    let push = medium
        .len()
        .checked_sub(4)
        .and_then(|start| medium.get(start..));
    push.is_some_and(|end| end.eq_ignore_ascii_case("push"))
        || contains(medium, "mobile")
        || contains(medium, "notification")
}

/// Whether a text is one of `names`, which have `|` between them.
fn is_one_of(text: &str, names: &str) -> bool {
    parts(names, b'|').any(|name| text.eq_ignore_ascii_case(name))
}

fn contains(text: &str, part: &str) -> bool {
    let mut windows = text.as_bytes().windows(part.len());
    windows.any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_patterns_of_ga4() {
        for medium in [
            "cpc",
            "CPM",
            "xcpx",
            "ppc",
            "PPC",
            "retargeting",
            "paid",
            "paid_social",
            "Paid-x",
        ] {
            assert!(is_paid(medium), "{medium}");
        }
        for medium in ["ppcx", "retargetings", "unpaid", "pai", "c-p", ""] {
            assert!(!is_paid(medium), "{medium}");
        }
        for campaign in [
            "shop",
            "summer-shop",
            "eshop",
            "Shopping",
            "workshopping",
            "my shop",
            "caféshop",
            "1shops",
        ] {
            assert!(is_shop(campaign), "{campaign}");
        }
        for campaign in ["workshop", "photoshop", "sho", "", "s-hop"] {
            assert!(!is_shop(campaign), "{campaign}");
        }
        for medium in ["push", "webpush", "mobile app", "x-notification-y"] {
            assert!(is_push(medium), "{medium}");
        }
        for medium in ["pushed", "pus", ""] {
            assert!(!is_push(medium), "{medium}");
        }
    }

    #[test]
    fn tries_the_rules_in_order() {
        let of = |source, medium, campaign, kind| channel(source, medium, campaign, kind);
        assert_eq!(of("(direct)", "(not set)", "", None), Channel::Direct);
        assert_eq!(of("(direct)", "email", "", None), Channel::Email);
        assert_eq!(
            of("google", "cpc", "x Cross-Network", Some(Kind::Search)),
            Channel::CrossNetwork
        );
        assert_eq!(
            of("google", "cpc", "shop", Some(Kind::Search)),
            Channel::PaidShopping
        );
        assert_eq!(
            of("google", "cpm", "", Some(Kind::Search)),
            Channel::PaidSearch
        );
        assert_eq!(of("x", "cpm", "", None), Channel::Display);
        assert_eq!(
            of("google", "banner", "", Some(Kind::Search)),
            Channel::Display
        );
        assert_eq!(of("x", "x-cpc", "", None), Channel::PaidOther);
        assert_eq!(
            of("facebook", "organic", "", Some(Kind::Social)),
            Channel::OrganicSocial
        );
        assert_eq!(of("x", "Social Media", "", None), Channel::OrganicSocial);
        assert_eq!(
            of("chatgpt.com", "referral", "", Some(Kind::Ai)),
            Channel::AiAssistant
        );
        assert_eq!(of("x", "myvideo", "", None), Channel::OrganicVideo);
        assert_eq!(of("E-Mail", "(not set)", "", None), Channel::Email);
        assert_eq!(of("x", "newsletter", "", None), Channel::Unassigned);
    }
}
