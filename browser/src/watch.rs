//! The page's life: `watch.js` sees what changes.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/watch.js")]
extern "C" {
    /// Swaps in whatever the page changes from now on.
    pub fn watch();

    /// Leaves the page to itself.
    pub fn unwatch();
}

/// What `watch.js` imports: wasm-bindgen brings along what something here stands for.
mod files {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/src/fights.js")]
    extern "C" {
        #[wasm_bindgen(js_name = isTooMuch)]
        fn is_too_much() -> bool;
    }

    #[wasm_bindgen(module = "/src/hydration.js")]
    extern "C" {
        fn holds() -> bool;
    }

    #[wasm_bindgen(module = "/src/need.js")]
    extern "C" {
        #[wasm_bindgen(js_name = wantNothing)]
        fn want_nothing();
    }

    #[wasm_bindgen(module = "/src/roots.js")]
    extern "C" {
        #[wasm_bindgen(js_name = isHere)]
        fn is_here() -> bool;
    }
}
