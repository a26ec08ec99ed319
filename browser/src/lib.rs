//! The engine that the loader fetches after a grant: it says where the visit
//! came from, decides what each target becomes, leases numbers and shows them.
//!
//! It does nothing on its own: the loader calls [`start`] and [`run`] on a grant
//! and [`stop`] on a withdrawal, and whatever fails in between leaves the page's
//! own number. A page has one visitor, so there is one engine, and these are
//! plain functions: a class would cost the visitor its glue.

mod heart;
mod io;
mod js;
mod lease;
mod memory;
mod page;
mod site;
mod source;
mod visitor;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use visitor::Visitor;

/// A third of the standard one's size (`docs/decisions.md`, "Sizes").
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

thread_local! {
    static VISITOR: RefCell<Option<Rc<Visitor>>> = const { RefCell::new(None) };
}

/// Classifies the visit and decides; shows and tells nothing yet.
///
/// `options` is `{leases, site, cmp, service, emit(event, detail), release(visitor)}`: `leases` is
/// the absolute address of the server's leases, `site` is what stands in
/// `site.json`, and `cmp` and `service` say whose grant it was.
///
/// # Errors
/// Throws the code of an `error` event.
#[wasm_bindgen]
pub fn start(options: &JsValue) -> Result<(), JsValue> {
    let visitor = Visitor::arrive(options).map_err(JsValue::from_str)?;
    VISITOR.replace(Some(Rc::new(visitor)));
    Ok(())
}

/// Shows the numbers and tells the listeners, now and as answers come.
#[wasm_bindgen]
pub fn run() {
    if let Some(visitor) = current() {
        visitor.run();
    }
}

/// The page has come to the front, maybe after a sleep.
#[wasm_bindgen]
pub fn beat() {
    if let Some(visitor) = current() {
        visitor.beat();
    }
}

/// Swaps in a node that came later.
#[wasm_bindgen]
pub fn swap(root: &JsValue) {
    if let Some(visitor) = current() {
        visitor.swap(root);
    }
}

/// The source that decides for this visitor.
#[wasm_bindgen]
pub fn source() -> JsValue {
    current().map_or(JsValue::NULL, |visitor| visitor.source())
}

/// Whether the grant ended elsewhere: what this visitor kept is gone.
#[wasm_bindgen]
pub fn lost() -> bool {
    io::lost()
}

/// Undoes everything, at once: the page may be about to reload. `released` says
/// that another page has given the numbers back.
#[wasm_bindgen]
pub fn stop(released: bool) {
    if let Some(visitor) = VISITOR.take() {
        visitor.stop(released);
    }
}

/// A handle of its own: what the visitor does may run the page's code, and that
/// may call any of these functions.
fn current() -> Option<Rc<Visitor>> {
    VISITOR.with_borrow(Clone::clone)
}
