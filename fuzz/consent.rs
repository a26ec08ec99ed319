//! What must be true of every consent string, whoever wrote it.

use telswap::consent::{Decoded, TcString, VendorSet, decode};

const BASE64URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Checks the input as a text, and its bits as a core segment.
pub fn check(input: &[u8]) {
    check_text(&String::from_utf8_lossy(input));
    check_text(&base64url(input));
}

fn check_text(text: &str) {
    let read = decode(text);
    assert_eq!(read, decode(text), "the same answer twice");
    match read {
        Err(error) => {
            let place = error.place();
            assert!(place.bit <= 8 * text.len() && place.segment > 0);
            assert!(!error.code().is_empty() && error.to_string().contains(place.name));
        }
        Ok(Decoded { tcf, gpp: None }) => check_tcf(&tcf.expect("a TC string"), text),
        Ok(Decoded {
            tcf,
            gpp: Some(gpp),
        }) => {
            let mut parts = text.split('~').skip(1);
            assert!(gpp.sections.is_sorted_by(|a, b| a < b));
            let section = gpp.sections.iter().position(|id| *id == 2);
            let section = section.and_then(|place| parts.nth(place));
            assert_eq!(tcf.is_some(), section.is_some());
            if let (Some(tcf), Some(section)) = (&tcf, section) {
                assert_eq!(TcString::decode(section).as_ref(), Ok(tcf));
                check_tcf(tcf, section);
            }
        }
    }
}

fn check_tcf(tcf: &TcString, text: &str) {
    let core = text.split('.').next().expect("there is always one");
    check_fixed(tcf, core);

    // Zeros at the end of a segment say nothing.
    let longer = text.replace('.', "A.") + "AAA";
    assert_eq!(TcString::decode(&longer).as_ref(), Ok(tcf));

    let none = VendorSet::default();
    let disclosed = tcf.disclosed_vendors.as_ref().unwrap_or(&none);
    let lists = [
        &tcf.vendor_consents,
        &tcf.vendor_legitimate_interests,
        disclosed,
    ];
    let restricted = tcf.publisher_restrictions.iter().map(|one| &one.vendors);
    let mut count = 0;
    for list in lists.into_iter().chain(restricted) {
        check_list(list);
        count += list.len();
    }
    if count < 1000 {
        serde_json::to_string(tcf).expect("it is JSON");
    }

    let edges = lists.iter().flat_map(|list| list.ranges()).take(8);
    let edges = edges.flat_map(|(first, last)| [*first, *last, last.saturating_add(1)]);
    for vendor in edges {
        for purposes in [&[][..], &[2], &[3, 7]] {
            check_carries(tcf, vendor, purposes);
        }
        if text.len() < 200 {
            check_parts(tcf, text, vendor);
        }
    }
}

/// The fields that always stand in the same place, read in the plainest way.
fn check_fixed(tcf: &TcString, core: &str) {
    let bits: Vec<bool> = core.bytes().flat_map(six).collect();
    let number = |from: usize, length: usize| {
        let bits = &bits[from..from + length];
        bits.iter().fold(0, |sum, bit| sum * 2 + u64::from(*bit))
    };
    assert_eq!(number(0, 6), 2_u64);
    assert_eq!(
        (number(6, 36), number(42, 36)),
        (tcf.created.0, tcf.updated.0)
    );
    assert_eq!(number(78, 12), u64::from(tcf.cmp_id));
    assert_eq!(number(132, 6), u64::from(tcf.policy_version));
    assert_eq!(bits[138], tcf.service_specific);
    for purpose in 0..=255 {
        let at = |start: usize| (1..=24).contains(&purpose) && bits[start + usize::from(purpose)];
        assert_eq!(tcf.purpose_consents.contains(purpose), at(151));
        assert_eq!(tcf.purpose_legitimate_interests.contains(purpose), at(175));
    }
    if !bits[229] {
        for vendor in 1..=number(213, 16) {
            let vendor = u16::try_from(vendor).expect("16 bits");
            let consent = bits[229 + usize::from(vendor)];
            assert_eq!(tcf.vendor_consents.contains(vendor), consent);
        }
    }
}

fn check_list(list: &VendorSet) {
    let mut before = None;
    for (first, last) in list.ranges() {
        assert!(*first > 0 && first <= last, "{list:?}");
        assert!(before.is_none_or(|before| before + 1 < *first), "{list:?}");
        assert!(list.contains(*first) && list.contains(*last) && !list.contains(first - 1));
        before = Some(*last);
    }
    assert!(!list.contains(0));
}

/// What carries consent has every part of it.
fn check_carries(tcf: &TcString, vendor: u16, purposes: &[u8]) {
    let restricted = |purpose: u8| {
        tcf.publisher_restrictions.iter().any(|one| {
            one.purpose == purpose && one.kind as u8 != 1 && one.vendors.contains(vendor)
        })
    };
    let disclosed = tcf.disclosed_vendors.as_ref();
    let purpose = |purpose: &u8| tcf.purpose_consents.contains(*purpose) && !restricted(*purpose);
    let expected = tcf.service_specific
        && tcf.vendor_consents.contains(vendor)
        && disclosed.is_some_and(|disclosed| disclosed.contains(vendor))
        && purpose(&1)
        && purposes.iter().all(purpose);
    assert_eq!(tcf.carries(vendor, purposes).is_ok(), expected);
}

/// A string that is cut off anywhere carries no more than the whole.
fn check_parts(tcf: &TcString, text: &str, vendor: u16) {
    for end in 0..text.len() {
        // There are only signs of one byte in it.
        if TcString::decode(&text[..end]).is_ok_and(|part| part.carries(vendor, &[]).is_ok()) {
            assert_eq!(tcf.carries(vendor, &[]), Ok(()), "{text} to {end}");
        }
    }
}

fn six(character: u8) -> [bool; 6] {
    let value = BASE64URL.iter().position(|one| *one == character);
    let value = value.expect("it was read");
    std::array::from_fn(|bit| value >> (5 - bit) & 1 == 1)
}

fn base64url(bytes: &[u8]) -> String {
    let bits = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
    let bits: Vec<u8> = bits.collect();
    let character = |six: &[u8]| {
        let value = six.iter().fold(0, |sum, bit| sum * 2 + usize::from(*bit));
        char::from(BASE64URL[value << (6 - six.len())])
    };
    bits.chunks(6).map(character).collect()
}
