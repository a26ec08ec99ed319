// When a pool's number is asked for: not before the site's mode says so. The server
// of the leases is a double that gives everybody the same number; what arrives there
// is what counts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forEachBrowser, until } from "./harness.mjs";
import { header, json, MANUAL, POOL, settle, shows, spelled, startStaticSite } from "./site.mjs";

const THEIRS = "0631 41555-000";
const OURS = spelled(POOL[0]);

/** The number of a second target, and what its pool lends. */
const SALES = "0631 41555-600";
const SALES_LENT = "+4963141555601";

/** A site of these pages, whose two pools lend numbers in this mode. */
async function open(t, launch, mode, pages) {
  const { numbers, ...web } = MANUAL.pools.web;
  const pool = { ...web, ...(mode && { lease: mode }) };
  const targets = { ...MANUAL.targets, sales: { number: "+4963141555600" } };
  const rule = { ...MANUAL.rules[1], swap: { ...MANUAL.rules[1].swap, sales: { pool: "sales" } } };
  const config = { ...MANUAL, targets, pools: { web: pool, sales: pool }, rules: [rule] };
  const site = await startStaticSite(t, pages["/"], (path, { body }) => {
    if (path === "/site.json") return json(config);
    if (path.startsWith("/leases")) return json({ id: "a".repeat(32), number: JSON.parse(body).target === "sales" ? SALES_LENT : POOL[0], fence: 1, expires_in: 1800, overflow: false }, 201);
    if (path !== "/" && pages[path]) return { body: `<!doctype html><meta charset=utf-8><link rel=icon href=data:,><script defer src=/telswap.js data-config=/site.json data-cmp=manual data-service=call-tracking></script>${pages[path]}` };
  });
  const page = await (await launch(t)).newPage();
  await page.goto(`${site.origin}/`);
  await grant(page);
  const toServer = () => site.requests.filter(({ url }) => url.startsWith("/leases"));
  const asked = () => toServer().map(({ method }) => method);
  const askedFor = () => toServer().map(({ body }) => JSON.parse(body).target);
  return { page, asked, askedFor, origin: site.origin };
}

/** Grants, and waits until the page has been looked at. */
async function grant(page) {
  await page.evaluate(() => telswap.consent(true));
  await until("it runs", () => page.evaluate(() => telswap.source()));
}

forEachBrowser((name, launch) => {
  test("present: a page without the number asks for none, until it has it", async (t) => {
    const { page, asked, origin } = await open(t, launch, undefined, {
      "/": `<p data-telswap=off>${THEIRS}</p><p>Fax: ${THEIRS}</p><input value="${THEIRS}"><p id=header></p>`,
      "/with": `<p id=header>${THEIRS}</p>`,
      "/without": "<p id=header>Nichts</p>",
    });
    await settle(page);
    assert.deepEqual(asked(), []);
    await page.evaluate(() => {
      document.querySelector("#header").attachShadow({ mode: "open" }).append(document.createElement("b"));
      document.querySelector("#header").shadowRoot.lastChild.textContent = "0631 41555-000";
      document.body.append(document.createElement("i"));
    });
    await until("a late number is swapped", () => page.evaluate(() => /101/.test(document.querySelector("#header").shadowRoot.textContent)));
    assert.deepEqual(asked(), ["POST"]);

    // Whoever has a number may have written it down: it is kept for them on every
    // page, and the server hears what led them there.
    await page.goto(`${origin}/without`);
    await grant(page);
    await until("the next page tells", () => asked().length === 2);
    await page.goto(`${origin}/with`);
    await grant(page);
    await shows(page, POOL[0]);
  });

  test("number() asks for a number that the page does not have", async (t) => {
    const { page, asked } = await open(t, launch, "intent", { "/": "<p id=header>Nichts</p>" });
    await settle(page);
    assert.deepEqual(asked(), []);
    assert.deepEqual(await page.evaluate(() => Promise.all([telswap.number("main"), telswap.number("main"), telswap.number("other")])), [POOL[0], POOL[0], null]);
    assert.deepEqual(asked(), ["POST"]);
  });

  test("visible: asked for when it comes into view, wherever it stands", async (t) => {
    const { page, asked } = await open(t, launch, "visible", {
      "/": `<div style="height:5000px"></div><div><p style="display:contents" id=header>${THEIRS}</p></div><p style="display:none">${THEIRS}</p>`,
    });
    await settle(page);
    assert.deepEqual(asked(), []);
    await page.evaluate(() => scrollTo(0, 6000));
    await shows(page, POOL[0]);
    assert.deepEqual(asked(), ["POST"]);
  });

  test("visible: in a shadow root, and when it comes later", async (t) => {
    const { page, asked } = await open(t, launch, "visible", { "/": "<div style='height:5000px'></div><div id=host></div>" });
    await page.evaluate(() => {
      const host = document.querySelector("#host");
      host.attachShadow({ mode: "open" }).innerHTML = "<p>0631 41555-000</p>";
      host.append("neu");
    });
    await settle(page);
    await settle(page);
    assert.deepEqual(asked(), []);
    await page.evaluate(() => scrollTo(0, 6000));
    await until("it is swapped", () => page.evaluate(() => /101/.test(document.querySelector("#host").shadowRoot.textContent)));
  });

  test("visible: a closed menu at the window's edge is not in view", async (t) => {
    const { page, asked } = await open(t, launch, "visible", {
      "/": `<nav style="position:fixed;top:0;left:0;transform:translateX(-100%)"><p id=header>${THEIRS}</p></nav>`,
    });
    await settle(page);
    assert.deepEqual(asked(), []);
    await page.evaluate(() => { document.querySelector("nav").style.transform = "none"; });
    await shows(page, POOL[0]);
  });

  test("intent: who marks the paragraph in front, or uses a list that scrolls, does not mean the number", async (t) => {
    const { page, asked } = await open(t, launch, "intent", {
      "/": `<p id=front>Davor</p><p id=header>${THEIRS}</p><ul tabindex=0 style="height:5em;overflow:auto"><li id=item>Punkt</li><li>${THEIRS}</li></ul>`,
    });
    await page.click("#front", { count: 3 });
    await page.click("#item");
    await settle(page);
    assert.deepEqual(asked(), []);
    await page.evaluate(() => getSelection().setBaseAndExtent(document.querySelector("#front"), 0, document.querySelector("#header").firstChild, 3));
    await shows(page, POOL[0]);
  });

  test("intent: from one element of a shadow root to another", async (t) => {
    const { page, asked } = await open(t, launch, "intent", {
      "/": '<div id=host><template shadowrootmode=open><a href="#">Mehr</a><a href="tel:+4963141555000">Anruf</a></template></div>',
    });
    const focus = (place) => page.evaluate((place) => document.querySelector("#host").shadowRoot.querySelectorAll("a")[place].focus(), place);
    await focus(0);
    await settle(page);
    assert.deepEqual(asked(), []);
    await focus(1);
    await until("it is asked for", () => asked().length === 1);
  });

  test("intent: what merely may have the focus, as the target of a link, is nothing that is pressed", async (t) => {
    const { page, asked } = await open(t, launch, "intent", { "/": `<main tabindex=-1><h1>Willkommen</h1><p id=header>${THEIRS}</p></main>` });
    await page.hover("h1");
    await settle(page);
    assert.deepEqual(asked(), []);
    await page.hover("p");
    await shows(page, POOL[0]);
  });

  for (const [how, use] of Object.entries({
    "the pointer comes": (page) => page.hover("#icon"),
    "the keyboard comes": (page) => page.evaluate(() => document.querySelector("#link").focus()),
    "its menu opens": (page) => page.evaluate(() => document.querySelector("#header").dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, composed: true }))),
    "it is selected": (page) => page.evaluate(() => getSelection().selectAllChildren(document.body)),
  }))
    test(`intent: asked for when ${how}`, async (t) => {
      const { page, asked, origin } = await open(t, launch, "intent", {
        "/": `<p>Text davor</p><a id=link href="tel:+4963141555000"><b id=icon>Tel.</b> <span id=header>${THEIRS}</span></a>`,
      });
      await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("p")));
      await settle(page);
      assert.deepEqual(asked(), []);
      assert.equal(await header(page), THEIRS);
      await use(page);
      await shows(page, POOL[0]);
      assert.deepEqual(asked(), ["POST"]);
      // A number that the visitor has is shown at once.
      await page.goto(`${origin}/?again`);
      await grant(page);
      assert.equal(await header(page), OURS);
    });

  test("intent: of two numbers on a line, the one that is meant, wherever it begins", async (t) => {
    const { page, askedFor } = await open(t, launch, "intent", {
      "/": `<p>Laden <span id=header>${THEIRS}</span>, Verkauf <b>0631</b> <i>41555-600</i></p>`,
    });
    await page.hover("span");
    await shows(page, POOL[0]);
    await settle(page);
    assert.deepEqual(askedFor(), ["main"]);
    await page.hover("b");
    await until("the other is asked for", () => page.$eval("i", ({ textContent }) => textContent === "41555-601"));
    assert.deepEqual(askedFor(), ["main", "sales"]);
  });

  test("intent: nothing is asked for a number that has gone, nor for what stands beside one", async (t) => {
    const { page, asked } = await open(t, launch, "intent", {
      "/": `<div id=header>${THEIRS}<section>Öffnungszeiten</section></div><a href="#">${SALES}</a>`,
    });
    await page.evaluate(() => { document.querySelector("a").textContent = "Kontakt"; });
    await page.hover("a");
    await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("a")));
    await page.hover("section");
    await settle(page);
    assert.deepEqual(asked(), []);
    await page.$eval("div", (element) => element.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, composed: true })));
    await until("it is asked for", () => asked().length === 1);
  });

  test("intent and visible: text right below a shadow root, and what it shows in a slot", async (t) => {
    const bodies = [
      "<div id=header><template shadowrootmode=open>0631 41555-000</template></div>",
      "<div id=header><template shadowrootmode=open><span style='display:contents'>0631 41555-000</span></template></div>",
      "<div id=header><template shadowrootmode=open><p><slot></slot></p></template>0631 41555-000</div>",
    ];
    for (const mode of ["visible", "intent"])
      for (const body of bodies) {
        const { page, asked } = await open(t, launch, mode, { "/": `<div style="height:5000px"></div>${body}` });
        await settle(page);
        assert.deepEqual(asked(), []);
        await page.evaluate(() => scrollTo(0, 6000));
        if (mode === "intent") await page.evaluate(() => {
          const host = document.querySelector("#header");
          (host.shadowRoot.firstElementChild ?? host).dispatchEvent(new PointerEvent("pointerover", { bubbles: true, composed: true }));
        });
        await until(`${mode}: ${body} is asked for`, () => asked().length === 1);
      }
  });

  test("intent: the tooltip of what is pointed at, whatever is inside of it", async (t) => {
    const { page, asked } = await open(t, launch, "intent", {
      "/": `<div id=header title="Telefon: ${THEIRS}"><img width=50 height=50 alt="Hof"></div>`,
    });
    await settle(page);
    assert.deepEqual(asked(), []);
    await page.hover("img");
    await until("it is asked for", () => asked().length === 1);
  });

  test("visible: only what is on the page still when it comes into view", async (t) => {
    const { page, askedFor } = await open(t, launch, "visible", {
      "/": `<div style="height:5000px"></div><p id=header>${THEIRS}</p><p id=other>${SALES}</p>`,
    });
    await page.evaluate(() => { document.querySelector("#other").textContent = "Kontakt"; });
    await settle(page);
    await page.evaluate(() => scrollTo(0, 6000));
    await shows(page, POOL[0]);
    await settle(page);
    assert.deepEqual(askedFor(), ["main"]);
  });

  test("intent: a click is neither delayed nor prevented, and dials what stands there", async (t) => {
    const { page, asked } = await open(t, launch, "intent", { "/": `<a id=header href="tel:+4963141555000">${THEIRS}</a>` });
    const clicked = await page.evaluate(async () => {
      const link = document.querySelector("a");
      const dialled = [];
      addEventListener("click", (event) => {
        dialled.push([event.defaultPrevented, link.getAttribute("href")]);
        event.preventDefault(); // no telephone here
      });
      link.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, composed: true, cancelable: true }));
      link.click();
      return dialled;
    });
    assert.deepEqual(clicked, [[false, "tel:+4963141555000"]]);
    await shows(page, POOL[0]);
    assert.deepEqual(asked(), ["POST"]);
  });

  test("one pool for two targets, which `check` refuses, does not end the heartbeat", async (t) => {
    const rule = { ...MANUAL.rules[1], swap: { main: { pool: "web" }, sales: { pool: "web" } } };
    const site = await startStaticSite(t, `<p id=header>${THEIRS}</p><p>${SALES}</p>`, (path, { method, body }) => {
      if (path === "/site.json") return json({ ...MANUAL, targets: { ...MANUAL.targets, sales: { number: "+4963141555600" } }, rules: [rule] });
      if (method === "POST" && JSON.parse(body).target === "main") return json({ id: "a".repeat(32), number: POOL[0], fence: 1, expires_in: 1800, overflow: false }, 201);
      if (path.startsWith("/leases")) return json({ error: { code: "internal" } }, 500);
    });
    const page = await (await launch(t)).newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`${site.origin}/`);
    await grant(page);
    await shows(page, POOL[0]);
    const asked = () => site.requests.filter(({ url }) => url.startsWith("/leases")).length;
    await until("both are asked for", () => asked() === 2);
    for (const more of [1, 2]) {
      const before = asked();
      await settle(page);
      await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
      await until(`beat ${more}`, () => asked() > before);
    }
    assert.deepEqual(errors, []);
  });

  test("a withdrawal ends all timers", async (t) => {
    const { page } = await open(t, launch, "intent", { "/": `<p>${THEIRS}</p><div id=__next><p>${THEIRS}</p></div>` });
    const left = await page.evaluate(() => {
      const timers = new Set();
      const { setTimeout, clearTimeout } = window;
      window.setTimeout = (...of) => {
        const timer = setTimeout(...of);
        timers.add(timer);
        return timer;
      };
      window.clearTimeout = (timer) => {
        timers.delete(timer);
        clearTimeout(timer);
      };
      document.dispatchEvent(new Event("selectionchange"));
      const begun = timers.size;
      telswap.consent(false);
      return [begun, timers.size];
    });
    assert.deepEqual(left, [1, 0]);
  });

  test("a withdrawal ends the waiting: what comes into view or use afterwards asks for nothing", async (t) => {
    for (const mode of ["visible", "intent"]) {
      const { page, asked } = await open(t, launch, mode, { "/": `<div style="height:5000px"></div><a id=header href="#">${THEIRS}</a>` });
      await page.evaluate(() => telswap.consent(false));
      await page.evaluate(() => { scrollTo(0, 6000); document.querySelector("a").focus(); });
      await settle(page);
      assert.deepEqual(asked(), []);
      assert.equal(await header(page), THEIRS);
    }
  });
});
