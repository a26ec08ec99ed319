//! Click ids: parameters with which a network marks the visits it sends.

use super::channel::Channel;

/// What a click id says of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Click {
    /// The network, by the name of its source.
    pub(super) source: &'static str,
    pub(super) medium: &'static str,
    pub(super) channel: Channel,
    pub(super) proof: Proof,
}

/// How much a click id proves; the lesser says more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Proof {
    /// The visit was paid for.
    Paid,
    /// It was paid for, but this is a note beside the id, not the id.
    PaidNote,
    /// A partner or a mailing sent it.
    Sent,
    /// A network was passed on the way; nobody paid for the visit.
    Passed,
    /// Nothing: an id for somebody's statistics.
    Nothing,
}

impl Click {
    const fn new(
        source: &'static str,
        medium: &'static str,
        channel: Channel,
        proof: Proof,
    ) -> Self {
        Self {
            source,
            medium,
            channel,
            proof,
        }
    }

    const fn paid(source: &'static str, channel: Channel) -> Self {
        Self::new(source, "cpc", channel, Proof::Paid)
    }

    const fn email(source: &'static str) -> Self {
        Self::new(source, "email", Channel::Email, Proof::Sent)
    }

    const fn affiliate(source: &'static str) -> Self {
        Self::new(source, "affiliate", Channel::Affiliates, Proof::Sent)
    }

    const fn social(source: &'static str) -> Self {
        Self::new(source, "social", Channel::OrganicSocial, Proof::Passed)
    }

    const fn organic(source: &'static str) -> Self {
        Self::new(source, "organic", Channel::OrganicSearch, Proof::Passed)
    }

    /// Whether the visit was paid for.
    pub(super) const fn is_paid(self) -> bool {
        matches!(self.proof, Proof::Paid | Proof::PaidNote)
    }
}

/// Every click id: its parameter in lower case, and what it says. Sorted, since
/// it is searched; a new one is a new line.
pub(super) static CLICKS: [(&str, Click); 43] = {
    use Channel::{Display, PaidOther, PaidSearch, PaidShopping, PaidSocial};
    let google_note = Click::new("google", "cpc", PaidSearch, Proof::PaidNote);
    let outbrain = Click::paid("outbrain", PaidOther);
    [
        ("_hsenc", Click::email("hubspot")),
        ("_kx", Click::email("klaviyo")),
        ("_openstat", Click::paid("yandex", PaidSearch)),
        ("awc", Click::affiliate("awin")),
        (
            "dclid",
            Click::new("google", "display", Display, Proof::Paid),
        ),
        ("dicbo", outbrain),
        ("ef_id", Click::paid("adobe", PaidOther)),
        ("epik", Click::paid("pinterest", PaidSocial)),
        // Meta adds it to every link that leaves its networks, paid or not.
        ("fbclid", Click::social("facebook")),
        ("gad", google_note),
        ("gad_campaignid", google_note),
        ("gad_source", google_note),
        // Instead of gclid where iOS forbids it: app to web, and web to app.
        ("gbraid", Click::paid("google", PaidSearch)),
        ("gclid", Click::paid("google", PaidSearch)),
        // Which Google product set the gclid.
        ("gclsrc", google_note),
        ("igsh", Click::social("instagram")),
        ("igshid", Click::social("instagram")),
        ("irclickid", Click::affiliate("impact")),
        ("irclid", Click::affiliate("impact")),
        ("ko_click_id", Click::paid("kochava", PaidOther)),
        ("li_fat_id", Click::paid("linkedin", PaidSocial)),
        ("mc_cid", Click::email("mailchimp")),
        ("mc_eid", Click::email("mailchimp")),
        ("mkt_tok", Click::email("marketo")),
        ("ml_subscriber_hash", Click::email("mailerlite")),
        // Also for visits by way of Yahoo and DuckDuckGo.
        ("msclkid", Click::paid("bing", PaidSearch)),
        ("ob_click_id", outbrain),
        ("oborigurl", outbrain),
        ("qclid", Click::paid("quora", PaidSocial)),
        ("rdt_cid", Click::paid("reddit", PaidSocial)),
        ("s_kwcid", Click::paid("adobe", PaidOther)),
        ("sccid", Click::paid("snapchat", PaidSocial)),
        // Merchant Center's free listings, since August 2024 all of Google's
        // results.
        ("srsltid", Click::organic("google")),
        ("tblci", Click::paid("taboola", PaidOther)),
        ("ttclid", Click::paid("tiktok", PaidSocial)),
        (
            "ttd_uuid",
            Click::new("the-trade-desk", "display", Display, Proof::Paid),
        ),
        ("twclid", Click::paid("twitter", PaidSocial)),
        ("vmcid", Click::paid("yahoo", PaidSearch)),
        ("wbraid", Click::paid("google", PaidSearch)),
        (
            "wickedid",
            Click::new("", "", Channel::Unassigned, Proof::Nothing),
        ),
        ("yclid", Click::paid("yandex", PaidSearch)),
        ("ymclid", Click::paid("yandex-market", PaidShopping)),
        // Yandex adds it to its organic results.
        ("ysclid", Click::organic("yandex")),
    ]
};

/// The name of every click id, in lower case.
#[cfg(feature = "config")]
pub(crate) fn click_id_names() -> impl Iterator<Item = &'static str> + Clone {
    CLICKS.iter().map(|(name, _)| *name)
}

/// Where in Google's ads a visit comes from, after the `gad_source` beside its
/// gclid. The numbers are the community's reading; Google documents none.
pub(super) fn google_ads_channel(gad_source: &str) -> Option<Channel> {
    Some(match gad_source {
        "1" => Channel::PaidSearch,
        "2" => Channel::Display,
        "3" => Channel::PaidVideo,
        // Demand Gen and Performance Max run everywhere.
        "4" => Channel::CrossNetwork,
        "5" => Channel::PaidShopping,
        _ => return None,
    })
}
