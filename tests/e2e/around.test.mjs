// What a page sees of telswap around its numbers: events, the tag manager's
// `dataLayer`, form fields, and files pinned by their hashes.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { dist, forEachBrowser } from "./harness.mjs";
import { grantAndFail, GOOGLE_ADS, header, json, MANUAL, OWN, POOL, settle, shows, spelled, STATIC, startStaticSite, startTelswap } from "./site.mjs";

const grant = (page) => page.evaluate(() => telswap.consent(true));
const withdraw = (page) => page.evaluate(() => telswap.consent(false));

/** A page of files with this body and this part `page` of its `site.json`. */
const startPage = (t, body, more = {}) =>
  startStaticSite(t, body, (path) => (path === "/site.json" ? json({ ...STATIC, page: more }) : undefined));

const HEADER = "<p id=header>0631 41555-000</p>";

/** Keeps all events of ours that reach the document, from before the loader on. */
const listen = (page) =>
  page.evaluateOnNewDocument(() => {
    window.heard = [];
    for (const name of ["consent", "source", "swapped", "restored", "exhausted", "error"])
      document.addEventListener(`telswap:${name}`, ({ detail }) => window.heard.push([name, detail]));
  });

const heard = (page) => page.evaluate(() => window.heard);

const integrityOf = (file) => `sha384-${createHash("sha384").update(readFileSync(join(dist, file))).digest("base64")}`;

/** A page whose tag pins the files; `swap` gives other bytes for a file. */
const startPinned = (t, { engine = integrityOf("telswap-engine.js"), swap = {} } = {}) =>
  startStaticSite(t, "", (path) => {
    if (path === "/site.json") return json(STATIC);
    if (swap[path]) return swap[path];
    if (path === "/pinned")
      return {
        body: `<!doctype html><meta charset=utf-8><link rel=icon href=data:,>
          <meta http-equiv=Content-Security-Policy content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'">
          <script defer src=/telswap.js integrity="${integrityOf("telswap.js")}" crossorigin=anonymous data-integrity="${engine}"
            data-config=/site.json data-cmp=manual data-service=call-tracking></script>${HEADER}`,
      };
  });

forEachBrowser((name, launch) => {
  test("the document hears all events, each with a detail of its own", async (t) => {
    const server = await startTelswap(t, { config: { ...MANUAL, pools: { web: { numbers: [POOL[0]], lease_minutes: 30, overflow: "+4963141555100" } } } });
    const browser = await launch(t);
    const first = await browser.newPage();
    await listen(first);
    await first.goto(`${server.origin}/manual.html`);
    await first.evaluate(() => document.addEventListener("telswap:swapped", ({ detail }) => { detail.number = "mine"; throw new Error("the page's own"); }));
    await grant(first);
    await shows(first, POOL[0]);
    await withdraw(first);
    const events = await heard(first);
    assert.deepEqual(events.map(([event]) => event), ["consent", "consent", "source", "swapped", "restored", "consent"]);
    assert.deepEqual(events[0][1], { state: "unknown", cmp: "manual", service: "call-tracking", granted: [] });
    assert.equal(events[2][1].channel, "direct");
    assert.deepEqual([events[3][1].target, events[3][1].pool], ["main", "web"]);
    // A listener on the document cannot change what `telswap.on` tells.
    await grant(first);
    await shows(first, POOL[0]);
    const told = await first.evaluate(() => new Promise((tell) => telswap.on("swapped", ({ number }) => tell(number))));
    assert.equal(told, POOL[0]);

    const second = await (await browser.createBrowserContext()).newPage();
    await listen(second);
    await second.goto(`${server.origin}/manual.html`);
    await grant(second);
    await shows(second, "+4963141555100");
    assert.deepEqual((await heard(second)).find(([event]) => event === "exhausted"), ["exhausted", { target: "main", pool: "web" }]);
  });

  test("an error reaches the document too", async (t) => {
    const site = await startStaticSite(t, HEADER, (path) => (path === "/site.json" ? { status: 500 } : undefined));
    const page = await (await launch(t)).newPage();
    await listen(page);
    await page.goto(site.origin);
    assert.equal(await grantAndFail(page), "config_unreachable");
    assert.equal((await heard(page)).find(([event]) => event === "error")[1].code, "config_unreachable");
  });

  test("the tag manager hears of it where the site says so, and nothing before the grant", async (t) => {
    const page = await (await launch(t)).newPage();
    await page.goto(`${(await startPage(t, HEADER, { data_layer: true })).origin}/?gclid=x`);
    assert.equal(await page.evaluate(() => window.dataLayer), undefined);
    await grant(page);
    await shows(page, GOOGLE_ADS);
    await withdraw(page);
    const entries = await page.evaluate(() => window.dataLayer);
    assert.deepEqual(entries.map(({ event }) => event), ["telswap_source", "telswap_swapped", "telswap_restored"]);
    assert.equal(entries[0].telswap.channel, "paid-search");
    assert.equal(entries[1].telswap.number, GOOGLE_ADS);

    await page.goto(`${(await startPage(t, HEADER)).origin}/?gclid=x`);
    await grant(page);
    await shows(page, GOOGLE_ADS);
    assert.equal(await page.evaluate(() => window.dataLayer), undefined);
  });

  test("a tag manager that throws, or withdraws, stops nothing", async (t) => {
    const site = await startPage(t, HEADER, { data_layer: true });
    const page = await (await launch(t)).newPage();
    await page.goto(`${site.origin}/?gclid=x`);
    await page.evaluate(() => { window.dataLayer = { push() { throw new Error("the page's own"); } }; });
    await grant(page);
    await shows(page, GOOGLE_ADS);
    await withdraw(page);
    await page.evaluate(() => {
      window.entries = [];
      window.dataLayer = { push: ({ event }) => { window.entries.push(event); if (event === "telswap_source") telswap.consent(false); } };
    });
    await grant(page);
    await settle(page);
    assert.equal(await header(page), spelled(OWN));
    assert.deepEqual(await page.evaluate(() => window.entries), ["telswap_source", "telswap_restored"]);
  });

  test("form fields tell the source under a grant, and nothing before and after", async (t) => {
    const site = await startPage(t, `${HEADER}<form id=form>
      <input type=hidden name=a data-telswap-field=channel><input type=hidden name=b data-telswap-field=source value="">
      <input type=hidden name=c data-telswap-field=click_id><input type=hidden name=d data-telswap-field=click_id_name>
      <input type=hidden name=e data-telswap-field=campaign value=default><input type=hidden name=f data-telswap-field=nonsense value=own>
      <input type=hidden name=g data-telswap-field=constructor><input type=hidden name=h value=own></form>`);
    const page = await (await launch(t)).newPage();
    await page.goto(`${site.origin}/?gclid=Cj0x`);
    const form = () => page.$eval("#form", (form) => Object.fromEntries(new FormData(form)));
    const html = () => page.$eval("#form", (form) => form.outerHTML);
    const before = await html();
    assert.deepEqual(await form(), { a: "", b: "", c: "", d: "", e: "default", f: "own", g: "", h: "own" });
    await grant(page);
    await shows(page, GOOGLE_ADS);
    const filled = { a: "paid-search", b: "google", c: "Cj0x", d: "gclid", e: "default", f: "own", g: "", h: "own" };
    assert.deepEqual(await form(), filled);
    // A framework may have copied the form, and put the first one aside.
    await page.evaluate(() => {
      const form = document.querySelector("#form");
      window.aside = form;
      form.replaceWith(form.cloneNode(true));
    });
    await withdraw(page);
    assert.deepEqual(await form(), { a: "", b: "", c: "", d: "", e: "default", f: "own", g: "", h: "own" });
    assert.equal(await page.evaluate(() => window.aside.outerHTML), before);
    await grant(page);
    await shows(page, GOOGLE_ADS);
    assert.deepEqual(await form(), filled);
  });

  test("a field that comes later is filled, and copies in shadow roots are emptied", async (t) => {
    const page = await (await launch(t)).newPage();
    await page.goto(`${(await startPage(t, `${HEADER}<div id=host></div>`)).origin}/?gclid=x`);
    await grant(page);
    await shows(page, GOOGLE_ADS);
    const values = () => page.evaluate(() => [window.late, window.copy].map((field) => field.value));
    await page.evaluate(async () => {
      window.late = document.createElement("input");
      Object.assign(window.late, { type: "hidden", value: "" }).setAttribute("data-telswap-field", "channel");
      document.body.append(window.late);
      await null;
      // A component renders what the page has read from the field.
      const host = document.querySelector("#host");
      host.attachShadow({ mode: "open" }).append(window.late.cloneNode());
      window.copy = host.shadowRoot.firstChild;
    });
    assert.deepEqual(await values(), ["paid-search", "paid-search"]);
    await settle(page);
    await withdraw(page);
    assert.deepEqual(await values(), ["", ""]);
  });

  test("a field that is told so later is filled, and what visitors write into one that they see stays", async (t) => {
    const page = await (await launch(t)).newPage();
    const fields = "<input type=hidden id=later><input data-telswap-field=channel><input id=typed data-telswap-field=channel>";
    await page.goto(`${(await startPage(t, `${HEADER}${fields}`)).origin}/?gclid=x`);
    await grant(page);
    await shows(page, GOOGLE_ADS);
    const values = () => page.$$eval("input", (all) => all.map(({ value }) => value));
    await page.type("#typed", "!");
    await page.evaluate(() => document.querySelector("#later").setAttribute("data-telswap-field", "channel"));
    const [later, seen, typed] = await values();
    assert.deepEqual([later, seen, typed.length], ["paid-search", "paid-search", "paid-search!".length]);
    await withdraw(page);
    assert.deepEqual(await values(), ["", "", typed]);
  });

  test("what visitors write into a field that they see stays while the page changes, too, and before the grant", async (t) => {
    const page = await (await launch(t)).newPage();
    const fields = "<input id=typed data-telswap-field=channel><input id=cleared data-telswap-field=channel><input id=before data-telswap-field=channel><input id=hidden type=hidden data-telswap-field=channel>";
    await page.goto(`${(await startPage(t, `${HEADER}${fields}`)).origin}/?gclid=x`);
    await page.type("#before", "Ruf an");
    await page.evaluate(() => {
      globalThis.refs = [];
      globalThis.WeakRef = class extends WeakRef {
        constructor(node) {
          super(node);
          refs.push(node.id);
        }
      };
    });
    await grant(page);
    await shows(page, GOOGLE_ADS);
    const values = () => page.$$eval("input", (all) => all.map(({ value }) => value));
    assert.deepEqual(await values(), ["paid-search", "paid-search", "Ruf an", "paid-search"]);
    await page.type("#typed", "!");
    await page.evaluate(async () => {
      document.querySelector("#cleared").value = "";
      for (let time = 0; time < 3; time++) {
        // A framework that holds the field's value.
        document.querySelector("#hidden").value = "";
        document.body.append(document.querySelector("#hidden"));
        await new Promise((resolve) => setTimeout(resolve, 600));
      }
    });
    const [typed, ...others] = await values();
    assert.equal(typed.length, "paid-search!".length);
    assert.deepEqual(others, ["", "Ruf an", "paid-search"]);
    assert.equal(await page.evaluate(() => refs.filter((id) => id === "hidden").length), 1);
    await withdraw(page);
    assert.deepEqual(await values(), [typed, "", "Ruf an", ""]);
    await grant(page);
    await shows(page, GOOGLE_ADS);
    assert.deepEqual(await values(), [typed, "paid-search", "Ruf an", "paid-search"]);
  });

  test("a field that comes later is filled where every number stays, too", async (t) => {
    const page = await (await launch(t)).newPage();
    await page.goto((await startPage(t, HEADER)).origin);
    await grant(page);
    await page.evaluate(() => new Promise((tell) => { telswap.on("swapped", tell); }));
    await page.evaluate(() => { document.body.insertAdjacentHTML("beforeend", "<form><input type=hidden data-telswap-field=channel></form>"); });
    assert.equal(await page.$eval("input", (field) => field.value), "direct");
    assert.equal(await header(page), spelled(OWN));
    await withdraw(page);
    assert.equal(await page.$eval("input", (field) => field.outerHTML), '<input type="hidden" data-telswap-field="channel">');
  });

  test("a field that throws stops neither the numbers nor the other fields", async (t) => {
    const site = await startPage(t, `<input type=hidden id=bad data-telswap-field=channel><input type=hidden id=good data-telswap-field=channel>${HEADER}`);
    const page = await (await launch(t)).newPage();
    await page.goto(`${site.origin}/?gclid=x`);
    await page.$eval("#bad", (field) => Object.defineProperty(field, "value", { set() { throw new Error("the page's own"); } }));
    const good = () => page.$eval("#good", (field) => field.value);
    for (const name of ["set", "get"]) {
      await grant(page);
      await shows(page, GOOGLE_ADS);
      assert.equal(await good(), "paid-search");
      const told = await page.evaluate((name) => {
        const refuse = () => { throw new Error("the page's own"); };
        const bad = document.querySelector("#bad");
        const copy = bad.cloneNode();
        bad.replaceWith(copy);
        Object.defineProperty(copy, "value", { [name]: refuse });
        const told = [];
        for (const event of ["restored", "error"]) telswap.on(event, () => told.push(event));
        telswap.consent(false);
        return told;
      }, name);
      assert.deepEqual(told, ["restored"]);
      assert.equal(await header(page), spelled(OWN));
      assert.equal(await good(), "");
    }
  });

  test("pinned files run under a strict policy, and leave no link behind", async (t) => {
    const site = await startPinned(t);
    const page = await (await launch(t)).newPage();
    const complaints = [];
    page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
    await page.goto(`${site.origin}/pinned?gclid=x`);
    await grant(page);
    await shows(page, GOOGLE_ADS);
    assert.deepEqual(complaints, []);
    assert.equal(await page.evaluate(() => document.querySelectorAll("link[rel=modulepreload]").length), 0);
    const asked = site.requests.map(({ url }) => url.split("?")[0]);
    assert.equal(asked.filter((url) => url === "/telswap-engine.js").length, 1);
  });

  test("an engine that is not the pinned one does not run", async (t) => {
    const script = { "content-type": "text/javascript" };
    const other = { headers: script, body: `globalThis.ran = true; ${readFileSync(join(dist, "telswap-engine.js"))}` };
    const site = await startPinned(t, { swap: { "/telswap-engine.js": other } });
    const page = await (await launch(t)).newPage();
    await page.goto(`${site.origin}/pinned?gclid=x`);
    assert.equal(await grantAndFail(page), "engine_failed");
    assert.equal(await page.evaluate(() => window.ran), undefined);
    assert.equal(await header(page), spelled(OWN));
    assert.equal(await page.evaluate(() => document.querySelectorAll("link[rel=modulepreload]").length), 0);
  });

  test("a module of another build does not run", async (t) => {
    const wasm = { headers: { "content-type": "application/wasm" }, body: readFileSync(join(dist, "telswap-debug.wasm")) };
    const site = await startPinned(t, { swap: { "/telswap-engine.wasm": wasm } });
    const page = await (await launch(t)).newPage();
    await page.goto(`${site.origin}/pinned?gclid=x`);
    assert.equal(await grantAndFail(page), "engine_failed");
    assert.equal(await header(page), spelled(OWN));
  });
});
