// Apps of many frameworks, in all browsers: the right number everywhere after
// every change, whenever consent comes, and not a word of complaint.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { forAllBrowsers } from "./harness.mjs";
import { bundle, FRAMEWORKS } from "./frameworks/bundle.mjs";
import { ours } from "./frameworks/model.mjs";
import { startApp } from "./frameworks/site.mjs";

const bundles = new Map();
before(async () => {
  for (const name of Object.keys(FRAMEWORKS)) bundles.set(name, await bundle(name));
});

const settle = () => new Promise((resolve) => setTimeout(resolve, 200));

const grant = () => telswap.consent(true);

/** When the visitor agrees; each leaves the app started. */
const MOMENTS = {
  "before the app's script is there": async (open) => open("?grant&start"),
  "in the moment the app starts": async (open) => {
    const page = await open("");
    await page.evaluate(async () => {
      const started = app.start();
      telswap.consent(true);
      await started;
    });
    return page;
  },
  "while a part still waits for its code": async (open) => {
    const page = await open("");
    await page.evaluate(async () => {
      const late = new Promise((release) => (globalThis.release = release));
      await app.start(late);
      telswap.consent(true);
    });
    await settle();
    await page.evaluate(() => release());
    return page;
  },
  "when the app has started": async (open) => {
    const page = await open("");
    await page.evaluate(() => app.start());
    await settle();
    await page.evaluate(grant);
    return page;
  },
};

forAllBrowsers((browser, open) => {
  for (const name of Object.keys(FRAMEWORKS)) {
    test(name, async (t) => {
      const site = await startApp(t, bundles.get(name));
      const page = await open(t);
      const visit = async (search) => {
        await page.goto(`${site.origin}/${search}`);
        return page;
      };
      const complaints = () => page.evaluate(() => complaints);

      // The same page without a grant says what is right.
      await visit("");
      await page.evaluate(() => app.start());
      await settle();
      const first = await page.evaluate(() => app.html());
      const then = await page.evaluate(() => app.play({}));
      assert.deepEqual(await complaints(), []);

      for (const [moment, start] of Object.entries(MOMENTS))
        await t.test(`agreed ${moment}`, async () => {
          await start(visit);
          assert.equal(await page.evaluate((wanted) => app.differs(wanted), ours(first)), null);
          assert.deepEqual(await complaints(), []);
          assert.equal(await page.evaluate((expected) => app.play({ expected, swapped: true }), then), null);
          const restored = await page.evaluate(() => {
            telswap.consent(false);
            return app.html();
          });
          assert.equal(restored, then.at(-1));
          assert.deepEqual(await complaints(), []);
        });
    });
  }
});
