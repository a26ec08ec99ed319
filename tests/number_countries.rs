//! What holds for any number of any country, in any style and surroundings: it is
//! found, another takes its place, the first comes back, and no digit changes that
//! is not its own.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;
use proptest::sample::select;
use telswap::number::{Edit, Groups, Matching};
use telswap::{Swap, Swapper};

/// Calling code, prefix, whether numbers are written without it too, an area code,
/// digits behind it.
type Plan = (&'static str, &'static str, bool, &'static str, usize);

const PLANS: [Plan; 40] = [
    ("1", "", true, "312", 7),
    ("7", "8", true, "495", 7),
    ("20", "0", false, "2", 8),
    ("27", "0", false, "21", 7),
    ("30", "", true, "210", 7),
    ("31", "0", false, "20", 7),
    ("32", "0", false, "2", 7),
    ("33", "0", false, "1", 8),
    ("34", "", true, "91", 7),
    ("36", "06", true, "1", 7),
    ("39", "", true, "06", 8),
    ("40", "0", false, "21", 7),
    ("41", "0", false, "44", 7),
    ("43", "0", false, "1", 7),
    ("44", "0", false, "20", 8),
    ("44", "0", false, "1632", 6),
    ("45", "", true, "35", 6),
    ("46", "0", false, "8", 8),
    ("47", "", true, "22", 6),
    ("48", "0", true, "22", 7),
    ("49", "0", false, "89", 8),
    ("49", "0", false, "631", 7),
    ("52", "01", true, "55", 8),
    ("54", "0", true, "11", 8),
    ("55", "0", true, "11", 9),
    ("56", "0", true, "2", 8),
    ("61", "0", true, "2", 8),
    ("65", "", true, "65", 6),
    ("81", "0", false, "3", 8),
    ("82", "0", true, "2", 8),
    ("86", "0", true, "10", 8),
    ("90", "0", true, "212", 7),
    ("91", "0", true, "22", 8),
    ("351", "", true, "21", 7),
    ("353", "0", true, "1", 7),
    ("358", "0", false, "9", 8),
    ("370", "0", true, "5", 7),
    ("375", "80", true, "17", 7),
    ("420", "", true, "22", 7),
    ("971", "0", true, "4", 7),
];

/// Two numbers of one plan that differ in their last four digits.
#[derive(Debug, Clone)]
struct Pair {
    plan: Plan,
    from: String,
    to: String,
}

impl Pair {
    fn swap(&self) -> Swap {
        let number = |national: &str| format!("+{}{national}", self.plan.0).parse().unwrap();
        Swap::new(number(&self.from), number(&self.to))
    }

    fn there(&self) -> Swapper {
        Swapper::new(vec![self.swap()])
    }

    fn back(&self) -> Swapper {
        let Swap { from, to, .. } = self.swap();
        Swapper::new(vec![Swap::new(to, from)])
    }
}

fn pair() -> impl Strategy<Value = Pair> {
    (
        select(PLANS.to_vec()),
        "[1-9][0-9]{4}",
        "[0-9]{4}",
        "[0-9]{4}",
    )
        .prop_filter_map("two numbers", |(plan, head, old, new)| {
            let head = head.get(..plan.4 - 4)?;
            let national = |tail: &str| format!("{}{head}{tail}", plan.3);
            let (from, to) = (national(&old), national(&new));
            (old != new).then_some(Pair { plan, from, to })
        })
}

/// What may stand before the national digits.
fn prefixes((code, trunk, bare, ..): Plan) -> Vec<String> {
    let mut prefixes = vec![
        format!("+{code}"),
        format!("+{code} "),
        format!("+{code}-"),
        format!("(+{code}) "),
        format!("+ {code} "),
        format!("00{code} "),
        format!("00 {code} "),
        format!("+{code} (0) "),
        format!("+{code} (0)"),
        format!("{code} "),
    ];
    if !trunk.is_empty() {
        prefixes.extend([trunk.to_owned(), format!("{trunk} "), format!("({trunk}) ")]);
        prefixes.push(format!("+{code} {trunk}"));
    }
    if bare {
        prefixes.push(String::new());
    }
    prefixes
}

/// A number, each digit but the first behind its separator. North America's are
/// written 3-3-4.
fn spelled((code, ..): Plan, prefix: &str, national: &str, separators: &[&str]) -> String {
    let mut text = prefix.to_owned();
    for (index, digit) in national.chars().enumerate() {
        if index > 0 && (code != "1" || index == 3 || index == 6) {
            text.push_str(separators.get(index).copied().unwrap_or_default());
        }
        text.push(digit);
    }
    text
}

fn separators() -> impl Strategy<Value = Vec<&'static str>> {
    let separator = select(vec![
        "", "", "", "", "", " ", " ", "-", "/", " / ", "\u{a0}", "\u{2009}", "\u{ad}", "–", " - ",
        ") ", "\u{200b}", "\u{200e}", "\u{2011}", " · ", "\0", "－",
    ]);
    prop::collection::vec(separator, 15)
}

/// Pieces of a number's spellings, and what stands around them.
fn text(pair: Pair) -> impl Strategy<Value = (Pair, String)> {
    let (code, trunk, _, area, _) = pair.plan;
    let rest = pair.from.strip_prefix(area).unwrap_or_default();
    let known = [
        format!("+{code}"),
        format!("00{code}"),
        code.to_owned(),
        trunk.to_owned(),
        area.to_owned(),
        rest.to_owned(),
        rest.to_owned(),
        pair.from.clone(),
        format!("{trunk}{} ", pair.from),
        format!("{trunk}{area}-{rest}"),
    ];
    let around = [
        " ",
        " ",
        "-",
        "/",
        ".",
        ", ",
        "(",
        ")",
        "0",
        "1",
        "-0",
        "Tel. ",
        "Fax: ",
        "Art.-Nr. ",
        "€",
        "\n",
        "\0",
        "a",
        "DE ",
        "DE12 ",
        " or -",
        "号码",
        "tel:",
        "sms:",
        "%20",
        "x12",
        "：",
        "٣",
    ];
    let around = around.map(str::to_owned);
    let piece = select([known.to_vec(), around.to_vec()].concat());
    let pieces = prop::collection::vec(piece, 0..12);
    pieces.prop_map(move |pieces| (pair.clone(), pieces.concat()))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// How many brackets are closed and not opened, and opened and not closed.
fn unmatched(text: &str) -> (usize, usize) {
    text.chars()
        .fold((0, 0), |(closed, opened), sign| match sign {
            '(' => (closed, opened + 1),
            ')' if opened > 0 => (closed, opened - 1),
            ')' => (closed + 1, opened),
            _ => (closed, opened),
        })
}

/// Every edit changes digits of the number and only these: those before its end,
/// and as many more as the number has, are the number's.
fn is_its_own(pair: &Pair, text: &str, edits: &[Edit]) -> Result<(), TestCaseError> {
    let same = |(old, new): &(char, char)| old == new;
    let ends = pair.from.chars().rev().zip(pair.to.chars().rev());
    let kept = ends.take_while(same).count();
    for edit in edits {
        let (before, after) = text.split_at(edit.range.end);
        let last: String = digits(after).chars().take(kept).collect();
        let read = digits(before) + &last;
        prop_assert!(read.ends_with(&pair.from), "{edit:?} in {text:?}");
        let old = text.get(edit.range.clone()).unwrap_or_default();
        prop_assert_eq!(digits(old).len(), digits(&edit.text).len());
        let others = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
        prop_assert_eq!(others(old), others(&edit.text));
    }
    Ok(())
}

/// What a site may ask for.
fn matching() -> impl Strategy<Value = Matching> {
    let switches = prop::collection::vec(any::<bool>(), Matching::NAMES.len());
    switches.prop_map(|switches| {
        let mut matching = Matching::default();
        for (name, on) in Matching::NAMES.into_iter().zip(switches) {
            matching.set(name, on).unwrap();
        }
        matching
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_spelling_is_found_and_comes_back(
        (pair, prefix) in pair().prop_flat_map(|pair| {
            let prefix = select(prefixes(pair.plan));
            (Just(pair), prefix)
        }),
        separators in separators(),
        before in select(vec!["", "Tel. ", "Tel.:", "(", "☎", "Ruf: ", "電話：", "هاتف: ", "тел. ", "→ "]),
        after in select(vec!["", ".", ", ", " Mo", ")", ";", " \u{200e}", "\nBerlin", "。", " oder per Mail"]),
    ) {
        let spell = |national: &str| {
            let number = spelled(pair.plan, &prefix, national, &separators);
            format!("{before}{number}{after}")
        };
        let text = spell(&pair.from);
        let edits = pair.there().text(&text);
        prop_assert_eq!(edits.len(), 1, "{:?}", text);
        is_its_own(&pair, &text, &edits)?;
        let swapped = Edit::apply(&edits, &text);
        prop_assert_eq!(&swapped, &spell(&pair.to));
        prop_assert_eq!(Edit::apply(&pair.back().text(&swapped), &swapped), text);
    }

    #[test]
    fn no_other_digit_changes((pair, text) in pair().prop_flat_map(text)) {
        let swapper = pair.there();
        is_its_own(&pair, &text, &swapper.text(&text))?;
    }

    #[test]
    fn nothing_goes_wrong_whatever_is_asked_for(
        (pair, text) in pair().prop_flat_map(text),
        matching in matching(),
        (code, _, _, area, _) in select(PLANS.to_vec()),
        tail in "[0-9]{5,9}",
        grouped in any::<bool>(),
        scheme in select(vec![
            "tel:", "tel:+", "callto:", "skype:", "sms:", "smsto:", "sip:", "sips:", "https://wa.me/",
            "whatsapp://send?phone=", "https://api.whatsapp.com/send?x&phone=", "/clkn/tel/", "",
        ]),
    ) {
        let mut swap = pair.swap();
        swap.matching = matching;
        let shown = format!("+{code}{area}{tail}");
        swap.to = shown.parse().unwrap();
        if grouped {
            swap.groups = Groups::of_display(&format!("+{code} {area} {tail}"), &swap.to).ok();
            let (_, _, _, own, _) = pair.plan;
            let rest = pair.from.strip_prefix(own).unwrap_or_default();
            let display = format!("+{} {own} {rest}", pair.plan.0);
            swap.own_groups = Some(Groups::of_display(&display, &swap.from).unwrap());
        }
        let borders = |text: &str| text.matches('\0').count();
        let new = digits(swap.to.digits());
        for (is_link, text) in [(false, text.clone()), (true, format!("{scheme}{text}"))] {
            let swapper = Swapper::new(vec![swap.clone()]);
            let edits = if is_link { swapper.href(&text) } else { swapper.text(&text) };
            let mut done = 0;
            for edit in &edits {
                prop_assert!(done <= edit.range.start);
                done = edit.range.end;
                let old = text.get(edit.range.clone());
                prop_assert!(old.is_some_and(|old| old != edit.text || is_link), "{edit:?} in {text:?}");
                if !is_link {
                    let closed = |text: &str| unmatched(text).0;
                    prop_assert!(old.is_some_and(|old| closed(&edit.text) <= closed(old)), "{edit:?} in {text:?}");
                    prop_assert_eq!(borders(old.unwrap_or_default()), borders(&edit.text), "{:?} in {:?}", edit, text);
                }
            }
            let swapped = Edit::apply(&edits, &text);
            // Nothing is left open, and nothing closed that was not open.
            prop_assert!(is_link || unmatched(&swapped).1 <= unmatched(&text).1, "{text:?} {swapped:?}");
            // What is read where it stood is the new number.
            let swapped = digits(&swapped);
            let local = new.strip_prefix(code).and_then(|rest| rest.strip_prefix(area));
            prop_assert!(edits.is_empty() || swapped.contains(local.unwrap_or(&new)), "{text:?} {swapped}");
        }
    }
}
