//! The countries' calling codes and prefixes, as `src/number/country.rs` has them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::text::lines;

/// How a country's numbers are written, as the file says it and as the code does.
const FLAGS: [(&str, &str); 3] = [("bare", "BARE"), ("open", "OPEN"), ("operator", "OPERATOR")];

/// Rust's tables of all lines.
pub fn countries(text: &str) -> Result<String, String> {
    let mut short = Vec::new();
    let mut without = Vec::new();
    let mut other = Vec::new();
    let mut flagged = FLAGS.map(|_| Vec::new());
    let mut alone = String::new();
    let mut iso = String::new();
    let mut seen = BTreeSet::new();
    for (number, line) in lines(text) {
        let wrong = |what: &str| format!("countries.txt:{number}: {what}");
        let mut words = line.split(' ');
        let code = words.next().unwrap_or_default();
        let value: u16 = code.parse().map_err(|_| wrong("no calling code"))?;
        if !seen.insert(code.to_owned()) {
            return Err(wrong("this code is there twice"));
        }
        if code.len() < 3 {
            short.push(value);
        }
        match words.next().ok_or_else(|| wrong("no prefix"))? {
            "0" => {}
            "-" => without.push(value),
            trunks => {
                let trunks: Vec<&str> = trunks.split('/').collect();
                other.push(format!("({value}, &{trunks:?})"));
            }
        }
        let mut patterns = Vec::new();
        for word in words {
            if let Some(pattern) = word.strip_prefix('!') {
                if !pattern
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b'?')
                {
                    return Err(wrong("behind a ! are digits or ?"));
                }
                patterns.push(pattern);
                continue;
            }
            let flag = FLAGS.iter().position(|(name, _)| *name == word);
            if let Some(codes) = flag.and_then(|flag| flagged.get_mut(flag)) {
                codes.push(value);
            } else if word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase()) {
                if !seen.insert(word.to_owned()) {
                    return Err(wrong("this country is there twice"));
                }
                let _ = write!(iso, "{word}{code} ");
            } else {
                return Err(wrong("a country is two capital letters"));
            }
        }
        if !patterns.is_empty() {
            let _ = write!(alone, "{code}:{};", patterns.join(" "));
        }
    }
    let mut code = String::new();
    let _ = writeln!(code, "const SHORT_CODES: &[u16] = &{short:?};");
    let _ = writeln!(code, "const WITHOUT_TRUNK: &[u16] = &{without:?};");
    let _ = writeln!(
        code,
        "const OTHER_TRUNKS: &[(u16, &[&str])] = &[{}];",
        other.join(", ")
    );
    for ((_, name), codes) in FLAGS.iter().zip(flagged) {
        let _ = writeln!(code, "const {name}: &[u16] = &{codes:?};");
    }
    let _ = writeln!(code, "const ALONE: &str = {alone:?};");
    let _ = writeln!(code, "const ISO: &str = {:?};", iso.trim_end());
    Ok(code)
}
