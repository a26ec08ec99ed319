//! Strings that platforms write, strings that are broken, and any text.

mod broken;
mod gpp;
mod grants;
mod random;

use super::*;

/// From the IAB's own library: purposes 1 and 7, vendors 2 and 12 a bit each.
const BITS: &str = "CQuCLYAQuCLYAAKACBENBkFgAIIAAAAAAAYgAGEAQAAAAAAA.IAGEAQAA.YAAAAAAAAAAA";
/// The same with vendors 2 and 755, as ranges.
const RANGES: &str =
    "CQuCLYAQuCLYAAKACBENBkFgAIIAAAAAAAYgF5wAgABALzAAAAAA.IF5wAgABALzA.YAAAAAAAAAAA";

fn tcf(text: &str) -> TcString {
    TcString::decode(text).unwrap()
}

fn vendors(ids: &[u16]) -> VendorSet {
    VendorSet::from_ranges(ids.iter().map(|id| (*id, *id)).collect())
}

fn ids(all: &[u8]) -> Ids {
    let mut ids = Ids::default();
    all.iter().for_each(|id| ids.insert(*id));
    ids
}

#[test]
fn what_the_iabs_library_writes_is_read() {
    for (text, listed) in [(BITS, [2, 12]), (RANGES, [2, 755])] {
        let expected = TcString {
            version: 2,
            created: Deciseconds(17_952_192_000),
            updated: Deciseconds(17_952_192_000),
            cmp_id: 10,
            cmp_version: 2,
            consent_screen: 1,
            consent_language: "EN".to_owned(),
            vendor_list_version: 100,
            policy_version: 5,
            service_specific: true,
            non_standard_texts: false,
            special_features: ids(&[]),
            purpose_consents: ids(&[1, 7]),
            purpose_legitimate_interests: ids(&[]),
            purpose_one_treatment: false,
            publisher_country: "DE".to_owned(),
            vendor_consents: vendors(&listed),
            vendor_legitimate_interests: vendors(&[]),
            publisher_restrictions: Vec::new(),
            segments: vec!["core", "disclosedVendors", "publisherTC"],
            disclosed_vendors: Some(vendors(&listed)),
            allowed_vendors: None,
            publisher_tc: Some(PublisherTc {
                consents: ids(&[]),
                legitimate_interests: ids(&[]),
                custom_purposes: 0,
                custom_consents: ids(&[]),
                custom_legitimate_interests: ids(&[]),
            }),
            invalid: None,
        };
        assert_eq!(tcf(text), expected);
        assert_eq!(decode(text).map(|read| read.tcf), Ok(Some(expected)));
    }
}

#[test]
fn segments_come_in_any_order() {
    let (core, rest) = BITS.split_once('.').unwrap();
    let (disclosed, publisher) = rest.split_once('.').unwrap();
    let turned = tcf(&format!("{core}.{publisher}.{disclosed}"));
    assert_eq!(turned.segments, ["core", "publisherTC", "disclosedVendors"]);
    let segments = tcf(BITS).segments;
    assert_eq!(TcString { segments, ..turned }, tcf(BITS));
}

#[test]
fn json_is_plain() {
    let json = serde_json::to_value(decode(RANGES).unwrap()).unwrap();
    let tcf = &json["tcf"];
    assert_eq!(json["gpp"], serde_json::Value::Null);
    assert_eq!(tcf["created"], "2026-11-21T00:00:00Z");
    assert_eq!(tcf["vendor_consents"], serde_json::json!([2, 755]));
    assert_eq!(tcf["allowed_vendors"], serde_json::json!([]));
    assert_eq!(tcf["invalid"], serde_json::Value::Null);
}

/// A character of a string with one of its bits turned.
fn turned(character: u8, bit: usize) -> char {
    const ALL: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let value = ALL.iter().position(|one| *one == character).unwrap();
    char::from(ALL[value ^ (1 << (5 - bit))])
}

#[test]
fn a_turned_bit_is_an_error_or_says_something_else() {
    // Where a list of vendors says its last id and its form: the same vendors can
    // be listed in several ways.
    let ways = [
        (BITS, [213..230, 242..259, 49 * 6 + 3..49 * 6 + 20]),
        (RANGES, [213..230, 276..293, 53 * 6 + 3..53 * 6 + 20]),
    ];
    for (text, ways) in ways {
        let whole = tcf(text);
        let (mut read, mut refused) = (0, 0);
        for at in 0..6 * text.len() {
            let character = text.as_bytes()[at / 6];
            if character == b'.' {
                continue;
            }
            let mut changed = text.to_owned();
            let turned = turned(character, at % 6).to_string();
            changed.replace_range(at / 6..=at / 6, &turned);
            match TcString::decode(&changed) {
                Ok(found) if found == whole => {
                    let known = ways.iter().any(|way| way.contains(&at));
                    assert!(known, "{changed} {at}");
                }
                Ok(_) => read += 1,
                Err(_) => refused += 1,
            }
        }
        assert!(read > 150 && refused > 50, "{read} {refused}");
    }
}

#[test]
fn a_part_never_carries_more_than_the_whole() {
    for text in [BITS, RANGES] {
        let disclosed = text.find(".Y").unwrap();
        for end in 0..text.len() {
            match TcString::decode(&text[..end]) {
                Ok(part) => {
                    let carries = part.carries(2, &[7]).is_ok();
                    // Zeros may be missing at the end, nothing else.
                    assert!(!carries || end > disclosed - 3, "{}", &text[..end]);
                    assert!(part.carries(3, &[7]).is_err());
                }
                Err(error) => assert!(error.place().bit <= 6 * end, "{error}"),
            }
        }
        assert_eq!(tcf(text).carries(2, &[7]), Ok(()));
    }
}
