// What the benches in a browser have in common.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";

import { startSite } from "../tests/e2e/harness.mjs";
import { launchBrowser } from "../tests/e2e/harness/browser.mjs";

const { values, positionals } = parseArgs({ options: { once: { type: "boolean" } }, allowPositionals: true });

/** How often something is measured: this often, or `--once` where only the bench itself is tried. */
export const often = (count) => (values.once ? 1 : count);

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/**
 * Measures in Chromium, on a site of these answers; writes the figures into the file
 * that the command line names, if it names one.
 */
export async function bench(answer, measure) {
  const ends = [];
  try {
    const browser = await launchBrowser("chromium");
    ends.push(() => browser.close());
    const { origin } = await startSite({ after: (end) => ends.unshift(end) }, answer);
    const result = await measure(browser, origin);
    const [file] = positionals;
    if (file) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
      console.log(file);
    }
  } finally {
    for (const end of ends) await end();
  }
}
