//! Named steps that go on after a failure and are summed up at the end.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::counts::Counts;

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
        println!("\n── {name} ──");
        let start = Instant::now();
        let (counts, failure) = judge(step());
        let took = start.elapsed();
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
        let Self { name, counts, .. } = self;
        let seconds = self.took.as_secs_f32();
        let how = match (&self.failure, counts) {
            (Some(_), _) => "FAILED".to_owned(),
            (None, Counts { passed: 0, .. }) => "ok".to_owned(),
            (None, Counts { passed, .. }) => format!("ok, {passed} passed"),
        };
        format!("{name}: {how}, {seconds:.1} s")
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
    fn a_failed_check_counts_as_one_failure() {
        let (counts, failure) = judge(Err(anyhow::anyhow!("no")));
        assert_eq!((counts.failed, failure.as_deref()), (1, Some("no")));
        assert!(judge(Ok(Verdict::Holds)).1.is_none());
    }
}
