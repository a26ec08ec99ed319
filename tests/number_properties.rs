//! What holds for any text: the search never goes wrong, takes linear time, and
//! what it writes can be undone.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod growth;
#[path = "../fuzz/numbers.rs"]
#[expect(dead_code, reason = "the fuzz targets use the rest")]
mod numbers;

use std::hint::black_box;

use proptest::prelude::*;
use proptest::sample::select;
use telswap::number::{Edit, Matching};
use telswap::{Swap, Swapper};

use crate::numbers::has_ending;

const SWAPS: [&str; 6] = [
    "+498999998117=+498999998640",
    "+13125550117=+13125550164",
    "+441134960117=+441134960164",
    "+34910555117=+34934567164",
    "+18003569377=+18885550164",
    "+390655500117=+390115550164",
];

fn swapper() -> Swapper {
    Swapper::new(SWAPS.iter().map(|swap| swap.parse().unwrap()).collect())
}

fn one(swap: &str) -> Swapper {
    Swapper::new(vec![swap.parse().unwrap()])
}

fn turned(swap: &str) -> Swapper {
    let Swap { from, to, .. } = swap.parse().unwrap();
    Swapper::new(vec![Swap::new(to, from)])
}

/// Pieces of numbers and what stands around them.
fn piece() -> impl Strategy<Value = String> {
    let known = select(vec![
        "089",
        "99998117",
        "+49",
        "0049",
        "(0)",
        "0",
        "312",
        "555",
        "0117",
        "1",
        "00",
        "+1",
        "0113",
        "496",
        "910",
        "117",
        "800",
        "FLOWERS",
        "06",
        "5550",
        " ",
        "\u{a0}",
        "-",
        "/",
        " / ",
        ".",
        "(",
        ")",
        "\u{ad}",
        "\0",
        "\u{2011}",
        "Tel. ",
        "Fax: ",
        "x",
        "@",
        ":",
        ",",
        "€",
        "\n",
        "ß",
        "☎",
        "%20",
        "tel:",
        ";phone-context=+49",
        "?call",
        "skype:",
        "%C3",
        "%",
        "/clkn/tel/",
    ]);
    prop_oneof![9 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

/// Edits are in order, apart, on character boundaries, and change something.
fn sound(edits: &[Edit], text: &str) -> Result<(), TestCaseError> {
    let mut done = 0;
    for edit in edits {
        prop_assert!(done <= edit.range.start && edit.range.start <= edit.range.end);
        let old = text.get(edit.range.clone());
        prop_assert!(
            old.is_some_and(|old| old != edit.text),
            "{edit:?} in {text:?}"
        );
        done = edit.range.end;
    }
    Ok(())
}

/// Some that share first digits, that are the same, and that ask for more.
fn many() -> Vec<Swap> {
    let mut swaps: Vec<Swap> = SWAPS.iter().map(|swap| swap.parse().unwrap()).collect();
    for swap in swaps.clone() {
        let mut all = swap.clone();
        for name in Matching::NAMES {
            all.matching.set(name, true).unwrap();
        }
        swaps.push(all);
        for last in 0..10 {
            let from = swap.from.as_str();
            let from = format!("{}{last}", from.get(..from.len() - 1).unwrap());
            swaps.push(Swap::new(from.parse().unwrap(), swap.to));
        }
    }
    swaps
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A spelling of digits with a separator before each but the first.
fn spelled(prefix: &str, national: &str, separators: &[&str]) -> String {
    let mut text = prefix.to_owned();
    for (index, digit) in national.chars().enumerate() {
        if index > 0 {
            text.push_str(separators.get(index).copied().unwrap_or_default());
        }
        text.push(digit);
    }
    text
}

/// Separators for a number, most digits without one.
fn separators() -> impl Strategy<Value = Vec<&'static str>> {
    let separator = select(vec![
        "", "", "", "", " ", "-", "/", " / ", ".", "\u{a0}", "\u{2009}", "\u{ad}", "–", " - ",
        ") ", "\u{200b}",
    ]);
    prop::collection::vec(separator, 15)
}

/// Separators for a number, brackets among them.
fn brackets() -> impl Strategy<Value = Vec<&'static str>> {
    let separator = select(vec![
        "", "", "", "", "", "", " ", "-", ")", ") ", "]", "] ", "(", " (", " [", "-",
    ]);
    prop::collection::vec(separator, 15)
}

fn swapped(swap: &str, text: &str) -> String {
    Edit::apply(&one(swap).text(text), text)
}

/// Whether each bracket of a text is closed by its like, and none by another.
fn is_matched(text: &str) -> bool {
    let mut open = Vec::new();
    let matched = text.chars().all(|c| match c {
        '(' => {
            open.push(')');
            true
        }
        '[' => {
            open.push(']');
            true
        }
        ')' | ']' => open.pop() == Some(c),
        _ => true,
    });
    matched && open.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_gives_sound_edits(text in text()) {
        let swapper = swapper();
        sound(&swapper.text(&text), &text)?;
        sound(&swapper.href(&text), &text)?;
        let tel = format!("tel:{text}");
        sound(&swapper.href(&tel), &tel)?;
    }

    #[test]
    fn an_index_changes_nothing(text in text()) {
        let indexed = Swapper::new(many());
        let small = indexed.clone().unindexed();
        let mut seen = Vec::new();
        let edits = indexed.text_seen(&text, |swap, at| seen.push((swap, at)));
        let mut seen_by_small = Vec::new();
        prop_assert_eq!(edits, small.text_seen(&text, |swap, at| seen_by_small.push((swap, at))));
        prop_assert_eq!(seen, seen_by_small);
        for text in [format!("tel:{text}"), text] {
            prop_assert_eq!(indexed.href(&text), small.href(&text));
        }
    }

    #[test]
    fn every_number_found_has_its_ending(text in text()) {
        for swap in many() {
            let ends = has_ending(&swap, &text);
            let found = !Swapper::new(vec![swap]).text(&text).is_empty();
            prop_assert!(ends || !found, "{:?}", text);
        }
    }

    #[test]
    fn without_its_digits_nothing_is_found(text in text()) {
        let found = digits(&text);
        let swapper = one("+498999998117=+498999998640");
        if !found.contains("8999998117") {
            prop_assert!(swapper.text(&text).is_empty());
            prop_assert!(swapper.href(&text).is_empty());
        }
    }

    #[test]
    fn other_digits_stay(text in text()) {
        let swapper = one("+498999998117=+498999998640");
        let edits = swapper.text(&text);
        let swapped = Edit::apply(&edits, &text);
        // Every change turns the last three digits of the number, no other.
        let mut expected = digits(&text);
        for _ in &edits {
            let at = expected.find("8999998117");
            prop_assert!(at.is_some());
            expected = expected.replacen("8999998117", "8999998640", 1);
        }
        if edits.len() == digits(&text).matches("8999998117").count() {
            prop_assert_eq!(digits(&swapped), expected);
        }
        prop_assert_eq!(digits(&swapped).len(), digits(&text).len());
    }

    #[test]
    fn every_spelling_is_found_and_comes_back(
        prefix in select(vec![
            "+49 ", "+49", "0049 ", "0049/", "0", "(0)", "(0) ", "+49 (0)", "+49 (0) ", "+49 [0] ", "(+49) ",
            "00 49 (0)", "011 49 ", "+49 0", "0 ", "+ 49 ", "49 ", "+49-", "+49/",
        ]),
        separators in separators(),
        before in select(vec!["", "Tel. ", "Tel.:", "(", "☎", "Ruf: ", "8:00-18:00 "]),
        after in select(vec!["", ".", ", ", " Mo", ")", " (0 Cent)", ";", "\n80331"]),
    ) {
        let swap = "+498999998117=+498999998640";
        let number = spelled(prefix, "8999998117", &separators);
        let text = format!("{before}{number}{after}");
        let edits = one(swap).text(&text);
        prop_assert_eq!(edits.len(), 1, "{}", text);
        let swapped = Edit::apply(&edits, &text);
        let expected = spelled(prefix, "8999998640", &separators);
        prop_assert_eq!(&swapped, &format!("{before}{expected}{after}"));
        let back = turned(swap).text(&swapped);
        prop_assert_eq!(Edit::apply(&back, &swapped), text);
    }

    #[test]
    fn brackets_match_as_before(
        prefix in select(vec![
            "+49 ", "[+49] ", "(+49) ", "+49 (0)", "[+49] (0)", "([+49] (0)", "[+49 (0)", "(0", "[0",
            "([0", "[(0", "(0)", "([+49] ", "[(+49) ", "([0]", "0", "[0049] 0", "(0049 [0]", "[",
        ]),
        separators in brackets(),
        after in select(vec!["", ")", "]", " ]", "])", ")]", " Mo"]),
        to in select(vec!["+493099998640", "+33142685300", "+4315550877", "+12025550142"]),
    ) {
        let text = format!("{}{after}", spelled(prefix, "8999998117", &separators));
        let swapped = swapped(&format!("+498999998117={to}"), &text);
        if is_matched(&text) {
            prop_assert!(is_matched(&swapped), "{text} -> {swapped}");
        }
    }

    #[test]
    fn brackets_match_as_before_where_the_prefix_goes(
        prefix in select(vec!["[+61] 0", "[+61] (0", "([+61] 0", "[(+61) 0", "(0", "[0", "[+61] "]),
        separators in brackets(),
        after in select(vec!["", ")", "]", "])", ")]"]),
    ) {
        let text = format!("{}{after}", spelled(prefix, "295550142", &separators));
        let swapped = swapped("+61295550142=+611300555142:1300|555|142", &text);
        if is_matched(&text) {
            prop_assert!(is_matched(&swapped), "{text} -> {swapped}");
        }
    }

    #[test]
    fn one_more_digit_is_another_number(
        separators in separators(),
        more in "[0-9]{1,4}",
        joiner in select(vec!["", "-", "/", ".", "\u{ad}", "\u{2011}", " ", " - "]),
    ) {
        let number = spelled("089 ", "99998117", &separators);
        let text = format!("{number}{joiner}{more}");
        prop_assert!(one("+498999998117=+498999998640").text(&text).is_empty(), "{}", text);
    }
}

/// How long the hostile texts are; without optimisation a tenth shows the same.
const SIZE: usize = if cfg!(debug_assertions) {
    100_000
} else {
    1_000_000
};

/// Texts meant to be slow to search.
fn hostile(size: usize) -> Vec<String> {
    let many = |piece: &str| piece.repeat(size / piece.len());
    let gap = " ".repeat(2000);
    vec![
        many("0"),
        many("0123456789"),
        many("089 9999811"),
        many("0 8 9 9 9 9 9 8 1 1 "),
        many("089 99998117 "),
        many("089 99998117,"),
        many("Fax: 089 99998117, "),
        many("7) 312 555 0117 "),
        many("(f) 089 99998117 "),
        many("089 99998117 (nur fax "),
        many("089 99998117 oder "),
        many("089 99998117~1;"),
        many("(+(+(089"),
        many("00 49 00 49 "),
        many("1-312-555-011"),
        many("-"),
        many("("),
        many("+"),
        many("\u{ad}"),
        many(&format!("0{gap}8{gap}9{gap}")),
        many(&format!("{gap}089 99998117,")),
        format!("089{}", "\u{ad}".repeat(size / 2)),
        format!("tel:{}", many("089 99998117")),
        format!("tel:089{}", many(";")),
        format!("tel:{}", many("%")),
        many("/tel/"),
        // Borders, by themselves and everywhere.
        many("\0"),
        many("0\0"),
        many("0\x008\x009\0 99998117\0"),
        many("089\0 9999811\x00"),
        many("Tel\x00efon\0: 089 99998117\0"),
        format!("089 9999811{}7", "\0".repeat(size / 2)),
        // Where all may begin, and many do.
        many("+49 89 99998117 / "),
        many("0049 0049 0049 49 49 "),
        many("1-800-FLO\0WER "),
        many("312 555 0117 "),
    ]
}

/// Asserts it of every search of every hostile text.
fn takes_linear_time(swapper: &Swapper, size: usize) {
    for (index, text) in hostile(size).iter().enumerate() {
        let name: String = text.chars().take(20).collect();
        let make = |size| hostile(size).swap_remove(index);
        growth::is_linear(&name, size, make, |text| {
            black_box((swapper.text(text), swapper.href(text)));
        });
    }
}

#[test]
fn any_text_takes_linear_time() {
    takes_linear_time(&swapper(), SIZE);
}

#[test]
fn a_thousand_targets_change_nothing_of_that() {
    let block = |from: &str, to: &str, last: usize| {
        let (from, to) = (format!("{from}{last:03}"), format!("{to}{last:03}"));
        Swap::new(from.parse().unwrap(), to.parse().unwrap())
    };
    // Of one company, and the same number again and again.
    let mut swaps: Vec<Swap> = (0..1000)
        .map(|last| block("+498999998", "+498999987", last))
        .collect();
    swaps.extend((0..10).map(|_| block("+498999998", "+498999987", 117)));
    let swapper = Swapper::new(swaps);
    // It takes longer, and shows with half of it; an eighth of that still has to
    // hold the longest of the pieces.
    takes_linear_time(&swapper, SIZE / 2);
}
