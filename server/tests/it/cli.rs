//! The command line.

use std::process::Output;

use serde_json::{Value, json};

use crate::support::{Folder, OWN, STATIC, config, telswap, telswap_unread};

pub fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

pub fn lines(output: &Output) -> Vec<Value> {
    let lines = text(&output.stdout).lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_good_config_gives_the_tag() {
    let folder = Folder::with(&config());
    let path = folder.path("site.json").display().to_string();
    let output = telswap(&["check", &path], b"");
    assert_eq!(output.status.code(), Some(0));
    let out = text(&output.stdout);
    assert!(
        out.starts_with("hof-kaffee: 2 targets, 3 rules, 2 pools with 3 numbers."),
        "{out}"
    );
    let tag = "<script defer src=\"https://calls.hof-kaffee.de/telswap.js\"\n  \
        data-config=\"https://calls.hof-kaffee.de/v1/site.json\" \
        data-cmp=\"klaro\" data-service=\"call-tracking\"></script>\n";
    assert!(out.ends_with(tag), "{out}");
    assert!(output.stderr.is_empty());
}

#[test]
fn the_tag_has_the_tcf_purposes_and_the_servers_address() {
    let mut config = config();
    config["consent"] = json!({ "cmp": "tcf", "service": "755", "purposes": [1, 7] });
    let folder = Folder::with(&config);
    let path = folder.path("site.json").display().to_string();
    let output = telswap(
        &["check", &path, "--public-url", "https://c.example.de/"],
        b"",
    );
    let out = text(&output.stdout);
    assert!(
        out.contains("src=\"https://c.example.de/telswap.js\""),
        "{out}"
    );
    assert!(
        out.contains("data-service=\"755\" data-purposes=\"1,7\"></script>"),
        "{out}"
    );
}

#[test]
fn the_tag_guesses_an_address_that_can_be() {
    for (domains, base) in [
        (json!(["localhost"]), "http://localhost:8787"),
        (json!(["127.0.0.1", "localhost"]), "http://127.0.0.1:8787"),
        (json!(["[::1]"]), "http://[::1]:8787"),
        (
            json!(["127.0.0.1", "hof-kaffee.de"]),
            "https://calls.hof-kaffee.de",
        ),
    ] {
        let mut config = config();
        config["domains"] = domains;
        let folder = Folder::with(&config);
        let path = folder.path("site.json").display().to_string();
        let output = telswap(&["check", &path], b"");
        let out = text(&output.stdout);
        let src = format!("src=\"{base}/telswap.js\"");
        assert!(out.contains(&src), "{out}");
        assert!(out.contains("--public-url"), "{out}");
    }
}

#[test]
fn a_bad_config_gives_all_errors() {
    let mut config = config();
    config["targets"]["main"]["number"] = json!("0631 41555000");
    config["rules"][1]["swap"]["main"]["pool"] = json!("wbe");
    let folder = Folder::with(&config);
    let path = folder.path("site.json").display().to_string();
    let output = telswap(&["check", &path], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let errors = text(&output.stderr);
    assert!(
        errors.contains("site.json: targets.main.number: "),
        "{errors}"
    );
    assert!(errors.contains("site.json: rules[1].swap.main"), "{errors}");
    assert_eq!(errors.lines().count(), 2, "{errors}");
}

#[test]
fn errors_are_json_where_that_is_asked_for() {
    let folder = Folder::with(&json!({ "site": "Hof Kaffee" }));
    let path = folder.path("site.json").display().to_string();
    let output = telswap(&["check", "--json", &path], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty());
    let [said] = lines(&output).try_into().unwrap();
    let errors = said["errors"].as_array().unwrap();
    assert!(
        errors
            .iter()
            .any(|error| error["code"] == "invalid_site_name")
    );
    assert_eq!(said["numbers"], json!([]));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let folder = Folder::with(&config());
    let missing = folder.path("missing.json").display().to_string();
    let output = telswap(&["check", &missing], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("cannot be read"));
    let path = folder.path("bytes.json");
    std::fs::write(&path, b"{\"site\": \"\xff\"}").unwrap();
    let output = telswap(&["check", &path.display().to_string()], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("not UTF-8 from byte 10"));
}

#[test]
fn nobody_has_to_read_what_is_wrong() {
    let folder = Folder::with(&json!({}));
    let path = folder.path("site.json").display().to_string();
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
    let path = folder.path("site.json").display().to_string();
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
    let path = folder.path("site.json").display().to_string();
    for arguments in [&["classify"][..], &["explain", "--config", &path]] {
        let output = telswap(&[arguments, &["--landing", "garbage"]].concat(), b"");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let said = text(&output.stderr);
        assert!(said.contains("--landing is no address"), "{said}");
    }
}

#[test]
fn every_command_shows_an_example() {
    for command in ["check", "classify", "swap", "explain", "serve"] {
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
    let path = folder.path("site.json").display().to_string();
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

#[test]
fn a_landing_that_is_not_the_sites_gets_a_hint() {
    let folder = Folder::with(&config());
    let path = folder.path("site.json").display().to_string();
    let explain = |landing| telswap(&["explain", "--config", &path, "--landing", landing], b"");
    let output = explain("https://xhof-kaffee.de/?gclid=x");
    assert_eq!(output.status.code(), Some(0));
    let hint = "hint: xhof-kaffee.de is none of the site's domains (hof-kaffee.de)";
    assert!(text(&output.stderr).starts_with(hint));
    for own in ["https://hof-kaffee.de", "https://shop.hof-kaffee.de./"] {
        assert!(explain(own).stderr.is_empty(), "{own}");
    }
    let output = explain("hof-kaffee.de/?gclid=x");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("--landing is no address"));
}

#[test]
fn a_decision_is_explained() {
    let folder = Folder::with(&config());
    let path = folder.path("site.json").display().to_string();
    let visit = [
        "explain",
        "--config",
        &path,
        "--landing",
        "https://hof-kaffee.de/?gclid=x",
    ];
    let output = telswap(&visit, b"");
    assert_eq!(output.status.code(), Some(0));
    let out = text(&output.stdout);
    for line in [
        "  channel        paid-search",
        "  ads       matches",
        "  mail      does not match: channel is paid-search, not email",
        "  main  becomes +4963141555010: rule ads",
        "  shop  keeps the page's own number: rule everyone",
    ] {
        assert!(out.lines().any(|said| said == line), "{line} in {out}");
    }
    let output = telswap(&[&visit[..], &["--json"]].concat(), b"");
    let [explanation] = lines(&output).try_into().unwrap();
    let decision = json!({ "target": "main", "rule": "ads", "outcome": STATIC });
    assert_eq!(explanation["targets"][0], decision);
    assert_eq!(explanation["source"]["click_id"]["name"], "gclid");
}

#[test]
fn serve_says_what_is_wrong() {
    let folder = Folder::with(&config());
    let path = folder.path("site.json").display().to_string();
    for (arguments, message) in [
        (
            ["--database", "postgres://me:hunter2@host/db"],
            "sqlite:PATH",
        ),
        (["--listen", "nowhere"], "cannot listen on nowhere"),
        (
            ["--www", "/nowhere/to/be/found"],
            "--www /nowhere/to/be/found: ",
        ),
    ] {
        let database = ["--database", "sqlite::memory:"];
        let mut all = vec!["serve", "--config", &path];
        if arguments[0] != "--database" {
            all.extend(database);
        }
        all.extend(arguments);
        let output = telswap(&all, b"");
        assert_eq!(output.status.code(), Some(1));
        let said = text(&output.stderr);
        assert!(
            said.contains(message) && !said.contains("hunter2"),
            "{said}"
        );
    }
}
