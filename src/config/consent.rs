//! Whose consent counts.

use super::draft::DraftConsent;
use super::errors::Errors;
use super::names;
use super::path::{Path, quoted};
use super::{Cmp, Consent, Evidence, Gpc, MOST_PURPOSES, StaticNumbers};

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
    let marketing_at = at.key("marketing");
    let marketing = marketing(draft.marketing.as_deref(), cmp, marketing_at, errors);
    let unknown = ("unknown_gpc", "is nothing that the signal can mean");
    let gpc = names::choice(
        draft.gpc.as_deref(),
        Gpc::NAMED,
        unknown,
        at.key("gpc"),
        errors,
    );
    let unknown = (
        "unknown_static",
        "is no time at which static numbers are shown",
    );
    let static_numbers = names::choice(
        draft.static_numbers.as_deref(),
        StaticNumbers::NAMED,
        unknown,
        at.key("static"),
        errors,
    );
    let evidence = evidence(draft.evidence.as_deref(), cmp, at.key("evidence"), errors);
    Some(Consent {
        cmp: cmp?,
        service: service?,
        purposes,
        marketing,
        gpc: gpc?,
        static_numbers: static_numbers?,
        evidence: evidence?,
    })
}

fn cmp(name: Option<&str>, at: Path<'_>, errors: &mut Errors) -> Option<Cmp> {
    let name = name?;
    let cmp = Cmp::ALL.into_iter().find(|cmp| cmp.name() == name);
    if cmp.is_none() {
        let problem = format!("{} is no consent platform known here", quoted(name));
        let known = Cmp::ALL.map(Cmp::name);
        // The third version of two platforms has no number in its name here, and only
        // the second is a letter away.
        let meant = name.strip_suffix("-v3").unwrap_or(name);
        errors.unknown(at, "unknown_cmp", problem, meant, known);
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
    if !is_name(service, at, errors) {
        return None;
    }
    if cmp.is_some_and(Cmp::has_tc_string) && !is_vendor_id(service) {
        let problem = format!("{} is no IAB vendor id", quoted(service));
        let hint = "write the id from the IAB's Global Vendor List in digits, as \"755\"";
        errors.add(at, "invalid_vendor_id", problem, hint);
        return None;
    }
    is_key(service, cmp, at, errors).then(|| service.to_owned())
}

fn marketing(
    written: Option<&str>,
    cmp: Option<Cmp>,
    at: Path<'_>,
    errors: &mut Errors,
) -> Option<String> {
    let written = written?;
    if !is_name(written, at, errors) {
        return None;
    }
    if cmp.is_some_and(Cmp::has_tc_string) && purposes_in(written).is_none() {
        let problem = format!("{} are no purposes of the TCF", quoted(written));
        let hint =
            format!("write each of them once, 1 to {MOST_PURPOSES}, with commas alone, as \"3,4\"");
        errors.add(at, "invalid_purposes", problem, hint);
        return None;
    }
    is_key(written, cmp, at, errors).then(|| written.to_owned())
}

/// Notes what cannot be the name of a service, nor of a category, on any platform.
fn is_name(name: &str, at: Path<'_>, errors: &mut Errors) -> bool {
    if name.trim().is_empty() {
        let hint = "name the service as the consent platform does, as \"call-tracking\"";
        errors.add(at, "empty_value", "the service's name is empty", hint);
        return false;
    }
    if name.chars().any(char::is_control) {
        let problem = format!("{} holds a control character", quoted(name));
        let hint = "write the name as the consent platform does";
        errors.add(at, "invalid_name", problem, hint);
        return false;
    }
    true
}

/// Notes what Borlabs Cookie 3 has no service or group for: it takes keys that match
/// `/^[a-z-_]{3,}$/`, and answers for any other that there is no consent, for ever.
fn is_key(key: &str, cmp: Option<Cmp>, at: Path<'_>, errors: &mut Errors) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_');
    let is_key = key.len() >= 3 && key.bytes().all(allowed);
    if cmp == Some(Cmp::Borlabs) && !is_key {
        let problem = format!(
            "{} is no key of Borlabs Cookie 3, which would never say that it is granted",
            quoted(key)
        );
        let hint = "give the service a key of 3 or more of a-z, - and _, without digits, as \"call-tracking\", and write it here";
        errors.add(at, "invalid_borlabs_key", problem, hint);
        return false;
    }
    true
}

/// A vendor id has 16 bits in a TC string
/// (<https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework>).
fn is_vendor_id(text: &str) -> bool {
    let id = text.parse::<u16>().ok().filter(|&id| id > 0);
    // Not +755 or 0755: the loader compares texts.
    id.is_some_and(|id| id.to_string() == text)
}

/// Purposes in one text, as the tag has them: each once.
fn purposes_in(text: &str) -> Option<Vec<u8>> {
    let mut seen = Vec::new();
    for written in text.split(',') {
        let id = purpose(written.parse().ok()?)?;
        if id.to_string() != written || seen.contains(&id) {
            return None;
        }
        seen.push(id);
    }
    Some(seen)
}

impl Consent {
    /// The IAB's purposes that `marketing` names; none where it names something else,
    /// or nothing.
    #[must_use]
    pub fn marketing_purposes(&self) -> Option<Vec<u8>> {
        purposes_in(self.marketing.as_deref()?)
    }
}

/// A purpose of the TCF.
fn purpose(number: u64) -> Option<u8> {
    let known = u8::try_from(number).ok();
    known.filter(|id| (1..=MOST_PURPOSES).contains(id))
}

fn purposes(draft: &DraftConsent, cmp: Option<Cmp>, at: Path<'_>, errors: &mut Errors) -> Vec<u8> {
    let Some(written) = draft.purposes.as_deref() else {
        return Vec::new();
    };
    if cmp.is_some_and(|cmp| !cmp.has_purposes()) {
        let hint = "remove it, or set \"cmp\" to \"tcf\", \"gpp\" or \"auto\"";
        let problem = "only tcf, gpp and auto have purposes";
        errors.add(at, "purposes_without_tcf", problem, hint);
        return Vec::new();
    }
    let mut purposes = Vec::new();
    for (index, number) in written.iter().enumerate() {
        let Some(number) = *number else { continue };
        match purpose(number) {
            None => errors.add(
                at.index(index),
                "invalid_purpose",
                format!("{number} is no purpose of the TCF"),
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

/// What the server wants to see: only a TC string says by itself what was granted.
fn evidence(
    written: Option<&str>,
    cmp: Option<Cmp>,
    at: Path<'_>,
    errors: &mut Errors,
) -> Option<Evidence> {
    if written.is_some() && cmp.is_some_and(|cmp| !cmp.has_tc_string()) {
        let hint = "remove it, or set \"cmp\" to \"tcf\" or \"gpp\"";
        let problem = "only tcf and gpp have a TC string that the server could look at";
        errors.add(at, "evidence_without_tcf", problem, hint);
        return None;
    }
    let unknown = ("unknown_evidence", "is nothing that the server could want");
    names::choice(written, Evidence::NAMED, unknown, at, errors)
}
