// Several visits of one visitor: which of them decides, what is kept of them, and
// what a developer sees of it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forEachBrowser, startSite, until } from "./harness.mjs";
import {
  GOOGLE_ADS, header, json, MANUAL, OWN, settle, shows, spelled, startStaticSite, startTelswap,
} from "./site.mjs";

const MAIL = "+4963141555011";
const SECOND = "+4963141555012";
const PARTNER = "+4963141555013";

const CONFIG = {
  ...MANUAL,
  pools: {},
  sources: {
    hosts: { localhost: { kind: "social", source: "regio" } },
    channels: [{ when: { query: { partner: "*" } }, channel: "affiliates" }],
  },
  rules: [
    { id: "mail-first", by: "first", when: { source: ["nl", "newsletter"] }, swap: { main: MAIL } },
    { id: "second-page", by: "last", when: { landing_path: "/manual*", query: { x: "1*" } }, swap: { main: SECOND } },
    { id: "partner", when: { any: [{ channel: "affiliates" }, { source: "regio" }] }, swap: { main: PARTNER } },
    { id: "ads", when: { channel: "paid-*", not: { campaign: "*brand*" } }, swap: { main: GOOGLE_ADS } },
    { id: "rest", swap: { main: "keep" } },
  ],
};

const PAGE = "manual.html";

/** Loads a page of the site and grants. */
async function visit(page, server, query = "") {
  await page.goto(`${server.origin}/${PAGE}${query}`);
  await page.evaluate(() => telswap.consent(true));
  return until("the engine has decided", () => page.evaluate(() => telswap.source()));
}

const entry = (page) => page.evaluate(() => JSON.parse(Object.values(localStorage)[0]));

/** Lets so many minutes pass for what is kept. */
const wait = (page, minutes) =>
  page.evaluate((minutes) => {
    const [key] = Object.keys(localStorage);
    const kept = JSON.parse(localStorage[key]);
    kept.seen -= minutes * 60_000;
    for (const touch of kept.touches) touch.at -= minutes * 60_000;
    localStorage[key] = JSON.stringify(kept);
  }, minutes);

forEachBrowser((name, launch) => {
  test("a site.json on a web host may write hosts as people do", async (t) => {
    const config = {
      ...CONFIG,
      sources: { hosts: { "WWW.Müller.example": { kind: "social" }, "*": { kind: "ai" } } },
      rules: [{ id: "a", when: { referrer_host: ["www.Müller.example", "x*"], source: "müller.*" }, swap: { main: GOOGLE_ADS } }],
    };
    const site = await startStaticSite(t, "<b id=header>0631 41555-000</b>", (path) => (path === "/site.json" ? json(config) : undefined));
    const page = await (await launch(t)).newPage();
    await page.evaluateOnNewDocument(() => {
      Object.defineProperty(document, "referrer", { get: () => "https://www.xn--mller-kva.example/" });
    });
    await page.goto(site.origin);
    await page.evaluate(() => telswap.consent(true));
    await shows(page, GOOGLE_ADS);
    const { channel, source } = await page.evaluate(() => telswap.source());
    assert.deepEqual([channel, source], ["organic-social", "müller.example"]);
  });

  test("each rule looks at the visit that it names", async (t) => {
    const server = await startTelswap(t, { config: CONFIG });
    const page = await (await launch(t)).newPage();
    await visit(page, server, "?gclid=x&utm_campaign=herbst");
    await shows(page, GOOGLE_ADS);
    await wait(page, 31);
    await visit(page, server);
    await shows(page, GOOGLE_ADS);
    await wait(page, 31);
    assert.equal((await visit(page, server, "?gclid=y&utm_campaign=my-BRAND-1")).campaign, "my-BRAND-1");
    await settle(page);
    assert.equal(await header(page), spelled(OWN));
    await visit(page, server, "?partner=innung&x=12");
    await shows(page, SECOND);

    const { touches } = await entry(page);
    assert.deepEqual(touches.map(({ source, landing }) => [source.channel, landing]), [
      ["paid-search", ["/manual*"]],
      ["direct", ["/manual*"]],
      ["paid-search", ["/manual*"]],
      ["affiliates", ["/manual*", "x=1*"]],
    ]);
    assert.ok(touches.every(({ at }, index) => index === 0 || at > touches[index - 1].at));
  });

  test("the first visit goes on deciding where a rule says so, for 90 days", async (t) => {
    const server = await startTelswap(t, { config: CONFIG });
    const page = await (await launch(t)).newPage();
    await visit(page, server, "?utm_source=NL&utm_medium=email");
    await shows(page, MAIL);
    await wait(page, 60);
    assert.equal((await visit(page, server, "?gclid=x")).channel, "paid-search");
    await shows(page, MAIL);
    await wait(page, 90 * 24 * 60 - 30);
    await visit(page, server);
    await shows(page, GOOGLE_ADS);
  });

  test("a site's own sources count, and no address is kept", async (t) => {
    const server = await startTelswap(t, { config: CONFIG });
    const page = await (await launch(t)).newPage();
    const address = `${server.origin}/${PAGE}?partner=geheim&q=vertraulich`;
    const portal = await startSite(t, () => ({ body: `<a id=link href="${address}">Rösterei</a>` }));
    await page.goto(`${portal.origin.replace("127.0.0.1", "localhost")}/artikel?id=7`);
    await Promise.all([page.waitForNavigation(), page.click("#link")]);
    await page.evaluate(() => telswap.consent(true));
    await shows(page, PARTNER);
    const { source, channel, referrer_host } = await page.evaluate(() => telswap.source());
    assert.deepEqual([channel, source, referrer_host], ["affiliates", "regio", "localhost"]);
    const text = JSON.stringify(await entry(page));
    assert.doesNotMatch(text, /http:|geheim|vertraulich|artikel|manual\.html/);

    const ours = server.requests.filter(({ url }) => /site\.json|\.wasm/.test(url));
    assert.deepEqual(ours.map(({ headers }) => headers.referer), [`${server.origin}/`, `${server.origin}/`]);

    // The next page shows the same.
    const next = () => page.evaluate(() => { location.href = "/manual.html"; });
    await Promise.all([page.waitForNavigation(), next()]);
    await page.evaluate(() => telswap.consent(true));
    await shows(page, PARTNER);
    assert.equal((await entry(page)).touches.length, 1);
  });

  test("a site's own channel makes no visit of a page that an own page led to", async (t) => {
    const sources = { channels: [{ when: { channel: "direct" }, channel: "audio" }] };
    const server = await startTelswap(t, { config: { ...CONFIG, sources } });
    const page = await (await launch(t)).newPage();
    await visit(page, server, "?gclid=x");
    await shows(page, GOOGLE_ADS);
    const next = () => page.evaluate(() => { location.href = "/manual.html"; });
    await Promise.all([page.waitForNavigation(), next()]);
    await page.evaluate(() => telswap.consent(true));
    await shows(page, GOOGLE_ADS);
    assert.equal((await entry(page)).touches.length, 1);
  });

  test("?telswap_debug says in the console which condition failed on which value", async (t) => {
    const server = await startTelswap(t, { config: CONFIG });
    const page = await (await launch(t)).newPage();
    await page.evaluateOnNewDocument(() => {
      globalThis.tables = [];
      console.table = (rows) => tables.push(structuredClone(rows));
    });
    await page.goto(`${server.origin}/${PAGE}?telswap_debug&gclid=x&utm_campaign=brand`);
    await settle(page);
    assert.deepEqual(server.requests.filter(({ url }) => /debug\.|engine/.test(url)), []);
    await page.evaluate(() => telswap.consent(true));
    const tables = await until("tables are shown", () => page.evaluate(() => tables.length >= 3 && tables));
    const [visits, rules, targets] = tables;
    assert.equal(visits[0].channel, "paid-search");
    assert.deepEqual(rules.map(({ rule, matches }) => [rule, matches]), [
      ["mail-first", false], ["second-page", false], ["partner", false], ["ads", false], ["rest", true],
    ]);
    assert.equal(rules[0].why, "source is google, not nl or newsletter");
    assert.equal(rules[3].why, "not.campaign is brand, which it must not be: *brand*");
    assert.deepEqual(targets, [{ target: "main", becomes: "keep", rule: "rest" }]);
    // Everything else is as ever.
    await page.goto(`${server.origin}/${PAGE}?telswap_debug&gclid=x`);
    await page.evaluate(() => telswap.consent(true));
    await shows(page, GOOGLE_ADS);
    assert.deepEqual(server.requests.filter(({ url }) => url.includes("engine")), []);
  });
});
