//! Spellings, what else is matched, and how the page is gone about.

use proptest::prelude::*;
use serde_json::{Value, json};
use telswap::config::{After, ConfigErrors, Occasion, Page, PublicSite, check};
use telswap::number::{Groups, Matching, Spelled};

use super::{errors, holds, number, site, with};

fn spelled(text: &str, display: Option<&str>) -> Spelled {
    Spelled {
        number: number(text),
        display: display.map(str::to_owned),
    }
}

#[test]
fn a_pools_spelling_is_that_of_its_numbers() {
    let pool = json!({
        "numbers": [
            "+4963141555101",
            { "number": "+4963141555102", "display": "(0631) 41555102" },
            "+496314155510",
            "+33199001234"
        ],
        "display": "0631 41555-101",
        "overflow": "+4922155501377"
    });
    let pool = holds(&with("/pools/web", pool)).pools["web"].clone();
    assert_eq!(
        pool.numbers,
        [
            spelled("+4963141555101", Some("0631 41555-101")),
            spelled("+4963141555102", Some("(0631) 41555102")),
            spelled("+496314155510", None),
            spelled("+33199001234", None),
        ]
    );
    let overflow = spelled("+4922155501377", Some("0221 55501-377"));
    assert_eq!(pool.overflow, Some(overflow));
}

#[test]
fn what_is_said_of_numbers_and_the_page_is_public() {
    let mut site = site();
    site["targets"]["main"]["display"] = json!("0631 41555-000");
    site["targets"]["main"]["match"] = json!({ "fax": true, "sms": false, "letters": false });
    site["pools"]["web"]["display"] = json!("0631 41555-101");
    site["pools"]["web"]["lease"] = json!("intent");
    let shown = json!({ "number": "+4963141555010", "display": "0631 41555-010" });
    site["rules"][0]["swap"]["main"] = shown.clone();
    let page = json!({
        "after": "immediately",
        "include": ["main"],
        "exclude": [".legal"],
        "frames": true,
        "attributes": ["data-phone"],
        "data_layer": true
    });
    site["page"] = page.clone();
    let site = holds(&site.to_string());
    let main = &site.targets["main"];
    assert!(main.matching.fax && !main.matching.sms);
    assert_eq!(main.matching.letters, Some(false));
    assert_eq!(site.pools["web"].lease, Occasion::Intent);
    assert_eq!(site.page.after, After::Immediately);

    let public = serde_json::to_value(PublicSite::from(&site)).unwrap();
    assert_eq!(
        public["targets"]["main"],
        json!({
            "number": "+4963141555000",
            "display": "0631 41555-000",
            "match": { "fax": true, "letters": false }
        })
    );
    let pool = json!({ "lease_minutes": 30, "lease": "intent" });
    assert_eq!(public["pools"]["web"], pool);
    assert_eq!(public["rules"][0]["swap"]["main"], shown);
    assert_eq!(public["page"], page);
}

#[test]
fn what_is_usual_goes_without_saying() {
    let mut usual = site();
    usual["targets"]["main"]["match"] = json!({ "fax": false });
    usual["pools"]["web"]["lease"] = json!("present");
    usual["page"] = json!({ "after": "hydration", "exclude": [], "frames": false });
    let usual = holds(&usual.to_string());
    assert_eq!(usual.targets["main"].matching, Matching::default());
    assert_eq!(usual.page, Page::default());
    let public = |site: &str| serde_json::to_string(&PublicSite::from(&holds(site))).unwrap();
    assert_eq!(
        serde_json::to_string(&PublicSite::from(&usual)).unwrap(),
        public(&site().to_string())
    );
}

#[test]
fn lists_all_that_is_wrong_with_numbers_and_page() {
    let mut wrong = site();
    wrong["targets"]["main"] = json!({ "number": "+4963141555000", "display": 7, "match": [] });
    wrong["pools"]["web"] = json!({
        "numbers": [{}, { "number": 1, "display": "" }],
        "display": "0631 41555-101",
        "lease": "never"
    });
    wrong["rules"][0]["swap"]["main"] = json!({ "number": "+4963141555010", "display": "x" });
    wrong["page"] = json!({ "include": [""], "attributes": ["id", "class"], "after": "" });
    assert_eq!(
        errors(&wrong.to_string()),
        [
            "targets.main.display wrong_type",
            "targets.main.match wrong_type",
            "pools.web.numbers[0].number missing_field",
            "pools.web.numbers[1].number wrong_type",
            "pools.web.lease unknown_occasion",
            "rules[0].swap.main.display display_other_number",
            "page.after unknown_moment",
            "page.include[0] empty_value",
            "page.attributes[0] unfit_attribute",
            "page.attributes[1] unfit_attribute",
        ]
    );
}

#[test]
fn a_0_more_may_be_another_number() {
    let mut site = site();
    site["targets"]["main"] =
        json!({ "number": "+496314155510", "match": { "extension_0": true } });
    site["pools"]["web"]["overflow"] = json!("+4963141555100");
    assert_eq!(
        errors(&site.to_string()),
        ["targets.main.match.extension_0 ambiguous_extension"]
    );
    site["targets"]["main"]["match"]["extension_0"] = json!(false);
    holds(&site.to_string());
}

#[test]
fn keys_written_twice_are_found_everywhere() {
    let mut once = site();
    once["targets"]["main"]["display"] = json!("0631 41555-000");
    once["targets"]["main"]["match"] = json!({ "fax": true });
    once["page"]["frames"] = json!(true);
    let once = once.to_string();
    for (written, path) in [
        (r#""display":"0631 41555-000""#, "targets.main.display"),
        (r#""fax":true"#, "targets.main.match.fax"),
        (r#""frames":true"#, "page.frames"),
    ] {
        let twice = once.replace(written, &format!("{written},{written}"));
        assert_eq!(errors(&twice), [format!("{path} duplicate_key")]);
    }
}

#[test]
fn every_number_has_its_place_and_whose_place_it_takes() {
    let mut site = site();
    site["targets"]["a shop"] = json!({ "number": "+4963141555001" });
    site["rules"][1]["swap"]["a shop"] = json!({ "number": "+4963141555011" });
    let site = holds(&site.to_string());
    let (main, shop) = (&site.targets["main"], &site.targets["a shop"]);
    let found = site.numbers();
    let found: Vec<_> = found
        .iter()
        .map(|placed| {
            (
                placed.path.as_str(),
                placed.number.as_str(),
                placed.instead_of,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("targets[\"a shop\"].number", "+4963141555001", None),
            ("targets.main.number", "+4963141555000", None),
            ("pools.web.numbers[0]", "+4963141555101", Some(main)),
            ("pools.web.numbers[1]", "+4963141555102", Some(main)),
            ("pools.web.overflow", "+4963141555100", Some(main)),
            ("rules[0].swap.main", "+4963141555010", Some(main)),
            ("rules[1].swap[\"a shop\"]", "+4963141555011", Some(shop)),
        ]
    );
}

proptest! {
    /// A pool's spelling is one of each number that gets it, in any country.
    #[test]
    fn a_spelling_that_is_made_spells_its_number(
        digits in "[1-9][0-9]{8,14}",
        last in "[0-9]{4}",
        prefix in 0..4_usize,
        code in 1..4_usize,
        breaks in prop::collection::vec(0..12_usize, 0..3),
    ) {
        let other = format!("+{}{last}", &digits[..digits.len() - 4]);
        let (code, national) = digits.split_at(code);
        let mut display = national.to_owned();
        for at in breaks {
            if at < display.len() {
                display.insert(at, ' ');
            }
        }
        let display = match prefix {
            0 => format!("+{code} {display}"),
            1 => format!("00{code}{display}"),
            2 => format!("0{display}"),
            _ => display,
        };
        let pool = json!({ "numbers": [format!("+{digits}"), other], "display": display.trim() });
        let mut site = site();
        site["pools"]["web"] = pool;
        if let Ok(site) = check(&site.to_string()) {
            for Spelled { number, display } in &site.pools["web"].numbers {
                if let Some(display) = display {
                    prop_assert!(Groups::of_display(display, number).is_ok(), "{display} {number}");
                }
            }
            prop_assert!(site.pools["web"].numbers.iter().any(|number| number.display.is_some()));
        }
    }
}

/// Neither long texts nor many of them take long, nor are they repeated whole.
#[test]
fn stays_linear_in_what_is_hostile() {
    let long = "0".repeat(100_000);
    let mut hostile = site();
    hostile["targets"]["main"]["display"] = json!(long);
    let numbers = |from: u64| (from..from + 20_000).map(|number| format!("+{number}"));
    let pooled: Vec<Value> = numbers(4_963_141_000_000)
        .map(|number| json!({ "number": number, "display": "0631 41555-101 ".repeat(4) }))
        .collect();
    hostile["pools"]["web"]["numbers"] = pooled.into();
    hostile["pools"]["web"]["display"] = json!("1 2 3 4 5 6 7 8 9 0".repeat(3));
    hostile["page"] = json!({
        "exclude": numbers(1).map(|number| format!(":not({number}")).collect::<Vec<_>>(),
        "attributes": numbers(1).map(|number| format!("data-{number}")).collect::<Vec<_>>(),
        "include": [":not(".repeat(100_000), "'".repeat(100_000), long],
    });
    let ConfigErrors(errors) = check(&hostile.to_string()).unwrap_err();
    assert_eq!(errors.len(), 1001);
    assert!(errors.iter().all(|error| error.to_string().len() < 1000));
}
