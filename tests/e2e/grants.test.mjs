// What a grant is for, what may end it beside the platform, and what is shown without one.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forEachBrowser, recordRequests, until } from "./harness.mjs";
import {
  CONFIG, configFor, GOOGLE_ADS, header, json, kept, NOTHING_KEPT, OWN, POOL, settle, shows, spelled, startStaticSite, startTelswap, STATIC,
} from "./site.mjs";

const page = (attributes, body = "") =>
  `<!doctype html><meta charset=utf-8><link rel=icon href=data:,>
  <script src=/telswap.js data-config=/site.json data-cmp=manual data-service=call-tracking ${attributes}></script><p id=header>0631 41555-000</p>${body}`;

/** A site of static files whose tag and config have more to say of consent. */
const start = (t, attributes, consent, { site = STATIC, body } = {}) =>
  startStaticSite(t, "", (path) => {
    if (path === "/") return { body: page(attributes, body) };
    if (path === "/site.json") return json({ ...site, consent: { ...site.consent, ...consent } });
  });

const IMMEDIATE = ["data-static=immediate", { static: "immediate" }];

/** Before the page's own scripts: the browser's signal, as Firefox and Brave have it. */
const withSignal = (tab) =>
  tab.evaluateOnNewDocument(() => Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true }));

forEachBrowser((name, launch) => {
  test("static numbers stand there before a decision, with nothing kept, told or asked; a refusal ends it", async (t) => {
    const site = await start(t, ...IMMEDIATE, { site: { ...CONFIG, consent: STATIC.consent, page: { data_layer: true } }, body: "<input type=hidden data-telswap-field=channel>" });
    const tab = await (await launch(t)).newPage();
    await tab.goto(`${site.origin}/?gclid=x`);
    await shows(tab, GOOGLE_ADS);
    await settle(tab);
    assert.deepEqual(await kept(tab), NOTHING_KEPT);
    assert.deepEqual(
      await tab.evaluate(() => [telswap.consent(), telswap.source(), typeof window.dataLayer, document.querySelector("input").value]),
      ["unknown", null, "undefined", ""],
    );
    assert.deepEqual(site.requests.map(({ url }) => url).filter((url) => !url.startsWith("/?")).sort(), ["/site.json", "/telswap-engine.js", "/telswap-engine.wasm", "/telswap.js"]);
    assert.equal(await tab.evaluate(() => { telswap.consent(false); return document.querySelector("#header").textContent; }), spelled(OWN));
    await settle(tab);
    assert.equal(await header(tab), spelled(OWN));
    assert.deepEqual(await kept(tab), NOTHING_KEPT);
  });

  test("a platform that says nothing yet leaves what is shown without a grant", async (t) => {
    const site = await startStaticSite(t, "", (path) => {
      if (path === "/")
        return { body: page("data-static=immediate").replace("data-cmp=manual", "data-cmp=klaro").replace("<script", `<script>
          window.manager = { confirmed: false, savedConsents: {}, watch(watcher) { this.watcher = watcher; } };
          setTimeout(() => { window.klaro = { getManager: () => manager }; }, 300);
        </script><script`) };
      if (path === "/site.json") return json({ ...STATIC, consent: { cmp: "klaro", service: "call-tracking", static: "immediate" } });
    });
    const tab = await (await launch(t)).newPage();
    await tab.goto(`${site.origin}/?gclid=x`);
    await shows(tab, GOOGLE_ADS);
    await tab.evaluate(() => {
      window.seen = [];
      new MutationObserver(() => window.seen.push(document.querySelector("#header").textContent)).observe(document.body, { characterData: true, subtree: true });
    });
    await tab.waitForFunction(() => window.manager.watcher);
    await settle(tab);
    assert.deepEqual(await tab.evaluate(() => window.seen), []);
    assert.equal(site.requests.filter(({ url }) => url === "/site.json").length, 1);
    assert.equal(await tab.evaluate(() => {
      manager.confirmed = true;
      manager.watcher.update();
      return document.querySelector("#header").textContent;
    }), spelled(OWN));
  });

  test("a pool's target waits for the grant where static numbers do not", async (t) => {
    const server = await startTelswap(t, { config: { ...configFor("manual", "call-tracking", { static: "immediate" }) } });
    const tab = await (await launch(t)).newPage();
    await tab.goto(`${server.origin}/manual.html`);
    await tab.evaluate(() => {
      document.querySelector("script").remove();
      window.telswap = undefined;
      const script = document.createElement("script");
      Object.assign(script.dataset, { config: "/v1/site.json", cmp: "manual", service: "call-tracking", static: "immediate" });
      script.src = "/telswap.js";
      document.head.append(script);
    });
    await tab.waitForFunction(() => window.telswap);
    const promised = tab.evaluate(() => telswap.number("main"));
    await settle(tab);
    assert.equal(await header(tab), spelled(OWN));
    assert.deepEqual(server.requests.filter(({ url }) => /leases/.test(url)), []);
    await tab.evaluate(() => telswap.consent(true));
    const shown = await shows(tab, ...POOL);
    assert.equal(await promised, shown);
  });

  test("what is shown without a grant stays while one begins", async (t) => {
    const site = await start(t, ...IMMEDIATE);
    const tab = await (await launch(t)).newPage();
    await tab.goto(`${site.origin}/?gclid=x`);
    await shows(tab, GOOGLE_ADS);
    await tab.evaluate(() => {
      window.seen = [];
      new MutationObserver(() => window.seen.push(document.querySelector("#header").textContent)).observe(document.body, { characterData: true, subtree: true });
      telswap.consent(true);
    });
    await until("the source is known", () => tab.evaluate(() => telswap.source()?.channel === "paid-search"));
    assert.deepEqual((await tab.evaluate(() => window.seen)).filter((text) => text !== spelled(GOOGLE_ADS)), []);
    assert.equal((await kept(tab)).local.length, 1);
  });

  test("Global Privacy Control is a refusal, unless tag and site.json say otherwise", async (t) => {
    const browser = await launch(t);
    const vetoed = await start(t, "", {});
    const tab = await browser.newPage();
    await withSignal(tab);
    const requests = recordRequests(tab);
    await tab.goto(`${vetoed.origin}/?gclid=x`);
    assert.equal(await tab.evaluate(() => telswap.consent(true)), "denied");
    await settle(tab);
    assert.equal(await header(tab), spelled(OWN));
    assert.deepEqual(requests.filter(({ url }) => /engine|site\.json/.test(url)), []);

    const ignored = await start(t, "data-gpc=ignore", { gpc: "ignore" });
    await tab.goto(`${ignored.origin}/?gclid=x`);
    await tab.evaluate(() => telswap.consent(true));
    await shows(tab, GOOGLE_ADS);
  });

  test("a tag that says more or less than site.json swaps nothing", async (t) => {
    const browser = await launch(t);
    for (const [attributes, consent] of [
      ["data-gpc=ignore", {}], ["", { gpc: "ignore" }], ["data-static=immediate", {}], ["", { static: "immediate" }],
      ["data-marketing=ads", {}], ["", { marketing: "ads" }], ["data-marketing=ads", { marketing: "other" }],
    ]) {
      const site = await start(t, attributes, consent);
      const tab = await browser.newPage();
      await tab.goto(`${site.origin}/?gclid=x`);
      const code = await tab.evaluate(() => new Promise((resolve) => {
        telswap.on("error", ({ code }) => resolve(code));
        telswap.consent(true);
      }));
      assert.equal(code, "consent_mismatch", `${attributes} and ${JSON.stringify(consent)}`);
      assert.equal(await header(tab), spelled(OWN));
      assert.deepEqual(await kept(tab), NOTHING_KEPT);
      await tab.close();
    }
  });

  test("the server hears what was granted and by which evidence, and again when that changes", async (t) => {
    const asked = [];
    const site = await startStaticSite(t, "", (path, { method, body }) => {
      if (path === "/") return { body: page("data-marketing=ads") };
      if (path === "/site.json") return json({ ...CONFIG, consent: { cmp: "manual", service: "call-tracking", marketing: "ads" } });
      if (path === "/leases" && method === "POST") {
        asked.push(JSON.parse(body));
        return json({ id: "a", number: POOL[0], fence: 1, expires_in: 1800, overflow: false }, 201);
      }
      if (path === "/leases/release") return { status: 204 };
    });
    const tab = await (await launch(t)).newPage();
    await tab.goto(site.origin);
    const heard = () => tab.evaluate(() => window.heard);
    await tab.evaluate(() => {
      window.heard = [];
      telswap.on("consent", ({ state, granted }) => window.heard.push([state, ...granted].join(" ")));
      telswap.consent(true, { marketing: true, version: "7.1", id: "abc" });
    });
    await shows(tab, POOL[0]);
    const { given_at, ...said } = asked[0].consent;
    assert.deepEqual(said, { cmp: "manual", service: "call-tracking", granted: ["storage", "measurement", "marketing"], version: "7.1", id: "abc" });
    assert.ok(Math.abs(Date.parse(given_at) - Date.now()) < 60_000, given_at);

    // Less is granted: the number stays, and the server hears of it.
    await tab.evaluate(() => telswap.consent(true, { version: "7.1", id: "abd" }));
    await until("the server hears of it", () => asked.length === 2);
    assert.deepEqual([asked[1].consent.granted, asked[1].consent.id], [["storage", "measurement"], "abd"]);
    assert.equal(asked[1].visitor, asked[0].visitor);
    assert.equal(await header(tab), spelled(POOL[0]));
    // The same again is no news.
    await tab.evaluate(() => telswap.consent(true, { version: "7.1", id: "abd" }));
    await settle(tab);
    assert.equal(asked.length, 2);
    assert.deepEqual(await heard(), ["unknown", "granted storage measurement marketing", "granted storage measurement"]);
  });
});
