// Real browsers, each with an empty profile, and what their pages asked for.

import { after, before, describe } from "node:test";

import puppeteer from "puppeteer-core";

import { findProgram } from "./programs.mjs";
import { launchWebkit } from "./webkit.mjs";

/** Those that puppeteer drives. */
const BROWSERS = ["chromium", "firefox"];

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
    executablePath: findProgram(name),
    headless: true,
    // What a page never answers is a failure soon, not after three minutes.
    protocolTimeout: 30_000,
    args: name === "chromium" ? flags : [],
  });
}

/**
 * Defines the same cases for every browser that puppeteer drives.
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
  for (const name of BROWSERS) {
    const launch = async (t) => {
      const browser = await launchBrowser(name);
      t.after(() => browser.close());
      return browser;
    };
    describe(name, () => cases(name, launch));
  }
}

/**
 * Defines the same cases for these and WebKit, each browser started once for all
 * of them. A page has `goto`, `evaluate` and `click`, and closes with its test;
 * a test opens one.
 *
 * ```js
 * forAllBrowsers((name, open) => {
 *   test("shows the number", async (t) => {
 *     const page = await open(t);
 *   });
 * });
 * ```
 */
export function forAllBrowsers(cases) {
  for (const name of [...BROWSERS, "webkit"]) {
    describe(name, () => {
      let browser;
      before(async () => {
        browser = await (name === "webkit" ? launchWebkit() : launchBrowser(name));
      });
      after(() => browser?.close());
      cases(name, async (t) => {
        const page = await browser.newPage();
        t.after(() => page.close());
        return page;
      });
    });
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
