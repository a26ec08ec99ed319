//! What the browser knows of the visit, read only after the grant.

use wasm_bindgen::JsCast;
use web_sys::{PerformanceEntry, Window};

/// The address that the visitor arrived at.
///
/// A single-page app may have changed the address since, and the visitor may
/// have taken their time to consent; the navigation entry keeps the one the page
/// was loaded with (<https://www.w3.org/TR/navigation-timing-2/>). It may lack
/// the fragment, so that the current address is preferred while it is the same.
pub fn landing(window: &Window) -> String {
    let current = window.location().href().unwrap_or_default();
    let entries = window
        .performance()
        .map(|it| it.get_entries_by_type("navigation"));
    let first = entries.unwrap_or_default().into_iter().next();
    match first.and_then(|entry| entry.dyn_into::<PerformanceEntry>().ok()) {
        Some(entry) if without_fragment(&entry.name()) != without_fragment(&current) => {
            entry.name()
        }
        _ => current,
    }
}

fn without_fragment(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}
