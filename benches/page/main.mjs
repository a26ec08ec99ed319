// `cargo xtask bench page`: the engine's first pass, by the files in `dist/`, beside
// other ways to go through the same pages in the same browser.
//
//     node benches/page/main.mjs [the file for the figures] [--once]

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { dist, root } from "../../tests/e2e/harness.mjs";
import { bench, median, often } from "../browser.mjs";
import { PAGES } from "./pages.mjs";

/** Copies of a page for each contender, and how many before them do not count. */
const ROUNDS = often(15);
const WARMING = often(5);

/** Pages loaded anew: nothing has run before that is measured. */
const COLD_ROUNDS = often(9);

/** Copies of a page that were laid out before. */
const SHOWN_ROUNDS = often(9);

/**
 * Changes of one text in a tab, and how many tabs: each begins with code that nothing
 * has run, as it is on a page that somebody has opened.
 */
const CHANGES = often(101);
const CHANGE_ROUNDS = often(5);

/** What is measured, and what is hoped for: the engine takes at most, or the other at least, so many times as long. */
const CONTENDERS = {
  walk: { name: "walk that reads every text", engineAtMost: 1.5 },
  engine: { name: "telswap, the whole first pass" },
  contexts: { name: "joined by context, wrapped", atLeast: 2 },
  findAndReplaceDOMText: { name: "findAndReplaceDOMText", atLeast: 2 },
  markjs: { name: "mark.js", atLeast: 10 },
  markjsAcross: { name: "mark.js across elements", atLeast: 10 },
  libphonenumber: { name: "libphonenumber-js per text", atLeast: 10 },
};

const CHANGE_AT_MOST_MS = 0.2;

const FILES = {
  "/contenders.js": join(import.meta.dirname, "contenders.js"),
  "/telswap-engine.js": join(dist, "telswap-engine.js"),
  "/telswap-engine.wasm": join(dist, "telswap-engine.wasm"),
  "/mark.js": join(root, "node_modules/mark.js/dist/mark.min.js"),
  "/libphonenumber.js": join(root, "node_modules/libphonenumber-js/bundle/libphonenumber-min.js"),
  // Its licence is none that we build on; measured where somebody has put it:
  // `npm install --no-save findandreplacedomtext`.
  "/findAndReplaceDOMText.js": join(root, "node_modules/findandreplacedomtext/src/findAndReplaceDOMText.js"),
};

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", wasm: "application/wasm" };

// With these the page's clock counts in steps of 5 µs instead of 100.
const ISOLATED = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };

const html = (body) => `<!doctype html><html lang="de"><meta charset="utf-8"><title>Hof-Kaffee</title><link rel="icon" href="data:,"><body>${body}`;

function answer({ url }) {
  const name = url.slice(1).split(".")[0];
  const body = url == "/empty.html" ? html("") : PAGES[name] ? html(PAGES[name].body) : FILES[url] && readFileSync(FILES[url]);
  return body && { headers: { "content-type": TYPES[url.split(".").pop()], ...ISOLATED }, body };
}

const call = (tab, name, ...given) =>
  tab.evaluate(async (name, given) => (await import("/contenders.js"))[name](...given), name, given);

async function open(browser, address) {
  const tab = await browser.newPage();
  await tab.goto(address);
  const cdp = await tab.createCDPSession();
  return { tab, collectGarbage: () => cdp.send("HeapProfiler.collectGarbage") };
}

/** The medians of all contenders on fresh copies of a page, in turn. */
async function measurePage(browser, origin, { body, numbers }) {
  const names = Object.keys(CONTENDERS).filter((name) => existsSync(FILES[`/${name}.js`] ?? root));
  const times = Object.fromEntries(names.map((name) => [name, []]));
  const leaves = {};
  const { tab, collectGarbage } = await open(browser, `${origin}/empty.html`);
  const page = await call(tab, "describe", body);
  for (let round = -WARMING; round < ROUNDS; round++)
    for (const name of names) {
      await collectGarbage();
      const { took, left } = await call(tab, "measure", name, true);
      if (round >= 0) times[name].push(took);
      if (name !== "walk") leaves[name] = left;
      if (name === "engine" && left) throw new Error(`the engine left ${left} of ${numbers} numbers`);
    }
  const shown = { walk: [], engine: [] };
  for (let round = 0; round < SHOWN_ROUNDS; round++)
    for (const name of Object.keys(shown)) {
      await call(tab, "show");
      await collectGarbage();
      shown[name].push((await call(tab, "measure", name, false)).took);
    }
  await tab.close();
  return { ...page, numbers, leaves, medians: mapped(times, median), shown: mapped(shown, median) };
}

/** The same of the first pass after loading: nothing is compiled yet. */
async function measureCold(browser, origin, page) {
  const times = { walk: [], engine: [] };
  for (let round = 0; round < COLD_ROUNDS; round++)
    for (const name of Object.keys(times)) {
      const { tab, collectGarbage } = await open(browser, `${origin}/${page}.html`);
      await collectGarbage();
      times[name].push((await call(tab, "measure", name, false)).took);
      await tab.close();
    }
  return mapped(times, median);
}

/** The medians of a change by the engine, and by an observer that knows nothing, in turn. */
async function measureChanges(browser, origin, before) {
  const times = { engine: [], bare: [] };
  for (let round = 0; round < CHANGE_ROUNDS; round++)
    for (const name of Object.keys(times)) {
      const { tab } = await open(browser, `${origin}/empty.html`);
      times[name].push(...(await call(tab, "measureChanges", PAGES.B.body, CHANGES, name === "bare", before)));
      await tab.close();
    }
  return mapped(times, median);
}

/** How often layout is asked for during a pass, and how often the browser lays out. */
async function countLayouts(browser, origin, isReading) {
  const { tab } = await open(browser, `${origin}/empty.html`);
  const folder = mkdtempSync(join(tmpdir(), "telswap-"));
  const path = join(folder, "trace.json");
  try {
    await tab.tracing.start({ path, categories: ["devtools.timeline", "blink.user_timing"] });
    const asked = await call(tab, "passCounted", PAGES.B.body, isReading);
    await tab.tracing.stop();
    const { traceEvents } = JSON.parse(readFileSync(path, "utf8"));
    const mark = (name) => traceEvents.find((event) => event.cat?.includes("blink.user_timing") && event.name === name).ts;
    const [begin, end] = [mark("begin"), mark("end")];
    const layouts = traceEvents.filter(({ name, ts }) => /^(Layout|UpdateLayoutTree)$/.test(name) && ts >= begin && ts <= end);
    return { reads: asked.length, layouts: layouts.length };
  } finally {
    rmSync(folder, { recursive: true });
    await tab.close();
  }
}

const mapped = (object, change) => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));

const rounded = (number) => Number(number.toPrecision(3));

/** Each contender's line: its median, its ratio to the engine's, whether that is what is hoped for, and how many numbers it did not find. */
function lines({ medians, leaves }) {
  return Object.entries(medians).map(([name, took]) => {
    const { engineAtMost, atLeast } = CONTENDERS[name];
    const [ratio, goal] = engineAtMost ? [medians.engine / took, `at most ${engineAtMost}`] : [took / medians.engine, `at least ${atLeast}`];
    const holds = engineAtMost ? ratio <= engineAtMost : ratio >= atLeast;
    const verdict = name === "engine" ? "" : `${engineAtMost ? "engine " : ""}${ratio.toFixed(2)}×, ${goal}: ${holds ? "holds" : "MISSED"}`;
    const left = leaves[name] ? `, leaves ${leaves[name]} numbers` : "";
    return `  ${CONTENDERS[name].name.padEnd(32)}${took.toFixed(2).padStart(9)} ms  ${verdict}${left}`;
  });
}

async function measure(browser, origin) {
  const result = { browser: await browser.version(), rounds: ROUNDS, pages: {} };
  console.log(`${result.browser}, medians of ${ROUNDS} rounds`);
  for (const [name, page] of Object.entries(PAGES)) {
    const measured = await measurePage(browser, origin, page);
    const cold = await measureCold(browser, origin, name);
    const ratios = mapped(measured.medians, (took, name) => rounded(name === "walk" ? measured.medians.engine / took : took / measured.medians.engine));
    result.pages[name] = { ...measured, ratios, cold };
    console.log(`${name}: ${measured.bytes} bytes, ${measured.text_nodes} text nodes, ${measured.numbers} numbers`);
    console.log(lines(measured).join("\n"));
    for (const [when, { walk, engine }] of [["on a page that is laid out", measured.shown], ["right after loading", cold]])
      console.log(`  ${when}: walk ${walk.toFixed(2)} ms, engine ${engine.toFixed(2)} ms, ${(engine / walk).toFixed(2)}×`);
  }
  result.change_ms = {};
  for (const [before, said] of [["busy", "after another"], ["resting", "after 10 ms of rest"]]) {
    const { engine, bare } = (result.change_ms[before] = await measureChanges(browser, origin, before));
    const goal = `under ${CHANGE_AT_MOST_MS}: ${engine < CHANGE_AT_MOST_MS ? "holds" : "MISSED"}`;
    console.log(`one text changed on B ${said}, until it is swapped: ${engine.toFixed(3)} ms, ${goal}`);
    console.log(`  by an observer that writes one digit and knows nothing: ${bare.toFixed(3)} ms`);
  }
  result.layout = await countLayouts(browser, origin, false);
  const { layouts } = await countLayouts(browser, origin, true);
  if (!layouts) throw new Error("the trace does not show a layout that was forced on purpose");
  console.log(`reads of geometry in the first pass: ${result.layout.reads}, layouts: ${result.layout.layouts}`);
  return result;
}

await bench(answer, measure);
