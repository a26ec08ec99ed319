// A thousand changes of any kind, one after the other: afterwards as at the start.
// TELSWAP_SEED=n plays them in another order.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { forAllBrowsers } from "./harness.mjs";
import { bundle, FRAMEWORKS } from "./frameworks/bundle.mjs";
import { ours } from "./frameworks/model.mjs";
import { LEASED, startApp } from "./frameworks/site.mjs";

const SEED = Number(process.env.TELSWAP_SEED ?? 4);

/** Five times two hundred: what lasts longer than one of these is never given back. */
const PARTS = 5;
const ROUNDS = 200;

/** What it may hold more at the end than after the first of these; the heap's size varies. */
const TOLERATED = { listeners: 0, nodes: 0, heap: 200_000 };

const bundles = new Map();
before(async () => {
  for (const name of Object.keys(FRAMEWORKS)) bundles.set(name, await bundle(name, { production: true }));
});

/** Each framework with static numbers, and one with a lease, which looks into frames too. */
const SITES = [...Object.keys(FRAMEWORKS).map((name) => [name, name]), ["web components, leased", "web components", LEASED]];

forAllBrowsers((browser, open) => {
  for (const [title, name, config] of SITES) {
    test(`${title}: ${PARTS * ROUNDS} changes`, async (t) => {
      t.diagnostic(`TELSWAP_SEED=${SEED}`);
      const site = await startApp(t, bundles.get(name), config);
      const page = await open(t);
      const start = async () => {
        await page.goto(`${site.origin}/`);
        await page.evaluate(() => app.start());
      };
      const play = (part, more) => page.evaluate((how) => app.play(how), { rounds: ROUNDS, seed: SEED + part, ...more });

      // The same page without a grant says what is right.
      await start();
      const expected = [];
      for (let part = 0; part < PARTS; part += 1) expected.push(await play(part));
      assert.deepEqual(await page.evaluate(() => complaints), []);

      const soak = async (swapped) => {
        const measures = [];
        for (const [part, html] of expected.entries()) {
          assert.equal(await play(part, { expected: html, swapped }), null);
          if (browser === "chromium" && [0, PARTS - 1].includes(part)) measures.push(await measure(page));
        }
        return measures;
      };

      await start();
      const first = await page.evaluate(() => app.html());
      await page.evaluate(() => telswap.consent(true));
      assert.equal(await page.evaluate((wanted) => app.differs(wanted), ours(first)), null);
      const measured = await soak(true);
      const restored = await page.evaluate(() => {
        telswap.consent(false);
        return app.html();
      });
      assert.equal(restored, expected.at(-1).at(-1));
      assert.deepEqual(await page.evaluate(() => complaints), []);

      if (browser !== "chromium") return;
      await start();
      const own = growth(await soak(false));
      for (const [what, grown] of Object.entries(growth(measured)))
        assert.ok(grown - own[what] <= TOLERATED[what], `${what}: ${grown} more, ${own[what]} of them the page's own`);
    });
  }
});

/** What the page holds when all is thrown away that nobody holds. */
async function measure(page) {
  // Shadow roots that are gone are noticed once a second.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_200)));
  const session = await page.createCDPSession();
  for (let round = 0; round < 3; round += 1) {
    await session.send("HeapProfiler.collectGarbage");
    // What waits for something to be thrown away has its turn.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  }
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const value = (wanted) => metrics.find(({ name }) => name === wanted).value;
  return { listeners: value("JSEventListeners"), nodes: value("Nodes"), heap: value("JSHeapUsedSize") };
}

function growth([first, last]) {
  return Object.fromEntries(Object.keys(first).map((what) => [what, last[what] - first[what]]));
}
