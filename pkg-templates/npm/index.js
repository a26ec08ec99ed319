// For browsers, bundlers and edge runtimes: the module is fetched.

import load from './core.js';
import { loaded } from './api.js';

export * from './api.js';

let loading;

export function init(module) {
  loading ??= load(module === undefined ? undefined : { module_or_path: module }).then(
    loaded,
    (problem) => {
      loading = undefined; // so that it can be tried again
      const message = `the WebAssembly module of telswap cannot be loaded: ${problem?.message ?? problem}`;
      throw Object.assign(new Error(message, { cause: problem }), { code: 'init_failed' });
    },
  );
  return loading;
}
