//! The core's table of calling codes and prefixes against what libphonenumber
//! knows of every country.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType};
use telswap::number::Edit;
use telswap::{E164, Swap, Swapper};

const FORMATS: [PhoneNumberFormat; 4] = [
    PhoneNumberFormat::E164,
    PhoneNumberFormat::International,
    PhoneNumberFormat::National,
    PhoneNumberFormat::RFC3966,
];

const TYPES: [PhoneNumberType; 8] = [
    PhoneNumberType::FixedLine,
    PhoneNumberType::Mobile,
    PhoneNumberType::FixedLineOrMobile,
    PhoneNumberType::TollFree,
    PhoneNumberType::PremiumRate,
    PhoneNumberType::SharedCost,
    PhoneNumberType::VoIP,
    PhoneNumberType::UAN,
];

/// What the core leaves alone, since a page's number rings all the same: the 15
/// that Argentina puts into mobile numbers in the place of a 9, and the municipalities
/// of the Netherlands.
const LEFT_ALONE: [&str; 2] = ["011 15-2345-6789", "14 020"];

/// What is not shown as its country dials it: of Belarus' two prefixes the core knows
/// one for all numbers, and see `LEFT_ALONE`.
const DIALLED_OTHERWISE: [&str; 4] = [
    "8 801 123 4567",
    "8 902 123 4567",
    "011 15-2345-6789",
    "14 020",
];

/// The core also knows prefixes that a country has given up, and Gabon's, which is
/// no prefix to libphonenumber but a digit of some formats.
const ALSO: [(&str, &str); 4] = [("CL", "0"), ("MX", "01"), ("GA", "0"), ("PL", "0")];

/// The number with another last digit.
fn other(text: &str) -> String {
    let last = text.trim_end().chars().next_back().unwrap();
    let digit = last.to_digit(10).unwrap();
    let (rest, _) = text.split_at(text.len() - 1);
    format!("{rest}{}", (digit + 1) % 10)
}

#[test]
fn every_countrys_numbers_are_found_as_it_writes_them() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for region in PHONE_NUMBER_UTIL.get_supported_regions() {
        let name = region.as_region_str().to_string();
        for kind in TYPES {
            let example = PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, kind);
            let Ok(number) = example else { continue };
            let from = number.format_as(PhoneNumberFormat::E164).into_owned();
            let Ok(from) = from.parse::<E164>() else {
                continue;
            };
            let swap = Swap::new(from, other(from.as_str()).parse().unwrap());
            let swapper = Swapper::new(vec![swap]).with_country(&name).unwrap();
            for format in FORMATS {
                let text = number.format_as(format);
                let edits = match format {
                    PhoneNumberFormat::RFC3966 => swapper.href(&text),
                    _ => swapper.text(&text),
                };
                count += 1;
                let left = LEFT_ALONE.contains(&&*text);
                if (Edit::apply(&edits, &text) == other(&text)) == left {
                    wrong.push(format!("{name} {kind:?} {from} {text}"));
                }
            }
        }
    }
    assert!(count > 4000, "{count}");
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// Each kind of number in place of each other one of its country, as that writes both:
/// with the prefix where one is dialled, and without where none is.
#[test]
fn every_countrys_numbers_are_shown_as_it_dials_them() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for region in PHONE_NUMBER_UTIL.get_supported_regions() {
        let name = region.as_region_str().to_string();
        let examples: Vec<(E164, String)> = TYPES
            .into_iter()
            .filter_map(|kind| {
                let number = PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, kind);
                let number = number.ok()?;
                let whole = number.format_as(PhoneNumberFormat::E164).parse().ok()?;
                Some((
                    whole,
                    number.format_as(PhoneNumberFormat::National).into_owned(),
                ))
            })
            .collect();
        for (from, text) in &examples {
            for (to, wanted) in &examples {
                let swapper = Swapper::new(vec![Swap::new(*from, *to)]);
                let edits = swapper.with_country(&name).unwrap().text(text);
                let otherwise = |text: &str| DIALLED_OTHERWISE.contains(&text);
                if edits.is_empty() || otherwise(text) || otherwise(wanted) {
                    continue;
                }
                count += 1;
                let shown = Edit::apply(&edits, text);
                let digits = |text: &str| text.replace(|sign: char| !sign.is_ascii_digit(), "");
                if digits(&shown) != digits(wanted) {
                    wrong.push(format!("{name} {text} -> {shown}, not {wanted}"));
                }
            }
        }
    }
    assert!(count > 3000, "{count}");
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_countrys_prefix_is_dialled() {
    let mut wrong = Vec::new();
    let mut short = 0;
    for region in PHONE_NUMBER_UTIL.get_supported_regions() {
        let name = region.as_region_str().to_string();
        let number = PHONE_NUMBER_UTIL.get_example_number(region).unwrap();
        let text = number.format_as(PhoneNumberFormat::E164).into_owned();
        let Ok(from) = text.parse::<E164>() else {
            // A site's numbers have at least seven digits.
            short += 1;
            continue;
        };
        let code = format!("+{}", number.country_code);
        let national = text.strip_prefix(&code).unwrap();
        let swap = Swap::new(from, other(from.as_str()).parse().unwrap());
        let swapper = Swapper::new(vec![swap]).with_country(&name).unwrap();
        for prefix in ["0", "8", "06", "01", "1"] {
            let dialled = format!("{prefix}{national}");
            let read = PHONE_NUMBER_UTIL.parse(&dialled, Some(region));
            let known = read.is_ok_and(|read| read.format_as(PhoneNumberFormat::E164) == text);
            let found = !swapper.text(&dialled).is_empty();
            if known != found && !ALSO.contains(&(name.as_str(), prefix)) {
                wrong.push(format!("{name} {dialled} {known}"));
            }
        }
    }
    assert!(short < 10, "{short}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
