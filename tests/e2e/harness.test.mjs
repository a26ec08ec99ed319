// The harness itself: a page of ours in both browsers, and what it asked for.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forEachBrowser, recordRequests, startSite, until } from "./harness.mjs";

forEachBrowser((name, launch) => {
  test("a page runs and its requests are seen", async (t) => {
    const site = await startSite(t, ({ url }) => {
      if (url === "/") return { body: "<!doctype html><title>Hof</title><p>0631 41555-010<script src=/a.js></script>" };
      if (url === "/a.js") return { headers: { "content-type": "text/javascript" }, body: "localStorage.seen = 1; navigator.sendBeacon('/beacon', 'x')" };
      if (url === "/beacon") return { status: 204 };
    });
    const browser = await launch(t);
    const page = await browser.newPage();
    const requests = recordRequests(page);

    await page.goto(`${site.origin}/`);
    assert.equal(await page.$eval("p", (p) => p.textContent), "0631 41555-010");
    assert.equal(await page.evaluate(() => localStorage.length), 1);

    const beacon = await until("the beacon arrives", () => site.requests.find(({ url }) => url === "/beacon"));
    assert.equal(beacon.body, "x");
    const paths = requests.map(({ url }) => new URL(url).pathname);
    assert.ok(paths.includes("/") && paths.includes("/a.js") && paths.includes("/beacon"), paths.join(" "));
  });

  test("every browser starts with an empty profile", async (t) => {
    const site = await startSite(t, () => ({ body: "<!doctype html><title>Hof</title>" }));
    for (let round = 0; round < 2; round += 1) {
      const browser = await launch(t);
      const page = await browser.newPage();
      await page.goto(site.origin);
      assert.equal(await page.evaluate(() => localStorage.length), 0);
      await page.evaluate(() => localStorage.setItem("left", "behind"));
    }
  });
});
