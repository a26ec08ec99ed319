//! What must be true of every search for numbers, whatever the text says and
//! whatever is looked for.

use telswap::Swap;
use telswap::number::{Edit, Matching};

/// What is looked for where the input asks for nothing that can be read.
const USUAL: &str = "+498999998117=+498999998640 +13125550117=+13125550164 \
    +441134960117=+441134960164 +18003569377=+18885550164 +390655500117=+390655500164 \
    +4922147100=+492214710137:221|4710|137 +34910555117=+4315550877 +3612345678=+3612345678";

/// More take time and show nothing more.
const MOST: usize = 12;

/// The swaps of the input's first line, and its other lines: `+49…=+49…:221|4710`,
/// with `;fax,local` behind it where more is to be matched, and spaces between.
pub fn swaps_and_text(input: &str) -> (Vec<Swap>, &str) {
    let (asked, text) = input.split_once('\n').unwrap_or(("", input));
    let swaps = |asked: &str| {
        asked
            .split(' ')
            .filter_map(swap)
            .take(MOST)
            .collect::<Vec<Swap>>()
    };
    let own = swaps(asked);
    let swaps = if own.is_empty() { swaps(USUAL) } else { own };
    (swaps, text)
}

fn swap(asked: &str) -> Option<Swap> {
    let (numbers, matching) = asked.split_once(';').unwrap_or((asked, ""));
    let mut swap: Swap = numbers.parse().ok()?;
    swap.matching = matching.parse().unwrap_or(Matching::default());
    Some(swap)
}

/// Edits are in order, on the boundaries of characters, of swaps that change
/// something, and keep every border.
pub fn check_edits(edits: &[Edit], text: &str, swaps: &[Swap]) {
    let mut done = 0;
    for edit in edits {
        assert!(done <= edit.range.start, "in order: {edit:?}");
        let old = text.get(edit.range.clone()).expect("on boundaries");
        assert_ne!(old, edit.text, "changes something");
        let swap = swaps.get(edit.swap).expect("one of the swaps");
        assert_ne!(swap.from, swap.to, "is to change something");
        done = edit.range.end;
    }
}

/// How many borders a text holds.
pub fn borders(text: &str) -> usize {
    text.matches('\0').count()
}

/// Whether the last digits of a swap's number stand in a text, neither letters nor other
/// digits between them.
pub fn has_ending(swap: &Swap, text: &str) -> bool {
    let signs: Vec<u8> = text.bytes().filter(u8::is_ascii_alphanumeric).collect();
    let fits = |(sign, digit): (&u8, u8)| {
        *sign == digit || swap.takes_letters() && key(*sign) == Some(digit)
    };
    let ending = swap.ending();
    let mut windows = signs.windows(ending.len());
    windows.any(|signs| signs.iter().zip(ending.bytes()).all(fits))
}

/// The digit on whose telephone key a letter is printed.
fn key(letter: u8) -> Option<u8> {
    let place = letter.to_ascii_lowercase().checked_sub(b'a')?;
    b"22233344455566677778889999"
        .get(usize::from(place))
        .copied()
}

/// All but the digits.
pub fn mask(text: &str) -> String {
    text.replace(|sign: char| sign.is_ascii_digit(), "#")
}
