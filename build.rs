//! Turns the tables that people edit (`src/source/*.txt`) into those that
//! `src/source/lines.rs` searches: sorted lines, hosts by the label that names
//! their owner.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use hash::slot;

#[path = "src/source/hash.rs"]
mod hash;

const REFERRERS: &str = "src/source/referrers.txt";
const SUFFIXES: &str = "src/source/suffixes.txt";
const PARAMETERS: &str = "src/source/parameters.txt";

/// What campaign parameters say, each with the letter that `parameters.rs`
/// reads.
const FIELDS: [(&str, char); 8] = [
    ("source", 'S'),
    ("medium", 'M'),
    ("campaign", 'C'),
    ("term", 'T'),
    ("content", 'K'),
    ("piano-medium", 'P'),
    ("piano-campaign", 'Q'),
    ("hubspot-network", 'H'),
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

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/source/hash.rs");
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
    let referrers = read(REFERRERS)?;
    let table = Table::read(&referrers)?;
    write("hosts", table.hosts())?;
    write("names", table.names())?;
    write("parameters", parameters(&read(PARAMETERS)?)?)?;
    write("suffixes", suffixes(&read(SUFFIXES)?)?)
}

fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))
}

/// A line of a table that is written: its key and what is said of it, as text
/// and as Rust.
struct Row {
    key: String,
    said: String,
    entry: String,
}

impl Row {
    fn new(key: &str, said: String) -> Self {
        let entry = format!("Line {{ key: {key:?}, said: {said:?} }}");
        let key = key.to_owned();
        Self { key, said, entry }
    }
}

/// Writes a table in both of the forms of `src/source/lines.rs`: as text for the
/// browser, natively with an index. Natively the text is for a test.
fn write(name: &str, mut rows: Vec<Row>) -> Result<(), String> {
    rows.sort_by(|a, b| (&a.key, &a.said).cmp(&(&b.key, &b.said)));
    let out = env::var("OUT_DIR").map_err(|error| error.to_string())?;
    let family = env::var("CARGO_CFG_TARGET_FAMILY").unwrap_or_default();
    let text = text(&rows).map_err(|error| format!("{name}: {error}"))?;
    let table = if family == "wasm" {
        &text
    } else {
        &index(&rows)?
    };
    for (file, code) in [
        (format!("{name}.rs"), table),
        (format!("{name}_text.rs"), &text),
    ] {
        let path = Path::new(&out).join(file);
        fs::write(&path, code).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// How many lines are gone through for one: places cost a download more than time.
const BLOCK: usize = 32;

/// The table as in `src/source/text.rs`.
fn text(rows: &[Row]) -> Result<String, String> {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for (number, Row { key, said, .. }) in rows.iter().enumerate() {
        if number % BLOCK == 0 {
            blocks.push(u16::try_from(text.len()).map_err(|_| "it is larger than 64 KiB")?);
        }
        let tab = if said.is_empty() { "" } else { "\t" };
        let _ = writeln!(text, "{key}{tab}{said}");
    }
    Ok(format!(
        "Text {{ text: {text:?}, blocks: &{blocks:?}, entries: PhantomData }}"
    ))
}

/// The table as in `src/source/index.rs`.
fn index(rows: &[Row]) -> Result<String, String> {
    // At most half of them are taken, so that most keys have their own.
    let mut slots = vec![(0, 0); (2 * rows.len()).next_power_of_two()];
    let mut from = 0_u16;
    for same in rows.chunk_by(|a, b| a.key == b.key) {
        let count = u16::try_from(same.len()).ok();
        let to = count.and_then(|count| from.checked_add(count));
        let to = to.ok_or("there are too many lines")?;
        let key = same.first().map_or(&[][..], |row| row.key.as_bytes());
        let half = slot(key, slots.len());
        let (before, after) = slots.split_at_mut(half);
        let mut from_slot = after.iter_mut().chain(before);
        let free = from_slot.find(|slot| **slot == (0, 0));
        *free.ok_or("there is no free slot")? = (from, to);
        from = to;
    }
    let entries: Vec<&str> = rows.iter().map(|row| row.entry.as_str()).collect();
    Ok(format!(
        "Index {{ entries: &[{}], slots: &{slots:?} }}",
        entries.join(", ")
    ))
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
    fn hosts(&self) -> Vec<Row> {
        let hosts = self.hosts.iter();
        hosts.map(|(key, entry)| entry.row(key)).collect()
    }

    /// A line per name that a `utm_source` may have and that no host tells.
    fn names(&self) -> Vec<Row> {
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
fn parameters(text: &str) -> Result<Vec<Row>, String> {
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
    let rows = table.into_iter().map(|(name, said)| Row::new(&name, said));
    Ok(rows.collect())
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

fn suffixes(text: &str) -> Result<Vec<Row>, String> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let mut suffixes = Vec::new();
    for suffix in lines.flat_map(str::split_ascii_whitespace) {
        // So much does `table.rs` know of endings.
        if !matches!(suffix.split_once('.'), None | Some(("co" | "com", _))) {
            return Err(format!(
                "{SUFFIXES}: {suffix} is neither one label nor co.… nor com.…"
            ));
        }
        suffixes.push(Row::new(suffix, String::new()));
    }
    Ok(suffixes)
}
