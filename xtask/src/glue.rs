//! Between a module and its glue: what wasm-bindgen names at length for nobody.

use std::collections::{BTreeSet, HashMap};

use anyhow::{Context as _, ensure};
use walrus::Module;

/// Where wasm-bindgen puts the crate's own JavaScript.
const SNIPPETS: &str = "./snippets/";

/// Where the glue says what the module imports from it.
const IMPORTS: &str = "    const import0 = {";

/// What was renamed in a module, so that its glue can follow.
pub struct Renamed {
    /// Long name → short name.
    short: HashMap<String, String>,
    direct: Vec<Direct>,
}

/// A function of the crate's own JavaScript that the module calls as it is.
struct Direct {
    file: String,
    name: String,
    short: String,
}

impl Renamed {
    /// Renames what only the glue knows.
    pub fn within(module: &mut Module) -> Self {
        let direct = gather_imports(module);
        let short = shorten_names(module);
        Self { short, direct }
    }

    /// The glue with the same names as the module.
    pub fn apply(&self, glue: &str) -> anyhow::Result<String> {
        let glue = with_whole_texts(glue)?;
        let glue = with_short_names(&glue, &self.short);
        if self.direct.is_empty() {
            return Ok(glue);
        }
        with_gathered(&glue, &self.direct)
    }
}

/// Imports functions of the crate's own files from where all others are imported
/// from: wasm-bindgen names the file each time, with a hash, and needs its
/// namespace as an object.
fn gather_imports(module: &mut Module) -> Vec<Direct> {
    let Some(glue) = glue_of(module) else {
        return Vec::new();
    };
    let own = module.imports.iter_mut();
    own.filter(|import| import.module.starts_with(SNIPPETS))
        .enumerate()
        .map(|(place, import)| {
            let short = format!("$_{place}");
            Direct {
                file: std::mem::replace(&mut import.module, glue.clone()),
                name: std::mem::replace(&mut import.name, short.clone()),
                short,
            }
        })
        .collect()
}

/// What a module calls its glue, if it imports anything from it.
fn glue_of(module: &Module) -> Option<String> {
    let mut files = module.imports.iter().map(|import| &import.module);
    files.find(|file| !file.starts_with(SNIPPETS)).cloned()
}

/// The glue that offers those functions there, and no longer as namespaces. An
/// error when it is not written as expected: other versions of wasm-bindgen may
/// write it in another way.
fn with_gathered(glue: &str, direct: &[Direct]) -> anyhow::Result<String> {
    let mut text = String::with_capacity(glue.len());
    for Direct { file, name, short } in direct {
        text += &format!("import {{ {name} as {short} }} from {file:?};\n");
    }
    let (mut imported, mut offered) = (BTreeSet::new(), BTreeSet::new());
    let mut places = 0;
    for line in glue.lines() {
        if let Some(namespace) = imported_namespace(line) {
            imported.insert(namespace);
            continue;
        }
        if let Some(namespace) = offered_namespace(line) {
            offered.insert(namespace);
            continue;
        }
        text += &format!("{line}\n");
        if line == IMPORTS {
            places += 1;
            for Direct { short, .. } in direct {
                text += &format!("{short},\n");
            }
        }
    }
    ensure!(places == 1, "the glue has {places} lines {IMPORTS:?}");
    ensure!(
        imported == offered,
        "the glue imports {imported:?} and offers {offered:?}"
    );
    let files: BTreeSet<&str> = imported.iter().map(|namespace| namespace.file).collect();
    let direct: BTreeSet<&str> = direct.iter().map(|direct| direct.file.as_str()).collect();
    ensure!(
        files == direct,
        "the glue imports {files:?}, the module {direct:?}"
    );
    // For the entry, which ties their ends to the module's.
    for file in files {
        text += &format!("export * from {file:?};\n");
    }
    Ok(text)
}

/// A namespace of the crate's own JavaScript, as the glue names it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Namespace<'a> {
    file: &'a str,
    name: &'a str,
}

/// `import * as import1 from "./snippets/…"`
fn imported_namespace(line: &str) -> Option<Namespace<'_>> {
    let (name, from) = line.strip_prefix("import * as ")?.split_once(" from ")?;
    let file = own_file(from.trim_end_matches(';'))?;
    Some(Namespace { file, name })
}

/// `        "./snippets/…": import1,`
fn offered_namespace(line: &str) -> Option<Namespace<'_>> {
    let (file, name) = line.trim().strip_suffix(',')?.split_once(": ")?;
    let file = own_file(file)?;
    Some(Namespace { file, name })
}

fn own_file(quoted: &str) -> Option<&str> {
    let file = quoted.strip_prefix('"')?.strip_suffix('"')?;
    file.starts_with(SNIPPETS).then_some(file)
}

/// Gives the imports and exports that only the glue knows short names, and says
/// what became of which.
///
/// Their own are long and end in a hash, which does not compress.
fn shorten_names(module: &mut Module) -> HashMap<String, String> {
    let mut short = HashMap::new();
    let mut shorten = |name: &mut String| {
        // Such a name stands for nothing else in the glue.
        let begins = |start| name.starts_with(start);
        if begins("__wb") || begins("__externref") || name.contains("__convert__") {
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

/// How a text gets into the module's memory, as wasm-bindgen begins it.
const PASS_TEXT: &str = "function passStringToWasm0(arg, malloc, realloc) {";

/// The same, by the browser alone: wasm-bindgen goes through what is ASCII sign by
/// sign, which takes longer for a page's text than all that is done with it.
const PASS_WHOLE_TEXT: &str = "function passStringToWasm0(arg, malloc, realloc) {
    WASM_VECTOR_LEN = 0;
    // Nothing lies somewhere too, where the allocator is not asked for it.
    if (!arg) return 1;
    const most = arg.length * 3;
    const at = malloc(most, 1) >>> 0;
    const room = getUint8ArrayMemory0().subarray(at, at + most);
    WASM_VECTOR_LEN = cachedTextEncoder.encodeInto(arg, room).written;
    return realloc(at, most, WASM_VECTOR_LEN, 1) >>> 0;
}";

/// The glue that passes texts whole. An error when it is not written as expected.
fn with_whole_texts(glue: &str) -> anyhow::Result<String> {
    let Some((before, function)) = glue.split_once(PASS_TEXT) else {
        return Ok(glue.to_owned());
    };
    let (old, after) = function
        .split_once("\n}\n")
        .context("the glue's way to pass a text has no end")?;
    ensure!(
        old.contains("cachedTextEncoder.encodeInto(") && old.contains("getUint8ArrayMemory0()"),
        "the glue passes texts in another way than expected"
    );
    Ok(format!("{before}{PASS_WHOLE_TEXT}\n{after}"))
}

/// The glue with its names shortened.
fn with_short_names(glue: &str, short: &HashMap<String, String>) -> String {
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
    fn only_whole_names_are_shortened() {
        let short = HashMap::from([("__wbg_then_1".to_owned(), "$0".to_owned())]);
        let glue = "wasm.__wbg_then_1(a), __wbg_then_12, x.__wbg_then_1";
        let expected = "wasm.$0(a), __wbg_then_12, x.$0";
        assert_eq!(with_short_names(glue, &short), expected);
    }

    #[test]
    fn texts_are_passed_whole() {
        let glue = |body: &str| format!("a();\n{PASS_TEXT}\n{body}\n}}\nb();\n");
        let known = glue("getUint8ArrayMemory0(); cachedTextEncoder.encodeInto(arg, view);");
        let expected = format!("a();\n{PASS_WHOLE_TEXT}\nb();\n");
        assert_eq!(with_whole_texts(&known).unwrap(), expected);
        assert_eq!(with_whole_texts("a();").unwrap(), "a();");
        assert!(with_whole_texts(&glue("other();")).is_err());
        assert!(with_whole_texts(PASS_TEXT).is_err());
    }

    const GLUE: &str = "import * as import1 from \"./snippets/x-1/src/io.js\"\n\
        import * as other from \"./other.js\"\n\
        f();\n    const import0 = {\n    };\n        \"./snippets/x-1/src/io.js\": import1,\n";

    fn gathered(glue: &str) -> anyhow::Result<String> {
        let direct = [Direct {
            file: "./snippets/x-1/src/io.js".to_owned(),
            name: "load".to_owned(),
            short: "$_0".to_owned(),
        }];
        with_gathered(glue, &direct)
    }

    #[test]
    fn own_functions_are_imported_with_the_others() {
        let expected = "import { load as $_0 } from \"./snippets/x-1/src/io.js\";\n\
                        import * as other from \"./other.js\"\n\
                        f();\n    const import0 = {\n$_0,\n    };\n\
                        export * from \"./snippets/x-1/src/io.js\";\n";
        assert_eq!(gathered(GLUE).unwrap(), expected);
    }

    #[test]
    fn glue_of_another_kind_is_an_error() {
        for (from, to) in [
            ("    const import0 = {\n", "    const import0 = {};\n"),
            ("f();\n", "    const import0 = {\n"),
            (": import1", ": import2"),
            (": import1,", ": import1, more"),
            ("import * as import1 from", "import { a } from"),
            ("io.js", "page.js"),
        ] {
            assert!(gathered(&GLUE.replace(from, to)).is_err(), "{from}");
        }
    }
}
