// The types, as TypeScript reads them from the installed package.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

import { makeToy, root } from "./toy.mjs";

test("a strict project compiles, and what is wrong does not", (t) => {
  const app = makeToy(t);
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  for (const resolution of [[], ["--module", "nodenext", "--moduleResolution", "nodenext"]]) {
    const { status, stdout } = spawnSync(process.execPath, [tsc, "--project", app, ...resolution], { encoding: "utf8" });
    assert.equal(status, 0, stdout);
  }
});
