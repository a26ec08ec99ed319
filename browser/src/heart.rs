//! Saying now and then that the visitor is still there.

use gloo_timers::callback::Interval;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Document, VisibilityState};

/// Beats while the page is visible; stops when dropped.
pub struct Heart {
    _interval: Interval,
    on_visible: Closure<dyn FnMut()>,
    document: Document,
}

impl Heart {
    /// Calls `beat` every so many milliseconds and when the page comes to the
    /// front. Nobody reads a hidden page: its lease may run out.
    pub fn start(document: &Document, every_ms: u32, beat: impl Fn() + Clone + 'static) -> Self {
        let page = document.clone();
        let beat_if_visible = move || {
            if page.visibility_state() == VisibilityState::Visible {
                beat();
            }
        };
        let on_visible = Closure::new(beat_if_visible.clone());
        let listener = on_visible.as_ref().unchecked_ref();
        let _ = document.add_event_listener_with_callback("visibilitychange", listener);
        Self {
            _interval: Interval::new(every_ms, beat_if_visible),
            on_visible,
            document: document.clone(),
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
