//! What a visitor agreed to, as the page says it with its wish for a number.
//!
//! It is kept with the lease, beside the server's own time: who says so, what
//! for, what was granted, what shows it and when, which is what a consent record
//! consists of (ISO/IEC TS 27560). A number without it is not to be had.

use serde::{Deserialize, Serialize};
use telswap::config::{Cmp, Evidence, Site};
use telswap::consent::decode;
use utoipa::ToSchema;

use crate::error::{ApiError, Code};
use crate::time::Time;

/// How long a platform's version may be, in characters.
const VERSION_LIMIT: usize = 64;

/// How long a platform's id of the consent may be, in characters.
const ID_LIMIT: usize = 256;

/// How long a TC or GPP string may be, in characters. They grow with the vendors
/// that they name, to some 2,000 with all of them.
const TC_STRING_LIMIT: usize = 4096;

/// Who says that the visitor agreed, to what, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConsentGiven {
    /// The consent platform.
    #[schema(examples("klaro"))]
    pub cmp: String,
    /// The service's name there.
    #[schema(examples("call-tracking"))]
    pub service: String,
    /// What the visitor granted, nothing twice; a number needs storage and
    /// measurement.
    #[schema(min_items = 2, max_items = 3)]
    pub granted: Vec<Grant>,
    /// The platform's version.
    #[schema(max_length = 64, examples("0.7.22"))]
    pub version: Option<String>,
    /// The platform's own id of this consent.
    #[schema(max_length = 256)]
    pub id: Option<String>,
    /// The TC or GPP string that says it.
    #[schema(max_length = 4096)]
    pub tc_string: Option<String>,
    /// When the page heard of the decision, by the visitor's clock. The server
    /// notes its own time beside it.
    pub given_at: Option<Time>,
}

/// Something that a visitor grants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    /// To keep and read something in the browser.
    Storage,
    /// To tell which campaign brought a call.
    Measurement,
    /// To pass the call on to advertising.
    Marketing,
}

impl Grant {
    /// What has to be granted before a number is leased.
    const NEEDED: [Self; 2] = [Self::Storage, Self::Measurement];

    /// The name used in JSON.
    const fn name(self) -> &'static str {
        match self {
            Self::Storage => "storage",
            Self::Measurement => "measurement",
            Self::Marketing => "marketing",
        }
    }
}

/// Refuses a consent that carries no lease.
pub(crate) fn carries(consent: &ConsentGiven, site: &Site) -> Result<(), ApiError> {
    is_for(consent, site)?;
    grants_enough(&consent.granted)?;
    can_be_kept("consent.version", consent.version.as_deref(), VERSION_LIMIT)?;
    can_be_kept("consent.id", consent.id.as_deref(), ID_LIMIT)?;
    can_be_kept(
        "consent.tc_string",
        consent.tc_string.as_deref(),
        TC_STRING_LIMIT,
    )?;
    is_shown(consent, site)
}

fn is_for(consent: &ConsentGiven, site: &Site) -> Result<(), ApiError> {
    // What `auto` finds may know categories alone, and is asked for those.
    let is_found = site.consent.cmp == Cmp::Auto;
    if is_trusted(&consent.cmp, site) && (is_found || consent.service == site.consent.service) {
        return Ok(());
    }
    Err(ApiError::new(
        Code::ConsentMismatch,
        "consent: it is for another platform or service than the site's in /v1/site.json",
    ))
}

/// Whether it is a platform whose word counts for the site.
fn is_trusted(cmp: &str, site: &Site) -> bool {
    let Some(cmp) = Cmp::ALL.into_iter().find(|known| known.name() == cmp) else {
        return false;
    };
    match site.consent.cmp {
        Cmp::Auto => !matches!(cmp, Cmp::Auto | Cmp::Manual),
        trusted => cmp == trusted,
    }
}

/// Whether the string shows what the page says that it was granted. One that comes
/// from the IAB's platforms is always read; `evidence` says whether there must be one.
fn is_shown(consent: &ConsentGiven, site: &Site) -> Result<(), ApiError> {
    let has_string = [Cmp::Tcf, Cmp::Gpp].map(Cmp::name);
    if !has_string.contains(&consent.cmp.as_str()) {
        return Ok(());
    }
    let refused = |problem: String| {
        let message = format!("consent.tc_string: {problem}");
        Err(ApiError::new(Code::ConsentNotGranted, message))
    };
    let Some(text) = consent.tc_string.as_deref() else {
        return match site.consent.evidence {
            Evidence::Optional => Ok(()),
            Evidence::Required => refused("the site leases against a TC string only".to_owned()),
        };
    };
    let decoded =
        decode(text).map_err(|error| ApiError::field("consent.tc_string", error.to_string()))?;
    let Some(tcf) = decoded.tcf else {
        return refused("it has no section of the TCF".to_owned());
    };
    let Ok(vendor) = consent.service.parse() else {
        return refused("the service is no vendor of the IAB".to_owned());
    };
    let mut purposes = site.consent.purposes.clone();
    if consent.granted.contains(&Grant::Marketing) {
        match site.consent.marketing_purposes() {
            Some(marketing) => purposes.extend(marketing),
            None => return refused("the site names no purposes for marketing".to_owned()),
        }
    }
    match tcf.carries(vendor, &purposes) {
        Ok(()) => Ok(()),
        Err(refusal) => refused(refusal.to_string()),
    }
}

fn grants_enough(granted: &[Grant]) -> Result<(), ApiError> {
    if let Some(twice) = repeated(granted) {
        let problem = format!("{} is in the list twice", twice.name());
        return Err(ApiError::field("consent.granted", problem));
    }
    let missing = Grant::NEEDED
        .into_iter()
        .filter(|needed| !granted.contains(needed));
    let missing: Vec<_> = missing.map(Grant::name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let message = format!(
        "consent.granted: a number needs storage and measurement; missing: {}",
        missing.join(", ")
    );
    Err(ApiError::new(Code::ConsentNotGranted, message))
}

fn repeated(granted: &[Grant]) -> Option<Grant> {
    let is_repeated = |grant: &&Grant| granted.iter().filter(|other| other == grant).count() > 1;
    granted.iter().find(is_repeated).copied()
}

/// Refuses what would have to be cut: half of it shows nothing.
fn can_be_kept(field: &str, text: Option<&str>, limit: usize) -> Result<(), ApiError> {
    let text = text.unwrap_or_default();
    if text.chars().count() > limit {
        let problem = format!("has more than {limit} characters, and is never cut");
        return Err(ApiError::field(field, problem));
    }
    if text.chars().any(char::is_control) {
        return Err(ApiError::field(field, "holds a control character"));
    }
    Ok(())
}
