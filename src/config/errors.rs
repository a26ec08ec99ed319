//! What can be wrong with a `site.json`, and how it is said.

use std::fmt;

use super::path::Path;
use super::suggest::one_of;

/// One thing wrong with a `site.json`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ConfigError {
    /// Where: `rules[1].swap.main`; empty for the file as a whole.
    pub path: String,
    /// A stable name of the kind of error, as `duplicate_number`.
    pub code: &'static str,
    /// What is wrong.
    pub problem: String,
    /// What would be right.
    pub hint: String,
}

/// Everything that is wrong with a `site.json`: first what cannot be read, then
/// what does not hold, both in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ConfigErrors(pub Vec<ConfigError>);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}; {} [{}]", self.problem, self.hint, self.code)
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, error) in self.0.iter().enumerate() {
            let newline = if place == 0 { "" } else { "\n" };
            write!(f, "{newline}{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}
impl std::error::Error for ConfigErrors {}

/// More errors than anyone reads: those after are only counted, so that a
/// hostile file does not become a far larger list.
const MOST: usize = 1000;

/// The errors found so far.
#[derive(Default)]
pub(super) struct Errors {
    found: Vec<ConfigError>,
    unlisted: usize,
}

impl Errors {
    /// Notes one error.
    pub(super) fn add(
        &mut self,
        at: Path<'_>,
        code: &'static str,
        problem: impl Into<String>,
        hint: impl Into<String>,
    ) {
        if self.found.len() < MOST {
            self.found.push(ConfigError {
                path: at.to_string(),
                code,
                problem: problem.into(),
                hint: hint.into(),
            });
        } else {
            self.unlisted += 1;
        }
    }

    /// Notes a name that is none of `names`, and which of them was meant.
    pub(super) fn unknown<'n>(
        &mut self,
        at: Path<'_>,
        code: &'static str,
        problem: impl Into<String>,
        written: &str,
        names: impl IntoIterator<Item = &'n str> + Clone,
    ) {
        // To look for it takes time, for errors that nobody will read.
        let hint = if self.found.len() < MOST {
            one_of(written, names)
        } else {
            String::new()
        };
        self.add(at, code, problem, hint);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(super) fn count(&self) -> usize {
        self.found.len() + self.unlisted
    }

    /// All of them, with a last one that says how many more there are.
    pub(super) fn into_all(mut self) -> ConfigErrors {
        if self.unlisted > 0 {
            self.found.push(ConfigError {
                path: String::new(),
                code: "too_many_errors",
                problem: format!("{} more errors", self.unlisted),
                hint: "mend those above first".to_owned(),
            });
        }
        ConfigErrors(self.found)
    }
}
