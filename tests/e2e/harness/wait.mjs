// Waiting for what happens elsewhere.

import { setTimeout as sleep } from "node:timers/promises";

/** Waits until `probe()` is truthy and returns what it gave. */
export async function until(what, probe, { timeout = 10_000, every = 50 } = {}) {
  const end = Date.now() + timeout;
  let last;
  while (Date.now() < end) {
    try {
      const found = await probe();
      if (found) return found;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await sleep(every);
  }
  throw new Error(`waited ${timeout} ms in vain until ${what}`, { cause: last });
}
