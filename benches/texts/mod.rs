//! What the search for numbers is measured with: the same in every run.

use telswap::Swap;

use crate::draw::Draw;

const SIZE: usize = 1_000_000;

/// The numbers that both texts hold.
const FEW: [&str; 3] = ["+4963141555000", "+493023125042", "+12025550142"];

/// Ways to write these.
const SPELLINGS: [&str; 9] = [
    "0631 41555-000",
    "+49 (0)631 / 41 55 50 00",
    "0049-631-41555000",
    "030 23125042",
    "(030) 231 250 42",
    "+49 30 23125042",
    "(202) 555-0142",
    "1-202-555-0142",
    "202.555.0142",
];

/// The sets of targets: each has the three that the texts hold.
pub fn sets() -> [(&'static str, Vec<Swap>); 3] {
    let mut draw = Draw(3);
    let three = || FEW.map(str::to_owned).to_vec();
    let mut company = three();
    let mut anywhere = three();
    while company.len() < 1_000 {
        let area = draw.one_of(&["30231250", "6314155", "89999981", "22147101"]);
        company.push(number(&mut draw, "+49", area, 12));
        let code = draw.one_of(&["+49", "+49", "+1", "+44", "+33", "+43", "+34", "+39"]);
        let first = draw.one_of(&["2", "3", "4", "5", "6", "7", "8", "9"]);
        anywhere.push(number(&mut draw, code, first, 11));
    }
    [
        ("3_targets", three()),
        ("1000_targets_of_a_company", company),
        ("1000_targets_of_anywhere", anywhere),
    ]
    .map(|(name, numbers)| (name, swaps(&numbers)))
}

fn number(draw: &mut Draw, code: &str, first: &str, digits: usize) -> String {
    let mut number = format!("{code}{first}");
    while number.len() <= digits {
        number.push_str(draw.one_of(&DIGITS));
    }
    number
}

/// Each number is swapped for the next.
fn swaps(numbers: &[String]) -> Vec<Swap> {
    let next = numbers.iter().cycle().skip(1);
    let swaps = numbers.iter().zip(next);
    let swaps = swaps.map(|(from, to)| format!("{from}={to}"));
    swaps.filter_map(|swap| swap.parse().ok()).collect()
}

/// Writes until the text is full, each of the spellings now and then.
fn fill(seed: u64, write: impl Fn(&mut String, &mut Draw)) -> String {
    let mut draw = Draw(seed);
    let mut text = String::with_capacity(SIZE);
    let mut spellings = 0;
    while text.len() < SIZE {
        write(&mut text, &mut draw);
        if text.len() / 10_000 > spellings {
            spellings += 1;
            text.push_str("<p>Tel. ");
            text.push_str(draw.one_of(&SPELLINGS));
            text.push_str("</p>\n");
        }
    }
    text
}

/// Words and tags.
pub fn few_digits() -> String {
    fill(5, |text, draw| {
        let tag = draw.one_of(&[
            "p",
            "li",
            "h2",
            "span class=\"lead\"",
            "a href=\"/leistungen/\"",
        ]);
        text.push_str(&format!("<{tag}>"));
        for _ in 0..20 {
            text.push_str(draw.one_of(&WORDS));
            text.push(' ');
        }
        match draw.below(4) {
            0 => text.push_str(&format!("seit {} ", 1950 + draw.below(70))),
            1 => text.push_str(&format!("ab {},90 € ", draw.below(300))),
            _ => {}
        }
        let name = tag.split(' ').next().unwrap_or_default();
        text.push_str(&format!("</{name}>\n"));
    })
}

/// The tables of a price list.
pub fn many_digits() -> String {
    fill(6, |text, draw| {
        let digits = |draw: &mut Draw, count: usize| -> String {
            (0..count).map(|_| draw.one_of(&DIGITS)).collect()
        };
        let article = match draw.below(4) {
            0 => format!("{}-{}", digits(draw, 4), digits(draw, 4)),
            1 => format!(
                "{}.{}.{}",
                digits(draw, 2),
                digits(draw, 3),
                digits(draw, 3)
            ),
            2 => format!("40{}", digits(draw, 11)),
            _ => format!("0{} {}", digits(draw, 3), digits(draw, 5)),
        };
        let (day, month) = (1 + draw.below(28), 1 + draw.below(12));
        let (price, cents) = (draw.below(2000), draw.below(100));
        let (length, width) = (draw.below(900), draw.below(90));
        text.push_str(&format!(
            "<tr><td>{article}<td>{day:02}.{month:02}.2026<td>{length} x {width} mm\
             <td>{price},{cents:02} €<td>{}\n",
            digits(draw, 6),
        ));
    })
}

/// Links of which one in four calls a number of the smallest set.
pub fn links() -> Vec<String> {
    let mut draw = Draw(9);
    let links = (0..1_000).map(|_| match draw.below(8) {
        0 => "tel:+49-631-41555000".to_owned(),
        1 => "tel:02025550142;phone-context=+1".to_owned(),
        2 => number(&mut draw, "tel:+49", "631", 17),
        3 => number(&mut draw, "tel:0049", "30", 17),
        4 => "https://www.example.de/leistungen/?seite=2".to_owned(),
        5 => "mailto:info@example.de".to_owned(),
        _ => "/kontakt#anfahrt".to_owned(),
    });
    links.collect()
}

const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

const WORDS: [&str; 16] = [
    "Wir",
    "beraten",
    "Sie",
    "gern",
    "zu",
    "Sanierung",
    "und",
    "Neubau",
    "in",
    "der",
    "ganzen",
    "Region",
    "Büro",
    "Werkstatt",
    "geöffnet",
    "täglich",
];
