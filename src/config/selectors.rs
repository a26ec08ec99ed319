//! CSS selectors, as far as their mistakes show without a browser.

use super::errors::Errors;
use super::path::{Path, quoted};

/// The longest selector, in bytes.
const LONGEST: usize = 1000;

/// Whether a browser may take a selector; notes why not. A browser refuses more than
/// this, and takes what only ends too early: it closes quotes and brackets itself.
pub(super) fn check(selector: &str, at: Path<'_>, errors: &mut Errors) -> bool {
    let hint = r#"write a CSS selector, as "footer .legal""#;
    if selector.trim().is_empty() {
        errors.add(at, "empty_value", "the selector is empty", hint);
        return false;
    }
    let Err(why) = parse(selector) else {
        return true;
    };
    let problem = format!("{} is no selector: {why}", quoted(selector));
    errors.add(at, "invalid_selector", problem, hint);
    false
}

/// What stands before a place in a selector.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// Nothing: a selector has to begin.
    Nothing,
    /// A `>`, `+` or `~`, which something has to follow.
    Combinator,
    /// A `.` or `#`, which a name has to follow.
    Mark,
    /// A `:`.
    Colon,
    /// Part of a selector.
    Part,
}

fn parse(selector: &str) -> Result<(), &'static str> {
    if selector.len() > LONGEST {
        return Err("it is longer than 1000 bytes");
    }
    let mut open = Vec::new();
    let mut before = Before::Nothing;
    let mut rest = selector.chars();
    while let Some(c) = rest.next() {
        let is_name = c.is_ascii_alphabetic() || matches!(c, '-' | '_' | '\\') || !c.is_ascii();
        if before == Before::Mark && !is_name {
            return Err("a name begins with a letter after . and #");
        }
        let in_attribute = open.last() == Some(&']');
        before = match c {
            '\0' => return Err("it holds a control character"),
            '\\' => {
                rest.next().ok_or("nothing follows the \\")?;
                Before::Part
            }
            '"' | '\'' => {
                if open.is_empty() {
                    return Err("quotes belong into [ ] or ( )");
                }
                skip_string(c, &mut rest)?;
                Before::Part
            }
            ']' | ')' => {
                if open.pop() != Some(c) {
                    return Err("a bracket closes that was not opened");
                }
                Before::Part
            }
            '[' => {
                open.push(']');
                Before::Part
            }
            _ if in_attribute => Before::Part,
            // What is in there may begin like a selector, and end with an operator.
            '(' => {
                open.push(')');
                Before::Nothing
            }
            ',' if matches!(before, Before::Nothing | Before::Combinator) => {
                return Err("something is missing before a comma");
            }
            ',' => Before::Nothing,
            '>' | '+' | '~' if open.is_empty() => {
                if before != Before::Part {
                    return Err("something is missing before >, + or ~");
                }
                Before::Combinator
            }
            '.' | '#' => Before::Mark,
            ':' if before == Before::Colon => return Err("no element is found by ::"),
            ':' => Before::Colon,
            '{' | '}' | '<' | '@' | '!' | ';' | '%' | '^' | '$' | '&' | '=' | '/' | '?' | '`' => {
                return Err("it holds a sign that selectors do not have");
            }
            c if c.is_whitespace() => before,
            c if c.is_control() => return Err("it holds a control character"),
            _ => Before::Part,
        };
    }
    match before {
        _ if !open.is_empty() => Err("a bracket is not closed"),
        Before::Part => Ok(()),
        Before::Nothing | Before::Combinator => Err("something is missing at its end"),
        Before::Mark | Before::Colon => Err("a name is missing at its end"),
    }
}

/// Goes on behind a text in quotes.
fn skip_string(quote: char, rest: &mut std::str::Chars<'_>) -> Result<(), &'static str> {
    while let Some(c) = rest.next() {
        match c {
            '\\' => {
                rest.next().ok_or("a quote is not closed")?;
            }
            '\n' | '\r' => break,
            c if c == quote => return Ok(()),
            _ => {}
        }
    }
    Err("a quote is not closed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_browsers_take() {
        for selector in [
            "main",
            ".legal",
            "footer .legal, #imprint > p",
            "[data-x=\"a]b\"]",
            "a[href^='tel:']:not(.keep)",
            "li:nth-child(2n + 1)",
            "article:has(> .phone, + p)",
            ":is(h1, h2):lang('de')",
            ".\\31 23",
            ".über",
            "svg|a, *",
            "p:not([class]) ~ div",
            " main ",
        ] {
            assert_eq!(parse(selector), Ok(()), "{selector}");
        }
    }

    #[test]
    fn refuses_slips() {
        for selector in [
            "a,",
            ", a",
            "a,,b",
            "a >",
            "> a",
            "a > > b",
            "a:",
            "a::before",
            ".",
            "..legal",
            "# imprint",
            ".1st",
            "[a",
            "a]",
            "a:not(",
            "a:not(.b]",
            "[a=\"b]",
            "[a='b\n']",
            "\"main\"",
            "main {}",
            "<main>",
            "a\\",
            "a\0",
            "@media",
        ] {
            assert!(parse(selector).is_err(), "{selector}");
        }
    }

    #[test]
    fn takes_no_time_for_long_ones() {
        assert!(parse(&"(".repeat(1_000_000)).is_err());
        assert!(parse(&"[".repeat(999)).is_err());
    }
}
