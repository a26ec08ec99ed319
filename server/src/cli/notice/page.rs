//! The notice as Markdown, in any language.

use std::fmt;

/// A notice; each language fills the same parts.
pub(super) struct Page {
    pub title: &'static str,
    /// What the owner has to know and to do.
    pub owner: (&'static str, Vec<String>),
    /// The text for the privacy policy: what a paragraph is about, and the paragraph.
    pub policy: (&'static str, Vec<(&'static str, String)>),
    /// What to enter in the consent platform: a field, and its value.
    pub service: (&'static str, [&'static str; 2], Vec<(&'static str, String)>),
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "# {}", self.title)?;
        let (heading, points) = &self.owner;
        writeln!(f, "\n## {heading}\n")?;
        for point in points {
            writeln!(f, "- {point}")?;
        }
        let (heading, paragraphs) = &self.policy;
        writeln!(f, "\n## {heading}")?;
        for (about, paragraph) in paragraphs {
            writeln!(f, "\n**{about}.** {paragraph}")?;
        }
        let (heading, [field, value], rows) = &self.service;
        writeln!(f, "\n## {heading}\n\n| {field} | {value} |\n|---|---|")?;
        for (field, value) in rows {
            // Also within code a stroke ends the cell
            // (https://github.github.com/gfm/#tables-extension-).
            writeln!(f, "| {field} | {} |", value.replace('|', "\\|"))?;
        }
        Ok(())
    }
}

/// The sentences that are there, as one paragraph.
pub(super) fn paragraph(sentences: impl IntoIterator<Item = Option<String>>) -> String {
    let sentences: Vec<String> = sentences.into_iter().flatten().collect();
    sentences.join(" ")
}

/// `a, b and c`
pub(super) fn listed(items: &[String], and: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

/// A name as it is written, whatever is in it
/// (<https://spec.commonmark.org/0.31.2/#code-spans>).
pub(super) fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    if longest == 0 {
        return format!("`{text}`");
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
}

/// A text of the owner's, in a sentence: no mark-up of its own.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '#' | '~') {
            plain.push('\\');
        }
        plain.push(letter);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_what_they_are() {
        assert_eq!(code("call-tracking"), "`call-tracking`");
        assert_eq!(code("a`b``c"), "``` a`b``c ```");
        assert_eq!(plain("13 *months*\n# or so"), "13 \\*months\\* \\# or so");
    }

    #[test]
    fn lists_are_sentences() {
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(listed(&items, "and"), "a, b and c");
        assert_eq!(listed(&items[..1], "and"), "a");
        assert_eq!(listed(&[], "and"), "");
    }
}
