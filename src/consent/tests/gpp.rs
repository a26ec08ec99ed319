//! Strings with several sections.

use super::super::encode::Writer;
use super::*;

/// A header with these ranges of sections, whose numbers are written as bits.
fn header(count: u64, sections: &str) -> String {
    let writer = Writer::default().number(3, 6).number(1, 6);
    writer.number(count, 12).bits(sections).text()
}

fn gpp(text: &str) -> Gpp {
    decode(text).unwrap().gpp.unwrap()
}

#[test]
fn the_specifications_examples_are_read() {
    // Core/Consent String Specification.md, "GPP String Examples".
    let tcf = "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA";
    let one = decode(&format!("DBABMA~{tcf}")).unwrap();
    assert_eq!(one.tcf, Some(super::tcf(tcf)));
    assert_eq!(one.gpp.unwrap().sections, [2]);

    let two = decode(&format!("DBACNYA~{tcf}~1YNN")).unwrap();
    assert_eq!(two.tcf, Some(super::tcf(tcf)));
    let gpp = two.gpp.unwrap();
    assert_eq!(gpp.sections, [2, 6]);
    let uspv1 = UspV1 {
        version: 1,
        notice: Some(true),
        opt_out_sale: Some(false),
        lspa_covered: Some(false),
    };
    assert_eq!(gpp.uspv1, Some(uspv1));

    let three = decode(&format!("DBABjw~{tcf}~1YNN")).unwrap();
    assert_eq!(three.tcf, None);
    let gpp = three.gpp.unwrap();
    assert_eq!(gpp.sections, [5, 6]);
    assert_eq!(gpp.uspv1, Some(uspv1));
    let name = Some("tcfcav1");
    let raw = tcf.to_owned();
    assert_eq!(gpp.undecoded, [Undecoded { id: 5, name, raw }]);
}

#[test]
fn a_tc_string_alone_is_told_from_one_in_a_section() {
    assert_eq!(decode(BITS).unwrap().gpp, None);
    assert!(decode(&format!("DBABMA~{BITS}")).unwrap().gpp.is_some());
    assert!(gpp("DBAA").sections.is_empty());
}

#[test]
fn sections_are_counted_in_fibonacci_numbers() {
    // 3 and 5 to 8, as in the specification's table of types.
    let text = header(2, "0 0011 1 011 0011") + "~a~b~c~d~e";
    assert_eq!(decode(&text).unwrap_err().place().section, Some(6));
    let text = header(2, "0 0011 1 011 0011") + "~a~b~1---~BAAAAAAAAA.YA~e";
    let found = decode(&text).unwrap_err();
    assert_eq!(
        (found.code(), found.place().section),
        ("consent_value", Some(7))
    );
    let text = header(1, "0 0000000000000000000000000000000011") + "~a";
    let found = decode(&text).unwrap_err();
    assert_eq!(
        (found.code(), found.place().bit),
        ("consent_section_id", 25)
    );
}

#[test]
fn us_national_is_read_with_what_the_browser_says() {
    // Version 2: all notices 1, opt-outs 2, 1, 0, then the sixteen activities.
    let core = Writer::default()
        .number(2, 6)
        .bits("01 01 01 01 01 01 10 01 00")
        .bits("00 01 10 00 01 10 00 01 10 00 01 10 00 01 10 00")
        .bits("00 01 10 10 01 10 01");
    let read = gpp(&format!("DBABL~{}.YA", core.text())).usnat.unwrap();
    assert_eq!((read.version, read.gpc), (2, Some(true)));
    assert_eq!(read.sensitive_data_limit_use_notice, 1);
    let opt_outs = [
        read.sale_opt_out,
        read.sharing_opt_out,
        read.targeted_advertising_opt_out,
    ];
    assert_eq!(opt_outs, [2, 1, 0]);
    let activities = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0];
    assert_eq!(read.sensitive_data_processing, activities);
    assert_eq!(read.known_child_sensitive_data_consents, [0, 1, 2]);
    assert_eq!(read.personal_data_consents, 2);
    let mspa = [read.mspa_covered_transaction, read.mspa_opt_out_option_mode];
    assert_eq!(mspa, [1, 2]);
    assert_eq!(read.mspa_service_provider_mode, 1);
}

#[test]
fn what_is_wrong_with_a_gpp_string_is_said() {
    let usnat = "CVVVEAAAAABY";
    for (text, code, section, bit) in [
        ("D".to_owned(), "consent_truncated", None, 6),
        ("DCABMA~x".to_owned(), "consent_version", None, 6),
        ("x~y".to_owned(), "consent_version", None, 0),
        ("DBABMA".to_owned(), "consent_section_count", None, 12),
        (
            format!("DBABMA~{BITS}~x"),
            "consent_section_count",
            None,
            12,
        ),
        ("DBABMA~".to_owned(), "consent_empty", Some(2), 0),
        ("DBABMB~x".to_owned(), "consent_trailing", None, 35),
        (header(1, "0 01010"), "consent_truncated", None, 30),
        (header(1, "0 000011") + "~", "consent_empty", Some(8), 0),
        (
            header(1, "0 000011") + "~a b",
            "consent_character",
            Some(8),
            8,
        ),
        (
            header(1, "0 10011") + "~1YN",
            "consent_us_privacy",
            Some(6),
            24,
        ),
        (
            header(1, "0 10011") + "~1ynn",
            "consent_us_privacy",
            Some(6),
            8,
        ),
        (
            header(1, "0 10011") + "~1YNNN",
            "consent_us_privacy",
            Some(6),
            32,
        ),
        (
            header(1, "0 10011") + "~2YNN",
            "consent_us_privacy",
            Some(6),
            0,
        ),
        (
            format!("DBABL~{usnat}.AA"),
            "consent_segment_type",
            Some(7),
            0,
        ),
        (
            format!("DBABL~{usnat}.YA.QA"),
            "consent_segment_twice",
            Some(7),
            0,
        ),
        (format!("DBABL~{usnat}.YB"), "consent_trailing", Some(7), 11),
        ("DBABL~D".to_owned(), "consent_version", Some(7), 0),
        ("DBABL~C__".to_owned(), "consent_value", Some(7), 6),
        ("DBABL~CVVV".to_owned(), "consent_truncated", Some(7), 24),
    ] {
        let found = decode(&text).unwrap_err();
        let Place {
            section: of,
            bit: at,
            ..
        } = found.place();
        assert_eq!(
            (found.code(), of, at),
            (code, section, bit),
            "{text} {found}"
        );
    }
    assert_eq!(
        gpp(&format!("DBABL~{usnat}.QA")).usnat.unwrap().gpc,
        Some(false)
    );
}
