//! `telswap check`: the tag for a good config, and what is wrong with others.

use serde_json::json;

use crate::support::{Folder, check, config, lines, telswap, text};

#[test]
fn a_good_config_gives_the_tag() {
    let output = check(&config(), &[]);
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
    let output = check(&config, &["--public-url", "https://c.example.de/"]);
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
fn the_tag_has_what_else_the_consent_says() {
    for (consent, attributes) in [
        (
            json!({ "cmp": "gpp", "service": "755" }),
            "data-cmp=\"gpp\" data-service=\"755\"",
        ),
        (
            json!({ "cmp": "auto", "service": "calls", "purposes": [7], "gpc": "veto" }),
            "data-cmp=\"auto\" data-service=\"calls\" data-purposes=\"1,7\"",
        ),
        (
            json!({
                "cmp": "tcf", "service": "755", "purposes": [7], "marketing": "3,4",
                "gpc": "ignore", "static": "immediate", "evidence": "required"
            }),
            "data-cmp=\"tcf\" data-service=\"755\" data-purposes=\"1,7\" data-marketing=\"3,4\" \
             data-gpc=\"ignore\" data-static=\"immediate\"",
        ),
        (
            json!({ "cmp": "ccm19", "service": "Anrufe & \"Ads\"", "marketing": "<Ads>" }),
            "data-cmp=\"ccm19\" data-service=\"Anrufe &amp; &quot;Ads&quot;\" \
             data-marketing=\"&lt;Ads>\"",
        ),
    ] {
        let mut config = config();
        config["consent"] = consent;
        let output = check(&config, &[]);
        assert_eq!(output.status.code(), Some(0));
        let out = text(&output.stdout);
        let end = format!("/v1/site.json\" {attributes}></script>\n");
        assert!(out.ends_with(&end), "{out}");
    }
}

#[test]
fn numbers_before_consent_are_warned_of_in_plain_words() {
    let mut config = config();
    let output = check(&config, &[]);
    assert!(output.stderr.is_empty());

    config["consent"]["static"] = json!("immediate");
    let output = check(&config, &[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains(" 1 warning. The tag"));
    let said = text(&output.stderr);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.contains("site.json: warning: consent.static: "),
        "{said}"
    );
    for part in [
        "numbers that no pool has are shown before the visitor is asked",
        "chosen by the page's address and the referrer",
        "nothing is stored, there is no id, and nothing is requested but the engine's files and site.json",
        "an explicit refusal ends it",
        "only where your counsel says that it is lawful",
        "§ 25 TDDDG",
        "Article 5(3) of the ePrivacy Directive",
        "[static_before_consent]",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let [said] = lines(&check(&config, &["--json"])).try_into().unwrap();
    assert_eq!(said["warnings"][0]["code"], "static_before_consent");
}

#[test]
fn static_numbers_that_no_rule_shows_are_warned_of() {
    let mut config = config();
    config["consent"]["static"] = json!("immediate");
    for rule in config["rules"].as_array_mut().unwrap() {
        for (_, outcome) in rule["swap"].as_object_mut().unwrap() {
            if outcome.is_string() {
                *outcome = json!("keep");
            }
        }
    }
    let output = check(&config, &[]);
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stderr);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("consent.static: it does nothing"), "{said}");
    assert!(said.contains("[static_without_number]"), "{said}");
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
        let output = check(&config, &[]);
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
    let output = check(&config, &[]);
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
    let output = check(&json!({ "site": "Hof Kaffee" }), &["--json"]);
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
