// What the loader uses of the engine. wasm-bindgen's own start is left out: it
// takes modules, responses and buffers too, and explains itself at length.

import {
  __wbg_finalize_init as finish,
  __wbg_get_imports as importsOfModule,
} from "./telswap-engine.js";

export { beat, lost, run, source, start, stop, swap } from "./telswap-engine.js";

let started;

/** Fetches and prepares the module, once; may be tried again when it failed. */
export default function init(address) {
  started ??= instantiate(address).catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function instantiate(address) {
  // Not streamed, which would ask again where a web host does not know the type
  // `application/wasm`, and gains nothing at this size.
  const bytes = await (await fetch(address)).arrayBuffer();
  const { instance, module } = await WebAssembly.instantiate(bytes, importsOfModule());
  finish(instance, module);
}
