//! `telswap explain`, and what a site says of sources.

use serde_json::{Value, json};

use crate::support::{Folder, STATIC, config, telswap};

/// A site with sources of its own, whose rules look at several visits.
fn site() -> Folder {
    let mut config = config();
    config["sources"] = json!({
        "hosts": {
            "regio-portal.de": { "kind": "social", "source": "regio" },
            "zahlung.example": { "kind": "payment" }
        },
        "aliases": { "nl": "newsletter" },
        "channels": [{ "when": { "query": { "partner": "*" } }, "channel": "affiliates" }]
    });
    config["rules"][0]["when"] = json!({ "channel": "email" });
    config["rules"][0]["by"] = json!("first");
    Folder::with(&config)
}

/// The exit code, what is said and what is said to be wrong.
fn run(folder: &Folder, arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let path = folder.site_json();
    let arguments = [&arguments[..1], &["--config", &path], &arguments[1..]].concat();
    let output = telswap(&arguments, input.as_bytes());
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

const VISITS: &str = r#"
{"landing": "https://hof-kaffee.de/?utm_source=nl&utm_medium=email", "at": "2026-10-01T12:00:00Z"}
{"landing": "https://hof-kaffee.de/", "referrer": "https://hof-kaffee.de/", "at": "2026-10-01T12:05:00Z"}
{"landing": "https://hof-kaffee.de/?partner=innung", "at": "2026-10-02T12:00:00Z"}
{"landing": "https://hof-kaffee.de/", "referrer": "https://zahlung.example/", "at": "2026-10-03T12:00:00Z"}
"#;

#[test]
fn each_rule_looks_at_its_visit() {
    let (code, out, _) = run(&site(), &["explain", "--visits", "-", "--json"], VISITS);
    assert_eq!(code, Some(0));
    let said: Value = serde_json::from_str(&out).unwrap();
    let channels: Vec<&str> = said["touches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|touch| touch["source"]["channel"].as_str().unwrap())
        .collect();
    // Neither an own page nor a payment provider begins a visit.
    assert_eq!(channels, ["email", "affiliates"]);
    assert_eq!(said["source"]["channel"], "affiliates");
    assert_eq!(said["touches"][0]["source"]["source"], "newsletter");
    assert_eq!(said["rules"][0]["by"], "first");
    let decision = json!({ "target": "main", "rule": "ads", "outcome": STATIC });
    assert_eq!(said["targets"][0], decision);
    // The channel's condition is no rule's: nothing of the landing is kept.
    assert_eq!(said["touches"][1]["landing"], json!([]));
}

#[test]
fn visits_that_cannot_be_read_are_all_named() {
    let input = "{\"landing\": 5}\n\n{\"landing\": \"https://a.de\", \"at\": \"today\"}\n";
    let (code, out, error) = run(&site(), &["explain", "--visits", "-"], input);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(
        error.contains("line 1: a line has to be {\"landing\""),
        "{error}"
    );
    assert!(error.contains("line 3: a line has to be"), "{error}");
    assert!(error.contains("RFC 3339"), "{error}");
    let (code, _, error) = run(&site(), &["explain", "--visits", "no-such-file"], "");
    assert_eq!(code, Some(1));
    assert!(error.contains("no-such-file cannot be read"), "{error}");
    let both = ["explain", "--visits", "-", "--landing", "https://a.de"];
    assert_eq!(run(&site(), &both, "").0, Some(2));
}

#[test]
fn a_sites_own_sources_go_first() {
    let visits = r#"{"landing": "https://hof-kaffee.de/", "referrer": "https://www.regio-portal.de/x"}
{"landing": "https://hof-kaffee.de/?utm_source=NL&utm_medium=email"}
{"landing": "https://hof-kaffee.de/?utm_source=regio-portal.de&utm_medium=cpc"}
{"landing": "https://hof-kaffee.de/?utm_source=google&partner=innung"}"#;
    let (code, out, _) = run(&site(), &["classify", "--jsonl"], visits);
    assert_eq!(code, Some(0));
    let said: Vec<[String; 3]> = out
        .lines()
        .map(|line| {
            let said: Value = serde_json::from_str(line).unwrap();
            ["channel", "source", "medium"].map(|field| said[field].as_str().unwrap().to_owned())
        })
        .collect();
    let expected = [
        ["organic-social", "regio", "social"],
        ["email", "newsletter", "email"],
        ["paid-social", "regio-portal.de", "cpc"],
        ["affiliates", "google", "organic"],
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_landing_that_is_not_the_sites_gets_a_hint() {
    let folder = Folder::with(&config());
    let explain = |landing| run(&folder, &["explain", "--landing", landing], "");
    let (code, _, said) = explain("https://xhof-kaffee.de/?gclid=x");
    assert_eq!(code, Some(0));
    let hint = "hint: xhof-kaffee.de is none of the site's domains (hof-kaffee.de)";
    assert!(said.starts_with(hint), "{said}");
    for own in ["https://hof-kaffee.de", "https://shop.hof-kaffee.de./"] {
        assert_eq!(explain(own).2, "", "{own}");
    }
    let (code, _, said) = explain("hof-kaffee.de/?gclid=x");
    assert_eq!(code, Some(1));
    assert!(said.contains("--landing is no address"), "{said}");
}

#[test]
fn a_decision_is_explained() {
    let folder = Folder::with(&config());
    let visit = ["explain", "--landing", "https://hof-kaffee.de/?gclid=x"];
    let (code, out, _) = run(&folder, &visit, "");
    assert_eq!(code, Some(0));
    for line in [
        "  channel        paid-search",
        "  ads       matches",
        "  mail      does not match: channel is paid-search, not email",
        "  main  becomes +4963141555010: rule ads",
        "  shop  keeps the page's own number: rule everyone",
    ] {
        assert!(out.lines().any(|said| said == line), "{line} in {out}");
    }
    let (_, out, _) = run(&folder, &[&visit[..], &["--json"]].concat(), "");
    let explanation: Value = serde_json::from_str(&out).unwrap();
    let decision = json!({ "target": "main", "rule": "ads", "outcome": STATIC });
    assert_eq!(explanation["targets"][0], decision);
    assert_eq!(explanation["source"]["click_id"]["name"], "gclid");
}
