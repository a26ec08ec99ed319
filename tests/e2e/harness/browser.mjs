// Real browsers, each with an empty profile, and what their pages asked for.

import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { describe } from "node:test";

import puppeteer from "puppeteer-core";

/** The names under which systems install each browser. */
const BROWSERS = {
  chromium: ["chromium", "chromium-browser", "google-chrome"],
  firefox: ["firefox-esr", "firefox"],
};

const found = new Map();

/**
 * The browser's program on the PATH: the first that runs, since Ubuntu's are there
 * without their snaps too.
 */
export function findBrowser(name) {
  if (!found.has(name)) found.set(name, onPath(BROWSERS[name]).find(runs));
  const program = found.get(name);
  if (program) return program;
  throw new Error(`no ${name} on the PATH (looked for ${BROWSERS[name].join(", ")}); \`cargo xtask help\` names the packages`);
}

const onPath = (programs) =>
  programs.flatMap((program) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, program)));

const runs = (path) => spawnSync(path, ["--version"]).status === 0;

// Chromium's own background requests would stand in the record beside the
// page's, and QUIC would go around it.
const CHROMIUM_FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a browser with a new, empty profile. Its `close()` deletes that. */
export async function launchBrowser(name) {
  // Chromium's sandbox refuses to run as root, which CI often is.
  const asRoot = process.getuid?.() === 0;
  const flags = asRoot ? [...CHROMIUM_FLAGS, "--no-sandbox"] : CHROMIUM_FLAGS;
  return puppeteer.launch({
    browser: name === "chromium" ? "chrome" : name,
    executablePath: findBrowser(name),
    headless: true,
    // What a page never answers is a failure soon, not after three minutes.
    protocolTimeout: 30_000,
    args: name === "chromium" ? flags : [],
  });
}

/**
 * Defines the same cases for every browser.
 *
 * ```js
 * forEachBrowser((name, launch) => {
 *   test("shows the number", async (t) => {
 *     const browser = await launch(t); // closed when this test ends
 *     const page = await browser.newPage();
 *   });
 * });
 * ```
 */
export function forEachBrowser(cases) {
  for (const name of Object.keys(BROWSERS)) {
    const launch = async (t) => {
      const browser = await launchBrowser(name);
      t.after(() => browser.close());
      return browser;
    };
    describe(name, () => cases(name, launch));
  }
}

/**
 * Records every request of a page from now on, to whatever host.
 *
 * The array returned grows as the page asks; an entry is `{method, url}`. For
 * bodies, look at what arrived: the `requests` of `startSite` and `startServer`.
 */
export function recordRequests(page) {
  const requests = [];
  page.on("request", (request) => {
    requests.push({ method: request.method(), url: request.url() });
  });
  return requests;
}
