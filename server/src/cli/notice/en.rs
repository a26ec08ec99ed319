//! The notice in English.

use telswap::config::{Cmp, Evidence};
use telswap::journey::MOST_TOUCHES;

use super::facts::{Facts, Leases};
use super::page::{Page, code, listed, paragraph, plain};
use super::platform;

/// The purposes of the TCF by their official names
/// (<https://iabeurope.eu/iab-europe-transparency-consent-framework-policies/>,
/// appendix A).
const PURPOSES: [&str; 11] = [
    "Store and/or access information on a device",
    "Use limited data to select advertising",
    "Create profiles for personalised advertising",
    "Use profiles to select personalised advertising",
    "Create profiles to personalise content",
    "Use profiles to select personalised content",
    "Measure advertising performance",
    "Measure content performance",
    "Understand audiences through statistics or combinations of data from different sources",
    "Develop and improve services",
    "Use limited data to select content",
];

pub(super) fn page(facts: &Facts<'_>) -> Page {
    let mut policy = vec![
        ("Who is responsible", "[… name, address and e-mail address of your company; contact of the data protection officer, if there is one]".to_owned()),
        ("What for", purpose(facts)),
    ];
    if facts.is_immediate {
        policy.push(("Before you decide", before(facts)));
    } else {
        policy.push(("Without your consent", "Until you agree, your browser loads only a small script that waits for your decision and stores nothing. You see our usual phone number.".to_owned()));
    }
    policy.extend([
        ("Which data", data(facts)),
        ("What is stored on your device", storage(facts)),
        ("Who receives the data", recipients(facts)),
        ("For how long", retention(facts)),
        ("Legal basis", "Your consent: § 25(1) TDDDG for storing and reading on your device, Article 6(1)(a) GDPR for what is done with the data after that. It is voluntary; without it you reach us just the same.".to_owned()),
        ("Withdrawal", withdrawal(facts)),
        ("Your rights", rights(facts)),
    ]);
    Page {
        title: "What to tell your visitors about telswap",
        owner: ("Before you publish this", owner(facts)),
        policy: (
            "For the privacy policy: which advertising leads to calls",
            policy,
        ),
        service: (
            "For the consent platform",
            ["Field", "What to enter"],
            service(facts),
        ),
    }
}

fn owner(facts: &Facts<'_>) -> Vec<String> {
    let mut points = vec![
        "This is a draft from your `site.json` and no legal advice. Have it checked.".to_owned(),
        "What stands in `[… ]` only you know: replace it.".to_owned(),
    ];
    let mut add = |applies: bool, point: &str| {
        if applies {
            points.push(point.to_owned());
        }
    };
    add(
        facts.is_guess,
        "The server's address is guessed. `--public-url` says which it is; the name of the entry in the browser depends on it.",
    );
    add(
        facts.leases.is_some(),
        "The server keeps leases and calls until you delete them. Set a time, and keep to it.",
    );
    add(
        facts.is_immediate,
        "`\"static\": \"immediate\"` shows numbers before consent. Keep it only where your counsel says that it is lawful (§ 25 TDDDG, Article 5(3) of the ePrivacy Directive), and enter the legal basis.",
    );
    add(
        true,
        "If your forms have fields with `data-telswap-field`, you receive the source with every form: add that. The same goes for scripts of your own that ask for it.",
    );
    points
}

fn purpose(facts: &Facts<'_>) -> String {
    let shared = "which all visitors who come the same way see";
    let leased = "which is assigned to you for some time";
    let other = "another phone number in place of our usual one";
    let by_source = "depending on how you found us,";
    let shown = match (facts.leases.is_some(), facts.has_static, facts.is_immediate) {
        (false, false, _) => {
            "If you agree, this website therefore recognises where your visit comes from."
                .to_owned()
        }
        (true, false, _) => {
            format!("If you agree, this website therefore shows you {other}, {leased}.")
        }
        (false, true, false) => format!(
            "If you agree, this website therefore shows you, {by_source} {other}, {shared}."
        ),
        (true, true, false) => format!(
            "If you agree, this website therefore shows you, {by_source} {other}: one {shared}, or one {leased}."
        ),
        (false, true, true) => format!(
            "This website therefore shows you, {by_source} {other}, {shared}. If you agree, it considers your earlier visits too."
        ),
        (true, true, true) => format!(
            "This website therefore shows you, {by_source} {other}, {shared}. If you agree, it considers your earlier visits too, or shows a number {leased}."
        ),
    };
    let reach =
        "When you call the number shown you reach us as usual, and we see which way you found us.";
    paragraph([
        Some(
            "We want to know which advertising and which recommendations lead to calls.".to_owned(),
        ),
        Some(shown),
        facts.shows_numbers().then(|| reach.to_owned()),
    ])
}

/// What happens before any decision, where the site wants that.
fn before(facts: &Facts<'_>) -> String {
    let waits = "Everything else that is described here happens only once you agree.";
    let sign = "The same goes for a browser that sends the signal “Global Privacy Control”.";
    paragraph([
        Some("Even before you decide, a number may be shown which all visitors who come the same way see. Your browser chooses it by the address of the page and the address of the page that you come from. For that nothing is stored and no identifier is given; all that is fetched is the program that swaps the numbers, and its settings.".to_owned()),
        Some("If you refuse, our usual phone number is back.".to_owned()),
        facts.heeds_gpc().then(|| sign.to_owned()),
        Some("Legal basis for this: [… as your counsel says].".to_owned()),
        Some(waits.to_owned()),
    ])
}

fn data(facts: &Facts<'_>) -> String {
    paragraph([
        Some("From the address of the page on which you arrive and the address of the page that you come from, your browser works out the source of your visit, as far as they tell: channel (such as “paid search”), source, medium, campaign, search term, advertisement or link, name and value of a click id (such as `gclid`) and the name of the website that you come from.".to_owned()),
        facts.notes_landings.then(|| "It is also noted which values of our rules for path and parameters the address of that first page meets.".to_owned()),
        Some("The addresses themselves are not kept.".to_owned()),
        match facts.leases {
            Some(leases) => Some(sent(facts, leases)),
            None if facts.has_data_layer => None,
            None => Some("All this stays in your browser; telswap sends none of it.".to_owned()),
        },
        facts.has_data_layer.then(|| "The source and the number shown are also handed to the tag manager of this website (`dataLayer`): [… which, and where it passes them on].".to_owned()),
    ])
}

/// What the server hears and keeps.
fn sent(facts: &Facts<'_>, leases: Leases) -> String {
    paragraph([
        Some(format!("When a number is needed for you, our server receives this source, a random visitor id, which is drawn only after you have agreed, which phone number of the website is replaced by which rule, and the record of your consent ({}). With it the server stores which number you are shown and from when until when it is assigned to you (the lease).", record(facts))),
        (facts.consent.evidence == Evidence::Required).then(|| "It assigns a number only where the TC string holds your consent.".to_owned()),
        Some(format!("The lease ends no later than {} after you last had a page of the website in front of you. The server sees your IP address, as with every request; telswap does not store it.", minutes(leases))),
        Some("When you call, the server is told which number was called, when the call began, how long it took and how it ended, and assigns it to the source. It does not store your own phone number.".to_owned()),
        facts.marketing().map(|marketing| {
            let what = if facts.consent.cmp.has_tc_string() { "IAB purposes" } else { "service or category" };
            format!("It is also recorded whether you have agreed to advertising ({what} {}); only then do we pass data about calls on to advertising systems: [… which, with provider and country; otherwise “none”].", code(marketing))
        }),
    ])
}

/// The same data as a list, without what is done with them.
fn data_in_short(facts: &Facts<'_>) -> String {
    let mut data = "source of the visits (channel, source, medium, campaign, search term, advertisement or link, name and value of the click id, name of the website they come from) and their time".to_owned();
    if facts.leases.is_some() {
        data += "; random visitor id; number shown and times of the lease; record of the consent (";
        data += &record(facts);
        data += "); number called, beginning, length and result of calls; IP address while data are sent";
    }
    data
}

/// What shows that the visitor agreed.
fn record(facts: &Facts<'_>) -> String {
    let proof = match facts.consent.cmp {
        Cmp::Manual => return "service, time, what else the page gives as evidence".to_owned(),
        Cmp::Tcf => "its version, TC string",
        Cmp::Gpp => "GPP string with its TC string",
        Cmp::Auto => "version, consent id, TC string or GPP string where there are any",
        _ => "consent id where there is one",
    };
    format!("consent platform, service, {proof}, time")
}

fn storage(facts: &Facts<'_>) -> String {
    let key = match facts.key() {
        Some(key) => format!(" named {}", code(&key)),
        None => format!(" whose name begins with {}", code("telswap")),
    };
    let mut parts = vec![
        format!("source and time of your last visits (at most {MOST_TOUCHES})"),
        "the time of your last page".to_owned(),
    ];
    if facts.leases.is_some() {
        parts.insert(0, "the visitor id".to_owned());
        parts
            .push("the numbers assigned to you, with the id and the end of their lease".to_owned());
    } else {
        parts.push(
            "a random mark by which the entry is recognised and which never leaves your browser"
                .to_owned(),
        );
    }
    let parts = listed(&parts, "and");
    let days = days(facts.days);
    format!(
        "One entry in your browser's local storage (`localStorage`){key}. It holds {parts}. Visits more than {days} ago are removed from it when you next open a page. The entry itself has no fixed lifetime: it stays until you withdraw your consent or delete this website's data in your browser. telswap sets no cookies."
    )
}

fn recipients(facts: &Facts<'_>) -> String {
    let place = match (&facts.base, facts.leases) {
        (Some(base), Some(_)) => format!("The server at {base}, run by [… you or your provider, with country]."),
        (Some(base), None) => format!("Your browser loads the files for this from {base}; whoever hosts them ([… provider and country]) learns your IP address, as with every request."),
        (None, _) => "Your browser loads the files for this from [… this website or another address, with provider and country]; whoever hosts them learns your IP address, as with every request.".to_owned(),
    };
    let telephony = "When you call a number that is shown: our telephony provider [… name and country], who provides it, connects the call and sees your own number in doing so.";
    paragraph([
        Some(place),
        facts.shows_numbers().then(|| telephony.to_owned()),
        Some("[… other recipients, also in third countries and on which basis; otherwise “No others”].".to_owned()),
    ])
}

fn retention(facts: &Facts<'_>) -> String {
    let time = match facts.retention {
        Some(time) => plain(time),
        None => "[… your time]".to_owned(),
    };
    if facts.leases.is_some() {
        return format!(
            "The entry in your browser stays as described above. The server keeps leases and calls until we delete them; our time for that: {time}."
        );
    }
    let elsewhere = format!("What we and our telephony provider know of calls: {time}.");
    paragraph([
        Some("The entry in your browser stays as described above.".to_owned()),
        facts.shows_numbers().then_some(elsewhere),
    ])
}

fn withdrawal(facts: &Facts<'_>) -> String {
    let numbers = if facts.shows_numbers() {
        "Our usual phone number is back on the page at once, and the entry in your browser is deleted."
    } else {
        "The entry in your browser is deleted at once."
    };
    let signal = if facts.heeds_gpc() {
        "A browser that sends the signal “Global Privacy Control” refuses, even where you have agreed here."
    } else {
        "telswap does not look at the signal “Global Privacy Control”; what you choose on this website counts."
    };
    paragraph([
        Some("You can withdraw your consent at any time for the future, as easily as you gave it: [… link or button to the settings].".to_owned()),
        Some(numbers.to_owned()),
        facts.leases.map(|_| "The number that was assigned to you is given back, and the server erases your id and source unless a call was assigned to them.".to_owned()),
        Some("What was done with the data until then remains lawful.".to_owned()),
        Some(signal.to_owned()),
    ])
}

fn rights(facts: &Facts<'_>) -> String {
    let find = "These data do not tell us your name. For access or erasure please give us the visitor id from the entry in your browser, before you withdraw, or the number that you were shown and when you saw it.";
    paragraph([
        Some("You have the right of access (Article 15 GDPR), to rectification (Article 16), to erasure (Article 17), to restriction of processing (Article 18) and to data portability (Article 20).".to_owned()),
        facts.leases.map(|_| find.to_owned()),
        Some("You can lodge a complaint with a supervisory authority (Article 77), such as [… the one that is competent for you].".to_owned()),
    ])
}

fn service(facts: &Facts<'_>) -> Vec<(&'static str, String)> {
    let consent = facts.consent;
    let platform = match (consent.cmp, platform::title(consent.cmp)) {
        (_, Some(title)) => title,
        (Cmp::Manual, None) => "[… how you ask for consent]",
        (_, None) => "[… name of your consent platform]",
    };
    let id = if consent.cmp.has_tc_string() {
        "IAB vendor id"
    } else {
        "Id"
    };
    let mut rows = vec![
        ("Platform", platform.to_owned()),
        ("Name", "Call attribution (telswap)".to_owned()),
        (id, code(&consent.service)),
    ];
    let purposes = facts.purposes();
    if !purposes.is_empty() {
        let named = purposes.iter().filter_map(|&id| {
            let name = PURPOSES.get(usize::from(id).checked_sub(1)?)?;
            Some(format!("{id} ({name})"))
        });
        rows.push(("IAB purposes", named.collect::<Vec<_>>().join("; ")));
    }
    if let Some(marketing) = facts.marketing() {
        rows.push(("For advertising systems also", code(marketing)));
    }
    rows.extend([
        (
            "Category",
            "marketing or statistics, never “necessary” [… your choice]".to_owned(),
        ),
        (
            "Provider",
            "[… name and address of your company]".to_owned(),
        ),
        (
            "Purpose",
            "To recognise which advertising and which recommendations lead to calls".to_owned(),
        ),
    ]);
    if facts.is_immediate {
        rows.push(("Before a decision", before(facts)));
    }
    rows.extend([
        ("Data", data_in_short(facts)),
        (
            "Storage",
            code(&facts.key().unwrap_or_else(|| "telswap *".to_owned())),
        ),
        ("Kind", "`localStorage`".to_owned()),
        (
            "Lifetime",
            format!("until withdrawal; each visit {}", days(facts.days)),
        ),
        ("Recipients", recipients(facts)),
        ("Retention", retention(facts)),
        (
            "Legal basis",
            "§ 25(1) TDDDG, Article 6(1)(a) GDPR".to_owned(),
        ),
    ]);
    rows
}

fn minutes(leases: Leases) -> String {
    match leases.minutes {
        (1, 1) => "a minute".to_owned(),
        (least, most) if least == most => format!("{most} minutes"),
        (least, most) => format!("{least} to {most} minutes"),
    }
}

fn days(days: u32) -> String {
    if days == 1 {
        "a day".to_owned()
    } else {
        format!("{days} days")
    }
}
