//! `referrers.txt`: who sends visitors, and `suffixes.txt`: where `*` leads.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::tables::Row;
use crate::text::{letter, lines};
use crate::{REFERRERS, SUFFIXES};

/// The kinds of referrers, each with the letter that `kind.rs` reads.
const KINDS: [(&str, char); 8] = [
    ("search", 's'),
    ("ai", 'a'),
    ("email", 'e'),
    ("social", 'o'),
    ("video", 'v'),
    ("shopping", 'h'),
    ("display", 'd'),
    ("payment", 'p'),
];

/// How an app's package is written.
const APP: &str = "android-app://";

/// The table, sorted by what is looked up.
#[derive(Default)]
pub struct Table<'a> {
    hosts: BTreeMap<String, Entry<'a>>,
    names: BTreeMap<&'a str, Name>,
}

/// What is known of a source's name.
struct Name {
    kind: char,
    /// Whether it is a line of its own.
    alias: bool,
}

/// What is known of a host.
struct Entry<'a> {
    kind: char,
    name: &'a str,
    terms: &'a str,
    exact: bool,
    app: bool,
}

impl<'a> Entry<'a> {
    fn says(&self) -> (char, &'a str, &'a str) {
        (self.kind, self.name, self.terms)
    }

    fn row(&self, key: &str) -> Row {
        let Self {
            kind,
            name,
            terms,
            exact,
            app,
        } = *self;
        let Around {
            label,
            ending,
            below,
            path,
        } = Around::label(key, app);
        let space = if below.is_empty() { "" } else { " " };
        let letter = if exact {
            kind.to_ascii_uppercase()
        } else {
            kind
        };
        let source = if name == label { "" } else { name };
        let mut said = format!("{ending}{space}{below}{path}\t{letter}{source}");
        if terms != "q" {
            let _ = write!(said, "\t{terms}");
        }
        let word = KINDS.iter().find(|(_, letter)| *letter == kind);
        let word = word.map_or("", |(word, _)| word);
        let (first, rest) = word.split_at(1);
        let entry = format!(
            "Host {{ label: {label:?}, ending: {ending:?}, below: {below:?}, path: {path:?}, \
             alone: {exact}, known: Known {{ kind: Kind::{}{rest}, name: {name:?}, terms: {terms:?} }} }}",
            first.to_ascii_uppercase(),
        );
        Row {
            key: label,
            said,
            entry,
        }
    }
}

impl<'a> Table<'a> {
    pub fn read(text: &'a str) -> Result<Self, String> {
        let mut table = Self::default();
        for (number, line) in lines(text) {
            let added = table.add(line);
            added.map_err(|error| format!("{REFERRERS}:{number}: {error}"))?;
        }
        table.check()?;
        Ok(table)
    }

    fn add(&mut self, line: &'a str) -> Result<(), String> {
        let mut fields = line.split_ascii_whitespace();
        let (Some(kind), Some(name), Some(host)) = (fields.next(), fields.next(), fields.next())
        else {
            return Err("a line is: kind, source, host".to_owned());
        };
        let terms = fields.next().unwrap_or("q");
        if fields.next().is_some() {
            return Err("there are more than four fields".to_owned());
        }
        let kind = letter(&KINDS, kind)?;
        self.add_name(name, kind, false)?;
        if !host.contains('.') {
            return self.add_name(host, kind, true);
        }
        let (host, exact) = match host.strip_prefix('=') {
            Some(host) => (host, true),
            None => (host, false),
        };
        let entry = Entry {
            kind,
            name,
            terms,
            exact,
            app: host.starts_with(APP),
        };
        match self.hosts.insert(key(host), entry) {
            None => Ok(()),
            Some(_) => Err(format!("{host} is there already")),
        }
    }

    fn add_name(&mut self, name: &'a str, kind: char, alias: bool) -> Result<(), String> {
        let known = self.names.entry(name).or_insert(Name { kind, alias });
        known.alias |= alias;
        if known.kind == kind {
            Ok(())
        } else {
            Err(format!("{name} has another kind above"))
        }
    }

    /// Refuses lines that say nothing new: they cost every visitor bytes.
    fn check(&self) -> Result<(), String> {
        for (key, entry) in &self.hosts {
            let mut parent = key.as_str();
            while let Some((shorter, _)) = parent.rsplit_once(['.', '/']) {
                parent = shorter;
                match self.hosts.get(parent) {
                    Some(above) if above.exact => {}
                    Some(above) if above.says() == entry.says() => {
                        return Err(format!("{REFERRERS}: {parent} says the same as {key}"));
                    }
                    Some(_) => break,
                    None => {}
                }
            }
            if let Some(name) = named_after(key, entry)
                && self.names.get(&*name).is_some_and(|name| name.alias)
            {
                return Err(format!("{REFERRERS}: {key} names {name} already"));
            }
        }
        Ok(())
    }

    /// A line per host: the label, what stands around it, kind and source, and
    /// the parameters with the search term; a source that is the label, and `q`,
    /// are left out.
    pub fn hosts(&self) -> Vec<Row> {
        let hosts = self.hosts.iter();
        hosts.map(|(key, entry)| entry.row(key)).collect()
    }

    /// A line per name that a `utm_source` may have and that no host tells.
    pub fn names(&self) -> Vec<Row> {
        let aliases = self.names.iter().filter(|(_, source)| source.alias);
        let row = |(name, source): (&&str, &Name)| Row::new(name, source.kind.to_string());
        aliases.map(row).collect()
    }
}

/// The source that a whole host gave its name: so `table.rs` finds it.
fn named_after(key: &str, entry: &Entry) -> Option<String> {
    let around = Around::label(key, entry.app);
    let whole = around.below.is_empty() && around.path.is_empty();
    (whole && around.label == entry.name).then_some(around.label)
}

/// What is looked up: `google.*/imgres` → `*.google/imgres`. An app's package is
/// written in this order already.
fn key(host: &str) -> String {
    if let Some(package) = host.strip_prefix(APP) {
        return package.to_ascii_lowercase();
    }
    match host.split_once('/') {
        Some((host, path)) => format!("{}/{path}", reverse(host)),
        None => reverse(host),
    }
}

/// A host, taken apart as `host.rs` does.
struct Around {
    label: String,
    ending: String,
    below: String,
    path: String,
}

impl Around {
    fn label(key: &str, app: bool) -> Self {
        let (host, path) = key.split_at(key.find('/').unwrap_or(key.len()));
        let labels: Vec<&str> = host.split('.').collect();
        let two =
            matches!(labels[..], [country, "co" | "com", _, ..] if country.len() == 2 && !app);
        let (ending, rest) = labels.split_at(if two { 2 } else { 1 });
        let (label, below) = rest.split_first().unwrap_or((&"", &[]));
        let below = below.join(".");
        Self {
            label: (*label).to_owned(),
            ending: reverse(&ending.join(".")),
            below: if app { below } else { reverse(&below) },
            path: path.to_owned(),
        }
    }
}

fn reverse(host: &str) -> String {
    let labels: Vec<&str> = host.rsplit('.').collect();
    labels.join(".")
}

pub fn suffixes(text: &str) -> Result<Vec<Row>, String> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut suffixes = Vec::new();
    for suffix in lines.flat_map(str::split_ascii_whitespace) {
        // So much does `host.rs` know of endings.
        if !matches!(suffix.split_once('.'), None | Some(("co" | "com", _))) {
            return Err(format!(
                "{SUFFIXES}: {suffix} is neither one label nor co.… nor com.…"
            ));
        }
        suffixes.push(Row::new(suffix, String::new()));
    }
    Ok(suffixes)
}
