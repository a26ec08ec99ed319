//! What wasm-opt cannot know: which code never has to run, and which names
//! nobody reads.

use std::collections::HashMap;

use walrus::ir::Unreachable;
use walrus::{FunctionKind, Module};

/// Functions of the standard library that only ever panic.
const PANICS: [&str; 8] = [
    "::panicking::panic",
    "::panic_already_",
    "::slice_index_fail",
    "::slice_error_fail",
    "::expect_failed",
    "::unwrap_failed",
    "::raw_vec::handle_error",
    "::raw_vec::capacity_overflow",
];

/// Makes panics trap at once.
///
/// Here a panic traps in any case (`panic = "abort"`), after having formatted a
/// message that goes nowhere, for there is no standard error in a browser.
/// Without this the formatting is most of what a small module consists of.
pub fn trap_on_panic(module: &mut Module) {
    for function in module.funcs.iter_mut() {
        let name = function.name.as_deref().unwrap_or_default();
        // Demangled, with or without the crate's hash: `core[c593…]::panicking::…`.
        let standard = name.starts_with("core") || name.starts_with("alloc");
        let panics = standard && PANICS.iter().any(|panic| name.contains(panic));
        if let (FunctionKind::Local(function), true) = (&mut function.kind, panics) {
            let entry = function.entry_block();
            let body = &mut function.block_mut(entry).instrs;
            body.clear();
            body.push((Unreachable {}.into(), Default::default()));
        }
    }
}

/// Blanks the paths of source files, which only panic messages name: nobody reads
/// them, and some are this machine's own.
pub fn forget_paths(module: &mut Module) {
    let cargo = std::env::var("CARGO_HOME").ok();
    let home = std::env::var("HOME").unwrap_or_default();
    let starts = [
        "/rustc/".to_owned(),
        format!("{home}/.rustup/"),
        format!("{}/registry/", cargo.unwrap_or(format!("{home}/.cargo"))),
    ];
    let segments: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for segment in segments {
        let bytes = &mut module.data.get_mut(segment).value;
        for start in &starts {
            blank_from_to(bytes, start.as_bytes(), b".rs");
        }
    }
}

/// Zeroes every stretch that begins with `start` and ends with the next `end`.
fn blank_from_to(bytes: &mut [u8], start: &[u8], end: &[u8]) {
    let find = |bytes: &[u8], what: &[u8], from: usize| {
        let rest = bytes.get(from..)?;
        Some(from + rest.windows(what.len()).position(|window| window == what)?)
    };
    let mut from = 0;
    while let Some(first) = find(bytes, start, from) {
        let Some(last) = find(bytes, end, first) else {
            return;
        };
        from = last + end.len();
        bytes
            .iter_mut()
            .take(from)
            .skip(first)
            .for_each(|byte| *byte = 0);
    }
}

/// Gives the imports and exports that only the glue knows short names, and says
/// what became of which.
///
/// Their own are long and end in a hash, which does not compress.
pub fn shorten_names(module: &mut Module) -> HashMap<String, String> {
    let mut short = HashMap::new();
    let mut shorten = |name: &mut String| {
        // Such a name stands for nothing else in the glue.
        if name.starts_with("__wb") || name.contains("__convert__") {
            let next = format!("${}", short.len());
            *name = short.entry(name.clone()).or_insert(next).clone();
        }
    };
    module
        .imports
        .iter_mut()
        .for_each(|import| shorten(&mut import.name));
    module
        .exports
        .iter_mut()
        .for_each(|export| shorten(&mut export.name));
    short
}

/// The glue with its names shortened.
pub fn with_short_names(glue: &str, short: &HashMap<String, String>) -> String {
    let in_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut text = String::with_capacity(glue.len());
    let mut rest = glue;
    while !rest.is_empty() {
        let end = rest.find(|c| !in_name(c)).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        text.push_str(short.get(name).map_or(name, String::as_str));
        let end = after.find(in_name).unwrap_or(after.len());
        let (between, after) = after.split_at(end);
        text.push_str(between);
        rest = after;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_are_blanked() {
        let mut bytes = *b"co.rs/rustc/1/cell.rspool/rustc/2/vec.rs!";
        blank_from_to(&mut bytes, b"/rustc/", b".rs");
        let expected = *b"co.rs\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0pool\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0!";
        assert_eq!(bytes, expected);
    }

    #[test]
    fn only_whole_names_are_shortened() {
        let short = HashMap::from([("__wbg_then_1".to_owned(), "$0".to_owned())]);
        let glue = "wasm.__wbg_then_1(a), __wbg_then_12, x.__wbg_then_1";
        let expected = "wasm.$0(a), __wbg_then_12, x.$0";
        assert_eq!(with_short_names(glue, &short), expected);
    }
}
