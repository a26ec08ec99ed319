//! Whether everything we build on may be used, and comes from where it should:
//! `deny.toml`'s lists, against every crate and every npm package.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use serde::Deserialize;
use serde_json::Value;
use spdx::{Expression, ParseMode};

use crate::shell::read;
use crate::workspace::Metadata;

/// `deny.toml`, as far as it is used here; `cargo deny` reads the rest too.
#[derive(Deserialize)]
struct Policy {
    licenses: Licenses,
    sources: Sources,
}

#[derive(Deserialize)]
struct Licenses {
    /// SPDX names; a licence with an exception is written whole.
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Sources {
    /// The registries that crates may come from.
    #[serde(rename = "allow-registry")]
    allow_registry: Vec<String>,
}

/// An npm package as `package-lock.json` has it.
#[derive(Deserialize)]
struct Package {
    license: Option<String>,
    resolved: Option<Value>,
    integrity: Option<Value>,
}

#[derive(Deserialize)]
struct Lock {
    /// By folder; the empty one is the project itself.
    packages: BTreeMap<String, Package>,
}

/// The step: every crate and every npm package.
pub fn check() -> anyhow::Result<()> {
    let text = String::from_utf8(read("deny.toml")?).context("deny.toml")?;
    let policy: Policy = toml::from_str(&text).context("deny.toml")?;
    let crates = Metadata::read()?.packages;
    let lock: Lock =
        serde_json::from_slice(&read("package-lock.json")?).context("package-lock.json")?;

    let mut complaints = Vec::new();
    for one in &crates {
        let name = format!("crate {} {}", one.name, one.version);
        policy.check_license(&name, one.license.as_deref(), &mut complaints);
        policy.check_source(&name, one.source.as_deref(), &mut complaints);
    }
    for (folder, package) in &lock.packages {
        if folder.is_empty() {
            continue;
        }
        policy.check_license(folder, package.license.as_deref(), &mut complaints);
        if package.resolved.is_some() {
            complaints.push(format!(
                "{folder}: package-lock.json names where it comes from; .npmrc should prevent that"
            ));
        }
        if package.integrity.is_none() {
            complaints.push(format!("{folder}: no checksum in package-lock.json"));
        }
    }
    if !complaints.is_empty() {
        bail!("{}", complaints.join("\n"));
    }
    println!(
        "{} crates and {} npm packages: every licence allowed, every source known",
        crates.len(),
        lock.packages.len() - 1
    );
    Ok(())
}

impl Policy {
    fn check_license(&self, name: &str, license: Option<&str>, complaints: &mut Vec<String>) {
        let Some(license) = license else {
            complaints.push(format!("{name}: says no licence"));
            return;
        };
        // Lax: old crates write `MIT/Apache-2.0`.
        match Expression::parse_mode(license, ParseMode::LAX) {
            Ok(expression) => {
                let allow = &self.licenses.allow;
                if !expression.evaluate(|one| allow.contains(&one.to_string())) {
                    complaints.push(format!(
                        "{name}: {license} is not among deny.toml's licences"
                    ));
                }
            }
            Err(error) => complaints.push(format!("{name}: {license}: {}", error.reason)),
        }
    }

    fn check_source(&self, name: &str, source: Option<&str>, complaints: &mut Vec<String>) {
        let Some(source) = source else { return };
        let registry = source.strip_prefix("registry+").unwrap_or(source);
        if !self
            .sources
            .allow_registry
            .iter()
            .any(|one| one == registry)
        {
            complaints.push(format!("{name}: comes from {source}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> Policy {
        let text = r#"
            [licenses]
            allow = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"]
            [sources]
            allow-registry = ["https://example.org/index"]
        "#;
        toml::from_str(text).unwrap()
    }

    #[test]
    fn a_licence_must_be_on_the_list() {
        for (license, allowed) in [
            (Some("MIT"), true),
            (Some("MIT/Apache-2.0"), true),
            (Some("GPL-3.0-only OR MIT"), true),
            (Some("Apache-2.0 WITH LLVM-exception"), true),
            (Some("GPL-3.0-only"), false),
            (Some("MIT AND GPL-3.0-only"), false),
            (Some("MIT WITH LLVM-exception"), false),
            (Some("ask me"), false),
            (None, false),
        ] {
            let mut complaints = Vec::new();
            policy().check_license("x", license, &mut complaints);
            assert_eq!(
                complaints.is_empty(),
                allowed,
                "{license:?}: {complaints:?}"
            );
        }
    }

    #[test]
    fn a_source_must_be_ours_or_on_the_list() {
        for (source, known) in [
            (None, true),
            (Some("registry+https://example.org/index"), true),
            (Some("registry+https://example.com/index"), false),
            (Some("git+https://example.org/index"), false),
        ] {
            let mut complaints = Vec::new();
            policy().check_source("x", source, &mut complaints);
            assert_eq!(complaints.is_empty(), known, "{source:?}");
        }
    }
}
