// WebKitGTK, driven by the plain WebDriver that it comes with
// (https://www.w3.org/TR/webdriver2/), since puppeteer does not speak it.

import { spawn } from "node:child_process";
import { once } from "node:events";

import { findProgram } from "./programs.mjs";
import { freePort } from "./server.mjs";
import { until } from "./wait.mjs";

/** What WebDriver names an element by in JSON. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/**
 * Starts the browser with a new, empty profile, on a screen of its own: it has no
 * headless mode. `close()` ends all of it. It has one page at a time.
 */
export async function launchWebkit() {
  const started = [];
  const close = async () => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    const display = await startScreen(started);
    const send = await startDriver(started, display);
    const timeouts = { script: 30_000, pageLoad: 30_000 };
    const { sessionId } = await send("POST", "/session", { capabilities: { alwaysMatch: { timeouts } } });
    const session = (method, path, body) => send(method, `/session/${sessionId}${path}`, body);
    started.push(() => session("DELETE", ""));
    return { newPage: () => windowOf(session), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The session's only window, with those of puppeteer's methods that the cases use. */
function windowOf(send) {
  const evaluate = async (run, ...args) => {
    const { json, error } = await send("POST", "/execute/async", { script: answering(run), args });
    if (error) throw new Error(error);
    return json ? JSON.parse(json) : undefined;
  };
  return {
    evaluate,
    goto: async (url) => {
      await send("POST", "/url", { url });
      // A new window's first page may still be on its way, and is taken for this one.
      await until(`${url} is there`, () => evaluate(() => document.URL !== "about:blank" && document.readyState === "complete"));
    },
    click: async (selector) => {
      const element = await send("POST", "/element", { using: "css selector", value: selector });
      await send("POST", `/element/${element[ELEMENT]}/click`, {});
    },
    close: () => send("POST", "/url", { url: "about:blank" }),
  };
}

/**
 * A script that runs the function and answers with what came of it, as JSON:
 * WebDriver makes null of nothing.
 */
const answering = (run) => `
  const given = [...arguments];
  const answer = given.pop();
  (async () => (${run})(...given))().then(
    (value) => answer({ json: JSON.stringify(value) }),
    (error) => answer({ error: String(error) }),
  );`;

/** An X server that shows nothing to nobody; gives its display's name. */
async function startScreen(started) {
  // It takes a display that is free, and says which.
  const screen = spawn(findProgram("screen"), ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  started.push(() => end(screen));
  const [number] = await once(screen.stdout, "data");
  return `:${String(number).trim()}`;
}

/** The driver, which starts the browser on that display; gives what sends it a command. */
async function startDriver(started, display) {
  const port = await freePort();
  const driver = spawn(findProgram("webkit"), ["--host=127.0.0.1", `--port=${port}`], {
    env: { ...process.env, DISPLAY: display },
    stdio: "ignore",
  });
  started.push(() => end(driver));
  const send = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  await until("WebKit's driver answers", () => send("GET", "/status"));
  return send;
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill();
  await ended;
}
