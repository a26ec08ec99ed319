// `cargo xtask bench loader`: what `dist/telswap.js` costs a page before anybody has
// decided anything, beside a script that does nothing, in the same browser.
//
//     node benches/loader/main.mjs [the file for the figures] [--once]

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { dist } from "../../tests/e2e/harness.mjs";
import { bench, median, often } from "../browser.mjs";

/** Pages loaded anew for each script; the first few warm up the browser, not the page. */
const ROUNDS = often(25);
const WARMING = often(3);

/** What is hoped for, in ms of the main thread. */
const AT_MOST_MS = 1;

/** What is measured: a script, and the platform that its tag names. `auto` looks for every platform there is. */
const SCRIPTS = {
  named: ["/telswap.js", "klaro"],
  auto: ["/telswap.js", "auto"],
  empty: ["/empty.js", "auto"],
};

/** The main thread's work on a script: compiling it, running it, and what it is called for later. */
const WORK = /^(v8\.compile|EvaluateScript|FunctionCall)$/;

/** A page on which no platform is found. */
const page = ([script, cmp]) =>
  `<!doctype html><link rel="icon" href="data:,"><script defer src="${script}" data-config="/site.json" data-cmp="${cmp}" data-service="call-tracking"></script><p>0631 41555-000`;

function answer({ url }) {
  const name = url.split("?")[1];
  if (SCRIPTS[name]) return { body: page(SCRIPTS[name]) };
  const headers = { "content-type": "text/javascript", "cache-control": "no-store" };
  if (url === SCRIPTS.auto[0]) return { headers, body: readFileSync(join(dist, "telswap.js")) };
  if (url === SCRIPTS.empty[0]) return { headers, body: ";" };
}

/** How long the main thread works on a script in a new page: until it has run, and in the half second after. */
async function measure(browser, address, name) {
  const [script] = SCRIPTS[name];
  const tab = await browser.newPage();
  const folder = mkdtempSync(join(tmpdir(), "telswap-"));
  const path = join(folder, "trace.json");
  try {
    await tab.tracing.start({ path, categories: ["devtools.timeline", "v8"] });
    await tab.goto(`${address}/?${name}`, { waitUntil: "load" });
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
  const times = Object.fromEntries(Object.keys(SCRIPTS).map((name) => [name, []]));
  for (let round = -WARMING; round < ROUNDS; round++)
    for (const name of Object.keys(SCRIPTS)) {
      const measured = await measure(browser, origin, name);
      if (round >= 0) times[name].push(measured);
    }
  const of = (what) =>
    Object.fromEntries(Object.entries(times).map(([name, all]) => [name, Number(median(all.map((one) => one[what])).toFixed(3))]));
  const result = { browser: await browser.version(), rounds: ROUNDS, start_ms: of("start"), later_ms: of("later") };
  const { start_ms, later_ms } = result;
  const verdict = (took) => `${took} ms, under ${AT_MOST_MS}: ${took < AT_MOST_MS ? "holds" : "MISSED"}`;
  console.log(`${result.browser}, medians of ${ROUNDS} pages`);
  console.log(`the loader for a platform that the tag names: ${verdict(start_ms.named)}`);
  console.log(`the loader that looks for all of them: ${verdict(start_ms.auto)}`);
  console.log(`  a script that does nothing: ${start_ms.empty} ms`);
  console.log(`looking for them in the half second after: ${later_ms.named} and ${later_ms.auto} ms`);
  return result;
});
