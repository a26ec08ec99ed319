//! The command line: what it takes, `telswap classify` and `telswap swap`.

use serde_json::{Value, json};

use crate::support::{Folder, OWN, STATIC, config, lines, telswap, telswap_unread, text};

#[test]
fn nobody_has_to_read_what_is_wrong() {
    let folder = Folder::with(&json!({}));
    let path = folder.site_json();
    for arguments in [
        &["check", &path][..],
        &["check", "missing.json"],
        &["serve", "--config", &path],
    ] {
        assert_eq!(telswap_unread(arguments), Some(1), "{arguments:?}");
    }
    assert_eq!(telswap_unread(&["chekc"]), Some(2));
}

#[test]
fn a_wrong_command_is_no_wrong_input() {
    for arguments in [
        &[][..],
        &["chekc"],
        &["check"],
        &["classify"],
        &["classify", "--jsonl", "--landing", "x"],
        &["swap"],
        &["explain", "--landing", "https://hof-kaffee.de/"],
        &["consent"],
        &["consent", "decode", "--jsonl"],
        &["consent", "decode", "a", "b"],
        &["swap", "--swap", "+4963141555000"],
        &[
            "swap",
            "--swap",
            "+4963141555000=+4963141555010",
            "--kind",
            "html",
        ],
        &[
            "swap",
            "--swap",
            "+4963141555000=+4963141555010",
            "--country",
            "Germany",
        ],
        &[
            "swap",
            "--swap",
            "+4963141555000=+4963141555010",
            "--match",
            "fax,tty",
        ],
        &[
            "swap",
            "--swap",
            "+4963141555000=+4963141555010",
            "--display",
            "0631 41555-011",
        ],
        &["serve"],
    ] {
        let output = telswap(arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty());
    }
}

#[test]
fn a_public_url_is_a_servers_address() {
    let folder = Folder::with(&config());
    let path = folder.site_json();
    for url in [
        "mailto:x",
        "calls.example.de",
        "https://",
        "ftp://calls.example.de",
        "https://calls.example.de/?a=b",
        "https://calls.example.de/#a",
        "",
    ] {
        let check = ["check", &path, "--public-url", url];
        let serve = ["serve", "--config", &path, "--listen", "nowhere"];
        let serve = [&serve[..], &["--public-url", url]].concat();
        for arguments in [&check[..], &serve] {
            let output = telswap(arguments, b"");
            assert_eq!(output.status.code(), Some(2), "{url}");
            let said = text(&output.stderr);
            assert!(said.contains("https://calls.example.de\n"), "{said}");
        }
    }
}

#[test]
fn a_landing_is_a_whole_address() {
    let folder = Folder::with(&config());
    let path = folder.site_json();
    for arguments in [&["classify"][..], &["explain", "--config", &path]] {
        let output = telswap(&[arguments, &["--landing", "garbage"]].concat(), b"");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let said = text(&output.stderr);
        assert!(said.contains("--landing is no address"), "{said}");
    }
}

#[test]
fn every_command_shows_an_example() {
    for command in ["check", "classify", "swap", "explain", "notice", "serve"] {
        let output = telswap(&[command, "--help"], b"");
        assert_eq!(output.status.code(), Some(0), "{command}");
        let example = format!("telswap {command} ");
        assert!(text(&output.stdout).contains("Example"), "{command}");
        assert!(text(&output.stdout).contains(&example), "{command}");
    }
}

#[test]
fn one_visit_is_classified() {
    let landing = "https://hof-kaffee.de/?utm_source=newsletter&utm_medium=email&utm_campaign=h";
    let output = telswap(&["classify", "--landing", landing], b"");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        lines(&output),
        [json!({
            "channel": "email", "source": "newsletter", "medium": "email", "campaign": "h",
            "term": null, "content": null, "click_id": null, "referrer_host": null,
        })]
    );
}

#[test]
fn lines_stay_matched_whatever_comes() {
    let input = b"{\"landing\":\"https://a.de/\",\"referrer\":\"\"}\n\
        no json\n\
        \n\
        {\"landing\":\"https://a.de/?utm_source=x&utm_medium=email\"}\n\
        {\"landing\":\"https://a.de/?utm_source=x\xff&utm_medium=email\"}\n\
        {\"landing\":5}\n\
        {\"referrer\":\"\"}\n\
        {\"landing\":\"\",\"referrer\":null,\"more\":1}";
    let output = telswap(&["classify", "--jsonl"], input);
    assert_eq!(output.status.code(), Some(1));
    let lines = lines(&output);
    let channels: Vec<&Value> = lines.iter().map(|line| &line["channel"]).collect();
    let (direct, email, none) = (json!("direct"), json!("email"), Value::Null);
    assert_eq!(
        channels,
        [&direct, &none, &none, &email, &none, &none, &none, &direct]
    );
    for wrong in [1, 2, 4, 5, 6] {
        assert_eq!(lines[wrong]["error"]["code"], "malformed_line");
        let message = lines[wrong]["error"]["message"].as_str().unwrap();
        let said = format!("telswap: line {}: {message}\n", wrong + 1);
        assert!(text(&output.stderr).contains(&said), "{said}");
    }
}

#[test]
fn the_sites_own_pages_start_no_source() {
    let folder = Folder::with(&config());
    let path = folder.site_json();
    let visit = b"{\"landing\":\"https://shop.example/\",\"referrer\":\"https://hof-kaffee.de/\"}";
    let without = telswap(&["classify", "--jsonl"], visit);
    assert_eq!(lines(&without)[0]["channel"], "referral");
    let with = telswap(&["classify", "--jsonl", "--config", &path], visit);
    assert_eq!(lines(&with)[0]["channel"], "direct");
}

#[test]
fn numbers_are_swapped() {
    let swap = format!("{OWN}={STATIC}");
    let output = telswap(
        &["swap", "--swap", &swap],
        "Tel. 0631 41555-000 – ✆".as_bytes(),
    );
    assert_eq!(text(&output.stdout), "Tel. 0631 41555-010 – ✆");
    let output = telswap(
        &["swap", "--swap", &swap, "--kind", "href"],
        b"tel:+4963141555000",
    );
    assert_eq!(text(&output.stdout), "tel:+4963141555010");
    // A link that would not be reached is written anew, its line's end is not.
    let output = telswap(
        &["swap", "--swap", &swap, "--kind", "href"],
        b"tel:+49(0)63141555000\r\n",
    );
    assert_eq!(text(&output.stdout), "tel:+4963141555010\r\n");
    let output = telswap(
        &["swap", "--swap", &swap, "--country", "FR"],
        b"0631 41555-000",
    );
    assert_eq!(text(&output.stdout), "0631 41555-000");
    let away = format!("{OWN}=+492219999137");
    let output = telswap(
        &["swap", "--swap", &away, "--display", "0221 9999-137"],
        b"(0631) 41555000 / 0631 41 555-000",
    );
    assert_eq!(text(&output.stdout), "(0221) 9999137 / 0221 9999-137");
    let output = telswap(
        &["swap", "--swap", &swap, "--jsonl"],
        b"{\"text\":\"0631 41555-000\"}\n[]\n{\"text\":\"\"}\n",
    );
    assert_eq!(output.status.code(), Some(1));
    let lines = lines(&output);
    assert_eq!(lines[0], json!({ "text": "0631 41555-010" }));
    assert_eq!(lines[1]["error"]["code"], "malformed_line");
    assert_eq!(lines[2], json!({ "text": "" }));
}

#[test]
fn a_number_becomes_one_other() {
    let swap = format!("{OWN}={STATIC}");
    let other = format!("{OWN}=+4963141555011");
    let grouped = format!("{swap}:631|41555|010");
    for second in [&other, &grouped] {
        let output = telswap(&["swap", "--swap", &swap, "--swap", second], b"");
        assert_eq!(output.status.code(), Some(2), "{second}");
        assert!(text(&output.stderr).contains(OWN), "{second}");
    }
    let output = telswap(&["swap", "--swap", &swap, "--swap", &swap], b"");
    assert_eq!(output.status.code(), Some(0));
}
