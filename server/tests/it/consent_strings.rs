//! `telswap consent decode`.

use serde_json::{Value, json};

use crate::support::{lines, telswap, text};

/// From the IAB's own library: purposes 1 and 7, vendors 2 and 755.
const STRING: &str =
    "CQuCLYAQuCLYAAKACBENBkFgAIIAAAAAAAYgF5wAgABALzAAAAAA.IF5wAgABALzA.YAAAAAAAAAAA";

fn decode(arguments: &[&str], input: &[u8]) -> std::process::Output {
    telswap(&[&["consent", "decode"], arguments].concat(), input)
}

#[test]
fn a_tc_string_as_json() {
    let output = decode(&["--json", "--", STRING], b"");
    assert_eq!(output.status.code(), Some(0));
    let publisher = json!({
        "consents": [], "legitimate_interests": [], "custom_purposes": 0,
        "custom_consents": [], "custom_legitimate_interests": [],
    });
    let tcf = json!({
        "version": 2, "created": "2026-11-21T00:00:00Z", "updated": "2026-11-21T00:00:00Z",
        "cmp_id": 10, "cmp_version": 2, "consent_screen": 1, "consent_language": "EN",
        "vendor_list_version": 100, "policy_version": 5, "service_specific": true,
        "non_standard_texts": false, "special_features": [], "purpose_consents": [1, 7],
        "purpose_legitimate_interests": [], "purpose_one_treatment": false,
        "publisher_country": "DE", "vendor_consents": [2, 755],
        "vendor_legitimate_interests": [], "publisher_restrictions": [],
        "segments": ["core", "disclosedVendors", "publisherTC"], "disclosed_vendors": [2, 755],
        "allowed_vendors": [], "publisher_tc": publisher, "invalid": null,
    });
    assert_eq!(lines(&output), [json!({ "tcf": tcf, "gpp": null })]);
}

#[test]
fn a_gpp_string_has_its_tc_string_in_the_same_place() {
    let alone = lines(&decode(&["--json", STRING], b""));
    let gpp = format!("DBACNYA~{STRING}~1YN-");
    let read = lines(&decode(&["--json", &gpp], b""));
    assert_eq!(read[0]["tcf"], alone[0]["tcf"]);
    let uspv1 =
        json!({ "version": 1, "notice": true, "opt_out_sale": false, "lspa_covered": null });
    assert_eq!(
        read[0]["gpp"],
        json!({ "version": 1, "sections": [2, 6], "uspv1": uspv1, "usnat": null, "undecoded": [] })
    );
    let none = lines(&decode(&["--json", "DBABjw~x~1YNN"], b""));
    assert_eq!(none[0]["tcf"], Value::Null);
    let undecoded = json!([{ "id": 5, "name": "tcfcav1", "raw": "x" }]);
    assert_eq!(none[0]["gpp"]["undecoded"], undecoded);
}

#[test]
fn a_listing_says_it_to_people() {
    let output = decode(&[STRING], b"");
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stdout);
    for row in [
        "TC string, version 2\n",
        "  created                      2026-11-21T00:00:00Z\n",
        "  purpose consents             1, 7\n",
        "  disclosed vendors            2, 755\n",
    ] {
        assert!(said.contains(row), "{said}");
    }
    let core = STRING.split('.').next().unwrap();
    let said = decode(&[core], b"").stdout;
    assert!(text(&said).contains("grants nothing"), "{}", text(&said));
    let gpp = "DBACNYA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN";
    let said = decode(&[gpp], b"").stdout;
    assert!(text(&said).starts_with("GPP string, version 1\n  sections"));
    let said = decode(&["DBABL~CVVVEAAAAABY.YA"], b"").stdout;
    let row = "  MSPA service provider mode   no\n";
    assert!(text(&said).contains(row), "{}", text(&said));
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (string, said) in [
        (
            "CQuC",
            "bit 24 of segment 1 (core): it ends before the time of creation does",
        ),
        (
            "CQuC LY",
            "bit 24 of segment 1 (core): ' ' does not belong there",
        ),
        ("", "bit 0 of segment 1 (core): there is nothing"),
        (
            "DBABMA~CQuC",
            "bit 24 of segment 1 (core) of section 2 (tcfeuv2): it ends",
        ),
    ] {
        for options in [&["--", string][..], &["--json", "--", string]] {
            let output = decode(options, b"");
            assert_eq!(output.status.code(), Some(1), "{string}");
            assert!(output.stdout.is_empty());
            let found = text(&output.stderr);
            assert!(found.starts_with(&format!("telswap: {said}")), "{found}");
        }
    }
}

#[test]
fn lines_stay_matched_whatever_comes() {
    let input = [
        STRING.as_bytes(),
        b"\r\nCQ\n\n\xff\n",
        STRING.as_bytes(),
        b" \n",
        STRING.as_bytes(),
    ]
    .concat();
    for options in [&["--json"][..], &["--json", "-"]] {
        let output = decode(options, &input);
        assert_eq!(output.status.code(), Some(1));
        let lines = lines(&output);
        let codes: Vec<&Value> = lines.iter().map(|line| &line["error"]["code"]).collect();
        let (cut, sign) = (json!("consent_truncated"), json!("consent_character"));
        let (none, empty) = (Value::Null, json!("consent_empty"));
        assert_eq!(codes, [&none, &cut, &empty, &sign, &sign, &none]);
        assert_eq!(lines[0], lines[5]);
        assert_eq!(lines[4]["error"]["name"], "publisherTC");
        assert_eq!(lines[4]["error"]["bit"], 72);
        let message = lines[1]["error"]["message"].as_str().unwrap();
        let said = format!("telswap: line 2: {message}\n");
        assert!(text(&output.stderr).contains(&said), "{said}");
    }
    let output = decode(&["--json"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("standard input is empty"));
}

#[test]
fn it_shows_an_example() {
    let output = decode(&["--help"], b"");
    assert!(text(&output.stdout).contains("Example: telswap consent decode "));
}

/// What is under "Reading consent strings" in docs/consent.md.
#[test]
fn the_documents_example_is_true() {
    let document = include_str!("../../../docs/consent.md");
    let section = document.split("## Reading consent strings").nth(1).unwrap();
    let example = section.split("```console\n").nth(1).unwrap();
    let example = example.split("```").next().unwrap();
    let (command, expected) = example.split_once('\n').unwrap();
    let command = command.strip_prefix("$ telswap ").unwrap();
    let output = telswap(&command.split(' ').collect::<Vec<_>>(), b"");
    assert_eq!(text(&output.stdout), expected);
}
