// Text that a framework is about to take over waits; all other text does not. The
// frameworks here are doubles, which leave the same signs; the real ones are in
// frameworks.test.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forEachBrowser, launchBrowser, until } from "./harness.mjs";
import { json, MANUAL, POOL, settle, spelled, STATIC, startStaticSite } from "./site.mjs";

const OURS = "0631 41555-010";
const THEIRS = "0631 41555-000";

/** Opens a page and grants; `held` keeps the `load` event back until it is called. */
async function open(t, launch, body, { options, config = STATIC, hold = false, begins = () => {} } = {}) {
  let letGo;
  const held = new Promise((resolve) => { letGo = () => resolve({ status: 404 }); });
  t.after(letGo);
  const site = await startStaticSite(t, `${body}${hold ? "<img src=/held alt=''>" : ""}`, (path) => {
    if (path === "/site.json") return json({ ...config, ...(options && { page: options }) });
    if (path === "/held") return held;
    if (path === "/leases") return json({ id: "a".repeat(32), number: POOL[0], fence: 1, expires_in: 1800, overflow: false }, 201);
  });
  const page = await (await launch(t)).newPage();
  await page.goto(`${site.origin}/?gclid=x`, { waitUntil: "domcontentloaded" });
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.evaluate(begins);
  await page.evaluate(() => telswap.consent(true));
  await until("it runs", () => page.evaluate(() => telswap.source()));
  const text = (selector) => page.$eval(selector, (element) => element.textContent);
  const becomes = (selector, expected) => until(`${selector} says ${expected}`, async () => (await text(selector)) === expected);
  return { page, text, becomes, letGo, errors, requests: site.requests };
}

/** How each framework's double is served, and what it does in the end; `#in` is its text. */
const DOUBLES = {
  "React in Next": {
    body: `<div id=__next><p id=in>${THEIRS}</p></div>`,
    begins: () => { document.querySelector("#__next").__reactContainer$0 = { stateNode: { current: { memoizedState: { isDehydrated: true } } } }; },
    ends: () => { document.querySelector("#__next").__reactContainer$0.stateNode.current.memoizedState = { isDehydrated: false }; },
  },
  "React with two texts in one element": {
    body: `<div><div id=root><p>Tel. <!-- -->${THEIRS}</p><p id=in>${THEIRS}</p></div></div>`,
    begins: () => {},
    ends: () => { document.querySelector("#root").__reactContainer$0 = { stateNode: { current: { memoizedState: {} } } }; },
  },
  "a boundary of React's in a root that is done": {
    body: `<div id=root><p>Schon da</p><!--$--><p id=in>${THEIRS}</p><!--/$--></div>`,
    begins: () => {
      document.querySelector("#root").__reactContainer$0 = { stateNode: { current: { memoizedState: { isDehydrated: false } } } };
      document.querySelector("#root p").__reactFiber$0 = {};
    },
    ends: () => { document.querySelector("#in").__reactFiber$0 = {}; },
  },
  "a boundary of React's behind another in it": {
    body: `<div id=root><!--$--><!--$--><p>Schon da</p><!--/$--><p id=in>${THEIRS}</p><!--/$--></div>`,
    begins: () => { document.querySelector("#root").__reactContainer$0 = { stateNode: { current: { memoizedState: { isDehydrated: false } } } }; },
    ends: () => { document.querySelector("#in").__reactFiber$0 = {}; },
  },
  "React that takes over where its script stands": {
    body: `<div><p id=in>${THEIRS}</p><script type=none id=_R_></script></div>`,
    begins: () => {},
    ends: () => { document.querySelector("div").__reactContainer$0 = { stateNode: { current: { memoizedState: {} } } }; },
  },
  "what React streams": {
    body: `<div hidden id="S:0"><p id=in>${THEIRS}</p></div><main></main>`,
    begins: () => {},
    ends: () => { document.querySelector("main").append(document.querySelector("#in")); },
  },
  "Vue in Nuxt": {
    body: `<div id=__nuxt><!--[--><p id=in>${THEIRS}</p><!--]--></div>`,
    begins: () => { document.querySelector("#__nuxt").__vue_app__ = { $nuxt: { isHydrating: true } }; },
    ends: () => { document.querySelector("#__nuxt").__vue_app__.$nuxt.isHydrating = false; },
  },
  "Vue with a fragment": {
    body: `<div id=any><!--[--><p id=in>${THEIRS}</p><!--]--></div>`,
    begins: () => {},
    ends: () => { document.querySelector("#any").__vue_app__ = {}; },
  },
  "a part of a Vue app whose code is still to come": {
    body: `<div id=any><p>Schon da</p><div><p id=in>${THEIRS}</p></div></div>`,
    begins: () => {
      const root = document.querySelector("#any");
      root.__vue_app__ = {};
      const wrapper = { type: { __asyncLoader: () => {} }, component: { subTree: { type: "div", el: root.querySelector("div") } } };
      root._vnode = { type: {}, component: { subTree: { type: "section", children: [{ type: "p", children: "Schon da" }, wrapper] } } };
    },
    ends: () => { document.querySelector("#any")._vnode.component.subTree.children[1].component.subTree.type = {}; },
  },
  "Vue 2": {
    body: `<div data-server-rendered=true><p id=in>${THEIRS}</p></div>`,
    begins: () => {},
    ends: () => { document.querySelector("[data-server-rendered]").removeAttribute("data-server-rendered"); },
  },
  Svelte: {
    body: `<div><!--[--><p id=in>${THEIRS}</p><!--]--></div>`,
    begins: () => {},
    ends: () => { Element.prototype.__e = undefined; },
  },
  Angular: {
    body: `<app-root ng-version=21 ng-server-context=ssr ngh=0><p id=in>${THEIRS}</p></app-root>`,
    begins: () => {},
    ends: () => { document.querySelector("app-root").removeAttribute("ngh"); },
  },
  "an island of Astro's": {
    body: `<astro-island ssr client=load><p id=in>${THEIRS}</p></astro-island><astro-island ssr client=visible><p>${THEIRS}</p></astro-island>`,
    begins: () => {},
    ends: () => { document.querySelector("astro-island").removeAttribute("ssr"); },
  },
};

forEachBrowser((name, launch) => {
  for (const [framework, { body, begins, ends }] of Object.entries(DOUBLES))
    test(`${framework}: its text waits until it is done, other text does not`, async (t) => {
      const { page, text, becomes, errors } = await open(t, launch, `${body}<p id=out>${THEIRS}</p>`, { hold: true, begins });
      assert.equal(await text("#out"), OURS);
      await settle(page);
      assert.equal(await text("#in"), THEIRS);
      await page.evaluate(ends);
      await becomes("#in", OURS);
      // What it renders later does not wait.
      await page.evaluate(() => { document.querySelector("#in").textContent = "Tel. 0631 41555-000"; });
      assert.equal(await text("#in"), `Tel. ${OURS}`);
      assert.deepEqual(errors, []);
    });

  test("waiting delays no lease", async (t) => {
    const config = { ...MANUAL, rules: [MANUAL.rules[1]] };
    const { page, text, requests, becomes } = await open(t, launch, `<div id=__next><a id=in href="tel:+4963141555000">${THEIRS}</a></div>`, { config, hold: true });
    await until("it is asked for", () => requests.find(({ method, url }) => method === "POST" && url === "/leases"));
    assert.equal(await page.evaluate(() => telswap.number("main")), POOL[0]);
    await settle(page);
    assert.equal(await text("#in"), THEIRS);
    await page.evaluate(() => { document.querySelector("#__next").__reactContainer$0 = null; });
    await becomes("#in", spelled(POOL[0]));
    await until("the link follows", () => page.$eval("#in", (link) => link.getAttribute("href") === "tel:+4963141555101"));
  });

  test("fields and pictures with the DOM's names around a server's marks stop nothing", async (t) => {
    for (const picture of ["", '<img name=body alt="">']) {
      const { page, text, becomes } = await open(t, launch,
        `<main><form><input name=parentNode><!--[--><p id=in>${THEIRS}</p><!--]--></form></main>${picture}<p id=out>${THEIRS}</p>`, { hold: true });
      assert.deepEqual([await text("#in"), await text("#out")], [THEIRS, OURS]);
      await page.evaluate(() => { document.querySelector("main").__vue_app__ = {}; });
      await becomes("#in", OURS);
    }
  });

  test("a framework's object that throws lets nothing else wait for ever", async (t) => {
    const part = (id) => `<div><!--[--><p id=${id}>${THEIRS}</p><!--]--></div>`;
    const { page, text, becomes } = await open(t, launch, `${part("bad")}${part("in")}`, { hold: true });
    assert.deepEqual([await text("#bad"), await text("#in")], [THEIRS, THEIRS]);
    await page.evaluate(() => {
      const [bad, good] = document.querySelectorAll("div");
      Object.defineProperty(bad, "__vue_app__", { get() { throw new Error("the framework's own"); } });
      good.__vue_app__ = {};
    });
    await becomes("#in", OURS);
    assert.equal(await text("#bad"), THEIRS);
  });

  test("a text that waits and is taken away lets the others of its line wait", async (t) => {
    const { page, text, becomes } = await open(t, launch, `<div><!--[--><p><span>${THEIRS}</span> oder <b id=in>${THEIRS}</b></p><!--]--></div>`, { hold: true });
    await page.evaluate(() => { document.querySelector("span").remove(); });
    await settle(page);
    assert.equal(await text("#in"), THEIRS);
    await page.evaluate(() => { document.querySelector("div").__vue_app__ = {}; });
    await becomes("#in", OURS);
  });

  test("a framework that never comes is not waited for for ever", async (t) => {
    const { page, text, becomes } = await open(t, launch, `<div id=__next><p id=in>${THEIRS}</p></div><astro-island ssr client=visible><p id=later>${THEIRS}</p></astro-island>`);
    assert.equal(await text("#in"), THEIRS);
    await becomes("#in", OURS);
    // From then on nothing waits for it.
    await page.evaluate(() => { document.querySelector("#in").innerHTML = "<b>0631 41555-000</b>"; });
    assert.equal(await text("#in"), OURS);
    // An island that nobody has seen yet is another matter.
    assert.equal(await text("#later"), THEIRS);
    await page.evaluate(() => { document.querySelector("[client=visible]").removeAttribute("ssr"); });
    assert.equal(await text("#later"), OURS);
  });

  test("an island whose media query does not hold is swapped in the end, and says nothing of other frameworks", async (t) => {
    const { page, text, becomes } = await open(t, launch, `<astro-island ssr client=media><p id=in>${THEIRS}</p></astro-island><div id=__next></div>`);
    assert.equal(await text("#in"), THEIRS);
    await becomes("#in", OURS);
    await page.evaluate(() => { document.querySelector("#__next").innerHTML = "<p id=later>0631 41555-000</p>"; });
    assert.equal(await text("#later"), THEIRS);
  });

  test("a page without a framework waits for nothing; `after` has the last word", async (t) => {
    const plain = await open(t, launch, `<!-- Kopf --><div id=app><ul><li>1</li><!-- --><li>2</li></ul><p id=in>${THEIRS}</p></div>`, { hold: true });
    assert.equal(await plain.text("#in"), OURS);
    const next = `<div id=__next><p id=in>${THEIRS}</p></div>`;
    const immediately = await open(t, launch, next, { options: { after: "immediately" }, hold: true });
    assert.equal(await immediately.text("#in"), OURS);
    const load = await open(t, launch, `<p id=in>${THEIRS}</p>`, { options: { after: "load" }, hold: true });
    await settle(load.page);
    assert.equal(await load.text("#in"), THEIRS);
    load.letGo();
    await load.becomes("#in", OURS);
  });

  test("an island that nobody has seen is printed with the numbers, and goes on waiting", async (t) => {
    const { page, text } = await open(t, launch, `<astro-island ssr client=visible><p id=in>${THEIRS}</p></astro-island>`);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await text("#in"), OURS);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.equal(await text("#in"), THEIRS);
  });

  test("a part of React's that takes too long says nothing of other frameworks", async (t) => {
    const { page, text, becomes } = await open(t, launch, `<div id=root><!--$?--><p id=in>${THEIRS}</p><!--/$--></div>`, {
      begins: () => { document.querySelector("#root").__reactContainer$0 = { stateNode: { current: { memoizedState: {} } } }; },
    });
    await becomes("#in", OURS);
    await page.evaluate(() => document.body.insertAdjacentHTML("beforeend", "<div id=__next><p id=later>0631 41555-000</p></div>"));
    assert.equal(await text("#later"), THEIRS);
  });

  test("what waits is printed with the numbers, and goes on waiting; a withdrawal ends it", async (t) => {
    const { page, text } = await open(t, launch, `<div id=__next><p id=in>${THEIRS}</p></div><p id=out>${THEIRS}</p>`, { hold: true });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.deepEqual([await text("#in"), await text("#out")], [OURS, OURS]);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.deepEqual([await text("#in"), await text("#out")], [THEIRS, OURS]);
    await page.evaluate(() => {
      telswap.consent(false);
      document.querySelector("#__next").__reactContainer$0 = null;
    });
    await settle(page);
    assert.deepEqual([await text("#in"), await text("#out")], [THEIRS, THEIRS]);
  });
});

// Only Chromium lets itself be asked to collect.
test("neither parts that a server rendered nor shadow roots are held once the page has thrown them away", async (t) => {
  const launch = async (t) => {
    const browser = await launchBrowser("chromium");
    t.after(() => browser.close());
    return browser;
  };
  const { page } = await open(t, launch, `<div id=part><!--[--><p>${THEIRS}</p><!--]--></div><section></section><p id=out>${THEIRS}</p>`, {
    begins: () => { document.querySelector("section").attachShadow({ mode: "open" }).append("0631 41555-000"); },
  });
  const client = await page.createCDPSession();
  const throwAway = (selector) =>
    page.evaluate((selector) => {
      const element = document.querySelector(selector);
      globalThis.thrown = new WeakRef(element.shadowRoot ?? element);
      element.remove();
    }, selector);
  const isGone = async () => {
    await settle(page);
    await client.send("HeapProfiler.collectGarbage");
    return page.evaluate(() => !thrown.deref());
  };
  await until("it is swapped", () => page.$eval("#out", ({ textContent }, ours) => textContent === ours, OURS));
  await throwAway("#part");
  await until("the part is gone", isGone);
  await page.evaluate(() => telswap.consent(false));
  await throwAway("section");
  await until("the shadow root is gone", isGone);
});
