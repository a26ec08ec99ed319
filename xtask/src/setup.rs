//! What the commands need, installed where it is missing.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::shell::{capture, find, run};

const WASM: &str = "wasm32-unknown-unknown";
const BROWSERS: [Needed; 4] = [
    Needed {
        debian: "chromium",
        ubuntu: "chromium-browser",
        programs: &["chromium", "chromium-browser", "google-chrome"],
        asked: "--version",
    },
    Needed {
        debian: "firefox-esr",
        ubuntu: "firefox",
        programs: &["firefox-esr", "firefox"],
        asked: "--version",
    },
    Needed {
        debian: "webkit2gtk-driver",
        ubuntu: "webkit2gtk-driver",
        programs: &["WebKitWebDriver"],
        asked: "--help",
    },
    // The screen that WebKit's browser wants.
    Needed {
        debian: "xvfb",
        ubuntu: "xvfb",
        programs: &["Xvfb"],
        asked: "-help",
    },
];

/// A browser, or what one needs, as the system's packages bring it.
struct Needed {
    /// Debian's package.
    debian: &'static str,
    /// Ubuntu's package; for Chromium and Firefox it fetches a snap.
    ubuntu: &'static str,
    /// The names its program goes by; the end-to-end harness looks for the same.
    programs: &'static [&'static str],
    /// What the program answers to.
    asked: &'static str,
}

impl Needed {
    /// Whether one of its programs runs. Being there is not enough: without its
    /// snap, Ubuntu's only says what is missing.
    fn is_missing(&self) -> bool {
        let runs = |name: &&str| {
            find(name).is_some() && capture(Command::new(name).arg(self.asked)).is_ok()
        };
        !self.programs.iter().any(runs)
    }

    fn package(&self, system: System) -> &'static str {
        match system {
            System::Ubuntu => self.ubuntu,
            System::Debian => self.debian,
        }
    }
}

/// Whose names packages have.
#[derive(Clone, Copy, Debug, PartialEq)]
enum System {
    Debian,
    Ubuntu,
}

impl System {
    /// From `/etc/os-release`
    /// (<https://www.freedesktop.org/software/systemd/man/latest/os-release.html>).
    fn of(os_release: &str) -> Self {
        let ids = os_release.lines().filter_map(|line| line.split_once('='));
        let mut ids = ids.filter(|(key, _)| matches!(*key, "ID" | "ID_LIKE"));
        if ids.any(|(_, ids)| ids.trim_matches('"').split(' ').any(|id| id == "ubuntu")) {
            Self::Ubuntu
        } else {
            Self::Debian
        }
    }
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

/// For measuring in a browser: what is built, and the browsers.
pub fn for_bench() -> anyhow::Result<()> {
    for_build()?;
    browsers()
}

fn wasm_target() -> anyhow::Result<()> {
    let sysroot = capture(Command::new("rustc").args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib").join(WASM);
    if library.exists() {
        return Ok(());
    }
    run(Command::new("rustup").args(["target", "add", WASM]))
        .with_context(|| format!("the engine is built for Rust's target {WASM}"))
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
    let system = System::of(&fs::read_to_string("/etc/os-release").unwrap_or_default());
    let missing = missing_browsers(system);
    if missing.is_empty() {
        return Ok(());
    }
    if find("apt-get").is_none() || !is_root()? {
        bail!("{}", by_hand(system, &missing));
    }
    let install = ["install", "--yes", "--no-install-recommends"];
    run(apt_get().arg("update"))
        .and_then(|()| run(apt_get().args(install).args(&missing)))
        .with_context(|| by_hand(system, &missing))?;
    let missing = missing_browsers(system);
    if !missing.is_empty() {
        bail!("{}", by_hand(system, &missing));
    }
    Ok(())
}

fn by_hand(system: System, missing: &[&str]) -> String {
    let packages = missing.join(" ");
    let how = match system {
        System::Debian => format!("on Debian: apt-get install {packages}"),
        System::Ubuntu => {
            format!(
                "on Ubuntu: apt-get install {packages}; Chromium and Firefox come as snaps and need snapd running"
            )
        }
    };
    format!("the end-to-end tests need real browsers; please install {packages} ({how})")
}

fn missing_browsers(system: System) -> Vec<&'static str> {
    let missing = BROWSERS.iter().filter(|needed| needed.is_missing());
    missing.map(|needed| needed.package(system)).collect()
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

    #[test]
    fn tells_ubuntu_from_debian() {
        for (os_release, system) in [
            ("ID=debian\n", System::Debian),
            (
                "NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n",
                System::Ubuntu,
            ),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", System::Ubuntu),
            ("ID=fedora\nVARIANT=ubuntu\n", System::Debian),
            ("", System::Debian),
        ] {
            assert_eq!(System::of(os_release), system, "{os_release}");
        }
    }
}
