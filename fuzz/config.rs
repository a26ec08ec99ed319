//! What must be true of every `site.json`, whoever wrote it.

use std::collections::BTreeSet;

use telswap::config::{self, ConfigErrors, PublicSite, Site};
use telswap::number::Groups;

/// Checks one file: the input's lines are its targets, pools, rules and page, and
/// what they leave out is that of a small site; or a whole file in one line.
pub fn check(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut lines = text.lines();
    let mut next = |usual| {
        lines
            .next()
            .filter(|line| !line.is_empty())
            .unwrap_or(usual)
    };
    let targets = next(r#"{"main":{"number":"+4963141555000"}}"#);
    let pools = next(r#"{"web":{"numbers":["+4963141555101"]}}"#);
    let rules = next(r#"[{"id":"everyone","swap":{"main":{"pool":"web"}}}]"#);
    let page = next("{}");
    let whole = format!(
        r#"{{"site":"hof-kaffee","domains":["hof-kaffee.de"],"targets":{targets},"pools":{pools},
        "rules":{rules},"page":{page},"consent":{{"cmp":"klaro","service":"call-tracking"}}}}"#
    );
    for json in [text.as_ref(), &whole] {
        let checked = config::check(json);
        assert_eq!(checked, config::check(json), "the same answer twice");
        match checked {
            Ok(site) => holds(&site),
            Err(errors) => says_why(&errors),
        }
    }
}

fn says_why(ConfigErrors(errors): &ConfigErrors) {
    assert!((1..=1001).contains(&errors.len()));
    for error in errors {
        assert!(!error.code.is_empty() && !error.problem.is_empty() && !error.hint.is_empty());
    }
}

fn holds(site: &Site) {
    serde_json::to_string(&PublicSite::from(site)).expect("it is JSON");
    let numbers = site.numbers();
    let paths: BTreeSet<&str> = numbers.iter().map(|placed| placed.path.as_str()).collect();
    assert_eq!(paths.len(), numbers.len(), "every number has its place");
    for target in site.targets.values() {
        if let Some(display) = &target.display {
            assert!(Groups::of_display(display, &target.number).is_ok());
        }
    }
    for pool in site.pools.values() {
        for pooled in pool.numbers.iter().chain(&pool.overflow) {
            assert_eq!(pooled.groups().is_some(), pooled.display.is_some());
        }
    }
}
