// The server's real binary, behind a record of all requests that reach it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { forwardTo, startSite } from "./site.mjs";
import { until } from "./wait.mjs";

/** The project's root folder. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** `cargo xtask build`'s output. */
export const dist = join(root, "dist");

/** A port that was free a moment ago. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** A folder that lasts as long as the test. */
export function temporaryFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), "telswap-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The server's binary as `cargo build` leaves it. */
export function serverBinary() {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
  return join(resolve(root, target), "debug", process.platform === "win32" ? "telswap.exe" : "telswap");
}

/**
 * Starts `telswap serve` on a free port with a database of its own and waits
 * until it answers. It ends with the test.
 *
 * `config` is the site's config (an object) or the path of a `site.json`;
 * `dist` is always served, `www` are further folders.
 *
 * Browsers reach it at `origin`, which writes every request to `requests`
 * (`{method, url, headers, body}`), stays the same through `restart()`, and
 * breaks the connection off while the server is down. A request waits on its way
 * for what `before(request)` gives.
 */
export async function startServer(t, { config, www = [], env = {}, args = [], before = () => {} }) {
  const folder = temporaryFolder(t);
  const port = await freePort();
  const database = join(folder, "telswap.db");
  let configFile = config;
  if (typeof config !== "string") {
    configFile = join(folder, "site.json");
    writeFileSync(configFile, JSON.stringify(config));
  }
  const command = [
    "serve",
    ...["--listen", `127.0.0.1:${port}`],
    ...["--config", configFile],
    ...["--database", `sqlite:${database}`],
    ...[dist, ...www].flatMap((dir) => ["--www", dir]),
    ...args,
  ];

  let child;
  let log = "";
  const start = async () => {
    const started = spawn(serverBinary(), command, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    child = started;
    for (const output of [started.stdout, started.stderr]) output.on("data", (data) => (log += data));
    started.on("error", (error) => (log += `${error}\n`));
    await until("the server answers", async () => {
      if (hasEnded(started)) throw new Error(`the server ended:\n${log}`);
      const response = await fetch(`http://127.0.0.1:${port}/v1/site.json`);
      await response.arrayBuffer();
      return response.ok;
    });
  };
  const end = async (signal) => {
    if (hasEnded(child)) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };

  t.after(() => end("SIGKILL"));
  await start();
  const forward = forwardTo(port);
  const { origin, requests } = await startSite(t, async (request) => {
    await before(request);
    return forward(request);
  });
  return {
    origin,
    requests,
    database,
    configFile,
    /** What the server has written so far, on both of its outputs. */
    log: () => log,
    /** As a power cut would: no time to tidy up. */
    kill9: () => end("SIGKILL"),
    /** As an administrator would. */
    stop: () => end("SIGTERM"),
    /** With the same database, after `kill9`, `stop`, or neither. */
    restart: async () => {
      await end("SIGTERM");
      await start();
    },
  };
}

function hasEnded(child) {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
