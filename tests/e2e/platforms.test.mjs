// What the real consent platforms from npm say, through the loader: nothing of ours
// happens before a grant and after a withdrawal, with every one of them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { launchBrowser, recordRequests, root, until } from "./harness.mjs";
import { watchReads } from "./platforms/reads.mjs";
import { PLATFORMS } from "./platforms.mjs";
import { GOOGLE_ADS, header, json, kept, NOTHING_KEPT, OWN, shows, spelled, startStaticSite, STATIC } from "./site.mjs";

const JAVASCRIPT = { "content-type": "text/javascript; charset=utf-8" };
const isIab = ({ cmp }) => cmp === "tcf" || cmp === "gpp";

/**
 * A site with this platform: `/` has it, `/late` gets it by `addPlatform()`, long
 * after the loader, `/never` not at all. With `?bare` the loader is missing.
 */
async function startSite(t, platform) {
  const { cmp, service, folder } = platform;
  const scripts = await platform.scripts();
  const consent = { cmp, service, ...(isIab(platform) && { purposes: [1, 7] }) };
  const purposes = isIab(platform) ? ' data-purposes="7"' : "";
  const loader = `<script defer src="/telswap.js" data-config="/site.json" data-cmp="${cmp}" data-service="${service}"${purposes}></script>`;
  const tags = scripts.map(([path, , attributes = ""]) => `<script defer src="/cmp/${path}" ${attributes}></script>`).join("");
  const adding = `<script>
    async function addPlatform() {
      for (const { src, dataset } of new DOMParser().parseFromString(document.querySelector("template").innerHTML, "text/html").scripts) {
        const script = document.createElement("script");
        Object.assign(script, { src });
        Object.assign(script.dataset, dataset);
        await new Promise((loaded) => { script.onload = loaded; document.head.append(script); });
      }
    }</script><template>${tags}</template>`;
  return startStaticSite(t, "", (path, { url }) => {
    if (path === "/site.json") return json({ ...STATIC, consent });
    if (path.startsWith("/cmp/")) {
      const name = path.slice("/cmp/".length);
      const script = scripts.find(([known]) => known === name);
      if (script) return { headers: JAVASCRIPT, body: script[1] };
      if (!folder || name.includes("..")) return undefined;
      const type = name.endsWith(".css") ? { "content-type": "text/css" } : JAVASCRIPT;
      return { headers: type, body: readFileSync(join(root, "node_modules", folder, name)) };
    }
    if (!["/", "/late", "/never"].includes(path)) return undefined;
    const ours = url.includes("bare") ? "" : loader;
    // What a page says itself comes to a loader that is there.
    const theirs = path === "/" ? tags : path === "/late" ? adding : "";
    const head = cmp === "manual" ? ours + theirs : theirs + ours;
    return { body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Hof-Kaffee</title><link rel="icon" href="data:,">${head}<div id="page"><p id="header">0631 41555-000</p></div>` };
  });
}

/** Long enough for a platform to be found, and asked again. */
const settle = (page) =>
  page.evaluate(() => new Promise((resolve) => {
    for (const event of ["focus", "pageshow", "visibilitychange"]) dispatchEvent(new Event(event));
    setTimeout(resolve, 350);
  }));

const ready = (page, platform) => until(`${platform.name} is there`, () => page.evaluate(`Boolean((${platform.ready})())`));

/** The names in the window when the platform has done all it does, without us. */
async function namesWithout(browser, origin, platform) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.evaluateOnNewDocument(watchReads);
    const names = new Set();
    const look = async () => { for (const name of await page.evaluate(() => Object.getOwnPropertyNames(window))) names.add(name); };
    await page.goto(`${origin}/?bare`);
    await ready(page, platform);
    for (const act of [platform.undecided, platform.accept, platform.withdraw, platform.partly]) {
      await look();
      await page.evaluate(act);
    }
    await look();
    await page.goto(`${origin}/late?bare`);
    await look();
    return names;
  } finally {
    await context.close();
  }
}

describe("each in two browsers at once", { concurrency: true }, () => ["chromium", "firefox"].forEach((name) => describe(name, { concurrency: 1 }, () => {
  let browser;
  before(async () => { browser = await launchBrowser(name); });
  after(() => browser?.close());

  for (const platform of PLATFORMS) describe(`the real ${platform.name}, data-cmp="${platform.cmp}"`, () => {
    let names;

    /** A visitor on a page of theirs, and how to see whether anything of ours happens. */
    async function visit(t, path = "/", search = "gclid=x") {
      const site = await startSite(t, platform);
      names ??= await namesWithout(browser, site.origin, platform);
      const context = await browser.createBrowserContext();
      t.after(() => context.close());
      const page = await context.newPage();
      const requests = recordRequests(page);
      await page.evaluateOnNewDocument(watchReads);
      await page.goto(`${site.origin}${path}?${search}`);
      if (path === "/") await ready(page, platform);
      let seen = { page: 0, site: site.requests.length };
      const visitor = {
        page, site,
        act: (what) => page.evaluate(platform[what]),
        ready: () => ready(page, platform),
        /** From here on what was asked and read under a grant counts no more. */
        async forget() {
          seen = { page: requests.length, site: site.requests.length };
          await page.evaluate(() => { window.reads.length = 0; });
        },
        /** Nothing of ours has happened but that the loader is there. */
        async nothing(what) {
          await settle(page);
          const state = await page.evaluate(() => telswap.consent());
          assert.notEqual(state, "granted", what);
          assert.equal(await header(page), spelled(OWN), what);
          const asked = [...requests.slice(seen.page), ...site.requests.slice(seen.site).map(({ url }) => ({ url: site.origin + url }))]
            .map(({ url }) => url).filter((url) => !/^(data|blob|about):/.test(url));
          const others = asked.filter((url) => !url.startsWith(`${site.origin}/cmp/`) && url !== page.url());
          assert.deepEqual(others.filter((url) => url !== `${site.origin}/telswap.js`), [], what);
          const { cookies, local, ...more } = await kept(page);
          const { cookies: theirs = [], local: stored = [] } = platform.keeps;
          const left = { cookies: cookies.filter((key) => !theirs.includes(key)), local: local.filter((key) => !stored.includes(key)), ...more };
          assert.deepEqual(left, NOTHING_KEPT, what);
          const gained = await page.evaluate(() => Object.getOwnPropertyNames(window));
          assert.deepEqual(gained.filter((key) => !names.has(key)), ["telswap"], what);
          assert.deepEqual(await page.evaluate(() => window.reads), [], what);
          return state;
        },
      };
      return visitor;
    }

    async function granted(visitor) {
      await shows(visitor.page, GOOGLE_ADS);
      assert.equal(await visitor.page.evaluate(() => telswap.consent()), "granted");
    }

    test("untouched, and while nothing is saved", async (t) => {
      const visitor = await visit(t);
      assert.equal(await visitor.nothing("untouched"), "unknown");
      await visitor.act("undecided");
      await visitor.nothing("opened or switched, but not saved");
    });

    test("what it grants without its visitor counts for nothing", async (t) => {
      const visitor = await visit(t, "/", "gclid=x&itself");
      await visitor.nothing("granted by itself");
      if (platform.cmp !== "gpp") return;
      await visitor.page.evaluate(() => optOut());
      assert.equal(await visitor.nothing("opted out"), "denied");
    });

    test("refused, and stored as refused", async (t) => {
      const visitor = await visit(t);
      await visitor.act("refuse");
      assert.equal(await visitor.nothing("refused"), "denied");
      await visitor.page.reload();
      await visitor.ready();
      assert.equal(await visitor.nothing("loaded with a stored refusal"), "denied");
    });

    test("accepted, and stored as accepted", async (t) => {
      const visitor = await visit(t);
      await visitor.nothing("before the grant");
      await visitor.act("accept");
      await granted(visitor);
      await visitor.page.reload();
      await granted(visitor);
    });

    test("partly accepted, without what the swap needs", async (t) => {
      const visitor = await visit(t);
      await visitor.act("partly");
      await visitor.nothing("partly accepted");
    });

    test("accepted, then withdrawn", async (t) => {
      const visitor = await visit(t);
      await visitor.act("accept");
      await granted(visitor);
      await visitor.act("withdraw");
      if (!platform.later) assert.equal(await header(visitor.page), spelled(OWN), "at once");
      await shows(visitor.page, OWN);
      await visitor.forget();
      await visitor.nothing("withdrawn");
      await visitor.page.reload();
      await visitor.ready();
      await visitor.nothing("loaded after a withdrawal");
    });

    test("withdrawn, with a reload in the same breath", async (t) => {
      const visitor = await visit(t, "/", "gclid=x&reload");
      await visitor.act("accept");
      await granted(visitor);
      await visitor.forget();
      const loaded = visitor.page.waitForNavigation();
      await visitor.page.evaluate(`void (${platform.withdraw})(); (${platform.reload})();`).catch(() => {});
      await loaded;
      await visitor.ready();
      await visitor.nothing("reloaded");
    });

    test("the platform comes later than the loader", async (t) => {
      const visitor = await visit(t, "/late");
      await visitor.nothing("no platform yet");
      await visitor.page.evaluate(() => addPlatform());
      await visitor.ready();
      await visitor.nothing("there, but nothing is decided");
      await visitor.act("accept");
      await granted(visitor);
    });

    test("the platform never comes", async (t) => {
      const visitor = await visit(t, "/never");
      assert.equal(await visitor.nothing("no platform"), "unknown");
    });
  });
})));
