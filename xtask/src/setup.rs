//! What the commands need, installed where it is missing.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::shell::{capture, find, run};

const WASM: &str = "wasm32-unknown-unknown";
const BROWSERS: [Browser; 2] = [
    Browser {
        package: "chromium",
        programs: &["chromium", "chromium-browser", "google-chrome"],
    },
    Browser {
        package: "firefox-esr",
        programs: &["firefox-esr", "firefox"],
    },
];

/// A browser as the system's packages bring it.
struct Browser {
    /// Debian's package.
    package: &'static str,
    /// The names its program goes by; the end-to-end harness looks for the same.
    programs: &'static [&'static str],
}

/// For building: the WASM target and the npm packages.
pub fn for_build() -> anyhow::Result<()> {
    wasm_target()?;
    npm_packages()
}

/// For testing: the browsers, rustfmt and clippy too.
pub fn for_test() -> anyhow::Result<()> {
    for_build()?;
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        // rustup puts every `cargo-…` there, but only an installed one answers.
        if capture(Command::new("cargo").args([command, "--version"])).is_err() {
            run(Command::new("rustup").args(["component", "add", component]))?;
        }
    }
    browsers()
}

fn wasm_target() -> anyhow::Result<()> {
    let sysroot = capture(Command::new("rustc").args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib").join(WASM);
    if library.exists() {
        return Ok(());
    }
    run(Command::new("rustup").args(["target", "add", WASM]))
        .with_context(|| format!("the snippet is built for Rust's target {WASM}"))
}

fn npm_packages() -> anyhow::Result<()> {
    let node = capture(Command::new("node").arg("--version"))?;
    if !new_enough(&node) {
        bail!(
            "Node 20.19 or newer is needed, this is {}: https://nodejs.org/en/download",
            node.trim()
        );
    }
    // The lock file as it was when the packages were last installed whole.
    let stamp = Path::new("node_modules/.installed-package-lock.json");
    let lock = crate::shell::read("package-lock.json")?;
    if fs::read(stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    fs::write(stamp, lock).context("node_modules")
}

/// Whether `node --version` says 20.19 or newer, as Vite asks for.
fn new_enough(version: &str) -> bool {
    let mut parts = version.trim().trim_start_matches('v').split('.');
    let mut part = || parts.next()?.parse::<u32>().ok();
    part()
        .zip(part())
        .is_some_and(|version| version >= (20, 19))
}

fn browsers() -> anyhow::Result<()> {
    let missing = missing_browsers();
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "the end-to-end tests need real browsers; please install {0} (on Debian: apt-get install {0})",
        missing.join(" ")
    );
    if find("apt-get").is_none() || !is_root()? {
        bail!("{by_hand}");
    }
    run(apt_get().arg("update")).context(by_hand.clone())?;
    let install = ["install", "--yes", "--no-install-recommends"];
    run(apt_get().args(install).args(&missing)).context(by_hand.clone())?;
    // Ubuntu's packages of these names only point to a shop.
    if !missing_browsers().is_empty() {
        bail!("{by_hand}");
    }
    Ok(())
}

fn missing_browsers() -> Vec<&'static str> {
    BROWSERS
        .iter()
        .filter(|browser| browser.programs.iter().all(|name| find(name).is_none()))
        .map(|browser| browser.package)
        .collect()
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root() -> anyhow::Result<bool> {
    Ok(capture(Command::new("id").arg("-u"))?.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_old_node_from_new() {
        for (version, enough) in [
            ("v18.19.0\n", false),
            ("v20.18.1", false),
            ("v20.19.0", true),
            ("v22.1.0", true),
            ("v100.0.0", true),
            ("", false),
            ("v20", false),
        ] {
            assert_eq!(new_enough(version), enough, "{version}");
        }
    }
}
