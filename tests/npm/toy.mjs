// A developer's app in an empty folder, with the package as npm packs it.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The project's root folder. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Makes the app, installs the packed package into it, and gives its folder. */
export function makeToy(t) {
  const app = mkdtempSync(join(tmpdir(), "telswap-toy-"));
  t.after(() => rmSync(app, { recursive: true, force: true }));
  cpSync(new URL("toy/", import.meta.url), app, { recursive: true });
  const [{ filename }] = JSON.parse(npm(app, "pack", "--json", join(root, "dist/npm")));
  npm(app, "install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", join(app, filename));
  return app;
}

/** The package as Node loads it from the app. */
export function load(app) {
  return import(pathToFileURL(createRequire(join(app, "main.ts")).resolve("telswap")).href);
}

function npm(cwd, ...args) {
  return execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
