// The cases of `data/numbers.jsonl` on a real page, through the shipped engine: a
// number in a text, a link or in HTML, what is shown after the grant, and that a
// withdrawal gives the original back.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { launchBrowser, root } from "./harness.mjs";
import { json, STATIC, startStaticSite } from "./site.mjs";

// TELSWAP_CASES=file runs another file of cases instead, as in tests/numbers.rs,
// which says what the fields are.
const file = process.env.TELSWAP_CASES ?? join(root, "tests/data/numbers.jsonl");

/** A site that asks for everything that can be asked for. */
const EVERYTHING = {
  match: { fax: true, extension_0: true, local: true, letters: true, whatsapp: true, sms: true, sip: true },
  page: { attributes: ["data-phone"] },
};

/** The cases: `{kind, text, note, expected, site}`. */
function cases() {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.flatMap((line) => {
    const { kind, text, note, expected_text, opt_in_expected, expected = expected_text, ...numbers } = JSON.parse(line);
    const wanted = [{ kind, text, note, expected, site: siteOf(numbers) }];
    if (opt_in_expected)
      wanted.push({ kind, text, note, expected: opt_in_expected, site: siteOf({ ...numbers, ...EVERYTHING }) });
    return wanted;
  });
}

/** A site that shows one number in place of the other. */
function siteOf({ target_e164, from = target_e164, from_display, replacement_e164, to = replacement_e164, ...more }) {
  const { canonical_groups, groups = canonical_groups, display = groups && spelled(to, groups), match, page } = more;
  return {
    ...STATIC,
    // It may only say whether anything is matched.
    targets: { main: { number: from, display: from_display, match: typeof match === "object" ? match : undefined } },
    rules: [{ id: "everyone", swap: { main: display ? { number: to, display } : to } }],
    page,
  };
}

/** Groups as a site spells them: `+49 221 4710 137`. */
function spelled(number, groups) {
  const parts = groups.split("|");
  return [number.slice(0, -parts.join("").length), ...parts].join(" ");
}

/** In the page: lays out the cases, and says what differs from what they expect. */
function lay(cases) {
  const container = ({ kind }, text) => {
    const div = document.createElement("div");
    if (kind === "text") div.textContent = text;
    else if (kind === "href") div.append(Object.assign(document.createElement("a"), { textContent: "anrufen" }));
    if (kind === "href") div.firstChild.setAttribute("href", text);
    // A template takes what only stands in tables, too, and runs no script.
    const template = document.createElement("template");
    if (kind === "html") template.innerHTML = text;
    div.append(template.content);
    return div;
  };
  const laid = cases.map((one) => ({ ...one, div: container(one, one.text) }));
  document.querySelector("#cases").replaceChildren(...laid.map(({ div }) => div));
  // As parsed: a server may have written the same sign in several ways. A text that
  // is empty now stays where it is. Of a template `isEqualNode` does not see what is
  // inside.
  const parsed = (div) => {
    const copy = div.cloneNode(true);
    copy.normalize();
    return copy;
  };
  const same = (one, other) => parsed(one).isEqualNode(other) && one.innerHTML === other.innerHTML;
  globalThis.differing = (field) =>
    laid
      .filter((one) => !same(one.div, container(one, one[field])))
      .map(({ note, text, [field]: wanted, div }) => ({ note, text, wanted, got: div.innerHTML }));
}

test("every case on a page, there and back", async (t) => {
  const bySite = new Map();
  for (const one of cases()) {
    const site = JSON.stringify(one.site);
    bySite.set(site, [...(bySite.get(site) ?? []), one]);
  }
  let served;
  const server = await startStaticSite(t, "<div id=cases></div>", (path) => (path === "/site.json" ? json(served) : undefined));
  const browser = await launchBrowser("chromium");
  t.after(() => browser.close());
  const page = await browser.newPage();
  const failures = [];
  let count = 0;
  for (const [site, cases] of bySite) {
    served = JSON.parse(site);
    await page.goto(server.origin);
    await page.evaluate(lay, cases);
    await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          telswap.on("error", ({ code }) => reject(new Error(code)));
          telswap.on("swapped", resolve);
          telswap.consent(true);
        }),
    );
    failures.push(...(await page.evaluate(() => differing("expected"))));
    await page.evaluate(() => telswap.consent(false));
    const left = await page.evaluate(() => differing("text"));
    failures.push(...left.map((one) => ({ ...one, note: `after withdrawal: ${one.note}` })));
    count += cases.length;
  }
  assert.deepEqual(failures, []);
  assert.ok(count >= (process.env.TELSWAP_CASES ? 1 : 400), `${count} cases`);
});
