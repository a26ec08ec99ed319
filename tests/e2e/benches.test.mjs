// The benches still measure what they say, once each: their figures are nobody's here.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "./harness.mjs";

function figuresOf(bench) {
  const folder = mkdtempSync(join(tmpdir(), "telswap-"));
  try {
    const file = join(folder, "figures.json");
    execFileSync(process.execPath, [join(root, `benches/${bench}/main.mjs`), file, "--once"], { stdio: ["ignore", "ignore", "inherit"] });
    return JSON.parse(readFileSync(file, "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const isTime = (ms) => typeof ms === "number" && ms > 0;

test("the page's bench measures every contender, and the engine leaves no number", () => {
  const { pages, change_ms, layout } = figuresOf("page");
  assert.deepEqual(Object.keys(pages), ["A", "B"]);
  for (const { medians, leaves, shown, cold } of Object.values(pages)) {
    for (const name of ["walk", "engine", "contexts", "markjs", "markjsAcross", "libphonenumber"]) assert.ok(isTime(medians[name]), name);
    for (const { walk, engine } of [shown, cold]) assert.ok(isTime(walk) && isTime(engine));
    assert.equal(leaves.engine, 0);
  }
  for (const { engine, bare } of [change_ms.busy, change_ms.resting]) assert.ok(isTime(engine) && isTime(bare));
  assert.deepEqual(layout, { reads: 0, layouts: 0 });
});

test("the loader's bench measures a platform that is named, all of them, and none", () => {
  const { start_ms } = figuresOf("loader");
  for (const name of ["named", "auto", "empty"]) assert.ok(isTime(start_ms[name]), name);
});
