//! Whatever is written is read, and nothing that is read goes wrong.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::super::encode::encode;
use super::*;

fn some_ids(count: u8) -> impl Strategy<Value = Ids> {
    any::<u64>().prop_map(move |bits| {
        let set = (1..=count).filter(|id| bits >> id & 1 == 1);
        ids(&set.collect::<Vec<_>>())
    })
}

fn some_vendors() -> impl Strategy<Value = VendorSet> {
    let last = prop_oneof![4 => Just(90), 4 => Just(1500), 1 => Just(u16::MAX)];
    let ranges = last.prop_flat_map(|last| vec((1..=last, 0_u16..20), 0..12));
    ranges.prop_map(|ranges| {
        let range = |(first, length): (u16, u16)| (first, first.saturating_add(length));
        VendorSet::from_ranges(ranges.into_iter().map(range).collect())
    })
}

fn some_restrictions() -> impl Strategy<Value = Vec<Restriction>> {
    use RestrictionType::{NotAllowed, RequireConsent, RequireLegitimateInterest};
    let kinds = prop_oneof![
        Just(NotAllowed),
        Just(RequireConsent),
        Just(RequireLegitimateInterest)
    ];
    let keyed = proptest::collection::btree_map((1_u8..64, kinds), some_vendors(), 0..5);
    keyed.prop_map(|keyed| {
        let restriction = |((purpose, kind), vendors)| Restriction {
            purpose,
            kind,
            vendors,
        };
        keyed.into_iter().map(restriction).collect()
    })
}

fn some_publisher() -> impl Strategy<Value = PublisherTc> {
    let ids = (some_ids(24), some_ids(24));
    let custom = (0_u8..64).prop_flat_map(|count| (Just(count), some_ids(count), some_ids(count)));
    (ids, custom).prop_map(|((consents, legitimate_interests), custom)| PublisherTc {
        consents,
        legitimate_interests,
        custom_purposes: custom.0,
        custom_consents: custom.1,
        custom_legitimate_interests: custom.2,
    })
}

prop_compose! {
    fn some_string()(
        times in (0_u64..1 << 36, 0_u64..1 << 36),
        platform in (0_u16..4096, 0_u16..4096, 0_u8..64, 0_u16..4096, 0_u8..64),
        letters in ("[A-Z]{2}", "[A-Z]{2}"),
        flags in any::<[bool; 3]>(),
        purposes in (some_ids(12), some_ids(24), some_ids(24)),
        vendors in (some_vendors(), some_vendors()),
        publisher_restrictions in some_restrictions(),
        disclosed_vendors in option::of(some_vendors()),
        allowed_vendors in option::of(some_vendors()),
        publisher_tc in option::of(some_publisher()),
        order in subsequence(vec![1, 2, 3], 3).prop_shuffle(),
    ) -> TcString {
        let mut segments = vec!["core"];
        segments.extend(order.iter().filter_map(|kind| match kind {
            1 => disclosed_vendors.as_ref().map(|_| "disclosedVendors"),
            2 => allowed_vendors.as_ref().map(|_| "allowedVendors"),
            _ => publisher_tc.as_ref().map(|_| "publisherTC"),
        }));
        let created = Deciseconds(times.0);
        TcString {
            version: 2,
            created,
            updated: Deciseconds(times.1),
            cmp_id: platform.0,
            cmp_version: platform.1,
            consent_screen: platform.2,
            consent_language: letters.0,
            vendor_list_version: platform.3,
            policy_version: platform.4,
            service_specific: flags[0],
            non_standard_texts: flags[1],
            special_features: purposes.0,
            purpose_consents: purposes.1,
            purpose_legitimate_interests: purposes.2,
            purpose_one_treatment: flags[2],
            publisher_country: letters.1,
            vendor_consents: vendors.0,
            vendor_legitimate_interests: vendors.1,
            publisher_restrictions,
            invalid: match (flags[0], &disclosed_vendors) {
                (false, _) => Some(Invalid::NotServiceSpecific),
                (true, None) if times.0 >= 17_723_232_000 => Some(Invalid::NoDisclosedVendors),
                _ => None,
            },
            segments,
            disclosed_vendors,
            allowed_vendors,
            publisher_tc,
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(string in some_string(), as_ranges: bool) {
        let text = encode(&string, as_ranges);
        prop_assert_eq!(TcString::decode(&text), Ok(string.clone()));
        let gpp = decode(&format!("DBABMA~{text}"));
        prop_assert_eq!(gpp.map(|read| read.tcf), Ok(Some(string)));
    }

    #[test]
    fn a_string_that_is_cut_never_carries_more(
        string in some_string(),
        vendor in 1_u16..90,
        cut in any::<proptest::sample::Index>(),
    ) {
        let text = encode(&string, false);
        let end = cut.index(text.len());
        if let Ok(part) = TcString::decode(&text[..end]) {
            let (part, whole) = (part.carries(vendor, &[2]), string.carries(vendor, &[2]));
            prop_assert!(part.is_err() || whole.is_ok());
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".*") {
        let _ = decode(&text);
    }

    #[test]
    fn any_base64url_is_read_or_refused(text in "[CD][A-D_.~-]{0,200}") {
        let _ = decode(&text);
        let _ = TcString::decode(&text);
    }

    #[test]
    fn any_sections_are_read_or_refused(
        header in "DBA[A-F][A-Za-z0-9_-]{0,6}",
        sections in vec("[A-Za-z0-9_.-]{0,60}", 0..4),
    ) {
        let _ = decode(&[&[header][..], &sections].concat().join("~"));
    }
}
