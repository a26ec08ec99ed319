//! Whose consent counts.

use crate::config::draft::DraftConsent;
use crate::config::errors::Errors;
use crate::config::fields::{fields, list, required, text, whole};
use crate::config::json::Json;
use crate::config::path::Path;

pub(super) fn consent(json: &Json, at: Path<'_>, errors: &mut Errors) -> Option<DraftConsent> {
    let names = [
        "cmp",
        "service",
        "purposes",
        "marketing",
        "gpc",
        "static",
        "evidence",
    ];
    let [
        cmp,
        service,
        purposes,
        marketing,
        gpc,
        static_numbers,
        evidence,
    ] = fields(json, at, names, errors)?;
    let cmp_hint = r#"name the consent platform, as "klaro", "tcf" or "manual""#;
    let service_hint = r#"name the service as the consent platform does, as "call-tracking"; for tcf and gpp the vendor id in quotes, as "755""#;
    let cmp = required(cmp, at.key("cmp"), cmp_hint, errors);
    let service = required(service, at.key("service"), service_hint, errors);
    let mut text = |json: Option<&Json>, name, hint| text(json?, at.key(name), hint, errors);
    let mut draft = DraftConsent {
        cmp: text(cmp, "cmp", cmp_hint),
        service: text(service, "service", service_hint),
        marketing: text(
            marketing,
            "marketing",
            r#"name the service as the consent platform does, as "google-ads"; for tcf and gpp the purposes in quotes, as "3,4""#,
        ),
        gpc: text(gpc, "gpc", r#"write "veto" or "ignore""#),
        static_numbers: text(
            static_numbers,
            "static",
            r#"write "immediate", or leave it out"#,
        ),
        evidence: text(evidence, "evidence", r#"write "required", or leave it out"#),
        purposes: None,
    };
    draft.purposes = purposes.and_then(|json| {
        list(json, at.key("purposes"), errors, |json, at, errors| {
            whole(json, at, "write the purpose's number, as 7", errors)
        })
    });
    Some(draft)
}
