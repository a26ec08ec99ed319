//! The files that people edit: a line for each thing, its words apart by spaces,
//! and lines with `#` for people.

/// The lines that say something, with their numbers.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    let says = |(_, line): &(usize, &str)| !line.is_empty() && !line.starts_with('#');
    lines.filter(says).map(|(index, line)| (index + 1, line))
}

pub fn letter(letters: &[(&str, char)], word: &str) -> Result<char, String> {
    let known = letters.iter().find(|(known, _)| *known == word);
    let letter = known.map(|(_, letter)| *letter);
    letter.ok_or_else(|| format!("there is no {word}"))
}
