//! How long it takes to find numbers in a text of 1 MB.
//!
//! Two texts: `few_digits` is HTML as most pages are, words and tags, with about a
//! digit in a hundred bytes; `many_digits` is the tables of a price list, article
//! numbers, prices, dates and lengths, with four digits in ten bytes. Both hold each
//! number of the smallest set about thirty times. Three sets of targets look through
//! both: three numbers, a thousand of one company (one calling code, four area codes,
//! blocks of direct dials), a thousand of anywhere.
//!
//! What stands beside it, to compare with in the same run: `copy` copies the text,
//! `count` counts its digits in the simplest way. The ratio of 1,000 targets to 3 is
//! that of their times on the same text.
//!
//! `href` is a thousand links, `new` what has to be done once.
#![allow(missing_docs, reason = "criterion's macros write the main function")]

mod draw;
mod texts;

use std::hint::black_box;

use criterion::{Bencher, Criterion, Throughput, criterion_group, criterion_main};
use telswap::Swapper;

use crate::texts::{few_digits, links, many_digits, sets};

fn benches(criterion: &mut Criterion) {
    for (name, text) in [("few_digits", few_digits()), ("many_digits", many_digits())] {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(text.len() as u64));
        for (name, swaps) in sets() {
            let swapper = Swapper::new(swaps);
            group.bench_function(format!("text/{name}"), |bencher| {
                bencher.iter(|| black_box(swapper.text(black_box(&text))));
            });
        }
        group.bench_function("baseline_copy", |bencher| copy(bencher, &text));
        group.bench_function("baseline_count", |bencher| count(bencher, &text));
        group.finish();
    }

    let links = links();
    let mut group = criterion.benchmark_group("href");
    group.throughput(Throughput::Elements(links.len() as u64));
    for (name, swaps) in sets() {
        let swapper = Swapper::new(swaps);
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for link in &links {
                    black_box(swapper.href(black_box(link)));
                }
            });
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("new");
    for (name, swaps) in sets() {
        group.bench_function(name, |bencher| {
            bencher.iter(|| black_box(Swapper::new(black_box(&swaps).clone())));
        });
    }
    group.finish();
}

fn copy(bencher: &mut Bencher<'_>, text: &str) {
    let mut room = vec![0; text.len()];
    bencher.iter(|| black_box(&mut room).copy_from_slice(black_box(text).as_bytes()));
}

fn count(bencher: &mut Bencher<'_>, text: &str) {
    bencher.iter(|| {
        let bytes = black_box(text).bytes();
        black_box(bytes.filter(u8::is_ascii_digit).count())
    });
}

criterion_group!(all, benches);
criterion_main!(all);
