// The programs that the cases need, as systems install them.

import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";

/** The names under which each is installed, as `cargo xtask test` looks for it. */
const PROGRAMS = {
  chromium: ["chromium", "chromium-browser", "google-chrome"],
  firefox: ["firefox-esr", "firefox"],
  webkit: ["WebKitWebDriver"],
  screen: ["Xvfb"],
};

/** What these answer to in place of `--version`. */
const ASKED = { webkit: "--help", screen: "-help" };

const found = new Map();

/**
 * The program on the PATH: the first that runs, since Ubuntu's browsers are there
 * without their snaps too.
 */
export function findProgram(name) {
  const runs = (path) => spawnSync(path, [ASKED[name] ?? "--version"]).status === 0;
  if (!found.has(name)) found.set(name, onPath(PROGRAMS[name]).find(runs));
  const program = found.get(name);
  if (program) return program;
  throw new Error(`no ${name} on the PATH (looked for ${PROGRAMS[name].join(", ")}); \`cargo xtask help\` names the packages`);
}

const onPath = (programs) =>
  programs.flatMap((program) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, program)));
