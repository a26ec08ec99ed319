//! What wasm-opt cannot know: which code never has to run, and which texts nobody
//! reads.

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
}
