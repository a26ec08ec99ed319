//! Saying now and then that the visitor is still there.

use gloo_timers::callback::Interval;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::Document;

use crate::io;

/// How often the server hears of the visitor, at most: the longest that is usual
/// in the field (15 to 60 s), so that it is asked rarely.
const HEARTBEAT_SECONDS: f64 = 60.0;

/// Beats while the page is visible; stops when dropped.
pub struct Heart {
    _interval: Interval,
    on_visible: Closure<dyn FnMut()>,
    document: Document,
}

impl Heart {
    /// Calls `beat` now and then, twice at least within the time of the shortest
    /// lease, and when the page comes to the front. Nobody reads a hidden page:
    /// its lease may run out.
    pub fn start(shortest_lease_seconds: f64, beat: impl Fn() + Clone + 'static) -> Self {
        let document = io::page();
        let seconds = (shortest_lease_seconds / 2.0).clamp(1.0, HEARTBEAT_SECONDS);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 1000 and 60000"
        )]
        let milliseconds = (seconds * 1000.0) as u32;
        let page = document.clone();
        let beat_if_visible = move || {
            if !page.hidden() {
                beat();
            }
        };
        let on_visible = Closure::new(beat_if_visible.clone());
        let listener = on_visible.as_ref().unchecked_ref();
        let _ = document.add_event_listener_with_callback("visibilitychange", listener);
        Self {
            _interval: Interval::new(milliseconds, beat_if_visible),
            on_visible,
            document,
        }
    }
}

impl Drop for Heart {
    fn drop(&mut self) {
        let listener = self.on_visible.as_ref().unchecked_ref();
        let _ = self
            .document
            .remove_event_listener_with_callback("visibilitychange", listener);
    }
}
