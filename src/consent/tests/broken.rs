//! What is wrong is said, with its place.

use super::super::encode::{Writer, encode, head};
use super::*;

/// A core segment that ends before the vendors.
fn start() -> Writer {
    head(&tcf(BITS))
}

const NO_VENDORS: &str = "0000000000000000 0";

#[test]
fn every_error_says_what_and_where() {
    let none = || start().bits(NO_VENDORS);
    let core = BITS.split('.').next().unwrap();
    let restricted = |bits| none().bits(NO_VENDORS).number(1, 12).bits(bits).text();
    let listed = |bits| {
        start()
            .number(20, 16)
            .number(1, 1)
            .number(1, 12)
            .bits(bits)
            .text()
    };
    let letter = Writer::default()
        .number(2, 6)
        .number(0, 60)
        .number(0, 42)
        .number(26, 6);
    for (text, error, segment, bit) in [
        (String::new(), "consent_empty", "core", 0),
        (format!("{core}."), "consent_empty", "unknown", 0),
        (format!("{BITS}\n"), "consent_character", "publisherTC", 72),
        (format!(" {BITS}"), "consent_character", "core", 0),
        (format!("{core}="), "consent_character", "core", 288),
        ("C".to_owned(), "consent_truncated", "core", 6),
        (
            "BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA".to_owned(),
            "consent_version",
            "core",
            0,
        ),
        ("1YNN".to_owned(), "consent_version", "core", 0),
        (letter.text(), "consent_letter", "core", 108),
        (listed("0 0000000000000000"), "consent_zero_id", "core", 242),
        (
            listed("1 0000000000000101 0000000000000100"),
            "consent_range",
            "core",
            242,
        ),
        (
            listed("0 0000000000010101"),
            "consent_beyond_maximum",
            "core",
            242,
        ),
        (
            listed("1 0000000000000001 0000000000010101"),
            "consent_beyond_maximum",
            "core",
            242,
        ),
        (
            restricted("000000 00 000000000000"),
            "consent_zero_id",
            "core",
            259,
        ),
        (
            restricted("000001 11 000000000000"),
            "consent_restriction",
            "core",
            265,
        ),
        (
            restricted("000001 00 000000000001 0 0000000000000000"),
            "consent_zero_id",
            "core",
            279,
        ),
        (format!("{core}B"), "consent_trailing", "core", 293),
        (
            format!("{core}.{core}"),
            "consent_segment_type",
            "unknown",
            0,
        ),
        (format!("{core}.gAAA"), "consent_segment_type", "unknown", 0),
        (
            format!("{BITS}.IAGEAQAA"),
            "consent_segment_twice",
            "disclosedVendors",
            0,
        ),
        (
            format!("{core}.IAGE"),
            "consent_truncated",
            "disclosedVendors",
            24,
        ),
        (
            format!("{core}.YAAA"),
            "consent_truncated",
            "publisherTC",
            24,
        ),
    ] {
        let found = TcString::decode(&text).unwrap_err();
        let Place { name, bit: at, .. } = found.place();
        assert_eq!((found.code(), name, at), (error, segment, bit), "{text}");
        assert!(found.to_string().starts_with(&found.place().to_string()));
    }
}

#[test]
fn messages_say_what_would_be_right() {
    for (text, said) in [
        (
            "CQuC=",
            "bit 24 of segment 1 (core): '=' does not belong there; these strings are written without padding",
        ),
        (
            "CQuC LY",
            "bit 24 of segment 1 (core): ' ' does not belong there; there are no spaces or line ends in or around it",
        ),
        (
            "CQ/C",
            "bit 12 of segment 1 (core): '/' does not belong there; this is base64url, with - and _ in place of + and /",
        ),
        (
            "CQ%C",
            "bit 12 of segment 1 (core): '%' does not belong there; base64url is A to Z, a to z, 0 to 9, - and _",
        ),
        (
            "BOEF",
            "bit 0 of segment 1 (core): the version of the TC string is 1, and 2 is what can be read",
        ),
        (
            "",
            "bit 0 of segment 1 (core): there is nothing; a TC string begins with C, a GPP string with D",
        ),
        (
            "DBABMA~CQuC",
            "bit 24 of segment 1 (core) of section 2 (tcfeuv2): it ends before the time of creation does; was it cut off?",
        ),
    ] {
        assert_eq!(decode(text).unwrap_err().to_string(), said);
    }
}

#[test]
fn restrictions_by_the_thousand_stay_small() {
    // All vendors, again and again: a few bits that stand for 268 million ids.
    let all = VendorSet::from_ranges(vec![(1, u16::MAX)]);
    let mut core = start().bits(NO_VENDORS).bits(NO_VENDORS).number(4095, 12);
    for place in 0..4095 {
        core = core
            .number(place % 63 + 1, 6)
            .number(place % 3, 2)
            .ranges(&all);
    }
    let read = tcf(&core.text());
    assert_eq!(read.publisher_restrictions.len(), 63);
    let one = |restriction: &Restriction| restriction.vendors == all;
    assert!(read.publisher_restrictions.iter().all(one));

    // As many ranges as fit, each purpose anew, none next to another.
    let odd = VendorSet::from_ranges((0..4095).map(|id| (id * 3 + 1, id * 3 + 2)).collect());
    let mut core = start().bits(NO_VENDORS).bits(NO_VENDORS).number(30, 12);
    for _ in 0..30 {
        core = core.number(1, 6).number(0, 2).ranges(&odd);
    }
    let read = tcf(&core.text());
    assert_eq!(read.publisher_restrictions.len(), 1);
    assert_eq!(read.publisher_restrictions[0].vendors, odd);
}

#[test]
fn zeros_at_the_end_are_no_matter() {
    let whole = tcf(BITS);
    let longer = BITS.replace('.', "AAAA.") + "AAAA";
    assert_eq!(tcf(&longer), whole);
    assert_eq!(tcf(&encode(&whole, true)), whole);
}
