// A developer's page with the package, built and served by Vite, in real browsers.

import assert from "node:assert/strict";
import { test } from "node:test";

import { build, createServer, preview } from "vite";

import { forEachBrowser } from "../e2e/harness.mjs";
import { makeToy } from "./toy.mjs";

const OPTIONS = { logLevel: "error", clearScreen: false, configFile: false };

forEachBrowser((name, launch) => {
  test("vite build", async (t) => {
    const root = makeToy(t);
    await build({ ...OPTIONS, root, build: { target: "es2022" } });
    const server = await preview({ ...OPTIONS, root, preview: { host: "127.0.0.1", port: 0 } });
    t.after(() => server.close());
    await swapsForPaidSearch(await launch(t), server.resolvedUrls.local[0]);
  });

  test("vite dev", async (t) => {
    const root = makeToy(t);
    const server = await createServer({ ...OPTIONS, root, server: { host: "127.0.0.1", port: 0 } });
    t.after(() => server.close());
    await server.listen();
    await swapsForPaidSearch(await launch(t), server.resolvedUrls.local[0]);
  });
});

async function swapsForPaidSearch(browser, address) {
  const page = await browser.newPage();
  for (const [query, channel, text] of [
    ["", "direct", "Tel. 0631 41555-000"],
    ["?gclid=x", "paid-search", "Tel. 0631 41555-010"],
  ]) {
    await page.goto(address + query);
    await page.waitForSelector("body[data-channel]", { timeout: 20_000 });
    const seen = await page.evaluate(() => ({ ...document.body.dataset, text: document.querySelector("p").textContent }));
    assert.deepEqual(seen, { early: "not_initialised", channel, text });
  }
}
