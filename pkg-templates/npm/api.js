// The functions of the package, refused with words as long as the WebAssembly
// module is not loaded.

import * as core from './core.js';

let ready = false;

/** The module is loaded: the functions may be called. */
export function loaded() {
  ready = true;
}

const once_loaded = (call) => (...given) => {
  if (!ready) {
    const message = 'telswap is not loaded yet: `await init()` comes before the first call';
    throw Object.assign(new Error(message), { code: 'not_initialised' });
  }
  return call(...given);
};

export const check = once_loaded(core.check);
export const classify = once_loaded(core.classify);
export const explain = once_loaded(core.explain);
export const publicSite = once_loaded(core.publicSite);
export const swapHref = once_loaded(core.swapHref);
export const swapText = once_loaded(core.swapText);
