// The site of the end-to-end cases, and what its visitors do.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { dist, root, startServer, startSite, until } from "./harness.mjs";

export const OWN = "+4963141555000";
export const GOOGLE_ADS = "+4963141555010";
export const OVERFLOW = "+4963141555100";
export const POOL = ["+4963141555101", "+4963141555102"];

export const CONFIG = {
  site: "hof-kaffee",
  domains: ["hof-kaffee.de"],
  targets: { main: { number: OWN } },
  pools: { web: { numbers: POOL, lease_minutes: 30, overflow: OVERFLOW } },
  rules: [
    { id: "google-ads", when: { channel: "paid-search", source: "google" }, swap: { main: GOOGLE_ADS } },
    { id: "everyone", swap: { main: { pool: "web" } } },
  ],
  consent: { cmp: "klaro", service: "call-tracking" },
};

/** The same site, where `cmp` says what a visitor decided. */
export const configFor = (cmp, service, more = {}) => ({ ...CONFIG, consent: { cmp, service, ...more } });

/** The same site, whose pages ask themselves. */
export const MANUAL = configFor("manual", "call-tracking");

const { pools, ...WITHOUT_POOLS } = MANUAL;
/** The same again with static numbers only: `?gclid=x` shows one. */
export const STATIC = { ...WITHOUT_POOLS, rules: [CONFIG.rules[0]] };

export const PAGES = join(root, "tests", "e2e", "pages");

export const startTelswap = (t, options = {}) =>
  startServer(t, { config: CONFIG, www: [PAGES], ...options });

/** An answer for `startSite`. */
export const json = (value, status = 200) => ({
  status, headers: { "content-type": "application/json" }, body: JSON.stringify(value),
});

/** A page with the shipped files, where `answer` stands in for the server. */
export const startStaticSite = (t, body, answer) =>
  startSite(t, async (request) => {
    const path = request.url.split("?")[0];
    const answered = await answer(path, request);
    if (answered !== undefined) return answered;
    if (path === "/site.json") return json(MANUAL);
    if (path === "/")
      return { body: `<!doctype html><meta charset=utf-8><link rel=icon href=data:,><script defer src=/telswap.js data-config=/site.json data-cmp=manual data-service=call-tracking></script>${body}` };
    const types = { js: "text/javascript", wasm: "application/wasm" };
    const type = types[path.split(".").pop()];
    if (/^\/telswap[a-z.-]+$/.test(path) && type)
      return { headers: { "content-type": type }, body: readFileSync(join(dist, path)) };
  });

/** The national spelling with a hyphen, as `#header` has it: `0631 41555-010`. */
export const spelled = (number) => `0631 ${number.slice(6, 11)}-${number.slice(11)}`;

export const header = (page) => page.$eval("#header", (element) => element.textContent);

/** Waits until the header shows one of these numbers and says which. */
export const shows = (page, ...numbers) =>
  until(`the header shows ${numbers.map(spelled).join(" or ")}`, async () => {
    const text = await header(page);
    return numbers.find((number) => spelled(number) === text);
  });

/** Waits until something has had its chance to happen that must not. */
export const settle = (page) =>
  page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 600)));

/** The page's own part of the document, as it stands. */
export const html = (page) => page.$eval("#page", (element) => element.outerHTML);

/** Clicks in Klaro's notice or dialog, as a visitor does. */
async function click(page, selector) {
  const button = await page.waitForSelector(selector, { visible: true });
  await button.click();
}
export const accept = (page) => click(page, ".klaro .cookie-notice .cm-btn-success");
export const decline = (page) => click(page, ".klaro .cookie-notice .cn-decline");
export async function withdraw(page) {
  await page.evaluate(() => window.klaro.show());
  await click(page, ".klaro .cookie-modal label[for=purpose-item-marketing]");
  await click(page, ".klaro .cookie-modal .cm-btn-accept");
}

/** What the browser keeps for this origin, whoever wrote it. */
export const kept = (page) =>
  page.evaluate(async () => ({
    cookies: document.cookie.split("; ").filter(Boolean).map((cookie) => cookie.split("=")[0]),
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    name: window.name,
  }));

export const NOTHING_KEPT = {
  cookies: [], local: [], session: [], databases: [], caches: [], workers: 0, name: "",
};

/** Asks for a lease as a further visitor would; gives the answer's body. */
export async function lease(origin, visitor) {
  const { site, consent } = await fetch(`${origin}/v1/site.json`).then((response) => response.json());
  const source = {
    channel: "direct", source: "(direct)", medium: "(none)", campaign: null,
    term: null, content: null, click_id: null, referrer_host: null,
  };
  const response = await fetch(`${origin}/v1/leases`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      site, pool: "web", rule: "everyone", target: "main",
      visitor: visitor.repeat(32), source, consent: { ...consent, granted: ["storage", "measurement"] },
    }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

/** Grants, and waits for the error that must come of it. */
export const grantAndFail = (page) =>
  page.evaluate(() => new Promise((resolve) => {
    telswap.on("error", ({ code }) => resolve(code));
    telswap.consent(true);
  }));
