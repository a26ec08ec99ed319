//! The binary `telswap` as a process.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// A standard error that nobody reads any more.
fn unread() -> Stdio {
    let (_, writer) = std::io::pipe().unwrap();
    writer.into()
}

/// The exit code of `telswap` when nobody reads what it says is wrong.
pub fn telswap_unread(arguments: &[&str]) -> Option<i32> {
    let mut command = command();
    command.args(arguments).stdin(Stdio::null());
    let status = command.stdout(unread()).stderr(unread()).status().unwrap();
    status.code()
}

/// Runs `telswap` with `input` on its standard input.
pub fn telswap(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = command()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // On a thread: the output's pipe may be full before all input is read.
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// Runs `telswap check` on a config.
pub fn check(config: &Value, options: &[&str]) -> Output {
    let folder = Folder::with(config);
    let path = folder.site_json();
    telswap(&[&["check", &path], options].concat(), b"")
}

/// What it wrote.
pub fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

/// The JSON in each line of its standard output.
pub fn lines(output: &Output) -> Vec<Value> {
    let lines = text(&output.stdout).lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_telswap"));
    for name in [
        "TELSWAP_CALLS_TOKEN",
        "TELSWAP_PUBLIC_URL",
        "TELSWAP_TWILIO_AUTH_TOKEN",
    ] {
        command.env_remove(name);
    }
    command
}

/// A `site.json` and a database in a folder that ends with the test.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn with(config: &Value) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        std::fs::write(folder.path("site.json"), config.to_string()).unwrap();
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The path of the `site.json`, as an argument.
    pub fn site_json(&self) -> String {
        self.path("site.json").display().to_string()
    }
}

/// `telswap serve` as a process; it is killed at the end.
pub struct Serving {
    child: Child,
    log: PathBuf,
    pub address: SocketAddr,
}

impl Serving {
    /// Starts it and waits until it says that it is ready.
    pub fn start(folder: &Folder, arguments: &[&str]) -> Self {
        // A file, not a pipe: nobody reads a pipe while the server runs.
        let log = File::create(folder.path("log.txt")).unwrap();
        Self::logging_to(log.into(), folder, arguments)
    }

    /// With a log that nobody reads.
    pub fn unread(folder: &Folder) -> Self {
        Self::logging_to(unread(), folder, &[])
    }

    fn logging_to(stderr: Stdio, folder: &Folder, arguments: &[&str]) -> Self {
        let mut child = command()
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args([Path::new("--config"), &folder.path("site.json")])
            .arg("--database")
            .arg(format!("sqlite:{}", folder.path("telswap.db").display()))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .unwrap();
        let mut ready = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut ready)
            .unwrap();
        let log = folder.path("log.txt");
        let Some(address) = ready.trim().strip_prefix("telswap listens on http://") else {
            panic!(
                "not ready: {ready}{}",
                std::fs::read_to_string(log).unwrap()
            );
        };
        Self {
            address: address.parse().unwrap(),
            child,
            log,
        }
    }

    /// Ends it with SIGKILL.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Ends it with SIGTERM and gives its exit code and log.
    #[cfg(unix)]
    pub fn terminate(mut self) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").arg(&id).status().unwrap().success());
        let status = self.child.wait().unwrap();
        (status.code(), std::fs::read_to_string(&self.log).unwrap())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
