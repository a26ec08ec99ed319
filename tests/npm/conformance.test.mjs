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

test("numbers.jsonl", () => {
  const all = read(new URL("../data/numbers.jsonl", import.meta.url));
  assert.ok(all.length > 200);
  for (const { country, kind, text, from, to, groups, expected } of all) {
    const swap = { text: telswap.swapText, href: telswap.swapHref }[kind];
    assert.equal(swap(text, [{ from, to, groups }]), expected, text);
    assert.equal(swap(text, [{ from, to, groups }], { country }), expected, text);
  }
});

// TELSWAP_CASES=file runs another file of cases instead, as in tests/sources.rs.
const sources = process.env.TELSWAP_CASES ?? fileURLToPath(new URL("../data/sources.jsonl", import.meta.url));

test("sources.jsonl", () => {
  const all = read(sources);
  assert.ok(all.length >= (process.env.TELSWAP_CASES ? 1 : 400));
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
