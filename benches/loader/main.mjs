// `cargo xtask bench loader`: what `dist/telswap.js` costs a page before anybody has
// decided anything, beside a script that does nothing, in the same browser.
//
//     node benches/loader/main.mjs [the file for the figures]

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { dist } from "../../tests/e2e/harness.mjs";
import { bench, median } from "../browser.mjs";

/** Pages loaded anew for each script; the first few warm up the browser, not the page. */
const ROUNDS = 25;
const WARMING = 3;

/** What is hoped for, in ms of the main thread. */
const AT_MOST_MS = 1;

const SCRIPTS = { loader: "/telswap.js", empty: "/empty.js" };

/** The main thread's work on a script: compiling it, running it, and what it is called for later. */
const WORK = /^(v8\.compile|EvaluateScript|FunctionCall)$/;

/** A page under `auto`, which looks for every platform there is and finds none. */
const page = (script) =>
  `<!doctype html><link rel="icon" href="data:,"><script defer src="${script}" data-config="/site.json" data-cmp="auto" data-service="call-tracking"></script><p>0631 41555-000`;

function answer({ url }) {
  const script = Object.values(SCRIPTS).find((script) => url === `/?${script}`);
  if (script) return { body: page(script) };
  const headers = { "content-type": "text/javascript", "cache-control": "no-store" };
  if (url === SCRIPTS.loader) return { headers, body: readFileSync(join(dist, "telswap.js")) };
  if (url === SCRIPTS.empty) return { headers, body: ";" };
}

/** How long the main thread works on a script in a new page: until it has run, and in the half second after. */
async function measure(browser, address, script) {
  const tab = await browser.newPage();
  const folder = mkdtempSync(join(tmpdir(), "telswap-"));
  const path = join(folder, "trace.json");
  try {
    await tab.tracing.start({ path, categories: ["devtools.timeline", "v8"] });
    await tab.goto(`${address}/?${script}`, { waitUntil: "load" });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await tab.tracing.stop();
    const { traceEvents } = JSON.parse(readFileSync(path, "utf8"));
    const ofScript = traceEvents.filter(({ name, args }) => WORK.test(name) && JSON.stringify(args ?? {}).includes(script));
    const evaluated = ofScript.filter(({ name }) => name === "EvaluateScript");
    if (evaluated.length !== 1) throw new Error(`the trace has ${script} run ${evaluated.length} times`);
    const [{ ts, dur }] = evaluated;
    const isWithin = (event) => event.ts >= ts && event.ts < ts + dur;
    const before = ofScript.filter((event) => event.name === "v8.compile" && !isWithin(event));
    const after = ofScript.filter((event) => event.name === "FunctionCall" && event.ts >= ts + dur);
    const sum = (events) => events.reduce((all, { dur = 0 }) => all + dur, 0) / 1000;
    return { start: sum([...before, ...evaluated]), later: sum(after) };
  } finally {
    rmSync(folder, { recursive: true });
    await tab.close();
  }
}

await bench(answer, async (browser, origin) => {
  const times = { loader: [], empty: [] };
  for (let round = -WARMING; round < ROUNDS; round++)
    for (const [name, script] of Object.entries(SCRIPTS)) {
      const measured = await measure(browser, origin, script);
      if (round >= 0) times[name].push(measured);
    }
  const of = (name, what) => Number(median(times[name].map((measured) => measured[what])).toFixed(3));
  const start_ms = { loader: of("loader", "start"), empty: of("empty", "start") };
  const later_ms = { loader: of("loader", "later"), empty: of("empty", "later") };
  const result = { browser: await browser.version(), rounds: ROUNDS, start_ms, later_ms };
  console.log(`${result.browser}, medians of ${ROUNDS} pages`);
  console.log(`reading and running the loader: ${start_ms.loader} ms, under ${AT_MOST_MS}: ${start_ms.loader < AT_MOST_MS ? "holds" : "MISSED"}`);
  console.log(`  a script that does nothing: ${start_ms.empty} ms`);
  console.log(`looking for a consent platform in the half second after: ${later_ms.loader} ms`);
  return result;
});
