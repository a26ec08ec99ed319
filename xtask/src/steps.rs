//! Named steps: each says what it is, and at its end how it went and how long it
//! took. [`Steps`] go on after a failure and are summed up at the end.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::counts::Counts;

/// Does a step of a command that ends with the first failure.
pub fn step(name: &str, step: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    let (result, took) = timed(name, step);
    let how = if result.is_ok() { "ok" } else { FAILED };
    println!("── {} ──", line(name, how, took));
    result
}

const FAILED: &str = "FAILED";

/// Does something under a heading.
fn timed<T>(name: &str, step: impl FnOnce() -> T) -> (T, Duration) {
    println!("\n── {name} ──");
    let start = Instant::now();
    let result = step();
    (result, start.elapsed())
}

fn line(name: &str, how: &str, took: Duration) -> String {
    format!("{name}: {how}, {:.1} s", took.as_secs_f32())
}

/// What a step has to say when it is through.
pub enum Verdict {
    /// A check that holds.
    Holds,
    /// A test runner's counts, and whether it ended well.
    Ran(Counts, bool),
}

/// The steps so far.
#[derive(Default)]
pub struct Steps {
    done: Vec<Done>,
}

struct Done {
    name: &'static str,
    took: Duration,
    counts: Counts,
    /// Why it failed, if it did.
    failure: Option<String>,
}

impl Steps {
    /// Does a step that holds or fails.
    pub fn check(&mut self, name: &'static str, step: impl FnOnce() -> anyhow::Result<()>) {
        self.run(name, || step().map(|()| Verdict::Holds));
    }

    /// Does a step.
    pub fn run(&mut self, name: &'static str, step: impl FnOnce() -> anyhow::Result<Verdict>) {
        let (result, took) = timed(name, step);
        let (counts, failure) = judge(result);
        let done = Done {
            name,
            took,
            counts,
            failure,
        };
        if let Some(failure) = done.failure() {
            println!("{failure}");
        }
        println!("── {} ──", done.line());
        self.done.push(done);
    }

    /// Tells how it went; the last line is `N passed, N failed`.
    pub fn finish(&self) -> ExitCode {
        println!("\n── all steps ──");
        for done in &self.done {
            println!("{}", done.line());
        }
        let failures = || self.done.iter().filter_map(Done::failure);
        for failure in failures() {
            println!("\n{failure}");
        }
        let mut sum = Counts::default();
        for done in &self.done {
            sum += done.counts;
        }
        println!("\n{} passed, {} failed", sum.passed, sum.failed);
        if failures().next().is_none() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

impl Done {
    fn line(&self) -> String {
        let how = match (&self.failure, self.counts) {
            (Some(_), _) => FAILED.to_owned(),
            (None, Counts { passed: 0, .. }) => "ok".to_owned(),
            (None, Counts { passed, .. }) => format!("ok, {passed} passed"),
        };
        line(self.name, &how, self.took)
    }

    fn failure(&self) -> Option<String> {
        let reason = self.failure.as_ref()?;
        Some(format!("FAILED: {}: {reason}", self.name))
    }
}

/// Counts of a step, and why it failed if it did. A failed step counts as at
/// least one failure, so that the sum never hides it.
fn judge(result: anyhow::Result<Verdict>) -> (Counts, Option<String>) {
    let (mut counts, failure) = match result {
        Ok(Verdict::Holds) => return (Counts::default(), None),
        Ok(Verdict::Ran(counts, ended_well)) => (counts, why_failed(counts, ended_well)),
        Err(error) => (Counts::default(), Some(format!("{error:#}"))),
    };
    if failure.is_some() {
        counts.failed = counts.failed.max(1);
    }
    (counts, failure)
}

/// A runner that ran nothing proves nothing.
fn why_failed(counts: Counts, ended_well: bool) -> Option<String> {
    match counts {
        Counts { failed: 1.., .. } => Some(format!("{} failed", counts.failed)),
        Counts { passed: 0, .. } => Some("no test ran".to_owned()),
        _ if !ended_well => Some("the runner failed, though its tests passed".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(passed: u32, failed: u32, ended_well: bool) -> (u32, u32, bool) {
        let (counts, failure) = judge(Ok(Verdict::Ran(Counts { passed, failed }, ended_well)));
        (counts.passed, counts.failed, failure.is_some())
    }

    #[test]
    fn a_run_is_good_when_something_ran_and_all_of_it_passed() {
        assert_eq!(judged(3, 0, true), (3, 0, false));
        assert_eq!(judged(3, 2, false), (3, 2, true));
        assert_eq!(judged(3, 2, true), (3, 2, true));
        assert_eq!(judged(3, 0, false), (3, 1, true));
        assert_eq!(judged(0, 0, true), (0, 1, true));
    }

    #[test]
    fn a_step_alone_passes_its_failure_on() {
        assert!(step("good", || Ok(())).is_ok());
        let failure = step("bad", || Err(anyhow::anyhow!("no"))).map_err(|error| error.to_string());
        assert_eq!(failure, Err("no".to_owned()));
    }

    #[test]
    fn a_step_says_how_long_it_took() {
        let took = Duration::from_millis(61_230);
        assert_eq!(line("build", "ok", took), "build: ok, 61.2 s");
    }

    #[test]
    fn a_failed_check_counts_as_one_failure() {
        let (counts, failure) = judge(Err(anyhow::anyhow!("no")));
        assert_eq!((counts.failed, failure.as_deref()), (1, Some("no")));
        assert!(judge(Ok(Verdict::Holds)).1.is_none());
    }
}
