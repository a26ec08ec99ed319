// The demo itself, as somebody who tries it does.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { forEachBrowser, root, startServer, until } from "./harness.mjs";
import { kept, NOTHING_KEPT } from "./site.mjs";

const DEMO = join(root, "www-demo");

forEachBrowser((name, launch) => {
  test("the demo: arrive, accept, call, withdraw", async (t) => {
    const server = await startServer(t, { config: join(DEMO, "site.json"), www: [join(DEMO, "pages")] });
    const page = await (await launch(t)).newPage();
    const complaints = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    const panel = () => page.$eval("#test-panel", (aside) => aside.textContent);

    await page.goto(server.origin);
    await page.waitForSelector(".klaro .cookie-notice", { visible: true });
    assert.deepEqual(await kept(page), NOTHING_KEPT);
    await page.evaluate(() => document.querySelector("#test-panel details").open = true);
    const arriveBy = async (words) => {
      const [link] = await page.$$(`#test-panel ::-p-text(${words})`);
      await Promise.all([page.waitForNavigation(), link.evaluate((it) => it.click())]);
    };
    for (const width of [320, 390, 1280]) {
      await page.setViewport({ width, height: 800 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `the page is ${wide} px wide on a screen of ${width}`);
    }
    await arriveBy("Newsletter");
    assert.match(page.url(), /utm_campaign=herbst/);
    await page.waitForSelector(".klaro .cookie-notice", { visible: true });
    await page.click(".klaro .cookie-notice .cm-btn-success");
    await until("the panel names the campaign", async () => /herbst/.test(await panel()));
    const number = await page.evaluate(() => telswap.number("main"));
    assert.match(number, /^\+4963141555\d{3}$/);

    await page.$eval("#test-panel button.ring", (button) => button.click());
    await until("the call is attributed", async () => /Attributed to .*herbst/.test(await panel()));

    await arriveBy("Google Ads");
    await until("the rule has changed", async () => (await page.evaluate(() => telswap.number("main"))) === "+4963141555010");
    await page.$eval("#test-panel button.ring", (button) => button.click());
    await until("the call is the rule's", async () => /google-ads/.test(await panel()));

    await arriveBy("Start over");
    await page.waitForSelector(".klaro .cookie-notice", { visible: true });
    assert.deepEqual(await kept(page), NOTHING_KEPT);
    assert.deepEqual(complaints, []);
  });
});
