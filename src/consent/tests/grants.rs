//! When a string carries consent for a vendor.

use super::*;

/// A string that carries consent for vendor 755 to purposes 1 and 7, changed.
fn changed(change: impl FnOnce(&mut TcString)) -> TcString {
    let mut string = tcf(RANGES);
    change(&mut string);
    string
}

fn restriction(purpose: u8, kind: RestrictionType, vendor: u16) -> Restriction {
    Restriction {
        purpose,
        kind,
        vendors: vendors(&[vendor]),
    }
}

/// Restricts it, and looks whether it carries consent then.
fn restricted(purpose: u8, kind: RestrictionType, vendor: u16) -> Result<(), Refusal> {
    let restrictions = vec![restriction(purpose, kind, vendor)];
    changed(|string| string.publisher_restrictions = restrictions).carries(755, &[7])
}

#[test]
fn consent_is_for_a_vendor_and_all_purposes() {
    let string = tcf(RANGES);
    for (vendor, purposes, expected) in [
        (755, &[][..], Ok(())),
        (755, &[7], Ok(())),
        (755, &[7, 1, 7], Ok(())),
        (755, &[7, 9], Err(Refusal::Purpose { purpose: 9 })),
        (755, &[0], Err(Refusal::Purpose { purpose: 0 })),
        (755, &[255], Err(Refusal::Purpose { purpose: 255 })),
        (756, &[7], Err(Refusal::Vendor { vendor: 756 })),
        (0, &[7], Err(Refusal::Vendor { vendor: 0 })),
    ] {
        assert_eq!(string.carries(vendor, purposes), expected);
    }
}

#[test]
fn legitimate_interest_never_counts() {
    let no_purpose = changed(|string| {
        string.purpose_consents = ids(&[7]);
        string.purpose_legitimate_interests = ids(&[1, 7]);
    });
    let missing = Refusal::Purpose { purpose: 1 };
    assert_eq!(no_purpose.carries(755, &[7]), Err(missing));
    let no_vendor = changed(|string| {
        string.vendor_legitimate_interests = string.vendor_consents.clone();
        string.vendor_consents = vendors(&[2]);
    });
    let missing = Refusal::Vendor { vendor: 755 };
    assert_eq!(no_vendor.carries(755, &[7]), Err(missing));
}

#[test]
fn a_vendor_has_to_be_disclosed() {
    let other = changed(|string| string.disclosed_vendors = Some(vendors(&[2])));
    let missing = Err(Refusal::NotDisclosed { vendor: 755 });
    assert_eq!(other.carries(755, &[7]), missing);
    let allowed = changed(|string| {
        string.allowed_vendors = string.disclosed_vendors.take();
    });
    assert_eq!(allowed.carries(755, &[7]), missing);
}

#[test]
fn since_tcf_2_3_a_string_without_disclosed_vendors_grants_nothing() {
    let core = RANGES.split('.').next().unwrap();
    let string = tcf(core);
    let invalid = Invalid::NoDisclosedVendors;
    assert_eq!(string.invalid, Some(invalid));
    assert_eq!(string.carries(755, &[7]), Err(Refusal::Invalid(invalid)));
    assert_eq!(string.vendor_consents, vendors(&[2, 755]), "it can be read");
    let json = serde_json::to_value(&string).unwrap();
    assert_eq!(json["invalid"], "no_disclosed_vendors");

    for (created, invalid) in [(17_723_231_999, None), (17_723_232_000, Some(invalid))] {
        let string = changed(|string| string.created = Deciseconds(created));
        let text = super::super::encode::encode(&string, true);
        assert_eq!(tcf(&text).invalid, None);
        let core = tcf(text.split('.').next().unwrap());
        assert_eq!(core.invalid, invalid);
        // Older ones are not invalid, but nobody knows who was disclosed.
        assert!(core.carries(755, &[7]).is_err());
    }
}

#[test]
fn a_string_of_the_global_scope_grants_nothing() {
    let global = changed(|string| string.service_specific = false);
    let read = tcf(&super::super::encode::encode(&global, true));
    let invalid = Invalid::NotServiceSpecific;
    assert_eq!(read.invalid, Some(invalid));
    assert_eq!(read.carries(755, &[7]), Err(Refusal::Invalid(invalid)));
}

#[test]
fn a_publisher_may_only_ask_for_consent() {
    use RestrictionType::{NotAllowed, RequireConsent, RequireLegitimateInterest};
    for purpose in [1, 7] {
        for kind in [NotAllowed, RequireLegitimateInterest] {
            let vendor = 755;
            let refusal = Refusal::Restricted {
                purpose,
                vendor,
                kind,
            };
            assert_eq!(restricted(purpose, kind, vendor), Err(refusal));
        }
        assert_eq!(restricted(purpose, RequireConsent, 755), Ok(()));
    }
    assert_eq!(restricted(9, NotAllowed, 755), Ok(()), "not asked for");
    assert_eq!(restricted(7, NotAllowed, 756), Ok(()), "another vendor");
}

#[test]
fn of_two_restrictions_the_stricter_one_counts() {
    use RestrictionType::{NotAllowed, RequireConsent};
    let string = changed(|string| {
        let kinds = [RequireConsent, NotAllowed];
        string.publisher_restrictions = kinds.map(|kind| restriction(7, kind, 755)).to_vec();
    });
    assert!(string.carries(755, &[7]).is_err());
}

#[test]
fn a_refusal_has_a_name_and_says_what_is_missing() {
    let kind = RestrictionType::NotAllowed;
    let (purpose, vendor) = (7, 755);
    for (refusal, code, said) in [
        (
            Refusal::Invalid(Invalid::NotServiceSpecific),
            "not_service_specific",
            "the TC string grants nothing: it is of the global scope, which is no more: IsServiceSpecific is 0",
        ),
        (
            Refusal::Purpose { purpose },
            "no_purpose_consent",
            "there is no consent to purpose 7",
        ),
        (
            Refusal::Vendor { vendor },
            "no_vendor_consent",
            "there is no consent for vendor 755",
        ),
        (
            Refusal::NotDisclosed { vendor },
            "vendor_not_disclosed",
            "vendor 755 was not disclosed to the visitor",
        ),
        (
            Refusal::Restricted {
                purpose,
                vendor,
                kind,
            },
            "purpose_restricted",
            "the publisher restricts purpose 7 for vendor 755: not_allowed",
        ),
    ] {
        assert_eq!((refusal.code(), &*refusal.to_string()), (code, said));
    }
}
