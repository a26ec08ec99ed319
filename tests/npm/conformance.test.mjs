// The same cases as the Rust core's own, on the WebAssembly that is shipped.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";

import { load, makeToy } from "./toy.mjs";

let telswap;
before(async (t) => {
  telswap = await load(makeToy(t));
});

function cases(name) {
  const text = readFileSync(new URL(`../data/${name}.jsonl`, import.meta.url), "utf8");
  return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}

test("numbers.jsonl", () => {
  const all = cases("numbers");
  assert.ok(all.length > 200);
  for (const { country, kind, text, from, to, groups, expected } of all) {
    const swap = { text: telswap.swapText, href: telswap.swapHref }[kind];
    assert.equal(swap(text, [{ from, to, groups }]), expected, text);
    assert.equal(swap(text, [{ from, to, groups }], { country }), expected, text);
  }
});

test("sources.jsonl", () => {
  const all = cases("sources");
  assert.ok(all.length > 200);
  for (const { landing, referrer, own, expect } of all) {
    const source = telswap.classify({ landing, referrer }, { domains: own ?? [] });
    const asked = Object.fromEntries(Object.keys(expect).map((field) => [field, source[field]]));
    assert.deepEqual(asked, expect, `${landing} from ${referrer}`);
  }
});
