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
  const imports = importsOfModule();
  const { instance, module } = await WebAssembly.instantiateStreaming(fetch(address), imports)
    // A web host that does not know the type `application/wasm`.
    .catch(async () => WebAssembly.instantiate(await (await fetch(address)).arrayBuffer(), imports));
  finish(instance, module);
}
