// What site.json says of numbers and of the page, as the server gives it out and as it
// is written.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forEachBrowser, until } from "./harness.mjs";
import { grantAndFail, json, MANUAL, OWN, STATIC, startStaticSite, startTelswap } from "./site.mjs";

const COLOGNE = { number: "+4922155501377", display: "0221 55501-377" };

/** What the element with this id reads, once it is another text than the page's own. */
const swapped = (page, id, own) =>
  until(`#${id} is swapped`, async () => {
    const text = await page.$eval(`#${id}`, (element) => element.textContent);
    return text !== own && text;
  });

const read = (page, id) => page.$eval(`#${id}`, (element) => element.textContent);

/** A site without pools whose one rule shows `number`. */
const showing = (number, target = {}, page = undefined) => ({
  ...STATIC,
  targets: { main: { number: OWN, ...target } },
  rules: [{ id: "everyone", swap: { main: number } }],
  page,
});

forEachBrowser((name, launch) => {
  async function open(t, config, body) {
    const site = await startStaticSite(t, body, (path) => (path === "/site.json" ? json(config) : undefined));
    const page = await (await launch(t)).newPage();
    await page.goto(site.origin);
    return page;
  }

  test("a number is written in the groups of its display", async (t) => {
    const body = "<p id=a>+49 631 41555 000</p><p id=b>0631/41555000</p>";
    const page = await open(t, showing(COLOGNE), body);
    const events = page.evaluate(() => new Promise((resolve) => telswap.on("swapped", resolve)));
    await page.evaluate(() => telswap.consent(true));
    assert.equal(await swapped(page, "a", "+49 631 41555 000"), "+49 221 55501 377");
    assert.equal(await read(page, "b"), "0221/55501377");
    assert.equal((await events).number, COLOGNE.number);
    await page.evaluate(() => telswap.consent(false));
    assert.equal(await read(page, "a"), "+49 631 41555 000");
    assert.equal(await read(page, "b"), "0631/41555000");
  });

  test("a target's match says what else is taken for it", async (t) => {
    const body = "<p id=a>0631 41555-000</p><p id=fax>Fax: 0631 41555-000</p><p id=local>41555-000</p>";
    const match = { fax: true, local: false };
    const page = await open(t, showing(COLOGNE, { display: "0631 41555-000", match }), body);
    await page.evaluate(() => telswap.consent(true));
    await swapped(page, "a", "0631 41555-000");
    assert.equal(await swapped(page, "fax", "Fax: 0631 41555-000"), "Fax: 0221 55501-377");
    assert.equal(await read(page, "local"), "41555-000");
  });

  test("a lease's display is kept with it", async (t) => {
    const web = { numbers: [COLOGNE.number], display: COLOGNE.display };
    const rules = [{ id: "everyone", swap: { main: { pool: "web" } } }];
    const server = await startTelswap(t, { config: { ...MANUAL, pools: { web }, rules } });
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/manual.html`);
    await page.evaluate(() => telswap.consent(true));
    const own = "0631 41555-000";
    assert.equal(await swapped(page, "header", own), "0221 55501-377");
    const kept = await page.evaluate(() => Object.values(localStorage).map((entry) => JSON.parse(entry)));
    assert.equal(kept[0].leases.web.display, COLOGNE.display);
    // What is kept is shown again, before the server has answered.
    await page.reload();
    await page.evaluate(() => telswap.consent(true));
    assert.equal(await swapped(page, "header", own), "0221 55501-377");
  });

  test("what the browser does not take of the page's options leaves the page alone", async (t) => {
    let options;
    const site = await startStaticSite(t, "<p id=a>0631 41555-000</p>", (path) =>
      path === "/site.json" ? json(showing(COLOGNE, {}, options)) : undefined);
    const page = await (await launch(t)).newPage();
    for (options of [{ exclude: ["a[[b"] }, { include: ["p", ":nothing"] }, { attributes: ["a]b"] }, { attributes: 7 }]) {
      await page.goto(site.origin);
      assert.equal(await grantAndFail(page), "config_invalid", JSON.stringify(options));
      assert.equal(await read(page, "a"), "0631 41555-000");
    }
  });

  test("a spelling that spells something else is none", async (t) => {
    const page = await open(t, showing({ ...COLOGNE, display: "0221 55501-378" }), "<p id=a>0631 41555-000</p>");
    await page.evaluate(() => telswap.consent(true));
    const text = await swapped(page, "a", "0631 41555-000");
    assert.equal(text.replace(/\D/g, ""), "022155501377");
  });
});
