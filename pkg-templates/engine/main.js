// What the loader uses of the engine. wasm-bindgen's own start is left out: it
// takes modules, responses and buffers too, and explains itself at length.

import {
  __wbg_finalize_init as finish,
  __wbg_get_imports as importsOfModule,
  agree as tellAgreed,
  agreeTo,
  answered,
  find,
  findBy,
  need as needPlace,
  placeOf,
  prepare,
  start as decide,
  tellNeed,
} from "./glue.js";

export { beat, lost, run, source, stop, swapBelow as swap } from "./glue.js";

/**
 * Classifies the visit and decides. `options` is `{leases, site, tag, grant,
 * emit(event, detail), release(visitor)}`: `leases` is the absolute address of the
 * server's leases, `site` is what stands in `site.json`, `tag` what the script tag
 * says, and `grant` what the server is told of the consent. Throws the code of an `error` event.
 */
export function start(options) {
  prepare(options, answered);
  findBy(find);
  tellNeed(needPlace);
  const code = decide();
  if (code) throw code;
}

/** The grant is for more or for less than before: the server hears of it. */
export function agree(grant) {
  agreeTo(grant);
  tellAgreed();
}

/** Asks for a number of a target's pool, if it has one: somebody wants to know it. */
export const need = (target) => needPlace(placeOf(target));

/** Resolves once there is a page to work on, and somebody who sees it. */
export async function ready() {
  // A loader without `defer` may be early.
  if (document.readyState == "loading") await heard("DOMContentLoaded");
  // A browser may have prepared it for a visitor who never comes.
  if (document.prerendering) await heard("prerenderingchange");
}

const heard = (event) => new Promise((resolve) => document.addEventListener(event, resolve, { once: true }));

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
  // Of another build, glue and module would not fit each other.
  const integrity = "<integrity>";
  // Not streamed, which would ask again where a web host does not know the type
  // `application/wasm`, and gains nothing at this size.
  const bytes = await (await fetch(address, { integrity, referrerPolicy: "strict-origin" })).arrayBuffer();
  const { instance, module } = await WebAssembly.instantiate(bytes, importsOfModule());
  finish(instance, module);
}
