//! What a notice says is what its config does, whatever the config.

use proptest::prelude::*;
use serde_json::{Value, json};
use telswap::config::{Cmp, check};

use super::facts::Facts;
use super::page::Page;
use super::{de, en};

/// A config, and what else the command is told.
#[derive(Debug, Clone)]
struct Case {
    cmp: Cmp,
    service: &'static str,
    has_pool: bool,
    has_static: bool,
    is_immediate: bool,
    by_landing: bool,
    marketing: bool,
    heeds_gpc: bool,
    evidence: bool,
    data_layer: bool,
    days: u32,
    minutes: u32,
    public_url: Option<&'static str>,
    retention: Option<&'static str>,
}

fn any_case() -> impl Strategy<Value = Case> {
    let services = ["call-tracking", "Anrufe | Ads", "a`b``c"];
    let urls = [
        None,
        Some("https://c.example.com/"),
        Some("http://[::1]:8787/x"),
    ];
    let consent = (
        prop::sample::select(Cmp::ALL.to_vec()),
        prop::sample::select(services.to_vec()),
        any::<[bool; 4]>(),
    );
    let rules = (any::<[bool; 4]>(), 1_u32..=396, 1_u32..=1440);
    let told = (
        prop::sample::select(urls.to_vec()),
        prop::option::of(Just("13 months")),
    );
    (consent, rules, told).prop_map(|(consent, rules, (public_url, retention))| {
        let (cmp, service, [is_immediate, marketing, heeds_gpc, evidence]) = consent;
        let ([has_pool, has_static, by_landing, data_layer], days, minutes) = rules;
        let service = match cmp {
            cmp if cmp.has_tc_string() => "755",
            Cmp::Borlabs => "call-tracking",
            _ => service,
        };
        Case {
            evidence: evidence && cmp.has_tc_string(),
            cmp,
            service,
            has_pool,
            has_static,
            is_immediate,
            by_landing,
            marketing,
            heeds_gpc,
            data_layer,
            days,
            minutes,
            public_url,
            retention,
        }
    })
}

impl Case {
    fn site_json(&self) -> Value {
        let when = if self.by_landing {
            json!({ "any": [{ "source": "tv" }, { "not": { "landing_path": "/flyer" } }] })
        } else {
            json!({ "source": "tv" })
        };
        let shown = if self.has_static {
            json!("+4963141555010")
        } else {
            json!("keep")
        };
        let rest = if self.has_pool {
            json!({ "pool": "web" })
        } else {
            json!("keep")
        };
        let mut site = json!({
            "site": "hof-kaffee",
            "domains": ["hof-kaffee.de"],
            "targets": { "main": { "number": "+4963141555000" } },
            "journey": { "days": self.days },
            "rules": [
                { "id": "tv", "when": when, "swap": { "main": shown } },
                { "id": "everyone", "swap": { "main": rest } }
            ],
            "consent": { "cmp": self.cmp.name(), "service": self.service },
            "page": { "data_layer": self.data_layer }
        });
        if self.has_pool {
            let pool = json!({ "numbers": ["+4963141555101"], "lease_minutes": self.minutes });
            site["pools"] = json!({ "web": pool });
        }
        let consent = &mut site["consent"];
        if self.marketing {
            consent["marketing"] = json!(self.marketing_name());
        }
        if !self.heeds_gpc {
            consent["gpc"] = json!("ignore");
        }
        if self.is_immediate {
            consent["static"] = json!("immediate");
        }
        if self.evidence {
            consent["evidence"] = json!("required");
        }
        site
    }

    fn marketing_name(&self) -> &'static str {
        if self.cmp.has_tc_string() {
            "3,4"
        } else {
            "google-ads"
        }
    }

    /// In German and in English.
    fn pages(&self) -> [Page; 2] {
        let site = check(&self.site_json().to_string()).unwrap();
        let url = self.public_url.map(|url| url.parse().unwrap());
        let facts = Facts::of(&site, url.as_ref(), self.retention);
        [de::page(&facts), en::page(&facts)]
    }

    fn notices(&self) -> [String; 2] {
        self.pages().map(|page| page.to_string())
    }

    /// The names that the entry in the browser may go by in the text.
    fn keys(&self) -> Vec<String> {
        match (self.public_url, self.has_pool) {
            (Some(url), _) => vec![format!("telswap {}/v1/leases", url.trim_end_matches('/'))],
            (None, true) => vec!["telswap https://calls.hof-kaffee.de/v1/leases".to_owned()],
            (None, false) => vec!["telswap".to_owned(), "telswap *".to_owned()],
        }
    }
}

/// What stands in code, without what is longer than one backtick.
fn codes(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The numbers before a word.
fn numbers<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = u32> + 't {
    let before = text.match_indices(word).map(|(at, _)| &text[..at]);
    before.filter_map(|before| before.trim_end().rsplit(' ').next()?.parse().ok())
}

/// Says where one of the languages has a sentence it must not have, or lacks one.
fn says(notices: &[String; 2], applies: bool, sentences: [&str; 2]) {
    for (notice, sentence) in notices.iter().zip(sentences) {
        assert_eq!(notice.contains(sentence), applies, "{sentence}: {notice}");
    }
}

proptest! {
    #[test]
    fn without_pools_nothing_is_leased_or_sent(case in any_case()) {
        let case = Case { has_pool: false, ..case };
        for notice in case.notices() {
            // The entry is named after an address that holds the word.
            let mut text = notice.to_lowercase();
            for key in case.keys() {
                text = text.replace(&key, "");
            }
            for word in [
                "server", "lease", "visitor id", "assigned", "ip address while",
                "besucherkennung", "zuteilung", "zugeteilt", "tc string", "tc-string",
            ] {
                prop_assert!(!text.contains(word), "{word}: {notice}");
            }
        }
        let stays = ["telswap übermittelt sie nicht", "telswap sends none of it"];
        says(&case.notices(), !case.data_layer, stays);
        // The entry is marked all the same.
        says(&case.notices(), true, ["ein zufälliges Merkmal", "a random mark"]);
    }

    #[test]
    fn with_pools_it_says_what_is_sent_and_kept(case in any_case()) {
        let case = Case { has_pool: true, ..case };
        let notices = case.notices();
        for sentences in [
            ["eine zufällige Besucherkennung", "a random visitor id"],
            ["Kanal (etwa „bezahlte Suche“), Quelle, Medium, Kampagne, Suchbegriff, Anzeige oder Link, Name und Wert einer Klick-ID", "channel (such as “paid search”), source, medium, campaign, search term, advertisement or link, name and value of a click id"],
            ["von wann bis wann sie Ihnen zugeteilt ist", "from when until when it is assigned to you"],
            ["den Nachweis Ihrer Einwilligung (", "the record of your consent ("],
            ["bis wir sie löschen", "until we delete them"],
            ["bis Sie sie löschen", "until you delete them"],
            ["Die zugeteilte Nummer wird freigegeben", "assigned to you is given back"],
            ["der Server löscht Ihre Kennung und die Quelle", "the server erases your id and source"],
            ["Besucherkennung aus dem Eintrag", "visitor id from the entry"],
        ] {
            says(&notices, true, sentences);
        }
        says(&notices, false, ["ein zufälliges Merkmal", "a random mark"]);
        let has_tc_string = case.cmp.has_tc_string() || case.cmp == Cmp::Auto;
        says(&notices, has_tc_string, ["TC-String", "TC string"]);
        says(&notices, case.evidence, ["nur zu, wenn der TC-String", "only where the TC string"]);
        let by_the_page = [
            "(Dienst, Zeitpunkt, was die Seite sonst als Nachweis gibt)",
            "(service, time, what else the page gives as evidence)",
        ];
        says(&notices, case.cmp == Cmp::Manual, by_the_page);
        for notice in &notices {
            let minutes: Vec<u32> =
                [" Minuten", " minutes"].iter().flat_map(|word| numbers(notice, word)).collect();
            prop_assert!(minutes.iter().all(|&found| found == case.minutes), "{notice}");
            prop_assert!(case.minutes == 1 || !minutes.is_empty(), "{notice}");
        }
    }

    #[test]
    fn it_says_what_the_config_does(case in any_case()) {
        let notices = case.notices();
        let is_immediate = case.is_immediate && case.has_static;
        says(&notices, is_immediate, ["**Vor Ihrer Entscheidung.**", "**Before you decide.**"]);
        says(&notices, is_immediate, ["| Vor der Entscheidung |", "| Before a decision |"]);
        says(&notices, !is_immediate, ["**Ohne Ihre Einwilligung.**", "**Without your consent.**"]);
        says(&notices, case.heeds_gpc, ["gilt das als Ablehnung", "even where you have agreed"]);
        says(&notices, !case.heeds_gpc, ["wertet telswap nicht aus", "does not look at the signal"]);
        says(&notices, is_immediate && case.heeds_gpc, ["Dasselbe gilt, wenn Ihr Browser das Signal", "The same goes for a browser that sends the signal"]);
        says(&notices, case.by_landing, ["zu Pfad und Parametern", "for path and parameters"]);
        says(&notices, case.data_layer, ["`dataLayer`", "`dataLayer`"]);
        says(&notices, case.marketing && case.has_pool, ["ob Sie der Werbung zugestimmt haben", "whether you have agreed to advertising"]);
        says(&notices, case.marketing && case.has_pool, ["| Für Werbesysteme zusätzlich |", "| For advertising systems also |"]);
        says(&notices, case.has_pool || case.has_static, ["Telefonanbieter", "telephony provider"]);
        says(&notices, case.has_static, ["die alle Besucher derselben Herkunft sehen", "which all visitors who come the same way see"]);
        says(&notices, case.has_pool && case.public_url.is_none(), ["Adresse des Servers ist vermutet", "server's address is guessed"]);
        let is_retained = case.has_pool || case.has_static;
        says(&notices, case.retention.is_none() && is_retained, ["[… Ihre Frist]", "[… your time]"]);
        says(&notices, case.retention.is_some() && is_retained, ["13 months", "13 months"]);
    }

    #[test]
    fn what_is_stored_goes_by_its_name_and_lasts_as_long_as_the_config_says(case in any_case()) {
        for notice in case.notices() {
            // The names with backticks in them would end a code in its middle.
            let text = notice.replace(&super::page::code(case.service), "");
            let named: Vec<&str> =
                codes(&text).into_iter().filter(|code| *code == "telswap" || code.starts_with("telswap ")).collect();
            prop_assert!(named.len() >= 2, "{notice}");
            prop_assert!(named.iter().all(|name| case.keys().iter().any(|key| key == name)), "{named:?}");
            let days: Vec<u32> = [" Tage", " days"].iter().flat_map(|word| numbers(&notice, word)).collect();
            prop_assert!(days.iter().all(|&found| found == case.days), "{notice}");
            prop_assert!(case.days == 1 || days.len() == 2, "{notice}");
        }
    }

    #[test]
    fn what_the_law_asks_for_is_always_there(case in any_case()) {
        let notices = case.notices();
        for sentences in [
            ["§ 25 Abs. 1 TDDDG", "§ 25(1) TDDDG"],
            ["Art. 6 Abs. 1 Buchst. a DSGVO", "Article 6(1)(a) GDPR"],
            ["Auskunft (Art. 15 DSGVO)", "access (Article 15 GDPR)"],
            ["Löschung (Art. 17)", "erasure (Article 17)"],
            ["Aufsichtsbehörde beschweren (Art. 77)", "supervisory authority (Article 77)"],
            ["so einfach, wie Sie sie erteilt haben", "as easily as you gave it"],
            ["[… Name, Anschrift und E-Mail-Adresse", "[… name, address and e-mail address"],
            ["keine Rechtsberatung", "no legal advice"],
        ] {
            says(&notices, true, sentences);
        }
    }

    #[test]
    fn both_languages_have_the_same_parts_and_the_table_is_one(case in any_case()) {
        let [german, english] = case.pages();
        prop_assert_eq!(german.owner.1.len(), english.owner.1.len());
        prop_assert_eq!(german.policy.1.len(), english.policy.1.len());
        prop_assert_eq!(german.service.2.len(), english.service.2.len());
        for notice in [german, english].map(|page| page.to_string()) {
            prop_assert!(!notice.contains("  ") && !notice.contains(".."), "{notice}");
            for row in notice.lines().filter(|line| line.starts_with("| ")) {
                let strokes = row.matches('|').count() - row.matches("\\|").count();
                prop_assert_eq!(strokes, 3, "{}", row);
            }
        }
    }
}

#[test]
fn purposes_have_their_names() {
    let mut case = Case {
        cmp: Cmp::Tcf,
        service: "755",
        has_pool: true,
        has_static: false,
        is_immediate: false,
        by_landing: false,
        marketing: true,
        heeds_gpc: true,
        evidence: false,
        data_layer: false,
        days: 90,
        minutes: 30,
        public_url: None,
        retention: None,
    };
    let notices = case.notices();
    let first = [
        "1 (Speichern von oder Zugriff auf Informationen auf einem Endgerät)",
        "1 (Store and/or access information on a device)",
    ];
    says(&notices, true, first);
    says(
        &notices,
        true,
        ["| IAB-Anbieter-ID | `755` |", "| IAB vendor id | `755` |"],
    );
    says(&notices, true, ["IAB-Zwecke `3,4`", "IAB purposes `3,4`"]);
    case = Case {
        cmp: Cmp::Klaro,
        service: "call-tracking",
        ..case
    };
    says(&case.notices(), false, first);
    says(
        &case.notices(),
        true,
        ["| Plattform | Klaro |", "| Platform | Klaro |"],
    );
}
