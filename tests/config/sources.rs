//! What a site may say of sources and visits, and how it is read.

use telswap::Channel;
use telswap::source::{Kind, Part};

use super::*;

/// What a site may say of sources and visits, as it is written and as the browser
/// gets it.
#[test]
fn reads_what_a_site_says_of_sources() {
    let sources = json!({
        "hosts": {
            "www.Regio-Portal.de": { "kind": "social", "source": "regio" },
            "zahlung.example": { "kind": "payment" }
        },
        "aliases": { "chatgpt.com": "chatgpt" },
        "channels": [
            { "when": { "source": ["regio", "innung*"] }, "channel": "affiliates" }
        ]
    });
    let mut json = site();
    json["sources"] = sources.clone();
    json["journey"] = json!({ "days": 396 });
    let site = holds(&json.to_string());
    let hosts: Vec<_> = site.sources.hosts.iter().collect();
    assert_eq!(hosts[0].host, "regio-portal.de");
    assert_eq!(
        (hosts[0].kind, hosts[0].source.as_str()),
        (Kind::Social, "regio")
    );
    assert_eq!(
        (hosts[1].kind, hosts[1].source.as_str()),
        (Kind::Payment, "zahlung.example")
    );
    assert_eq!(site.sources.channels[0].channel, Channel::Affiliates);
    assert_eq!(
        site.journey,
        Limits {
            session_minutes: 30,
            days: 396
        }
    );

    let public = serde_json::to_value(PublicSite::from(&site)).unwrap();
    let mut expected = sources;
    expected["hosts"] = json!({
        "regio-portal.de": { "kind": "social", "source": "regio" },
        "zahlung.example": { "kind": "payment", "source": "zahlung.example" }
    });
    assert_eq!(public["sources"], expected);
    assert_eq!(
        public["journey"],
        json!({ "session_minutes": 30, "days": 396 })
    );
}

#[test]
fn reads_conditions_in_conditions() {
    let when = json!({
        "medium": ["cpc", "paid*"],
        "query": { "partner": "innung" },
        "all": [{ "landing_path": "/kaffee/*" }],
        "any": [{ "referrer_host": "example.com" }, {}],
        "not": { "channel": "direct" }
    });
    let mut json = site();
    json["rules"][0]["when"] = when.clone();
    json["rules"][0]["by"] = json!("first");
    let site = holds(&json.to_string());
    let is = |field, value: &str| Condition::default().and(field, [value]);
    let parts = [
        Part::Is(Field::Medium, vec!["cpc".to_owned(), "paid*".to_owned()]),
        Part::Is(
            Field::Query("partner".to_owned()),
            vec!["innung".to_owned()],
        ),
        Part::All(vec![is(Field::LandingPath, "/kaffee/*")]),
        Part::Any(vec![
            is(Field::ReferrerHost, "example.com"),
            Condition::default(),
        ]),
        Part::Not(is(Field::Channel, "direct")),
    ];
    assert_eq!(site.rules[0].when.parts, parts);
    assert_eq!(site.rules[0].by, By::First);
    let public = serde_json::to_value(PublicSite::from(&site)).unwrap();
    assert_eq!(public["rules"][0]["when"], when);
    assert_eq!(public["rules"][0]["by"], "first");
}

/// What is written of a condition, and what visits are compared with.
#[test]
fn reads_values_as_visits_have_them() {
    for (when, read) in [
        (
            json!({ "referrer_host": "www.Example.com" }),
            json!({ "referrer_host": "example.com" }),
        ),
        (
            json!({ "referrer_host": ["müller.de.", "intranet", "[::1]", "*.Example.com"] }),
            json!({ "referrer_host": ["xn--mller-kva.de", "intranet", "[::1]", "*.Example.com"] }),
        ),
        (
            json!({ "referrer_host": ["android-app://com.Example.app", "com.Example.app"] }),
            json!({ "referrer_host": ["com.example.app", "com.example.app"] }),
        ),
        (
            json!({ "query": { "Partner": "Innung", "b": "*" } }),
            json!({ "query": { "b": "*", "partner": "Innung" } }),
        ),
        (
            json!({ "landing_path": ["/100%", "/50%-rabatt", "/rösten", "*%", "/a "] }),
            json!({ "landing_path": ["/100%", "/50%-rabatt", "/rösten", "*%", "/a "] }),
        ),
        (
            json!({ "campaign": "a  b *" }),
            json!({ "campaign": "a  b *" }),
        ),
    ] {
        let site = holds(&with("/rules/0/when", when));
        let public = serde_json::to_value(PublicSite::from(&site)).unwrap();
        assert_eq!(public["rules"][0]["when"], read);
    }
}

/// Hosts and apps as they are looked up, and the names they have without `source`.
#[test]
fn names_hosts_as_they_are_written() {
    let names = [
        ("www.Müller.de", "xn--mller-kva.de", "müller.de"),
        ("regio.de.", "regio.de", "regio.de"),
        (
            "Android-App://com.Example.App",
            "android-app://com.example.app",
            "com.example.app",
        ),
    ];
    for (written, host, source) in names {
        let kind = json!({ "kind": "social" });
        let mut json = site();
        json["sources"] = json!({ "hosts": { written: kind } });
        let sources = holds(&json.to_string()).sources;
        let known = &sources.hosts[0];
        assert_eq!((&*known.host, &*known.source), (host, source));
    }
}

/// A name that `sources.aliases` replaces may still be the source of a visit that
/// was sent by a host, by an advertisement, or under yet another name.
#[test]
fn takes_each_source_that_a_visit_can_have() {
    let sources = json!({
        "hosts": { "regio.de": { "kind": "social", "source": "regio" } },
        "aliases": {
            "google": "google-ads", "regio": "region", "innung.de": "innung", "web.de": "web",
            "com.example.app": "app", "taboola": "t", "a": "b", "b": "c", "(direct)": "d"
        }
    });
    for name in [
        "google",
        "regio",
        "innung.de",
        "web.de",
        "com.example.app",
        "taboola",
        "b",
        "B",
        "c",
        "(direct)",
        "a*",
    ] {
        let mut json = site();
        json["sources"] = sources.clone();
        json["rules"][0]["when"] = json!({ "source": name });
        holds(&json.to_string());
    }
    for name in ["a", "hof-kaffee.de", "www.hof-kaffee.de", "regio.de"] {
        let mut json = site();
        json["sources"] = sources.clone();
        json["sources"]["aliases"][name] = json!("b");
        json["rules"][0]["when"] = json!({ "source": name });
        let expected = "rules[0].when.source aliased_source";
        assert_eq!(errors(&json.to_string()), [expected], "{name}");
    }
}
