//! From a crate of the workspace to a small WASM module and its JavaScript.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use wasm_bindgen_cli_support::{Bindgen, EncodeInto};

use crate::glue::Renamed;
use crate::integrity;
use crate::shell::run;
use crate::shrink::{forget_paths, trap_on_panic};

/// What rustc emits for the target today and every browser of the last years
/// runs. Named one by one: with all features, wasm-opt writes modules that Node
/// 20 refuses. (The last one only says how a table's index is written.)
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-call-indirect-overlong",
];

/// A WASM face of the core and where it goes.
pub struct Face<'a> {
    /// The crate.
    pub package: &'a str,
    /// Its features, besides the default ones.
    pub features: &'a [&'a str],
    /// What its files are called: `name.js` and `name.wasm`.
    pub name: &'a str,
    /// The folder they are written to.
    pub folder: &'a Path,
    /// The JavaScript module that is published, if not the glue as it is; it
    /// imports the glue as `./glue.js`, may use its internals, and has
    /// `<integrity>` where the module's hash is to stand.
    pub entry: Option<&'a str>,
}

impl Face<'_> {
    /// Builds the crate and writes its module and glue.
    pub fn build(&self, target_directory: &Path) -> anyhow::Result<()> {
        let module = self.compile(target_directory)?;
        let work = target_directory.join("xtask");
        let renamed = self.bind(&module, &work)?;
        self.shrink_module(&work)?;
        self.shrink_glue(&work, &renamed)
    }

    /// One crate at a time: built together, the core would get the features
    /// that any of them asks for.
    fn compile(&self, target_directory: &Path) -> anyhow::Result<PathBuf> {
        run(Command::new("cargo")
            .args(["build", "--locked", "--profile", "wasm"])
            .args(["--target", "wasm32-unknown-unknown"])
            .args(["--package", self.package])
            .args(["--features", &self.features.join(",")]))?;
        let library = self.package.replace('-', "_") + ".wasm";
        let folder = target_directory.join("wasm32-unknown-unknown/wasm");
        Ok(folder.join(library))
    }

    /// wasm-bindgen as a library: its version is Cargo.lock's. Gives what
    /// was renamed in the module, for the glue.
    fn bind(&self, module: &Path, work: &Path) -> anyhow::Result<Renamed> {
        println!("wasm-bindgen: {}", self.name);
        let mut bound = Bindgen::new()
            .input_path(module)
            .out_name(self.name)
            .web(true)?
            .typescript(false)
            // Without it `init()` would not know where the module is.
            .omit_default_module_path(false)
            .encode_into(EncodeInto::Always)
            .remove_name_section(true)
            .remove_producers_section(true)
            .generate_output()
            .with_context(|| format!("wasm-bindgen on {}", module.display()))?;
        trap_on_panic(bound.wasm_mut());
        forget_paths(bound.wasm_mut());
        let renamed = Renamed::within(bound.wasm_mut());
        bound.emit(work)?;
        Ok(renamed)
    }

    fn shrink_module(&self, work: &Path) -> anyhow::Result<()> {
        run(Command::new("node")
            .arg("node_modules/binaryen/bin/wasm-opt")
            .arg(work.join(format!("{}_bg.wasm", self.name)))
            // Flat code with its loops found anew shrinks better.
            .args(["--flatten", "--rereloop", "-Oz", "-Oz"])
            // True of what rustc links: the stack lies in low memory and never
            // grows down to its last kilobyte, and memory starts out empty.
            .args(["--low-memory-unused", "--zero-filled-memory"])
            .arg("--strip-target-features")
            .args(FEATURES)
            .arg("-o")
            .arg(self.module()))
    }

    /// The module that is published.
    fn module(&self) -> PathBuf {
        self.folder.join(format!("{}.wasm", self.name))
    }

    fn shrink_glue(&self, work: &Path, renamed: &Renamed) -> anyhow::Result<()> {
        let glue = work.join(format!("{}.js", self.name));
        let text = fs::read_to_string(&glue).context("wasm-bindgen's glue")?;
        let text = text.replace(
            &format!("{}_bg.wasm", self.name),
            &format!("{}.wasm", self.name),
        );
        let glue_text = renamed.apply(&text)?;
        // Bundled: the glue imports the crate's own JavaScript. What the entry
        // does not ask for is left out.
        let entry = match self.entry {
            Some(entry) => {
                let internals = "export { __wbg_finalize_init, __wbg_get_imports };";
                fs::write(&glue, format!("{glue_text}{internals}"))?;
                let text = fs::read_to_string(entry).with_context(|| entry.to_owned())?;
                let text = text
                    .replace("./glue.js", &format!("./{}.js", self.name))
                    .replace("<integrity>", &integrity::of(&self.module())?);
                let copied = work.join(format!("{}-entry.js", self.name));
                fs::write(&copied, text)?;
                copied
            }
            None => {
                fs::write(&glue, glue_text)?;
                glue
            }
        };
        let written = self.folder.join(format!("{}.js", self.name));
        bundle(&entry, &written, true)
    }
}

/// Writes a script and all that it imports into one file, as small as it can be for
/// browsers of 2022 on: all of them have the WASM features above. esbuild puts it
/// together, and terser finds more to leave out.
pub fn bundle(from: &Path, to: &Path, is_module: bool) -> anyhow::Result<()> {
    let format = if is_module { "esm" } else { "iife" };
    run(Command::new("node")
        .arg("node_modules/esbuild/bin/esbuild")
        .arg(from)
        .arg(format!("--outfile={}", to.display()))
        .arg(format!("--format={format}"))
        .args(["--bundle", "--minify", "--target=es2022", "--charset=utf8"])
        .args(["--legal-comments=none", "--log-level=warning"]))?;
    let mut terser = Command::new("node");
    terser
        .arg("node_modules/terser/bin/terser")
        .arg(to)
        .args(["--compress", "passes=3", "--mangle"])
        .args(["--ecma", "2022", "--comments", "false"]);
    if is_module {
        terser.arg("--module");
    }
    run(terser.arg("--output").arg(to))
}
