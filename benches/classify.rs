//! How long it takes to say where a visit came from.
//!
//! The measure beside it is taking both addresses apart as URLs, which most
//! classifiers do before they begin.
#![allow(missing_docs, reason = "criterion's macros write the main function")]

mod draw;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use telswap::{Sources, Visit, classify};
use url::Url;

use crate::draw::Draw;

const PAIRS: usize = 1_200;

fn benches(criterion: &mut Criterion) {
    let pairs = pairs();
    let sources = Sources::own(["hof-kaffee.de"]);
    let mut group = criterion.benchmark_group("classify");
    group.throughput(Throughput::Elements(PAIRS as u64));
    group.bench_function("full", |bencher| {
        bencher.iter(|| {
            for (landing, referrer) in &pairs {
                let visit = Visit { landing, referrer };
                black_box(classify(black_box(&visit), &sources));
            }
        });
    });
    group.bench_function("baseline_two_url_parse", |bencher| {
        bencher.iter(|| {
            for (landing, referrer) in &pairs {
                let _ = black_box(Url::parse(black_box(landing)));
                let _ = black_box(Url::parse(black_box(referrer)));
            }
        });
    });
    group.finish();
}

/// Landing URLs and referrers as a shop's log has them: each of the first with
/// one of the second, drawn without a pattern.
fn pairs() -> Vec<(String, String)> {
    let mut draw = Draw(7);
    let pairs = (0..PAIRS).map(|visit| {
        let path = draw.one_of(&PATHS);
        let arrival = draw.one_of(&ARRIVALS).replace("{}", &visit.to_string());
        let referrer = draw.one_of(&REFERRERS).replace("{}", &visit.to_string());
        (
            format!("https://www.hof-kaffee.de{path}{arrival}"),
            referrer,
        )
    });
    pairs.collect()
}

const PATHS: [&str; 6] = [
    "/",
    "/kaffee/espresso/brasilien-santos-500-g",
    "/de/kontakt.html",
    "/blog/2026/09/warum-frisch-ger%C3%B6stet-besser-schmeckt/",
    "/shop/warenkorb",
    "/anfahrt",
];

const ARRIVALS: [&str; 14] = [
    "",
    "",
    "?seite={}",
    "?utm_source=newsletter&utm_medium=email&utm_campaign=herbst-{}",
    "?utm_source=google&utm_medium=cpc&utm_campaign=r%C3%B6sterei+kaiserslautern&utm_term=kaffee&gclid=Cj0KCQjw{}",
    "?gclid=EAIaIQobChMI{}&gad_source=1&gad_campaignid=2100{}",
    "?msclkid=7d5a{}&utm_source=bing&utm_medium=cpc",
    "?fbclid=IwAR0{}Kx",
    "?mtm_campaign=sommer-{}&mtm_source=plakat&mtm_medium=qr",
    "?utm_source=chatgpt.com",
    "?srsltid=AfmBOo{}",
    "#utm_source=flyer&utm_medium=print&utm_campaign={}",
    "?q=entkoffeiniert&sort=preis&filter=bio&seite={}",
    "?ttclid=E.C.P.{}&utm_campaign=Summer%20Sale&utm_content=video%20{}",
];

const REFERRERS: [&str; 16] = [
    "",
    "",
    "https://www.google.com/",
    "https://www.google.de/",
    "https://www.bing.com/search?q=kaffee+{}",
    "https://duckduckgo.com/",
    "https://www.hof-kaffee.de/karte?seite={}",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.hof-kaffee.de%2F{}",
    "https://www.instagram.com/",
    "android-app://com.google.android.googlequicksearchbox/",
    "https://chatgpt.com/",
    "https://de.search.yahoo.com/search?p=r%C3%B6sterei+{}",
    "https://www.rheinpfalz.de/lokal/kaiserslautern/artikel_{}.html",
    "https://blog.beispiel-{}.example.co.uk/beste-roestereien",
    "https://m.youtube.com/watch?v=dQw4{}",
    "https://www.paypal.com/checkoutnow?token=EC-{}",
];

criterion_group!(all, benches);
criterion_main!(all);
