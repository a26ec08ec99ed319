//! Saying now and then that the visitor is still there.

use gloo_timers::callback::Interval;

/// How often the server hears of the visitor, at most: the longest that is usual
/// in the field (15 to 60 s), so that it is asked rarely.
const HEARTBEAT_SECONDS: f64 = 60.0;

/// Beats now and then, twice at least within the time of the shortest lease,
/// until dropped.
pub fn start(shortest_lease_seconds: f64) -> Interval {
    let seconds = (shortest_lease_seconds / 2.0).clamp(1.0, HEARTBEAT_SECONDS);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 1000 and 60000"
    )]
    let milliseconds = (seconds * 1000.0) as u32;
    Interval::new(milliseconds, crate::beat)
}
