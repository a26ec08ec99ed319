// A page that lives on after its first swap, for the cases of what it does then.

import { GOOGLE_ADS, json, shows, STATIC, startStaticSite } from "./site.mjs";

export const OURS = "0631 41555-010";
export const THEIRS = "0631 41555-000";

export const withdraw = (page) => page.evaluate(() => telswap.consent(false));

/** A site with a second number, in whose place stands one of another town: no part of the two is alike. */
export const TWO_TOWNS = {
  targets: { ...STATIC.targets, shop: { number: "+4963142000300", display: "0631 42000-300" } },
  rules: [{ ...STATIC.rules[0], swap: { main: GOOGLE_ADS, shop: { number: "+4922155501377", display: "0221 55501-377" } } }],
};

/** Opens a page with this body that shows the advertisement's number; the header is `#header`. */
export async function open(t, launch, body = "", { site: more, page: options, answer = () => undefined } = {}) {
  const site = await startStaticSite(t, `<p id=header>${THEIRS}</p>${body}`, (path, request) =>
    path === "/site.json" ? json({ ...STATIC, ...more, ...(options && { page: options }) }) : answer(path, request));
  const page = await (await launch(t)).newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(`${site.origin}/?gclid=x`);
  const untouched = await page.evaluate(() => document.body.outerHTML);
  await page.evaluate(() => telswap.consent(true));
  await shows(page, GOOGLE_ADS);
  return { page, errors, untouched, origin: site.origin };
}

/** Runs it on the page, and gives what stands there before the next paint. */
export const texts = (page, change) =>
  page.evaluate(async (change) => {
    const nodes = await (0, eval)(`(${change})`)();
    await Promise.resolve();
    return nodes.map((node) => node.textContent);
  }, String(change));
