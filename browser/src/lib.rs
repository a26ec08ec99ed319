//! The engine that the loader fetches after a grant: it says where the visit
//! came from, decides what each target becomes, leases numbers and shows them.
//!
//! It does nothing on its own: the loader calls [`start`] and [`run`] on a grant
//! and [`stop`] on a withdrawal, and whatever fails in between leaves the page's
//! own number. A page has one visitor, so there is one engine, and these are
//! plain functions: a class would cost the visitor its glue.
//!
//! Objects stay in JavaScript (`io.js`), numbers of the page too (`page.js`); only
//! texts, numbers and places pass between, so that neither side needs what knows
//! the other's.

#[cfg(feature = "debug")]
mod debug;
#[cfg(not(feature = "debug"))]
mod debug {
    //! Visitors load nothing of it.

    pub fn show<V, S, J>(_: V, _: bool, _: S, _: J) {}
}
mod heart;
mod io;
mod lease;
mod memory;
mod page;
mod site;
mod source;
mod visitor;
mod watch;

use std::cell::Cell;

use wasm_bindgen::prelude::wasm_bindgen;

use visitor::Visitor;

/// A third of the standard one's size (`docs/decisions.md`, "Sizes").
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

thread_local! {
    /// A visitor stays until the page goes, a few hundred bytes for each grant: what
    /// they do may run the page's code, and that may call any of these functions.
    static VISITOR: Cell<Option<&'static Visitor>> = const { Cell::new(None) };
}

/// Classifies the visit that `io.js` has laid out and decides; shows and tells
/// nothing yet. Gives the code of an `error` event where it cannot.
#[wasm_bindgen]
#[must_use]
pub fn start() -> Option<String> {
    match Visitor::arrive() {
        Ok(visitor) => {
            VISITOR.set(Some(Box::leak(Box::new(visitor))));
            None
        }
        Err(code) => Some(code.to_owned()),
    }
}

/// Shows the numbers and tells the listeners, now and as answers come.
#[wasm_bindgen]
pub fn run() {
    if let Some(visitor) = VISITOR.get() {
        visitor.run();
    }
}

/// The page has come to the front, maybe after a sleep.
#[wasm_bindgen]
pub fn beat() {
    if let Some(visitor) = VISITOR.get() {
        visitor.beat();
    }
}

/// The grant is for more or for less than before, and the server is to hear of it.
#[wasm_bindgen]
pub fn agree() {
    if let Some(visitor) = VISITOR.get() {
        visitor.agree();
    }
}

/// The server has answered for the target at `place`, with what lies ready.
#[wasm_bindgen]
pub fn answered(place: i32, renewing: bool, status: i32) {
    if let Some(visitor) = VISITOR.get() {
        visitor.answered(place, renewing, status);
    }
}

/// The number of the target at `place` is needed now.
#[wasm_bindgen]
pub fn need(place: i32) {
    if let Some(visitor) = VISITOR.get() {
        visitor.need(place);
    }
}

/// A text of the page, or a link's address, with the numbers that are to be seen
/// there, or, `back`, with the page's own; none where there is nothing to change.
#[wasm_bindgen]
#[must_use]
pub fn find(text: String, is_link: bool, back: bool) -> Option<String> {
    VISITOR.get()?.find(&text, is_link, back)
}

/// Undoes everything, at once: the page may be about to reload. `released` says
/// that another page has given the numbers back.
#[wasm_bindgen]
pub fn stop(released: bool) {
    if let Some(visitor) = VISITOR.get() {
        visitor.stop(released);
    }
}
