// The main job: one visit from the first page to the withdrawal, with the real
// Klaro, the real server and the shipped engine.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forEachBrowser, recordRequests, until } from "./harness.mjs";
import {
  accept, decline, GOOGLE_ADS, header, html, kept, lease, MANUAL, NOTHING_KEPT, OVERFLOW, OWN, POOL,
  settle, shows, spelled, startTelswap, withdraw,
} from "./site.mjs";

const PAGE_CMP_AND_LOADER = ["/demo/klaro/klaro.js", "/klaro-config.js", "/telswap.js"];

/** Who the engine takes the visitor for. */
const visitor = (page) => page.evaluate(() => JSON.parse(Object.values(localStorage)[0]).visitor);

const paths = (requests) => requests.map(({ url }) => new URL(url, "http://x").pathname).sort();

forEachBrowser((name, launch) => {
  test("before the choice, and after a refusal, nothing of ours happens", async (t) => {
    const server = await startTelswap(t);
    const page = await (await launch(t)).newPage();
    const requests = recordRequests(page);
    await page.evaluateOnNewDocument(() => {
      globalThis.namesBefore = Object.getOwnPropertyNames(window);
      globalThis.keysRead = [];
      const getItem = Storage.prototype.getItem;
      Storage.prototype.getItem = function (key) {
        keysRead.push(key);
        return getItem.call(this, key);
      };
    });
    await page.goto(`${server.origin}/?gclid=x`);
    await page.waitForSelector(".klaro .cookie-notice", { visible: true });
    const untouched = await html(page);
    await settle(page);

    assert.deepEqual(await kept(page), NOTHING_KEPT);
    assert.deepEqual(paths(requests.filter(({ url }) => !url.startsWith("data:"))), ["/", ...PAGE_CMP_AND_LOADER]);
    assert.equal(await header(page), spelled(OWN));
    const gained = await page.evaluate(() =>
      Object.getOwnPropertyNames(window).filter((name) => !namesBefore.includes(name)));
    assert.deepEqual(gained.filter((name) => /telswap|wasm/i.test(name)), ["telswap"]);
    assert.equal(await page.evaluate(() => telswap.consent()), "unknown");

    await decline(page);
    await until("the refusal arrives", () => page.evaluate(() => telswap.consent() === "denied"));
    await settle(page);
    assert.deepEqual(await kept(page), { ...NOTHING_KEPT, cookies: ["klaro"] });
    assert.deepEqual(paths(server.requests), ["/", ...PAGE_CMP_AND_LOADER]);
    assert.equal(await html(page), untouched);
    const read = await page.evaluate(() => keysRead.filter((key) => key.startsWith("telswap")));
    assert.deepEqual(read, []);
    assert.equal(await page.evaluate(() => telswap.number("main")), null);
    assert.equal(await page.evaluate(() => telswap.source()), null);
  });

  test("a static rule swaps header, text, footer, link and button, page after page", async (t) => {
    const server = await startTelswap(t);
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/?gclid=x`);
    await page.waitForSelector(".klaro .cookie-notice", { visible: true });
    const untouched = await html(page);

    await accept(page);
    await shows(page, GOOGLE_ADS);
    const text = (id) => page.$eval(id, (element) => element.textContent.replace(/\s+/g, " "));
    assert.equal(await text("#text"),
      "Rufen Sie uns an: (0631) 41 555 010, Montag bis Freitag 8–18 Uhr 🙂. International: +49 631 41555010.");
    assert.equal(await text("#footer"), "Hof-Kaffee GmbH, Tel. 0049 (0) 631 / 41555010");
    assert.equal(await text("#button"), "0631/41555010");
    const attribute = (id, key) => page.$eval(id, (element, key) => element.getAttribute(key), key);
    assert.equal(await attribute("#link", "href"), "tel:+4963141555010");
    assert.equal(await attribute("#link", "title"), "Anrufen: 0631 41555-010");
    assert.equal(await attribute("#button", "aria-label"), "Anruf unter 0631/41555010");

    // Left as they are: other numbers, exempted ones, forms, what search engines read.
    assert.equal(await text("#other"), "Fax: 0631 41555-001, Filiale: 0631 41556-000, Artikel 063141555000123");
    assert.equal(await text("#exempt"), "Impressum: 0631 41555-000");
    assert.equal(await page.$eval("#input", (input) => input.value), "0631 41555-000");
    assert.equal(await page.$eval("#area", (area) => area.value), "0631 41555-000");
    assert.equal(await page.title(), "Hof-Kaffee, Tel. 0631 41555-000");
    assert.match(await page.$eval("head", (head) => head.innerHTML), /"telephone": "\+4963141555000"/);

    // No lease was asked for: a static number needs none.
    assert.deepEqual(server.requests.filter(({ url }) => url.startsWith("/v1/leases")), []);
    assert.deepEqual((await kept(page)).local, [`telswap ${server.origin}/v1/leases`]);

    await Promise.all([page.waitForNavigation(), page.click("#next")]);
    await shows(page, GOOGLE_ADS);
    await page.reload();
    await shows(page, GOOGLE_ADS);

    await page.goto(`${server.origin}/?gclid=x`);
    await shows(page, GOOGLE_ADS);
    await withdraw(page);
    await until("the page is as it was", async () => (await html(page)) === untouched);
    assert.deepEqual(await kept(page), { ...NOTHING_KEPT, cookies: ["klaro"] });
  });

  test("a pool lends a number that stays the visitor's until they withdraw", async (t) => {
    const server = await startTelswap(t);
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/?utm_source=newsletter&utm_medium=email&utm_campaign=herbst`);
    await page.waitForSelector(".klaro .cookie-notice", { visible: true });
    const untouched = await html(page);
    await accept(page);
    const mine = await shows(page, ...POOL);
    assert.equal(await page.evaluate(() => telswap.number("main")), mine);
    assert.equal((await page.evaluate(() => telswap.source())).campaign, "herbst");

    await Promise.all([page.waitForNavigation(), page.click("#next")]);
    await shows(page, mine);
    // The page before told the campaign; this one was reached from our own.
    assert.equal((await page.evaluate(() => telswap.source())).campaign, "herbst");
    await page.reload();
    await shows(page, mine);

    // Only the classified source left the browser, never an address.
    const sent = server.requests.filter(({ url }) => url.startsWith("/v1/")).map(({ body }) => body);
    assert.ok(sent.some((body) => body.includes('"campaign":"herbst"')), sent.join("\n"));
    assert.ok(sent.every((body) => !body.includes("utm_") && !body.includes("http")), sent.join("\n"));

    // Held: a second visitor gets the other number, a third the overflow.
    const other = POOL.find((number) => number !== mine);
    assert.equal((await lease(server.origin, "a")).number, other);
    assert.deepEqual(await lease(server.origin, "b").then(({ number, overflow }) => [number, overflow]), [OVERFLOW, true]);

    await page.goto(`${server.origin}/`);
    await shows(page, mine);
    await withdraw(page);
    await until("the page is as it was", async () => (await html(page)) === untouched);
    assert.deepEqual(await kept(page), { ...NOTHING_KEPT, cookies: ["klaro"] });
    // Free: the next visitor gets it.
    await until("the lease is free", async () => (await lease(server.origin, "c")).number === mine);
  });

  test("consent given again starts again, with a new visitor", async (t) => {
    const server = await startTelswap(t);
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/`);
    await accept(page);
    await shows(page, ...POOL);
    const first = await visitor(page);
    await withdraw(page);
    await shows(page, OWN);
    await page.evaluate(() => { const m = klaro.getManager(); m.changeAll(true); m.saveAndApplyConsents(); });
    await shows(page, ...POOL);
    const second = await visitor(page);
    assert.match(second, /^[0-9a-f]{32}$/);
    assert.notEqual(second, first);
  });

  test("a lease is renewed while the page is visible, and no longer", async (t) => {
    const server = await startTelswap(t);
    const page = await (await launch(t)).newPage();
    await page.evaluateOnNewDocument(() => {
      // Half an hour's lease is renewed once a minute: the case turns the clock on.
      globalThis.timers = [];
      const setInterval = window.setInterval;
      window.setInterval = (run, every, ...more) => {
        const id = setInterval(run, every, ...more);
        timers.push({ run, every, id });
        return id;
      };
      const clearInterval = window.clearInterval;
      window.clearInterval = (id) => {
        timers = timers.filter((timer) => timer.id !== id);
        clearInterval(id);
      };
      globalThis.minute = () => timers.filter(({ every }) => every === 60_000);
    });
    const beat = () => page.evaluate(() => minute().forEach(({ run }) => run()));
    const show = (hidden) => page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, hidden);
    const renewals = () => server.requests.filter(({ method }) => method === "PATCH").length;

    await page.goto(`${server.origin}/`);
    assert.equal(await page.evaluate(() => minute().length), 0);
    await accept(page);
    await shows(page, ...POOL);
    await beat();
    await until("the heartbeat renews it", () => renewals() === 1);
    await show(true);
    await beat();
    await settle(page);
    assert.equal(renewals(), 1);
    await show(false);
    await until("coming to the front renews it", () => renewals() === 2);

    await withdraw(page);
    await shows(page, OWN);
    assert.equal(await page.evaluate(() => minute().length), 0);
    await show(false);
    await settle(page);
    assert.equal(renewals(), 2);
  });

  // No other browser prepares pages.
  if (name === "chromium") test("a page that is prepared for a visitor who may never come asks for a number when they do", async (t) => {
    const server = await startTelswap(t, { config: MANUAL });
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/manual.html`);
    // It grants at once, as a platform does that knows the visitor.
    const address = `${server.origin}/early.html`;
    await page.evaluate((address) => {
      const rules = document.createElement("script");
      rules.type = "speculationrules";
      rules.textContent = JSON.stringify({ prerender: [{ urls: [address], eagerness: "immediate" }] });
      document.head.append(rules);
    }, address);
    await until("the engine of the prepared page is loaded", () => server.requests.some(({ url }) => url === "/telswap-engine.wasm"));
    await settle(page);
    const leases = () => server.requests.filter(({ method }) => method === "POST");
    assert.deepEqual(leases(), []);
    assert.deepEqual(await kept(page), NOTHING_KEPT);

    await Promise.all([page.waitForNavigation(), page.evaluate((address) => { location.href = address; }, address)]);
    await shows(page, ...POOL);
    assert.notEqual(await page.evaluate(() => performance.getEntriesByType("navigation")[0].activationStart), 0);
    assert.equal(leases().length, 1);
  });

  test("a withdrawal in one tab ends it in the other", async (t) => {
    const server = await startTelswap(t);
    const browser = await launch(t);
    const page = await browser.newPage();
    await page.goto(`${server.origin}/`);
    await accept(page);
    const mine = await shows(page, ...POOL);
    const other = await browser.newPage();
    await other.goto(`${server.origin}/second.html`);
    await shows(other, mine);

    await page.bringToFront();
    await withdraw(page);
    await shows(page, OWN);
    await shows(other, OWN);
    await settle(other);
    assert.deepEqual((await kept(other)).local, []);
  });

  test("a withdrawal while the page slept ends it when it wakes", async (t) => {
    const server = await startTelswap(t);
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/`);
    await accept(page);
    await shows(page, ...POOL);
    await Promise.all([page.waitForNavigation(), page.click("#next")]);
    await shows(page, ...POOL);
    await withdraw(page);
    await shows(page, OWN);
    await until("the lease is released", () => server.requests.some(({ url }) => url.includes("/release")));
    const asked = server.requests.length;
    await page.evaluate(() => history.back());
    await until("the first page is back", () => page.evaluate(() => location.pathname === "/"));
    await shows(page, OWN);
    await settle(page);
    assert.equal(await header(page), spelled(OWN));
    assert.deepEqual((await kept(page)).local, []);
    const after = server.requests.slice(asked).filter(({ url }) => url.startsWith("/v1/"));
    assert.deepEqual(after, []);
  });

  test("an unsaved switch in Klaro's dialog is no decision", async (t) => {
    const server = await startTelswap(t);
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/?gclid=x`);
    await decline(page);
    await page.evaluate(() => klaro.getManager().updateConsent("call-tracking", true));
    await settle(page);
    assert.equal(await header(page), spelled(OWN));
    // Accepting only another service is none either.
    await page.evaluate(() => {
      const manager = klaro.getManager();
      manager.updateConsent("call-tracking", false);
      manager.updateConsent("something-else", true);
      manager.saveAndApplyConsents();
    });
    await settle(page);
    assert.equal(await header(page), spelled(OWN));
    assert.deepEqual(paths(server.requests), ["/", ...PAGE_CMP_AND_LOADER]);
  });
});
