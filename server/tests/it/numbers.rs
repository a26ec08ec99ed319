//! What is said of a site's numbers.

use serde_json::{Value, json};
use telswap_server::numbers::verify;

use crate::support::{check, config, lines, text};

/// Whoever tries them out sees what a good config looks like.
#[test]
fn nothing_is_said_of_the_example_and_the_demo() {
    let example = include_str!("../../../README.md").split("```json").nth(1);
    let example = example.unwrap().split("```").next().unwrap();
    let demo = include_str!("../../../www-demo/site.json");
    for json in [example, demo] {
        let site = telswap::config::check(json).unwrap();
        let verified = verify(&site);
        assert!(verified.errors.is_empty(), "{:?}", verified.errors);
        assert!(verified.warnings.is_empty(), "{:?}", verified.warnings);
        let mut numbers = verified.numbers.iter();
        assert!(numbers.all(|number| number.kind == "fixed-line"));
        assert_eq!(verified.numbers.len(), site.numbers().len());
    }
}

#[test]
fn numbers_that_callers_do_not_expect_are_warned_of() {
    let mut config = config();
    config["pools"]["web"]["numbers"] = json!(["+4915123456789", "+4963141555102"]);
    config["pools"]["web"]["overflow"] = json!("+33199001234");
    config["rules"][0]["swap"]["main"] = json!("+4915000");
    let output = check(&config, &[]);
    assert_eq!(output.status.code(), Some(0));
    let warnings: Vec<&str> = text(&output.stderr).lines().collect();
    for (warning, path, code) in [
        (0, "pools.web.numbers[0]", "other_number_type"),
        (1, "pools.web.overflow", "foreign_number"),
        (2, "rules[0].swap.main", "number_not_in_use"),
    ] {
        let warning = warnings[warning];
        assert!(
            warning.contains(&format!("site.json: warning: {path}: ")),
            "{warning}"
        );
        assert!(warning.ends_with(&format!("[{code}]")), "{warning}");
    }
    assert_eq!(warnings.len(), 3, "{warnings:?}");
    let out = text(&output.stdout);
    assert!(out.contains("with 3 numbers. 3 warnings. The tag"), "{out}");

    let output = check(&config, &["--json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
    let [said] = lines(&output).try_into().unwrap();
    assert_eq!(said["errors"], json!([]));
    assert_eq!(said["warnings"].as_array().unwrap().len(), 3);
    assert_eq!(said["warnings"][1]["code"], "foreign_number");
    assert!(said["tag"].as_str().unwrap().starts_with("<script defer"));
    let mobile = json!({
        "path": "pools.web.numbers[0]", "number": "+4915123456789", "country": "DE", "type": "mobile",
    });
    assert!(
        said["numbers"].as_array().unwrap().contains(&mobile),
        "{said}"
    );
}

#[test]
fn a_wish_that_nobody_can_fulfil_is_warned_of() {
    let site = |target: Value| {
        let mut config = config();
        config["targets"] = json!({ "main": target });
        config["pools"] = json!({});
        config["rules"] = json!([{ "id": "all", "swap": { "main": "+912225550877" } }]);
        telswap::config::check(&config.to_string()).unwrap()
    };
    let local = json!({ "local": true });
    let number = json!("+912225550142");
    let warned = verify(&site(json!({ "number": number, "match": local }))).warnings;
    assert_eq!(warned[0].path, "targets.main.match.local");
    assert_eq!(warned[0].code, "local_without_area");
    assert_eq!(warned.len(), 1, "{warned:?}");
    let display = "022 2555 0142";
    let target = json!({ "number": number, "match": local, "display": display });
    assert_eq!(verify(&site(target)).warnings, []);
}

#[test]
fn a_number_that_nobody_can_have_is_an_error() {
    let mut config = config();
    config["targets"]["main"]["number"] = json!("+49063141555000");
    config["targets"]["shop"]["number"] = json!("+999123456789");
    config["pools"]["bare"]["numbers"] = json!(["+1202555014"]);
    let output = check(&config, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let errors = text(&output.stderr);
    for (path, says) in [
        (
            "targets.main.number",
            "leave the 0 after the country's code out",
        ),
        ("targets.shop.number", "no country has the code"),
        ("pools.bare.numbers[0]", "as many digits as +1202555014"),
    ] {
        let line = errors.lines().find(|line| line.contains(path)).unwrap();
        assert!(
            line.contains(says) && line.ends_with("[impossible_number]"),
            "{line}"
        );
    }
    assert_eq!(errors.lines().count(), 3, "{errors}");

    let output = check(&config, &["--json"]);
    assert_eq!(output.status.code(), Some(1));
    let [said] = lines(&output).try_into().unwrap();
    assert_eq!(said["errors"][0]["path"], "targets.main.number");
    assert_eq!(said["tag"], Value::Null);
}
