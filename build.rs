//! Turns the tables that people edit (`src/source/*.txt`) into those that
//! `src/source/lines.rs` searches: sorted lines of text, hosts by the label that
//! names their owner.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

const REFERRERS: &str = "src/source/referrers.txt";
const SUFFIXES: &str = "src/source/suffixes.txt";
const PARAMETERS: &str = "src/source/parameters.txt";

/// What campaign parameters say, each with the letter that `parameters.rs`
/// reads.
const FIELDS: [(&str, char); 7] = [
    ("source", 'S'),
    ("medium", 'M'),
    ("campaign", 'C'),
    ("term", 'T'),
    ("content", 'K'),
    ("piano-medium", 'P'),
    ("piano-campaign", 'Q'),
];

/// What click ids say, each with the letter that `clicks.rs` reads.
const CLICKS: [(&str, char); 11] = [
    ("paid-search", 's'),
    ("paid-note", 'n'),
    ("paid-shopping", 'h'),
    ("paid-social", 'o'),
    ("paid-other", 'p'),
    ("display", 'd'),
    ("email", 'e'),
    ("affiliates", 'a'),
    ("social", 'f'),
    ("organic", 'g'),
    ("nothing", 'x'),
];

/// The kinds of referrers, each with the letter that `table.rs` reads.
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

/// The endings with which `table.rs` tries a name, in this order.
const USUAL: [&str; 5] = ["com", "*", "org", "de", "net"];

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={REFERRERS}");
    println!("cargo::rerun-if-changed={SUFFIXES}");
    println!("cargo::rerun-if-changed={PARAMETERS}");
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), String> {
    let out = env::var("OUT_DIR").map_err(|error| error.to_string())?;
    let out = Path::new(&out);
    let referrers = read(REFERRERS)?;
    let table = Table::read(&referrers)?;
    write(&out.join("hosts.rs"), &table.hosts())?;
    write(&out.join("names.rs"), &table.names())?;
    let parameters = parameters(&read(PARAMETERS)?)?;
    write(&out.join("parameters.rs"), &parameters)?;
    write(&out.join("suffixes.rs"), &suffixes(&read(SUFFIXES)?)?)
}

fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))
}

/// How many lines are gone through for one: places cost a download more than time.
fn block() -> usize {
    let family = env::var("CARGO_CFG_TARGET_FAMILY");
    if family.is_ok_and(|family| family == "wasm") {
        8
    } else {
        1
    }
}

/// Writes sorted lines as the `Table` of `src/source/lines.rs`.
fn write(path: &Path, text: &str) -> Result<(), String> {
    let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
    let starts = std::iter::once(0).chain(breaks);
    let blocks: Vec<usize> = starts
        .filter(|&start| start < text.len())
        .step_by(block())
        .collect();
    if blocks.last().is_some_and(|&last| last > u16::MAX.into()) {
        return Err(format!("{}: a table is larger than 64 KiB", path.display()));
    }
    let table = format!("Table {{ text: {text:?}, blocks: &{blocks:?} }}");
    fs::write(path, table).map_err(|error| format!("{}: {error}", path.display()))
}

/// The table, sorted by what is looked up.
#[derive(Default)]
struct Table<'a> {
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
}

impl<'a> Table<'a> {
    fn read(text: &'a str) -> Result<Self, String> {
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
        }
        Ok(())
    }

    /// A line per host, sorted by label: the label, what stands around it, kind
    /// and source, and the parameters with the search term; a source that is the
    /// label, and `q`, are left out.
    fn hosts(&self) -> String {
        let mut lines: Vec<String> = self
            .hosts
            .iter()
            .map(|(key, entry)| {
                let kind = if entry.exact {
                    entry.kind.to_ascii_uppercase()
                } else {
                    entry.kind
                };
                let (label, place) = around_label(key, entry.app);
                let name = if entry.name == label { "" } else { entry.name };
                let mut line = format!("{label}\t{place}\t{kind}{name}");
                if entry.terms != "q" {
                    let _ = write!(line, "\t{}", entry.terms);
                }
                line + "\n"
            })
            .collect();
        lines.sort();
        lines.concat()
    }

    /// A line per name that a `utm_source` may have, without those that
    /// `table.rs` finds among the hosts: as a host, or with a usual ending.
    fn names(&self) -> String {
        let found = |name: &str| {
            let mut keys = USUAL.iter().map(|ending| format!("{ending}.{name}"));
            let first = keys.find_map(|key| self.hosts.get(&key));
            first.is_some_and(|entry| entry.name == name) || self.hosts.contains_key(&key(name))
        };
        let mut text = String::new();
        for (name, source) in self.names.iter() {
            if source.alias && !found(name) {
                let _ = writeln!(text, "{name}\t{}", source.kind);
            }
        }
        text
    }
}

/// The lines that say something, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    let says = |(_, line): &(usize, &str)| !line.is_empty() && !line.starts_with('#');
    lines.filter(says).map(|(index, line)| (index + 1, line))
}

fn letter(letters: &[(&str, char)], word: &str) -> Result<char, String> {
    let known = letters.iter().find(|(known, _)| *known == word);
    let letter = known.map(|(_, letter)| *letter);
    letter.ok_or_else(|| format!("there is no {word}"))
}

/// A line per parameter: its name, and a field and its rank, or what a click id
/// says and its network.
fn parameters(text: &str) -> Result<String, String> {
    let mut table = BTreeMap::new();
    for (number, line) in lines(text) {
        let wrong = |error: &str| format!("{PARAMETERS}:{number}: {error}");
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let [says, network, name] = words[..] else {
            return Err(wrong("a line is: what it says, network, name"));
        };
        let said = if network == "-" {
            // The earlier line has the lower letter.
            let rank = char::from_u32(u32::from('!') + u32::try_from(table.len()).unwrap_or(0));
            let rank = rank.filter(char::is_ascii_graphic).unwrap_or('~');
            format!(
                "{}{rank}",
                letter(&FIELDS, says).map_err(|error| wrong(&error))?
            )
        } else {
            format!(
                "{}{network}",
                letter(&CLICKS, says).map_err(|error| wrong(&error))?
            )
        };
        if table.insert(name.to_ascii_lowercase(), said).is_some() {
            return Err(wrong("this name is there already"));
        }
    }
    let lines = table.iter().map(|(name, said)| format!("{name}\t{said}\n"));
    Ok(lines.collect())
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

/// The label of a key, and what stands around it as `host.rs` reads it: the ending,
/// what is below, the path.
fn around_label(key: &str, app: bool) -> (String, String) {
    let (host, path) = key.split_at(key.find('/').unwrap_or(key.len()));
    let labels: Vec<&str> = host.split('.').collect();
    let two = matches!(labels[..], [country, "co" | "com", _, ..] if country.len() == 2 && !app);
    let (ending, rest) = labels.split_at(if two { 2 } else { 1 });
    let (label, below) = rest.split_first().unwrap_or((&"", &[]));
    let mut place = reverse(&ending.join("."));
    if !below.is_empty() {
        let below = below.join(".");
        place = format!("{place} {}", if app { below } else { reverse(&below) });
    }
    ((*label).to_owned(), place + path)
}

fn reverse(host: &str) -> String {
    let labels: Vec<&str> = host.rsplit('.').collect();
    labels.join(".")
}

fn suffixes(text: &str) -> Result<String, String> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut suffixes = Vec::new();
    for suffix in lines.flat_map(str::split_ascii_whitespace) {
        // So much does `table.rs` know of endings.
        if !matches!(suffix.split_once('.'), None | Some(("co" | "com", _))) {
            return Err(format!(
                "{SUFFIXES}: {suffix} is neither one label nor co.… nor com.…"
            ));
        }
        suffixes.push(suffix);
    }
    suffixes.sort_unstable();
    suffixes.push("");
    Ok(suffixes.join("\n"))
}
