// The harness itself: a page of ours in all browsers, and what it asked for.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forAllBrowsers, forEachBrowser, recordRequests, startSite, until } from "./harness.mjs";

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

forAllBrowsers((name, open) => {
  test("a page is opened, asked and clicked", async (t) => {
    const button = "<button onclick=\"this.textContent += '!'\">Hof</button>";
    const site = await startSite(t, () => ({ body: `<!doctype html><title>Hof</title>${button}` }));
    const page = await open(t);
    await page.goto(site.origin);
    await page.click("button");
    assert.equal(await page.evaluate(() => document.querySelector("button").textContent), "Hof!");
  });

  test("a page's answer may take its time, be an object, nothing or an error", async (t) => {
    const site = await startSite(t, () => ({ body: "<!doctype html><title>Hof</title>" }));
    const page = await open(t);
    await page.goto(site.origin);
    const later = (...given) => new Promise((resolve) => setTimeout(() => resolve({ given }), 10));
    assert.deepEqual(await page.evaluate(later, 1, "\u{1f4de}", [null]), { given: [1, "\u{1f4de}", [null]] });
    assert.equal(await page.evaluate(() => {}), undefined);
    assert.equal(await page.evaluate(() => null), null);
    await assert.rejects(page.evaluate(() => { throw new Error("the page's own"); }), /the page's own/);
  });

  test("a page is seen", async (t) => {
    const site = await startSite(t, () => ({ body: "<!doctype html><title>Hof</title>" }));
    const page = await open(t);
    await page.goto(site.origin);
    assert.equal(await page.evaluate(() => document.visibilityState), "visible");
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  });
});
