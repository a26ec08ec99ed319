//! Running other programs.

use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader, ErrorKind, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;

use anyhow::{Context as _, bail};

/// Runs a program to its end, its output going to the terminal.
pub fn run(command: &mut Command) -> anyhow::Result<()> {
    announce(command);
    let status = start(command)?.wait()?;
    if !status.success() {
        bail!("`{}` failed: {status}", words(command));
    }
    Ok(())
}

/// Runs a program and gives what it printed; says nothing unless it fails.
pub fn capture(command: &mut Command) -> anyhow::Result<String> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let output = start(command)?.wait_with_output()?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed: {}", words(command), complaint.trim_end());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// How a program ended whose output was watched.
pub struct Watched {
    /// Whether it ended with 0.
    pub success: bool,
    /// All that it printed, line by line, both of its outputs.
    pub output: String,
}

/// Runs a program, its output going to the terminal and being kept.
pub fn watch(command: &mut Command) -> anyhow::Result<Watched> {
    announce(command);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = start(command)?;
    let outputs = (child.stdout.take(), child.stderr.take());
    let output = thread::scope(|scope| {
        let stdout = scope.spawn(|| pass_on(outputs.0, std::io::stdout()));
        let stderr = scope.spawn(|| pass_on(outputs.1, std::io::stderr()));
        let kept = [stdout.join(), stderr.join()];
        kept.map(Result::unwrap_or_default).concat()
    });
    Ok(Watched {
        success: child.wait()?.success(),
        output,
    })
}

/// Starts a program, with an error that says what is missing when it is.
fn start(command: &mut Command) -> anyhow::Result<Child> {
    let child = command.stdin(Stdio::null()).spawn();
    child.map_err(|error| not_started(command, error))
}

/// Becomes a program, as the last thing to do: a signal meant for this process
/// reaches it, and nothing stays behind.
#[cfg(unix)]
pub fn become_program(command: &mut Command) -> anyhow::Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    let error = command.stdin(Stdio::null()).exec();
    Err(not_started(command, error))
}

/// Runs a program to its end, where a process cannot become another.
#[cfg(not(unix))]
pub fn become_program(command: &mut Command) -> anyhow::Result<ExitCode> {
    let ended_well = start(command)?.wait()?.success();
    Ok(if ended_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn not_started(command: &Command, error: io::Error) -> anyhow::Error {
    let program = command.get_program().to_string_lossy();
    if error.kind() == ErrorKind::NotFound {
        anyhow::anyhow!("{program} is not installed. {}", whence(&program))
    } else {
        anyhow::Error::new(error).context(format!("cannot start {program}"))
    }
}

/// The path of a program, looked up as the shell does.
pub fn find(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// Where a program comes from, for who lacks it.
fn whence(program: &str) -> &'static str {
    match program {
        "cargo" | "rustup" | "rustc" => "It comes with https://rustup.rs.",
        "node" | "npm" => "It comes with Node 20.19 or newer: https://nodejs.org/en/download",
        _ => "Is it on the PATH?",
    }
}

fn announce(command: &Command) {
    println!("$ {}", words(command));
}

fn words(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Copies line by line, so that two outputs on one terminal do not mix within
/// a line.
fn pass_on(from: Option<impl Read>, mut to: impl Write) -> String {
    let mut kept = String::new();
    let Some(from) = from else { return kept };
    let mut lines = BufReader::new(from);
    let mut line = Vec::new();
    while lines
        .read_until(b'\n', &mut line)
        .is_ok_and(|count| count > 0)
    {
        // A closed terminal is no reason to stop counting.
        let _ = to.write_all(&line).and_then(|()| to.flush());
        kept.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    kept
}

/// Reads a file, with its name in the error.
pub fn read(path: impl AsRef<std::path::Path>) -> anyhow::Result<Vec<u8>> {
    let path = path.as_ref();
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}
