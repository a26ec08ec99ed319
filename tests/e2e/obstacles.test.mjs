// What pages, browsers and storage put in the way: consent holds all the same, and
// the page stays whole.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forEachBrowser, until } from "./harness.mjs";
import {
  accept, GOOGLE_ADS, grantAndFail, header, json, kept, lease, MANUAL, OWN, POOL, settle, shows, spelled,
  STATIC, startStaticSite, startTelswap,
} from "./site.mjs";

const NEWSLETTER = "utm_source=nl&utm_medium=email";

const grant = (page) => page.evaluate(() => telswap.consent(true));
const withdraw = (page) => page.evaluate(() => telswap.consent(false));

/** A page of files with this body; static numbers only. */
const startPage = (t, body) =>
  startStaticSite(t, body, (path) => (path === "/site.json" ? json(STATIC) : undefined));

forEachBrowser((name, launch) => {
  test("a page that gets in the way of restoring cannot keep storage or lease", async (t) => {
    const server = await startTelswap(t, { config: MANUAL });
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/manual.html`);
    await page.evaluate(() => {
      const link = document.createElement("a");
      link.href = "tel:+4963141555000";
      document.querySelector("#page").prepend(link);
      telswap.consent(true);
    });
    const mine = await shows(page, ...POOL);
    await page.evaluate(() => {
      document.querySelector("a").setAttribute = () => { throw new Error("the page's own"); };
      telswap.swap(null);
      telswap.consent(false);
    });
    assert.equal(await header(page), spelled(OWN));
    assert.deepEqual((await kept(page)).local, []);
    const numbers = [await lease(server.origin, "a"), await lease(server.origin, "b")].map(({ number }) => number);
    assert.ok(numbers.includes(mine), `${mine} is not free: ${numbers}`);
  });

  test("hostile text does not break the page", async (t) => {
    const server = await startTelswap(t, { config: MANUAL });
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/manual.html?gclid=x`);
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.evaluate(() => {
      const texts = [
        "0".repeat(3_000_000), "0631 ".repeat(200_000), "\ud83d\udcde\udc00 0631 41555-000 \ud800",
        "0631\u200b\u00ad 41555\u20110\u20110\u20110", "\u0000\uffff +49", "(".repeat(100_000),
      ];
      for (const text of texts) {
        const node = document.createElement("i");
        node.textContent = text;
        document.querySelector("#page").append(node);
      }
      globalThis.before = document.querySelector("#page").outerHTML;
      telswap.consent(true);
    });
    await shows(page, GOOGLE_ADS);
    await page.evaluate(() => telswap.consent(false));
    assert.ok(await page.evaluate(() => document.querySelector("#page").outerHTML === before));
    assert.deepEqual(errors, []);
  });

  test("a page that rewrites its text meanwhile keeps its own words, with its own number", async (t) => {
    const server = await startTelswap(t, { config: MANUAL });
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/manual.html?gclid=x`);
    await page.evaluate(() => telswap.consent(true));
    await shows(page, GOOGLE_ADS);
    const text = await page.evaluate(() => {
      const node = document.querySelector("#header").firstChild;
      node.data = `Neu: ${node.data}!`;
      telswap.consent(false);
      return node.data;
    });
    assert.equal(text, "Neu: 0631 41555-000!");
    await settle(page);
  });

  test("a browser without beacons: everything is undone, and released another way", async (t) => {
    const server = await startTelswap(t, { config: MANUAL });
    const page = await (await launch(t)).newPage();
    await page.evaluateOnNewDocument(() => { Navigator.prototype.sendBeacon = undefined; });
    await page.goto(`${server.origin}/manual.html`);
    await grant(page);
    await shows(page, ...POOL);
    await withdraw(page);
    assert.equal(await header(page), spelled(OWN));
    assert.equal(await page.evaluate(() => telswap.number("main")), null);
    assert.deepEqual((await kept(page)).local, []);
    const released = () => server.requests.filter(({ url }) => url === "/v1/leases/release").length;
    await until("the release arrives", () => released() === 1);

    // The loader alone, whose engine is not there yet.
    await grant(page);
    await shows(page, ...POOL);
    await page.reload();
    await page.evaluate(() => { telswap.consent(true); telswap.consent(false); });
    await until("the second release arrives", () => released() === 2);
  });

  test("a browser that refuses storage keeps the page's own number", async (t) => {
    const server = await startTelswap(t, { config: MANUAL });
    const page = await (await launch(t)).newPage();
    await page.evaluateOnNewDocument(() => {
      Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
    });
    await page.goto(`${server.origin}/manual.html`);
    assert.equal(await grantAndFail(page), "storage_refused");
    assert.equal(await page.evaluate(() => telswap.number("main")), null);
    assert.equal(await header(page), spelled(OWN));
    assert.deepEqual(server.requests.filter(({ method }) => method !== "GET"), []);
  });

  test("an older tab does not overwrite a newer tab's campaign", async (t) => {
    const server = await startTelswap(t, { config: MANUAL });
    const browser = await launch(t);
    const older = await browser.newPage();
    await older.goto(`${server.origin}/manual.html?${NEWSLETTER}`);
    await grant(older);
    await shows(older, ...POOL);
    const newer = await browser.newPage();
    await newer.goto(`${server.origin}/manual.html?gclid=x`);
    await grant(newer);
    await shows(newer, GOOGLE_ADS);

    await older.bringToFront();
    await older.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
    await until("the older tab renews its lease", () => server.requests.find(({ method }) => method === "PATCH"));
    await settle(older);
    await newer.reload();
    await grant(newer);
    await shows(newer, GOOGLE_ADS);
  });

  test("two sites on one origin do not know each other", async (t) => {
    const folders = { "/a/site.json": STATIC, "/b/site.json": { ...STATIC, site: "other", targets: { main: { number: "+493023125042" } } } };
    const tag = (folder) =>
      `<!doctype html><meta charset=utf-8><script defer src=/telswap.js data-config=/${folder}/site.json data-cmp=manual data-service=call-tracking></script>`;
    const site = await startStaticSite(t, "", (path) => {
      if (folders[path]) return json(folders[path]);
      if (path === "/a/") return { body: `${tag("a")}<p id=header>0631 41555-000</p>` };
      if (path === "/b/") return { body: `${tag("b")}<p id=header>030 23125042</p>` };
    });
    const page = await (await launch(t)).newPage();
    await page.goto(`${site.origin}/a/?gclid=x`);
    await grant(page);
    await shows(page, GOOGLE_ADS);
    await page.goto(`${site.origin}/b/`);
    await grant(page);
    await until("it runs", () => page.evaluate(() => telswap.source()));
    assert.equal((await page.evaluate(() => telswap.source())).channel, "direct");
    await withdraw(page);
    assert.deepEqual((await kept(page)).local, [`telswap ${site.origin}/a/leases`]);
  });

  test("the platform's record ended: what an earlier page kept goes", async (t) => {
    const server = await startTelswap(t);
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/`);
    await accept(page);
    await shows(page, ...POOL);
    await page.evaluate(() => { document.cookie = "klaro=; max-age=0; path=/"; });
    await page.reload();
    await page.waitForSelector(".klaro .cookie-notice", { visible: true });
    await until("the entry is deleted", async () => (await kept(page)).local.length === 0);
  });

  test("stop() while the engine is on its way leaves nothing of an earlier page", async (t) => {
    const server = await startTelswap(t, { config: MANUAL });
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/manual.html`);
    await grant(page);
    await shows(page, ...POOL);
    await page.reload();
    await page.evaluate(() => { telswap.consent(true); telswap.stop(); });
    await settle(page);
    assert.equal(await header(page), spelled(OWN));
    assert.deepEqual((await kept(page)).local, []);
    assert.ok(server.requests.find(({ url }) => url === "/v1/leases/release"));
  });

  test("copies that the page made go back too, its own numbers stay", async (t) => {
    const site = await startPage(t, "<p id=header>0631 41555-000</p><p id=own>0631 41555-010</p>");
    const page = await (await launch(t)).newPage();
    await page.goto(`${site.origin}/?gclid=x`);
    await grant(page);
    await shows(page, GOOGLE_ADS);
    const texts = () => page.$$eval("p", (all) => all.map((one) => one.textContent));
    await page.evaluate(() => {
      const copy = document.querySelector("#header").cloneNode(true);
      copy.id = "copy";
      document.body.append(copy);
    });
    assert.deepEqual(await texts(), ["0631 41555-010", "0631 41555-010", "0631 41555-010"]);
    await page.evaluate(() => {
      const copy = document.querySelector("#header").cloneNode(true);
      copy.id = "late";
      document.body.append(copy);
      telswap.swap(copy);
      const reused = document.createElement("p");
      reused.textContent = "Noch 3 Plätze";
      document.body.append(reused);
      telswap.swap(reused);
      reused.firstChild.data = "0631 41555-010";
    });
    await withdraw(page);
    const [back, itsOwn] = ["0631 41555-000", "0631 41555-010"];
    assert.deepEqual(await texts(), [back, itsOwn, back, back, back]);
  });

  test("a copy that the page has joined with its own number goes back too, what stood there before stays", async (t) => {
    const site = await startPage(t, "<p id=header>0631 41555-000</p><p id=fax></p><p id=text></p><p id=title></p><p id=merged></p><p id=both>0631 41555-000, 0631 41555-010</p>");
    const page = await (await launch(t)).newPage();
    await page.goto(`${site.origin}/?gclid=x`);
    await grant(page);
    await shows(page, GOOGLE_ADS);
    await page.evaluate(() => {
      const at = (id) => document.querySelector(`#${id}`);
      at("fax").textContent = `Fax: ${at("header").textContent}`;
      at("text").textContent = at("title").title = `neu 0631 41555-000 oder ${at("header").textContent}`;
      at("merged").append("neu 0631 41555-000, ", at("header").firstChild.cloneNode());
      at("merged").normalize();
    });
    const joined = () => page.evaluate(() => [...["fax", "text", "merged", "both"].map((id) => document.querySelector(`#${id}`).textContent), document.querySelector("#title").title]);
    const [theirs, ours] = ["0631 41555-000", "0631 41555-010"];
    assert.deepEqual(await joined(), [`Fax: ${ours}`, `neu ${ours} oder ${ours}`, `neu ${ours}, ${ours}`, `${ours}, ${ours}`, `neu ${ours} oder ${ours}`]);
    await withdraw(page);
    assert.deepEqual(await joined(), [`Fax: ${theirs}`, `neu ${theirs} oder ${theirs}`, `neu ${theirs}, ${theirs}`, `${theirs}, ${ours}`, `neu ${theirs} oder ${theirs}`]);
  });

  test("fields and functions with the DOM's names stop neither walk nor restoring", async (t) => {
    const site = await startPage(t, `
      <form title="Tel. 0631 41555-000">Tel. 0631 41555-000 <input name=closest><input name=getAttribute></form>
      <a id=odd href="tel:+4963141555000">Anruf</a><p id=header>0631 41555-000</p>`);
    const page = await (await launch(t)).newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`${site.origin}/?gclid=x`);
    await grant(page);
    await shows(page, GOOGLE_ADS);
    assert.equal(await page.evaluate(() => telswap.number("main")), GOOGLE_ADS);
    await page.evaluate(() => {
      document.querySelector("#odd").getAttribute = () => { throw new Error("the page's own"); };
      for (let time = 0; time < 1_200; time++) telswap.swap(document.body);
      telswap.consent(false);
    });
    assert.equal(await header(page), spelled(OWN));
    await grant(page);
    await shows(page, GOOGLE_ADS);
    assert.deepEqual(errors, []);
  });

  test("a page that withdraws while a late node is swapped", async (t) => {
    const site = await startPage(t, "<p id=header>0631 41555-000</p>");
    const page = await (await launch(t)).newPage();
    await page.goto(`${site.origin}/?gclid=x`);
    await grant(page);
    await shows(page, GOOGLE_ADS);
    const late = await page.evaluate(() => {
      customElements.define("x-call", class extends HTMLElement {
        static observedAttributes = ["title"];
        attributeChangedCallback() { if (this.title.includes("010")) telswap.consent(false); }
      });
      const heard = [];
      for (const event of ["error", "restored"]) telswap.on(event, () => heard.push(event));
      const node = document.createElement("div");
      node.innerHTML = '<x-call title="0631 41555-000"></x-call><a href="tel:+4963141555000">Anruf</a>';
      document.body.append(node);
      telswap.swap(node);
      telswap.on("swapped", () => heard.push("swapped, of a visitor who withdrew"));
      return [node.innerHTML, heard];
    });
    assert.deepEqual(late, ['<x-call title="0631 41555-000"></x-call><a href="tel:+4963141555000">Anruf</a>', ["restored"]]);
    assert.equal(await header(page), spelled(OWN));
  });

  test("a page that decides anew in the middle of a decision", async (t) => {
    const site = await startPage(t, "<p id=header>0631 41555-000</p>");
    const page = await (await launch(t)).newPage();
    await page.goto(`${site.origin}/?gclid=x`);
    await page.evaluate(() => {
      const setItem = Storage.prototype.setItem;
      Storage.prototype.setItem = function (...entry) {
        setItem.apply(this, entry);
        telswap.consent(false);
        Storage.prototype.setItem = setItem;
      };
    });
    await grant(page);
    await until("the page withdraws", () => page.evaluate(() => telswap.consent() === "denied"));
    await settle(page);
    assert.equal(await header(page), spelled(OWN));
    assert.deepEqual((await kept(page)).local, []);

    await grant(page);
    await shows(page, GOOGLE_ADS);
    const states = await page.evaluate(async () => {
      const states = [];
      telswap.on("consent", ({ state }) => states.push(state));
      const stopListening = telswap.on("restored", () => { stopListening(); telswap.consent(true); });
      telswap.consent(false);
      return [states, await telswap.number("main")];
    });
    assert.deepEqual(states, [["granted", "granted"], GOOGLE_ADS]);
    await shows(page, GOOGLE_ADS);
  });

  test("a page that clears storage: the withdrawal releases all the same", async (t) => {
    const server = await startTelswap(t, { config: MANUAL });
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/manual.html`);
    await grant(page);
    const mine = await shows(page, ...POOL);
    await page.evaluate(() => { localStorage.clear(); telswap.consent(false); });
    await until("the lease is released", () => server.requests.find(({ url }) => url === "/v1/leases/release"));
    const free = [await lease(server.origin, "a"), await lease(server.origin, "b")].map(({ number }) => number);
    assert.ok(free.includes(mine), `${mine} is not free: ${free}`);
  });

  test("a withdrawal in one tab while the engine is on its way in another", async (t) => {
    let letThrough;
    const held = new Promise((resolve) => { letThrough = resolve; });
    let hold = false;
    const server = await startTelswap(t, {
      config: MANUAL,
      before: ({ url }) => (hold && url.endsWith(".wasm") ? held : undefined),
    });
    const browser = await launch(t);
    const page = await browser.newPage();
    await page.goto(`${server.origin}/manual.html`);
    await grant(page);
    await shows(page, ...POOL);
    hold = true;
    const other = await browser.newPage();
    await other.goto(`${server.origin}/manual.html`);
    await grant(other);
    await until("its engine is on its way", () => server.requests.filter(({ url }) => url.endsWith(".wasm")).length === 2);
    await withdraw(page);
    await until("the other tab hears of it", () => other.evaluate(() => telswap.consent() === "unknown"));
    letThrough();
    await settle(other);
    assert.equal(await header(other), spelled(OWN));
    assert.equal(await other.evaluate(() => telswap.number("main")), null);
    assert.deepEqual((await kept(other)).local, []);
    assert.equal(server.requests.filter(({ method, url }) => method === "POST" && url === "/v1/leases").length, 1);
  });

  test("a number that two targets share goes back to the right one, or stays", async (t) => {
    const shared = "+4963141555100";
    const pool = (number) => ({ numbers: [number], lease_minutes: 30, overflow: shared });
    const config = {
      ...MANUAL,
      targets: { main: { number: OWN }, lager: { number: "+4963141555900" } },
      pools: { web: pool(POOL[0]), lager: pool(POOL[1]) },
      rules: [{ id: "everyone", swap: { main: { pool: "web" }, lager: { pool: "lager" } } }],
    };
    const answer = json({ id: null, number: shared, fence: null, expires_in: 60, overflow: true });
    const body = "<p id=header>0631 41555-000</p><p>0631 41555-900</p><p>0631 41555-900</p>";
    const site = await startStaticSite(t, body, (path) => {
      if (path === "/site.json") return json(config);
      if (path === "/leases") return answer;
    });
    const page = await (await launch(t)).newPage();
    await page.goto(site.origin);
    await grant(page);
    const texts = () => page.$$eval("p", (all) => all.map((one) => one.textContent));
    await until("both are shown", async () => (await texts()).every((text) => text === "0631 41555-100"));
    await page.evaluate(() => {
      const last = document.querySelectorAll("p")[2];
      last.firstChild.data += " (Lager)";
      document.body.append(last.previousElementSibling.cloneNode(true));
    });
    await withdraw(page);
    // Whose the rewritten text and the copy were is not known: that number rings.
    assert.deepEqual(await texts(), ["0631 41555-000", "0631 41555-900", "0631 41555-100 (Lager)", "0631 41555-100"]);
  });

  test("number() has an answer and an error its code, whatever is wrong", async (t) => {
    const site = await startStaticSite(t, "<p id=header>0631 41555-000</p>", (path) => {
      if (path === "/odd") return { body: "<!doctype html><script src=/telswap.js data-config=/site.json data-cmp=odd></script>" };
    });
    const page = await (await launch(t)).newPage();
    await page.goto(`${site.origin}/odd`);
    assert.equal(await page.evaluate(() => telswap.number("main")), null);

    await page.goto(site.origin);
    await page.evaluate(() => { performance.getEntriesByType = () => { throw new Error("the page's own"); }; });
    assert.equal(await grantAndFail(page), "engine_failed");
    assert.equal(await page.evaluate(() => telswap.number("main")), null);
  });

  test("a damaged entry, a campaign without end and a page that edits what it is told", async (t) => {
    const server = await startTelswap(t, { config: MANUAL });
    const page = await (await launch(t)).newPage();
    await page.goto(`${server.origin}/manual.html#${NEWSLETTER}&utm_campaign=${"ü".repeat(70_000)}`);
    await page.evaluate(() => {
      const until = 9_999_999_999_999;
      const lease = { id: "f00", fence: 1, number: "+18005551212", until };
      localStorage[`telswap ${location.origin}/v1/leases`] = JSON.stringify({ visitor: "z".repeat(32), leases: { web: lease } });
      telswap.on("source", (source) => { source.campaign = 5; delete source.channel; });
      telswap.consent(true);
    });
    await shows(page, ...POOL);
    const asked = JSON.parse(server.requests.find(({ method }) => method === "POST").body);
    assert.equal(asked.source.channel, "email");
    assert.equal(asked.source.campaign, "ü".repeat(512));
  });

  test("a kept lease that is none, and an overflow number without end, are asked for anew", async (t) => {
    const server = await startTelswap(t, { config: MANUAL });
    const page = await (await launch(t)).newPage();
    for (const number of [5, "+4963141555100"]) {
      await page.goto(`${server.origin}/manual.html`);
      await page.evaluate((number) => {
        const web = { id: null, number, fence: null, until: 1e300, overflow: true };
        localStorage[`telswap ${location.origin}/v1/leases`] = JSON.stringify({ visitor: "a".repeat(32), leases: { web } });
        telswap.consent(true);
      }, number);
      await shows(page, ...POOL);
    }
  });
});
