//! The bindings of `io.js`, which keeps the objects: a place is its name for a
//! target.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Document;

#[wasm_bindgen(module = "/src/io.js")]
extern "C" {
    /// The next text of what lies ready; none at the end of a list.
    pub fn text() -> Option<String>;

    /// The next number of what lies ready; NaN where there is none.
    pub fn number() -> f64;

    /// Says one more text of a source.
    pub fn say(text: Option<&str>);

    /// Keeps a touch: the source just said, what its landing met, and when it was.
    #[wasm_bindgen(js_name = keepTouch)]
    pub fn keep_touch(at: f64);

    /// Keeps when the visitor's last page was loaded, and writes all down.
    #[wasm_bindgen(js_name = keepSeen)]
    pub fn keep_seen(at: f64);

    /// The source just said is the one that decides for the visitor.
    pub fn decide();

    /// Says what a target becomes by the source just said: its rule, and a pool or a number. Lays out the
    /// lease of the pool and its minutes, and gives the target's place.
    #[wasm_bindgen(js_name = "become")]
    pub fn becomes(name: &str, rule: Option<&str>, pool: Option<&str>, number: Option<&str>)
    -> i32;

    /// Tells the loader.
    pub fn emit(event: &str);

    /// Tells the loader what a target shows, and for how many seconds if it is
    /// leased; NaN if not.
    pub fn swapped(place: i32, seconds: f64);

    /// Tells the loader that a target's pool is empty.
    pub fn exhausted(place: i32);

    /// Whether an earlier page knew the visitor.
    #[wasm_bindgen(js_name = isKnown)]
    pub fn is_known() -> bool;

    /// Names a visitor who is not known.
    pub fn name(id: &str);

    /// Keeps what the server answered last as the lease of a target's pool.
    pub fn keep(place: i32);

    /// Keeps that a number of a target's pool was asked for.
    #[wasm_bindgen(js_name = keepWish)]
    pub fn keep_wish(place: i32);

    /// Whether what was kept is gone.
    pub fn lost() -> bool;

    /// Deletes all that telswap keeps in this browser.
    pub fn forget();

    /// The document.
    pub fn page() -> Document;

    /// Asks for a number of a target's pool; `answered` hears what comes of it.
    pub fn request(place: i32);

    /// Says that the visitor is still there; `answered` hears what comes of it.
    pub fn renew(place: i32);

    /// Gives every number of the visitor back.
    pub fn release();
}

// Nothing of these is called from here: named so that wasm-bindgen takes the files
// along, which others import.

#[wasm_bindgen(module = "/src/fields.js")]
extern "C" {
    fn empty();
}

#[wasm_bindgen(module = "/src/attempt.js")]
extern "C" {
    fn attempt();
}

#[wasm_bindgen(module = "/src/tag.js")]
extern "C" {
    fn agrees();
}
