// The same cases as the Rust core's own, on the WebAssembly that is shipped.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { load, makeToy, root } from "./toy.mjs";

let telswap;
before(async (t) => {
  telswap = await load(makeToy(t));
});

function read(file) {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

// TELSWAP_CASES=file runs another file of cases instead, of numbers or of sources,
// as in tests/numbers.rs and tests/sources.rs.
const given = process.env.TELSWAP_CASES;
const isNumbers = given && "text" in read(given)[0];
const numbers = given && isNumbers ? given : fileURLToPath(new URL("../data/numbers.jsonl", import.meta.url));
const sources = given && !isNumbers ? given : fileURLToPath(new URL("../data/sources.jsonl", import.meta.url));

const everything = { fax: true, extension_0: true, local: true, letters: true, whatsapp: true, sms: true, sip: true };

test("numbers.jsonl", () => {
  const all = read(numbers);
  assert.ok(all.length >= (isNumbers ? 1 : 1000));
  for (const line of all) {
    const { country, kind, text, groups, display, from_display } = line;
    if (kind === "html") continue;
    const swap = { text: telswap.swapText, href: telswap.swapHref }[kind];
    const swapped = (match, options) =>
      swap(text, [{ from: line.from ?? line.target_e164, to: line.to ?? line.replacement_e164, groups: groups ?? line.canonical_groups, display, from_display, match }], options);
    const match = typeof line.match === "object" ? line.match : undefined;
    for (const options of [undefined, { country }]) {
      assert.equal(swapped(match, options), line.expected ?? line.expected_text, text);
      if (line.opt_in_expected) assert.equal(swapped(everything, options), line.opt_in_expected, text);
    }
  }
});

test("sources.jsonl", () => {
  const all = read(sources);
  assert.ok(all.length >= (given && !isNumbers ? 1 : 400));
  for (const visit of all) {
    const source = classify(visit);
    const asked = Object.fromEntries(Object.keys(visit.expect).map((field) => [field, source[field]]));
    assert.deepEqual(asked, visit.expect, JSON.stringify(visit));
  }
});

test("the same JSON as Rust's own, to the byte", () => {
  const visits = readFileSync(sources);
  const args = ["run", "--quiet", "--locked", "--example", "classify"];
  const native = execFileSync("cargo", args, { cwd: root, input: visits, encoding: "utf8" });
  const shipped = read(sources).map((visit) => `${JSON.stringify(classify(visit))}\n`);
  assert.deepEqual(native.split(/(?<=\n)/), shipped);
});

const site = JSON.parse(readFileSync(new URL("../data/site.json", import.meta.url), "utf8"));

function classify({ landing, referrer, own, sources }) {
  const config = sources && { ...site, sources };
  return telswap.classify({ landing, referrer }, { domains: own, config });
}
