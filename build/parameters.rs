//! `parameters.txt`: the parameters of a landing URL.

use std::collections::BTreeMap;

use crate::PARAMETERS;
use crate::tables::Row;
use crate::text::{letter, lines};

/// What campaign parameters say, each with the letter that `parameters.rs`
/// reads.
const FIELDS: [(&str, char); 9] = [
    ("source", 'A'),
    ("medium", 'B'),
    ("campaign", 'C'),
    ("term", 'D'),
    ("content", 'E'),
    ("piano-medium", 'F'),
    ("piano-campaign", 'G'),
    ("piano-platform", 'H'),
    ("hubspot-network", 'I'),
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

/// A line per parameter: its name, and a field and its rank, or what a click id
/// says and its network.
pub fn parameters(text: &str) -> Result<Vec<Row>, String> {
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
