// For Node: the module is read from the package's folder when it is imported.

import { readFileSync } from 'node:fs';

import { initSync } from './core.js';
import { loaded } from './api.js';

export * from './api.js';

initSync({ module: readFileSync(new URL('./core.wasm', import.meta.url)) });
loaded();

export function init() {
  return Promise.resolve();
}
