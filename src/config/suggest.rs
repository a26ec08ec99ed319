//! What was probably meant.

/// Longer texts are no slips.
const LONGEST: usize = 64;

/// How many names are looked at.
const MOST: usize = 1000;

/// How many are shown where none of them was meant: the consent platforms all fit.
const MOST_SHOWN: usize = 32;

/// The most letters that a slip gets wrong, and the bytes that they may have.
const MOST_WRONG: usize = 3;
const LONGEST_SLIP: usize = 4 * MOST_WRONG;

/// The one of `names` that `written` is a slip of the keyboard away from.
pub(super) fn did_you_mean<'a>(
    written: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // These bounds keep the work small, whatever the file says.
    if written.len() > LONGEST {
        return None;
    }
    let allowed = (written.chars().count() / 3).clamp(1, MOST_WRONG);
    names
        .into_iter()
        .take(MOST)
        .filter(|name| name.len().abs_diff(written.len()) <= LONGEST_SLIP)
        .map(|name| (distance(written, name), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How to go on after an unknown name: the one meant, else all there are.
pub(super) fn one_of<'a>(
    written: &str,
    names: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    if let Some(meant) = did_you_mean(written, names.clone()) {
        return format!("did you mean {meant:?}?");
    }
    let mut names = names.into_iter();
    let shown: Vec<&str> = names.by_ref().take(MOST_SHOWN).collect();
    let more = if names.next().is_some() { ", …" } else { "" };
    if shown.is_empty() {
        "there is none".to_owned()
    } else {
        format!("there are {}{more}", shown.join(", "))
    }
}

/// How many letters must be added, removed or changed, or neighbours swapped,
/// to make one text the other (optimal string alignment), without regard to
/// ASCII case.
fn distance(a: &str, b: &str) -> usize {
    let lower =
        |text: &str| -> Vec<char> { text.chars().map(|c| c.to_ascii_lowercase()).collect() };
    let (a, b) = (lower(a), lower(b));
    let mut before = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
    let mut last_a = None;
    for (i, letter) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        let mut last_b = None;
        for (j, other) in b.iter().enumerate() {
            let change = at(&row, j) + usize::from(letter != other);
            let add_or_remove = at(&row, j + 1).min(at(&next, j)) + 1;
            let swapped = last_a == Some(other) && last_b == Some(letter);
            let swap = if swapped {
                at(&before, j - 1) + 1
            } else {
                usize::MAX
            };
            next.push(change.min(add_or_remove).min(swap));
            last_b = Some(other);
        }
        before = row;
        row = next;
        last_a = Some(letter);
    }
    at(&row, b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_slips() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("swap", "swap"), 0);
        assert_eq!(distance("sawp", "swap"), 1);
        assert_eq!(distance("Swaps", "swap"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn finds_what_was_meant() {
        let names = ["targets", "pools", "rules"];
        assert_eq!(did_you_mean("target", names), Some("targets"));
        assert_eq!(did_you_mean("rulse", names), Some("rules"));
        assert_eq!(did_you_mean("colour", names), None);
        assert_eq!(did_you_mean(&"a".repeat(1 << 20), names), None);
    }
}
