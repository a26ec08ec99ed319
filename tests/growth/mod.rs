//! How the time for a text grows with its length, whatever machine it is.

use std::time::{Duration, Instant};

/// How often the small text goes into the large one.
const TIMES: u32 = 8;

/// How much longer the large text may take than as much work on small ones.
/// What is linear takes about as long, and what is quadratic [`TIMES`] times.
const MOST: u32 = 4;

/// Before its word counts either way: a pause by the machine may fall into one
/// run, on either side.
const FEWEST_RUNS: u32 = 2;
const MOST_RUNS: u32 = 10;

/// Asserts that work on `make(size)` takes hardly longer than the same amount of
/// work on smaller pieces.
///
/// No time is asserted: a slow or busy machine is slow with both. Of several runs
/// the shortest counts, since nothing makes a machine faster than it is.
pub fn is_linear<T>(what: &str, size: usize, make: impl Fn(usize) -> T, mut work: impl FnMut(&T)) {
    let (small, large) = (make(size / TIMES as usize), make(size));
    let (mut many_small, mut one_large) = (Duration::MAX, Duration::MAX);
    for run in 1..=MOST_RUNS {
        many_small = many_small.min(took(|| (0..TIMES).for_each(|_| work(&small))));
        one_large = one_large.min(took(|| work(&large)));
        if run >= FEWEST_RUNS && one_large <= many_small * MOST {
            return;
        }
    }
    panic!("{what}: {one_large:?} at once, {many_small:?} in {TIMES} pieces");
}

fn took(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
