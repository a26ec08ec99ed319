//! Where in the file something stands.

use std::fmt;

/// A place in the file, linked back to its parents, so that walking the file
/// costs nothing until there is an error to write down.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    /// A field of the object that stands here.
    pub(super) fn key(&'a self, name: &'a str) -> Self {
        Self::Key(self, name)
    }

    /// An element of the list that stands here.
    pub(super) fn index(&'a self, index: usize) -> Self {
        Self::Index(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
            Self::Key(parent, name) if !is_plain(name) => {
                write!(f, "{parent}[{}]", quoted(name))
            }
            Self::Key(Path::Root, name) => f.write_str(name),
            Self::Key(parent, name) => write!(f, "{parent}.{name}"),
        }
    }
}

/// Whether a name can stand in a path without quotes.
fn is_plain(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'$');
    !name.is_empty() && name.len() <= LONGEST && name.bytes().all(plain)
}

/// The longest piece of the file that an error repeats, in characters.
const LONGEST: usize = 60;

/// A text of the file as an error repeats it: in quotes, cut when it is long,
/// control characters escaped.
pub(super) fn quoted(text: &str) -> String {
    let (shown, more) = match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => (text.get(..cut).unwrap_or_default(), "…"),
        None => (text, ""),
    };
    format!("{shown:?}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_one_would_write_it() {
        let root = Path::Root;
        let rules = root.key("rules");
        let rule = rules.index(1);
        let swap = rule.key("swap");
        assert_eq!(swap.key("main").to_string(), "rules[1].swap.main");
        assert_eq!(swap.key("a b\0").to_string(), r#"rules[1].swap["a b\0"]"#);
        assert_eq!(root.key("").to_string(), r#"[""]"#);
    }

    #[test]
    fn never_repeats_a_long_text_whole() {
        let long = "ä".repeat(1000);
        assert!(quoted(&long).chars().count() < 70);
        assert!(quoted(&long).ends_with("\"…"));
    }
}
