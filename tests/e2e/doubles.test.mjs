// What each consent platform that cannot run here would say, and what comes of it
// (contract doubles: doubles.mjs).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DOUBLES, HELPERS } from "./doubles.mjs";
import { forEachBrowser } from "./harness.mjs";
import { GOOGLE_ADS, json, OWN, shows, spelled, startStaticSite, STATIC } from "./site.mjs";

const NAMES = Object.keys(DOUBLES);
/** Each kind of watching once, where a browser's own part in it may differ. */
const IN_FIREFOX = ["google-consent-mode", "usercentrics", "cookiebot", "consentmanager", "iubenda"];

const text = (page) => page.$eval("#header", (element) => element.textContent);
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const install = (name) => `${HELPERS} window.decide = (${DOUBLES[name].double.toString().replace(/^double/, "function")})();`;

/** A page whose tag names this platform, and what runs before the loader. */
async function open(t, browser, cmp, service, early = "") {
  const tag = `<script defer src=/telswap.js data-config=/site.json data-cmp=${cmp} data-service="${service}"></script>`;
  const site = await startStaticSite(t, "", (path) => {
    if (path === "/") return { body: `<!doctype html><meta charset=utf-8><link rel=icon href=data:,><script>{${early}}</script>${tag}<p id=header>${spelled(OWN)}</p>` };
    if (path === "/site.json") return json({ ...STATIC, consent: { cmp, service } });
  });
  const page = await browser.newPage();
  t.after(() => page.close());
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`${site.origin}/?gclid=x`);
  return {
    page, errors,
    decide: (...names) => page.evaluate((names) => {
      decide(names);
      return document.querySelector("#header").textContent;
    }, names),
    /** Nothing came of it, for as long as it could have. */
    async nothing(what, ms) {
      await wait(ms);
      assert.equal(await text(page), spelled(OWN), what);
      assert.notEqual(await page.evaluate(() => telswap.consent()), "granted", what);
      assert.deepEqual(site.requests.map(({ url }) => url).filter((url) => /engine|site\.json|\/v1\//.test(url)), [], what);
    },
    async swaps() {
      const began = Date.now();
      await shows(page, GOOGLE_ADS);
      assert.ok(Date.now() - began < 2000);
    },
  };
}

forEachBrowser((browserName, launch) => {
  let browser;
  const closing = [];
  before(async () => { browser = await launch({ after: (close) => closing.push(close) }); });
  after(() => Promise.all(closing.map((close) => close())));

  for (const name of browserName === "chromium" ? NAMES : IN_FIREFOX) {
    const { service, other, auto, globals, late = 0 } = DOUBLES[name];
    const patience = late + 100;

    test(`${name} (contract double): only what was accepted swaps, and withdrawing restores`, async (t) => {
      const { page, errors, decide, nothing, swaps } = await open(t, browser, name, service, install(name));
      await nothing("undecided", patience + 200);
      await page.evaluate(() => dispatchEvent(new Event("focus")));
      await nothing("undecided, asked again", patience);
      await decide();
      await nothing("refused", patience);
      if (other) {
        await decide(other);
        await nothing("another service accepted", patience);
      }
      await decide(service);
      await swaps();
      const withdrawn = await decide();
      if (late) await shows(page, OWN);
      else assert.equal(withdrawn, spelled(OWN), "restored before the platform can reload the page");
      await decide(...[service, other].filter(Boolean));
      await swaps();
      // A platform that fails says nothing any more.
      if (globals.length) {
        const text = await page.evaluate(async (globals, late) => {
          for (const name of globals) Object.defineProperty(window, name, { configurable: true, get() { throw new Error("double"); } });
          dispatchEvent(new Event("focus"));
          await new Promise((resolve) => setTimeout(resolve, late));
          return document.querySelector("#header").textContent;
        }, globals, late);
        assert.equal(text, spelled(OWN));
      }
      assert.deepEqual(errors, []);
    });

    test(`${name} (contract double): comes after the loader`, async (t) => {
      const { page, errors, nothing, swaps, decide } = await open(t, browser, name, service);
      await nothing("absent", 100);
      await page.evaluate(`{${install(name)}}`);
      await nothing("undecided", patience + 250);
      await decide(service);
      await swaps();
      assert.deepEqual(errors, []);
    });

    test(`${name} (contract double): a stored decision counts from the start`, async (t) => {
      const { swaps, errors } = await open(t, browser, name, service, `${install(name)} decide(["${service}"]);`);
      await swaps();
      assert.deepEqual(errors, []);
    });

    test(`${name} (contract double): a platform that fails is none`, async (t) => {
      const failing = globals.map((name) => `Object.defineProperty(window, "${name}", { get() { throw new Error("double"); } });`).join("");
      const { nothing, errors } = await open(t, browser, name, service, failing);
      await nothing("throwing", 300);
      assert.deepEqual(errors, []);
    });

    test(`${name} (contract double): auto ${auto === false ? "does not ask it" : "finds it"}`, async (t) => {
      const asked = auto ? "call-tracking" : service;
      const { page, nothing, swaps, decide } = await open(t, browser, "auto", asked, install(name));
      await nothing("undecided", patience + 250);
      await decide(...[other].filter(Boolean));
      await nothing("another service accepted", patience);
      await decide(service);
      if (auto === false) return nothing("accepted", patience + 200);
      await swaps();
      const withdrawn = await decide();
      if (late) await shows(page, OWN);
      else assert.equal(withdrawn, spelled(OWN));
    });
  }
});
