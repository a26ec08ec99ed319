//! Click ids: parameters with which a network marks the visits it sends.

use super::channel::Channel;
use super::lines::Line;

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
    /// Reads a line of `parameters.txt`; none when it is no click id. The
    /// letters are those of `build/`.
    pub(super) fn read(line: Line) -> Option<Self> {
        let (medium, channel, proof) = match line.kind() {
            b's' => ("cpc", Channel::PaidSearch, Proof::Paid),
            b'n' => ("cpc", Channel::PaidSearch, Proof::PaidNote),
            b'h' => ("cpc", Channel::PaidShopping, Proof::Paid),
            b'o' => ("cpc", Channel::PaidSocial, Proof::Paid),
            b'p' => ("cpc", Channel::PaidOther, Proof::Paid),
            b'd' => ("display", Channel::Display, Proof::Paid),
            b'e' => ("email", Channel::Email, Proof::Sent),
            b'a' => ("affiliate", Channel::Affiliates, Proof::Sent),
            b'f' => ("social", Channel::OrganicSocial, Proof::Passed),
            b'g' => ("organic", Channel::OrganicSearch, Proof::Passed),
            b'x' => ("(none)", Channel::Unassigned, Proof::Nothing),
            _ => return None,
        };
        Some(Self {
            source: line.rest(),
            medium,
            channel,
            proof,
        })
    }

    /// Whether the visit was paid for.
    pub(super) fn is_paid(self) -> bool {
        self.proof <= Proof::PaidNote
    }

    /// Whether it says more than a referrer does.
    pub(super) fn is_strong(self) -> bool {
        self.proof <= Proof::Sent
    }
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
