//! How many tests a runner says it ran.

use std::ops::AddAssign;

/// Tests that passed and tests that did not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ran and held.
    pub passed: u32,
    /// Ran and did not hold, or did not come to an end.
    pub failed: u32,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The test runners in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runner {
    /// `cargo nextest run`.
    Nextest,
    /// `cargo test`, documentation tests too.
    CargoTest,
    /// `node --test`.
    Node,
}

impl Runner {
    /// Sums the summaries in what the runner printed.
    pub fn counts(self, output: &str) -> Counts {
        let mut counts = Counts::default();
        for line in output.lines().map(plain) {
            counts += match self {
                Self::Nextest => nextest(&line),
                Self::CargoTest => cargo_test(&line),
                Self::Node => node(&line),
            };
        }
        counts
    }
}

/// `Summary [ 0.1s] 5 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 0 skipped`
fn nextest(line: &str) -> Counts {
    let Some((head, results)) = line.split_once(" run: ") else {
        return Counts::default();
    };
    if !head.trim_start().starts_with("Summary [") {
        return Counts::default();
    }
    let results = || results.split(',').map(str::trim);
    Counts {
        passed: results().filter_map(|part| before(part, " passed")).sum(),
        failed: [" failed", " timed out", " exec failed"]
            .into_iter()
            .flat_map(|how| results().filter_map(move |part| before(part, how)))
            .sum(),
    }
}

/// `test result: ok. 4 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; …`
fn cargo_test(line: &str) -> Counts {
    let Some(results) = line.strip_prefix("test result: ") else {
        return Counts::default();
    };
    let count = |what| {
        let parts = results.split([';', '.']).map(str::trim);
        parts.filter_map(|part| before(part, what)).sum()
    };
    Counts {
        passed: count(" passed"),
        failed: count(" failed"),
    }
}

/// `# pass 3` in TAP, `ℹ pass 3` for people; likewise `fail` and `cancelled`.
fn node(line: &str) -> Counts {
    let mut words = line.split_ascii_whitespace();
    let (Some("#" | "ℹ"), Some(what), Some(count), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Counts::default();
    };
    let count = count.parse().unwrap_or_default();
    match what {
        "pass" => Counts {
            passed: count,
            failed: 0,
        },
        "fail" | "cancelled" => Counts {
            passed: 0,
            failed: count,
        },
        _ => Counts::default(),
    }
}

/// The number that stands before `what`: 3 in `3 passed (1 slow)`.
fn before(part: &str, what: &str) -> Option<u32> {
    let (count, _) = part.split_once(what)?;
    count.parse().ok()
}

/// A line without terminal colours (`ESC [ … m`).
fn plain(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u32, failed: u32) -> Counts {
        Counts { passed, failed }
    }

    #[test]
    fn reads_nextest() {
        let output = "
     Summary [   0.046s] 12 tests run: 12 passed, 0 skipped";
        assert_eq!(Runner::Nextest.counts(output), counts(12, 0));
        let output = "        PASS [   0.004s] telswap number::run: 7 passed
     Summary [   1.2s] 9/12 tests run: 5 passed (2 slow, 1 leaky), 2 failed, 1 timed out, 1 exec failed, 3 skipped";
        assert_eq!(Runner::Nextest.counts(output), counts(5, 4));
        let output = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.002s] \u{1b}[1m1\u{1b}[0m test run: \u{1b}[1m1\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m0\u{1b}[0m \u{1b}[33;1mskipped\u{1b}[0m";
        assert_eq!(Runner::Nextest.counts(output), counts(1, 0));
    }

    #[test]
    fn reads_cargo_test() {
        let output = "
test result: ok. 4 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests telswap
test result: FAILED. 1 passed; 2 failed; 7 ignored; 0 measured; 9 filtered out; finished in 1.50s";
        assert_eq!(Runner::CargoTest.counts(output), counts(5, 2));
    }

    #[test]
    fn reads_node() {
        let people = "✔ a test (3ms)\nℹ tests 5\nℹ suites 2\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\nℹ todo 0\nℹ duration_ms 12.5";
        assert_eq!(Runner::Node.counts(people), counts(3, 2));
        let tap =
            "# Subtest: pass 3\nok 1 - pass 3\n# pass 3\n# fail 0\n# cancelled 0\n# pass 4 more";
        assert_eq!(Runner::Node.counts(tap), counts(3, 0));
    }

    #[test]
    fn other_lines_are_no_counts() {
        for runner in [Runner::Nextest, Runner::CargoTest, Runner::Node] {
            assert_eq!(
                runner.counts("3 passed, 0 failed\npass 3\n"),
                Counts::default()
            );
        }
    }
}
