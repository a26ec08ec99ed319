//! `cargo xtask test`: everything that has to hold.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::Context as _;

use crate::counts::Runner;
use crate::shell::{capture, run, watch};
use crate::steps::{Steps, Verdict};
use crate::workspace::ALL;
use crate::{build, licences, server, setup, sizes};

/// The command: goes through all steps, whatever fails on the way.
pub fn command() -> anyhow::Result<ExitCode> {
    let mut steps = Steps::default();
    steps.check("set-up", setup::for_test);
    steps.check("format", || run(&mut cargo("fmt --all --check")));
    steps.check("licences", licences::check);
    steps.check("clippy", || {
        run(&mut cargo(
            "clippy --locked --workspace --all-targets --all-features -- --deny warnings",
        ))
    });
    steps.check("clippy for WASM", || {
        for face in ["telswap-browser", "telswap-npm"] {
            run(
                cargo("clippy --locked --target wasm32-unknown-unknown").args([
                    "--package",
                    face,
                    "--",
                    "--deny",
                    "warnings",
                ]),
            )?;
        }
        Ok(())
    });
    steps.check("build", build::dist);
    steps.run("Rust tests", || rust_tests(ALL));
    steps.run("xtask tests", || rust_tests("--package xtask"));
    steps.run("Rust examples in the documentation", || {
        let mut doc = cargo(&format!("test --locked {ALL} --no-fail-fast --doc"));
        count(Runner::CargoTest, &mut doc)
    });
    steps.check("documentation", || {
        let mut doc = cargo(&format!("doc --locked --no-deps {ALL}"));
        run(doc.env("RUSTDOCFLAGS", "--deny warnings"))
    });
    steps.run("npm package", || node_tests("tests/npm"));
    steps.check("server", server::build_for_tests);
    steps.run("consent strings", || node_tests("tests/consent"));
    steps.run("browsers", || node_tests("tests/e2e"));
    steps.check("sizes", sizes::check);
    Ok(steps.finish())
}

fn rust_tests(packages: &str) -> anyhow::Result<Verdict> {
    let nextest = capture(Command::new("cargo").args(["nextest", "--version"])).is_ok();
    let (runner, run) = if nextest {
        (Runner::Nextest, "nextest run")
    } else {
        (
            Runner::CargoTest,
            "test --lib --bins --tests --examples --benches",
        )
    };
    let command = format!("{run} --locked {packages} --no-fail-fast");
    count(runner, &mut cargo(&command))
}

/// Runs a folder's `*.test.mjs`, one file after the other: each of them may
/// start browsers, and a machine with two cores has no room for more.
fn node_tests(folder: &str) -> anyhow::Result<Verdict> {
    let mut files = std::fs::read_dir(folder)
        .with_context(|| folder.to_owned())?
        .map(|entry| Ok(entry?.path()))
        .collect::<anyhow::Result<Vec<PathBuf>>>()?;
    files.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]);
    // A file that hangs is a failure, not an endless run.
    node.arg("--test-timeout=600000");
    count(Runner::Node, node.args(files))
}

fn count(runner: Runner, command: &mut Command) -> anyhow::Result<Verdict> {
    let ran = watch(command)?;
    Ok(Verdict::Ran(runner.counts(&ran.output), ran.success))
}

fn cargo(words: &str) -> Command {
    let mut command = Command::new("cargo");
    command.args(words.split(' '));
    command
}
