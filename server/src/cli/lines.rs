//! JSON lines in, JSON lines out, one for one, whatever comes.

use std::fs;
use std::io::{self, BufRead, Read, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{Failure, say};

/// Writes what `answer` makes of each line of standard input.
///
/// A line that cannot be read as `shape`, also for bytes that are no UTF-8, gets
/// an `{"error": …}` in its place, and the command ends with exit code 1.
pub(super) fn each_line<T: DeserializeOwned, A: Serialize>(
    shape: &str,
    answer: impl Fn(&T) -> A,
) -> Result<(), Failure> {
    let mut input = io::stdin().lock();
    let mut output = io::stdout().lock();
    let mut line = Vec::new();
    let mut all_well = true;
    for place in 1_u64.. {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        match serde_json::from_slice(&line) {
            Ok(request) => write_json(&mut output, &answer(&request))?,
            Err(error) => {
                all_well = false;
                let message = format!("a line has to be {shape}: {error}");
                say(format_args!("telswap: line {place}: {message}"));
                let error = json!({ "code": "malformed_line", "message": message });
                write_json(&mut output, &json!({ "error": error }))?;
            }
        }
    }
    if all_well { Ok(()) } else { Err(Failure::Said) }
}

/// Reads a whole file of JSON lines; `-` is standard input.
///
/// # Errors
/// All lines that are not of this `shape`, at once.
pub(super) fn read_lines<T: DeserializeOwned>(path: &Path, shape: &str) -> Result<Vec<T>, Failure> {
    let text = if path == Path::new("-") {
        let mut text = Vec::new();
        io::stdin().lock().read_to_end(&mut text)?;
        text
    } else {
        fs::read(path).map_err(|error| {
            Failure::Message(format!("{} cannot be read: {error}", path.display()))
        })?
    };
    let mut read = Vec::new();
    let mut wrong = Vec::new();
    for (index, line) in text.split(|byte| *byte == b'\n').enumerate() {
        match serde_json::from_slice(line) {
            _ if line.trim_ascii().is_empty() => {}
            Ok(line) => read.push(line),
            Err(error) => wrong.push(format!(
                "line {}: a line has to be {shape}: {error}",
                index + 1
            )),
        }
    }
    if wrong.is_empty() {
        Ok(read)
    } else {
        Err(Failure::Message(wrong.join("\n")))
    }
}

/// Writes one line of JSON.
pub(super) fn write_json(output: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    output.write_all(&line)
}
