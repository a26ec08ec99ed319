//! Whose consent counts, and for what.

use serde_json::{Value, json};
use telswap::config::{Cmp, Consent, Evidence, Gpc, PublicSite, StaticNumbers};

use crate::{errors, holds, with};

fn consent(written: Value) -> Consent {
    holds(&with("/consent", written)).consent
}

/// What the browser hears of it.
fn public(written: Value) -> Value {
    let public = PublicSite::from(&holds(&with("/consent", written)));
    serde_json::to_value(&public).unwrap()["consent"].clone()
}

#[test]
fn is_for_one_service_of_every_platform() {
    for cmp in Cmp::ALL {
        let service = if cmp.has_tc_string() {
            "755"
        } else {
            "call-tracking"
        };
        let written = json!({ "cmp": cmp.name(), "service": service });
        assert_eq!(consent(written.clone()), Consent::new(cmp, service));
        // What is usual is left out.
        assert_eq!(public(written.clone()), written);
    }
}

#[test]
fn says_what_else_is_wanted() {
    let written = json!({
        "cmp": "gpp", "service": "755", "purposes": [1, 7], "marketing": "3,4",
        "gpc": "ignore", "static": "immediate", "evidence": "required"
    });
    let expected = Consent {
        purposes: vec![1, 7],
        marketing: Some("3,4".to_owned()),
        gpc: Gpc::Ignore,
        static_numbers: StaticNumbers::Immediate,
        evidence: Evidence::Required,
        ..Consent::new(Cmp::Gpp, "755")
    };
    assert_eq!(consent(written.clone()), expected);
    assert_eq!(public(written.clone()), written);

    let usual = json!({ "cmp": "klaro", "service": "calls", "gpc": "veto" });
    assert_eq!(consent(usual.clone()), Consent::new(Cmp::Klaro, "calls"));
    assert_eq!(public(usual), json!({ "cmp": "klaro", "service": "calls" }));
}

/// Names are the platform's own affair where nothing is known of them.
#[test]
fn takes_the_names_that_a_platform_has() {
    for (cmp, name) in [
        ("sourcepoint", "5f1aada6b8e05c306c0597d7"),
        ("borlabs", "call_tracking"),
        ("borlabs-v2", "calls2"),
        ("ccm19", "Anrufe messen"),
        ("iubenda", "5"),
    ] {
        let written = json!({ "cmp": cmp, "service": name, "marketing": name });
        let consent = consent(written);
        assert_eq!(
            (consent.service.as_str(), consent.marketing.as_deref()),
            (name, Some(name))
        );
    }
    let either =
        json!({ "cmp": "auto", "service": "755", "purposes": [7], "marketing": "google-ads" });
    assert_eq!(consent(either).purposes, [7]);
}

#[test]
fn lists_everything_at_once() {
    let written = json!({
        "cmp": "borlabs", "service": "calls2", "purposes": [7], "marketing": "Ads",
        "gpc": "yes", "static": "never", "evidence": "required", "extra": 1
    });
    assert_eq!(
        errors(&with("/consent", written)),
        [
            "consent.extra unknown_field",
            "consent.service invalid_borlabs_key",
            "consent.purposes purposes_without_tcf",
            "consent.marketing invalid_borlabs_key",
            "consent.gpc unknown_gpc",
            "consent.static unknown_static",
            "consent.evidence evidence_without_tcf",
        ]
    );
}

#[test]
fn asks_tcf_for_purposes_that_there_are() {
    let json = with(
        "/consent",
        json!({ "cmp": "tcf", "service": "755", "purposes": [0, 7, 7, 12, "1"] }),
    );
    assert_eq!(
        errors(&json),
        [
            "consent.purposes[4] wrong_type",
            "consent.purposes[0] invalid_purpose",
            "consent.purposes[2] duplicate_purpose",
            "consent.purposes[3] invalid_purpose",
        ]
    );
}
