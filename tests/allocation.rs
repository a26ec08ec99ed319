//! What is done without allocating: classifying a visit, where its texts can be
//! used as they are written, and looking for numbers where there are none.
#![allow(
    unsafe_code,
    reason = "an allocator that counts is a few lines; the system's does the work"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;

use telswap::{Sources, Swap, Swapper, Visit, classify};

/// Counts how often a thread allocates.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: all is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often classifying a visit allocates, and the source that it has.
fn allocations(landing: &str, referrer: &str) -> (usize, String) {
    let sources = Sources::own(["hof-kaffee.de"]);
    let visit = Visit { landing, referrer };
    let before = ALLOCATIONS.get();
    let source = black_box(classify(black_box(&visit), &sources));
    (ALLOCATIONS.get() - before, source.source.into_owned())
}

#[test]
fn what_can_be_used_as_it_is_written_is_not_copied() {
    let home = "https://www.hof-kaffee.de/";
    for (landing, referrer, source) in [
        // Direct.
        (home, "", "(direct)"),
        (
            "https://www.hof-kaffee.de/kontakt?seite=2#karte",
            "",
            "(direct)",
        ),
        ("", "", "(direct)"),
        // The site's own pages, and those of a payment provider.
        (home, "https://shop.hof-kaffee.de/korb?a=b", "(direct)"),
        (home, "https://www.paypal.com/checkoutnow", "(direct)"),
        // Referrals: of a host that nobody knows, that is known, of an app.
        (
            home,
            "https://www.rheinpfalz.de/lokal/artikel_7.html?x=y",
            "rheinpfalz.de",
        ),
        (home, "https://a.b.example.co.uk:8080/", "a.b.example.co.uk"),
        (home, "https://www.google.de/", "google"),
        (home, "https://www.bing.com/search?q=kaffee", "bing"),
        (home, "https://m.youtube.com/watch?v=x", "youtube"),
        (home, "android-app://com.pinterest/", "pinterest"),
        (
            home,
            "android-app://de.example.reader/",
            "de.example.reader",
        ),
        // Click ids and campaigns without escapes.
        (
            "https://hof-kaffee.de/?gclid=Cj0KCQ&gad_source=1",
            "https://www.google.com/",
            "google",
        ),
        (
            "https://hof-kaffee.de/?fbclid=x",
            "https://l.facebook.com/",
            "facebook",
        ),
        (
            "https://hof-kaffee.de/?utm_source=newsletter&utm_medium=email&utm_campaign=herbst",
            "https://mail.google.com/",
            "newsletter",
        ),
        (
            "https://hof-kaffee.de/#/x?UTM_SOURCE=flyer&mtm_medium=print",
            "",
            "flyer",
        ),
    ] {
        let (allocations, said) = allocations(landing, referrer);
        assert_eq!(said, source, "{landing} from {referrer}");
        assert_eq!(allocations, 0, "{landing} from {referrer}");
    }
}

/// Without this, a counter that counts nothing would pass for the above.
#[test]
fn escapes_and_upper_case_are_copied() {
    let (escaped, _) = allocations("https://hof-kaffee.de/?utm_source=a%20b", "");
    assert!(escaped > 0);
    let (upper, host) = allocations("https://hof-kaffee.de/", "https://Blog.Example/");
    assert!(upper > 0);
    assert_eq!(host, "blog.example");
}

#[test]
fn a_text_without_the_numbers_is_only_read() {
    let swaps = ["+4963141555000=+4963141555010", "+12025550142=+12025550187"];
    let swaps = swaps
        .map(|swap| swap.parse::<Swap>().expect("a swap"))
        .to_vec();
    for swapper in [Swapper::new(swaps.clone()), Swapper::new(swaps).unindexed()] {
        let text = "0631 41555-001, Art.-Nr. 4711-0815, 12,99 €, 03.04.2026, 202-555-0143";
        let before = ALLOCATIONS.get();
        assert!(black_box(swapper.text(black_box(text))).is_empty());
        assert!(black_box(swapper.href(black_box("tel:+4963141555001"))).is_empty());
        assert_eq!(ALLOCATIONS.get() - before, 0);

        let text = "0631 41555-000 <b>+1 202 555\0-0142</b> 0631 41555-0001";
        assert_eq!(swapper.text(text).len(), 2);
    }
}
