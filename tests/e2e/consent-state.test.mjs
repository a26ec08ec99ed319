// Random visitors and a random platform: whatever happens in which order, another
// number stands on the page only while the last thing that was said is a grant.

import assert from "node:assert/strict";
import { test } from "node:test";

import { randomOf } from "./frameworks/model.mjs";
import { forEachBrowser, until } from "./harness.mjs";
import { GOOGLE_ADS, header, json, kept, OWN, spelled, startStaticSite, STATIC } from "./site.mjs";

const STEPS = 60;
const SEED = 20261201;

/**
 * A test double that speaks the part of Klaro that the adapter uses. Its cookie says
 * what was decided to pages that are loaded later, and to no other: a platform in one
 * tab does not hear of another.
 */
const DOUBLE = `<script>
  const watchers = [];
  const manager = { confirmed: false, savedConsents: {}, watch: (watcher) => watchers.push(watcher) };
  window.klaro = { getManager() { if (manager.late) throw new Error("not yet"); return manager; } };
  function take(word) {
    delete manager.confirmed;
    if (word === "broken") Object.defineProperty(manager, "confirmed", { configurable: true, get() { throw new Error("broken"); } });
    else manager.confirmed = word === "granted" || word === "denied";
    manager.savedConsents = { "call-tracking": word === "granted", other: true };
  }
  function say(word) {
    take(word);
    document.cookie = "double=" + (word === "broken" ? "" : word) + ";path=/";
    watchers.forEach((watcher) => watcher.update());
  }
  take(document.cookie.match(/double=(\\w*)/)?.[1]);
</script>`;

const SITE = { ...STATIC, consent: { cmp: "klaro", service: "call-tracking" } };

const PAGE = `<!doctype html><meta charset=utf-8><link rel=icon href=data:,>${DOUBLE}
  <script defer src=/telswap.js data-config=/site.json data-cmp=klaro data-service=call-tracking></script>
  <p id=header>0631 41555-000</p>`;

const WORDS = ["granted", "granted", "denied", "undecided", "broken"];

const decisionOf = (word) => (["granted", "denied"].includes(word) ? word : "unknown");

/** A refusal in one tab is one in all, and so is that nobody knows any more what was granted. */
function endElsewhere(tabs) {
  for (const other of tabs) if (other.word === "granted") other.word = "ended elsewhere";
}

/** What may happen; each says what the visitor's last word is in which tabs. */
const STEPS_OF = {
  async says(tab, tabs, draw) {
    const word = WORDS[draw(WORDS.length)];
    await tab.page.evaluate((word) => say(word), word);
    const isNews = decisionOf(word) !== decisionOf(tab.word);
    tab.word = word;
    if (word === "denied" || (word !== "granted" && isNews)) endElsewhere(tabs);
    tabs.stored = word === "broken" ? "" : word;
  },
  async wakes(tab) {
    await tab.page.evaluate(() => ["focus", "visibilitychange", "pageshow"].forEach((name) => dispatchEvent(new Event(name))));
  },
  async loads(tab, tabs) {
    await tab.page.reload();
    tab.word = tabs.stored;
    if (tab.word !== "granted") endElsewhere(tabs);
  },
  async fails(tab, tabs, draw) {
    tabs.broken = draw(2) === 0;
  },
};

forEachBrowser((name, launch) => {
  test("Klaro (contract double): over random words, loads, tabs and failures a number is swapped only under a grant", async (t) => {
    const tabs = [];
    const site = await startStaticSite(t, "", (path) => {
      if (path === "/") return { body: PAGE };
      if (path === "/site.json") return json(SITE, tabs.broken ? 503 : 200);
    });
    const browser = await launch(t);
    for (let number = 0; number < 2; number++) {
      const page = await browser.newPage();
      await page.goto(`${site.origin}/?gclid=x`);
      tabs.push({ page, word: "" });
    }
    tabs.stored = "";
    const draw = randomOf(SEED);
    const done = [];
    let swapped = 0;
    for (let step = 0; step < STEPS; step++) {
      const names = Object.keys(STEPS_OF);
      const what = names[draw(names.length)];
      const which = draw(tabs.length);
      await STEPS_OF[what](tabs[which], tabs, draw);
      done.push(`${what} ${which} ${tabs[which].word}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      for (const [number, tab] of tabs.entries()) {
        const shown = await header(tab.page);
        const state = await tab.page.evaluate(() => telswap.consent());
        if (shown !== spelled(OWN)) {
          assert.equal(tab.word, "granted", `tab ${number} shows ${shown} after ${done.join(", ")}`);
          swapped++;
        }
        if (tab.word !== "granted") assert.notEqual(state, "granted", `tab ${number} after ${done.join(", ")}`);
      }
      if (tabs.every(({ word }) => word !== "granted"))
        assert.deepEqual((await kept(tabs[0].page)).local, [], `storage after ${done.join(", ")}`);
    }
    assert.ok(swapped > 10, `only ${swapped} times a number was swapped`);
    // And a grant still works.
    tabs.broken = false;
    await tabs[0].page.evaluate(() => { say("denied"); say("granted"); });
    await until("the number is swapped", async () => (await header(tabs[0].page)) === spelled(GOOGLE_ADS));
  });
});
