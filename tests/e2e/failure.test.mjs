// Whatever fails, the visitor sees a number that rings: the page's own.

import assert from "node:assert/strict";
import { test } from "node:test";

import { dist, forEachBrowser, until } from "./harness.mjs";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CONFIG, GOOGLE_ADS, grantAndFail, header, json, kept, lease, MANUAL, OVERFLOW, OWN, PAGES, POOL, settle, shows, spelled,
  STATIC, startStaticSite, startTelswap,
} from "./site.mjs";

const HEADER = "<p id=header>0631 41555-000</p>";

forEachBrowser((name, launch) => {
  test("the server is killed: nothing acknowledged is lost", async (t) => {
    const server = await startTelswap(t, { config: MANUAL });
    const page = await (await launch(t)).newPage();
    const address = `${server.origin}/manual.html?utm_source=flyer&utm_medium=email&utm_campaign=herbst`;
    await page.goto(address);
    await page.evaluate(() => telswap.consent(true));
    const mine = await shows(page, ...POOL);
    await server.kill9();

    // The page keeps what it shows; a page that loads now would not come at all.
    assert.equal(await header(page), spelled(mine));
    await server.restart();
    assert.notEqual((await lease(server.origin, "a")).number, mine);
    await page.reload();
    await page.evaluate(() => telswap.consent(true));
    await shows(page, mine);
  });

  test("the pool is empty: the overflow number; without one, the page's own", async (t) => {
    const server = await startTelswap(t, { config: MANUAL });
    await lease(server.origin, "a");
    await lease(server.origin, "b");
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/manual.html`);
    const exhausted = await page.evaluate(() => new Promise((resolve) => {
      telswap.on("exhausted", resolve);
      telswap.consent(true);
    }));
    assert.deepEqual(exhausted, { target: "main", pool: "web" });
    await shows(page, OVERFLOW);

    const { overflow, ...web } = CONFIG.pools.web;
    const bare = await startTelswap(t, { config: { ...MANUAL, pools: { web } } });
    await lease(bare.origin, "a");
    await lease(bare.origin, "b");
    await page.goto(`${bare.origin}/manual.html`);
    await page.evaluate(() => new Promise((resolve) => {
      telswap.on("exhausted", resolve);
      telswap.consent(true);
    }));
    assert.equal(await page.evaluate(() => telswap.number("main")), null);
    assert.equal(await header(page), spelled(OWN));
  });

  test("no server, only files: static numbers work", async (t) => {
    const site = await startStaticSite(t, HEADER, (path) => (path === "/site.json" ? json(STATIC) : undefined));
    const page = await (await launch(t)).newPage();
    await page.goto(`${site.origin}/?gclid=x`);
    await page.evaluate(() => telswap.consent(true));
    await shows(page, GOOGLE_ADS);
    assert.deepEqual(site.requests.filter(({ method }) => method !== "GET"), []);
  });

  const BROKEN = {
    "no site.json": [(path) => (path === "/site.json" ? { status: 404 } : undefined), "config_unreachable"],
    "a site.json that is not JSON": [(path) => (path === "/site.json" ? { body: "<p>oops" } : undefined), "config_invalid"],
    "a site.json that is something else": [(path) => (path === "/site.json" ? json([1, { a: null }]) : undefined), "config_invalid"],
    "a rule the engine does not know": [
      (path) => (path === "/site.json" ? json({ ...MANUAL, rules: [{ id: "a", when: { weather: "fair" }, swap: { main: GOOGLE_ADS } }] }) : undefined),
      "config_invalid",
    ],
    "no engine": [(path) => (/engine/.test(path) ? { status: 404 } : undefined), "engine_failed"],
    "an engine that is cut off": [
      (path) => (path.endsWith(".wasm") ? { headers: { "content-type": "application/wasm" }, body: readFileSync(join(dist, path)).subarray(0, 5000) } : undefined),
      "engine_failed",
    ],
    "leases that fail": [
      (path) => (path === "/leases" ? json({ error: { code: "internal", message: "" } }, 500) : undefined),
      "lease_failed",
    ],
    "leases that make no sense": [
      (path) => (path === "/leases" ? json({ id: 7, number: "call me", expires_in: "soon" }) : undefined),
      "lease_failed",
    ],
    "a line that goes dead": [
      (path) => (path === "/leases" ? null : undefined),
      "lease_failed",
    ],
  };
  test("whatever is broken, the page keeps its own number and says why", async (t) => {
    const browser = await launch(t);
    for (const [what, [answer, code]] of Object.entries(BROKEN)) {
      const site = await startStaticSite(t, HEADER, answer);
      const page = await browser.newPage();
      await page.goto(site.origin);
      assert.equal(await grantAndFail(page), code, what);
      assert.equal(await header(page), spelled(OWN), what);
      assert.equal(await page.evaluate(() => telswap.number("main")), null, what);
      await page.close();
    }
  });

  test("a lease is gone and none is given in its place: the page's own number", async (t) => {
    let given = 0;
    const site = await startStaticSite(t, HEADER, (path, { method }) => {
      if (path === "/leases") return given++ ? json({}, 500) : json({ id: "1", number: POOL[0], fence: 1, expires_in: 1800, overflow: false }, 201);
      if (path === "/leases/1" && method === "PATCH") return json({ error: { code: "lease_lost", message: "" } }, 409);
    });
    const page = await (await launch(t)).newPage();
    await page.goto(site.origin);
    await page.evaluate(() => telswap.consent(true));
    await shows(page, POOL[0]);
    const error = await page.evaluate(() => new Promise((resolve) => {
      telswap.on("error", resolve);
      dispatchEvent(new Event("pageshow"));
    }));
    assert.equal(error.code, "lease_failed");
    await shows(page, OWN);
    assert.equal(await page.evaluate(() => telswap.number("main")), null);
  });

  test("consent withdrawn while the lease is on its way: the number goes back", async (t) => {
    let answerLater;
    const site = await startStaticSite(t, HEADER, (path) => {
      if (path === "/leases") return new Promise((resolve) => { answerLater = resolve; });
      if (path === "/leases/release") return { status: 204 };
    });
    const page = await (await launch(t)).newPage();
    await page.goto(site.origin);
    await page.evaluate(() => telswap.consent(true));
    await until("the lease is asked for", () => answerLater);
    const { visitor } = JSON.parse(site.requests.at(-1).body);
    await page.evaluate(() => telswap.consent(false));
    const released = await until("it is released", () => site.requests.find(({ url }) => url.includes("/release")));
    assert.equal(`${released.method} ${released.url} ${released.body}`, `POST /leases/release ${visitor}`);
    answerLater(json({ id: "f00", number: POOL[0], fence: 3, expires_in: 1800, overflow: false }, 201));
    await settle(page);
    assert.equal(await header(page), spelled(OWN));
    assert.deepEqual((await kept(page)).local, []);
  });

  test("a lease whose answer met a reload is released, whichever request arrives first", async (t) => {
    const browser = await launch(t);
    for (const overtaken of [false, true]) {
      let letThrough;
      const held = new Promise((resolve) => { letThrough = resolve; });
      const isWish = ({ method, url }) => method === "POST" && url === "/v1/leases";
      const server = await startTelswap(t, {
        config: MANUAL,
        before: (request) => (isWish(request) ? held : undefined),
      });
      const wishAnswered = () => /route="\/v1\/leases" status=(\d+)/.exec(server.log())?.[1];

      const page = await browser.newPage();
      await page.goto(`${server.origin}/manual.html`);
      await page.evaluate(() => telswap.consent(true));
      await until("the lease is asked for", () => server.requests.find(isWish));
      await page.reload();
      if (!overtaken) {
        letThrough();
        assert.equal(await until("the wish arrives", wishAnswered), "201");
      }
      // The page's platform says what was granted before, and then the withdrawal.
      await page.evaluate(() => { telswap.consent(true); telswap.consent(false); });
      const released = await until("the release arrives", () => server.requests.find(({ url }) => url === "/v1/leases/release"));
      assert.equal(released.body, JSON.parse(server.requests.find(isWish).body).visitor);
      if (overtaken) {
        await until("it is done", () => server.log().includes('route="/v1/leases/release" status=204'));
        letThrough();
        assert.equal(await until("the wish arrives", wishAnswered), "410");
      }
      assert.deepEqual((await kept(page)).local, []);
      const free = [await lease(server.origin, "a"), await lease(server.origin, "b")];
      assert.deepEqual(free.map(({ number }) => number).sort(), POOL);
      await page.close();
    }
  });

  test("consent withdrawn while the engine is on its way: nothing more is requested", async (t) => {
    let answerLater;
    const site = await startStaticSite(t, HEADER, (path) => {
      if (path === "/telswap-engine.js") return new Promise((resolve) => { answerLater = resolve; });
    });
    const page = await (await launch(t)).newPage();
    await page.goto(site.origin);
    await page.evaluate(() => telswap.consent(true));
    await until("engine and config are asked for", () => answerLater && site.requests.find(({ url }) => url === "/site.json"));
    const asked = site.requests.length;
    await page.evaluate(() => {
      // Left by an earlier page, whose engine is not here to release it.
      localStorage[`telswap ${location.origin}/leases`] = JSON.stringify({ visitor: "f00", leases: { web: null } });
      telswap.consent(false);
    });
    answerLater({ headers: { "content-type": "text/javascript" }, body: readFileSync(join(dist, "telswap-engine.js")) });
    await settle(page);
    const after = site.requests.slice(asked).map(({ method, url, body }) => `${method} ${url} ${body}`);
    assert.deepEqual(after, ["POST /leases/release f00"]);
    assert.deepEqual((await kept(page)).local, []);
  });

  test("a strict policy with Trusted Types holds; one that forbids WebAssembly keeps the number", async (t) => {
    const server = await startTelswap(t, { config: MANUAL });
    const page = await (await launch(t)).newPage();
    const violations = [];
    page.on("console", (message) => { if (message.type() === "error") violations.push(message.text()); });
    await page.goto(`${server.origin}/strict.html?gclid=x`);
    await page.evaluate(() => telswap.consent(true));
    await shows(page, GOOGLE_ADS);
    assert.deepEqual(violations.filter((text) => !text.includes("favicon")), []);

    await page.goto(`${server.origin}/no-wasm.html?gclid=x`);
    assert.equal(await grantAndFail(page), "engine_failed");
    assert.equal(await header(page), spelled(OWN));
  });

  test("a grant before the page is parsed waits for it", async (t) => {
    let parse;
    const site = await startStaticSite(t, "", (path) => {
      if (path === "/early") return { body: readFileSync(join(PAGES, "early.html")) };
      if (path === "/v1/site.json") return json(STATIC);
      if (path === "/slow.js") return new Promise((resolve) => { parse = resolve; });
    });
    const page = await (await launch(t)).newPage();
    const loaded = page.goto(`${site.origin}/early?gclid=x`);
    await until("the engine is there", () => parse && site.requests.some(({ url }) => url.endsWith(".wasm")));
    await new Promise((resolve) => setTimeout(resolve, 300));
    parse({ headers: { "content-type": "text/javascript" }, body: "" });
    await loaded;
    await shows(page, GOOGLE_ADS);
  });

});
