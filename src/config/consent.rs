//! Whose consent counts.

use super::draft::DraftConsent;
use super::errors::Errors;
use super::path::{Path, quoted};
use super::{Cmp, Consent, MOST_PURPOSES};

/// Reads whose consent counts.
pub(super) fn consent(
    draft: Option<&DraftConsent>,
    at: Path<'_>,
    errors: &mut Errors,
) -> Option<Consent> {
    let draft = draft?;
    let cmp = cmp(draft.cmp.as_deref(), at.key("cmp"), errors);
    let service = service(draft.service.as_deref(), cmp, at.key("service"), errors);
    let purposes = purposes(draft, cmp, at.key("purposes"), errors);
    Some(Consent {
        cmp: cmp?,
        service: service?,
        purposes,
    })
}

fn cmp(name: Option<&str>, at: Path<'_>, errors: &mut Errors) -> Option<Cmp> {
    let name = name?;
    let cmp = Cmp::ALL.into_iter().find(|cmp| cmp.name() == name);
    if cmp.is_none() {
        let problem = format!("{} is no consent platform known here", quoted(name));
        let known = Cmp::ALL.map(Cmp::name);
        errors.unknown(at, "unknown_cmp", problem, name, known);
    }
    cmp
}

fn service(
    service: Option<&str>,
    cmp: Option<Cmp>,
    at: Path<'_>,
    errors: &mut Errors,
) -> Option<String> {
    let service = service?;
    if service.trim().is_empty() {
        let hint = "name the service as the consent platform does, as \"call-tracking\"";
        errors.add(at, "empty_value", "the service's name is empty", hint);
        return None;
    }
    if service.chars().any(char::is_control) {
        let problem = format!("{} holds a control character", quoted(service));
        let hint = "write the name as the consent platform does";
        errors.add(at, "invalid_name", problem, hint);
        return None;
    }
    if cmp == Some(Cmp::Tcf) && !is_vendor_id(service) {
        let problem = format!("{} is no IAB vendor id", quoted(service));
        let hint = "write the id from the IAB's Global Vendor List in digits, as \"755\"";
        errors.add(at, "invalid_vendor_id", problem, hint);
        return None;
    }
    Some(service.to_owned())
}

/// A vendor id has 16 bits in a TC string
/// (<https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework>).
fn is_vendor_id(text: &str) -> bool {
    let id = text.parse::<u16>().ok().filter(|&id| id > 0);
    // Not +755 or 0755: the loader compares texts.
    id.is_some_and(|id| id.to_string() == text)
}

fn purposes(draft: &DraftConsent, cmp: Option<Cmp>, at: Path<'_>, errors: &mut Errors) -> Vec<u8> {
    let Some(written) = draft.purposes.as_deref() else {
        return Vec::new();
    };
    if cmp.is_some_and(|cmp| cmp != Cmp::Tcf) {
        let hint = "remove it, or set \"cmp\" to \"tcf\"";
        errors.add(at, "purposes_without_tcf", "only tcf has purposes", hint);
        return Vec::new();
    }
    let mut purposes = Vec::new();
    for (index, purpose) in written.iter().enumerate() {
        let Some(purpose) = *purpose else { continue };
        let known = u8::try_from(purpose)
            .ok()
            .filter(|id| (1..=MOST_PURPOSES).contains(id));
        match known {
            None => errors.add(
                at.index(index),
                "invalid_purpose",
                format!("{purpose} is no purpose of the TCF"),
                format!("write 1 to {MOST_PURPOSES}"),
            ),
            Some(id) if purposes.contains(&id) => errors.add(
                at.index(index),
                "duplicate_purpose",
                format!("{id} is in the list already"),
                "remove one of the two",
            ),
            Some(id) => purposes.push(id),
        }
    }
    purposes
}
