// What the engine needs of the browser, where JavaScript says it in fewer bytes
// than bindings would (docs/decisions.md, "Sizes"). No decision is made here.

/**
 * How long an answer may take. Until then the page's own number stands there, so
 * that waiting longer gains little.
 */
const PATIENCE_MS = 8000;

/** Tells the loader, whose `emit` does not throw. */
export function emit(options, event, detail) {
  options.emit(event, detail);
}

const withoutFragment = (address) => address.split("#")[0];

/**
 * The address that the visitor arrived at.
 *
 * A single-page app may have changed the address since, and the visitor may have
 * taken their time to consent; the navigation entry keeps the one the page was
 * loaded with (https://www.w3.org/TR/navigation-timing-2/). It may lack the
 * fragment, so that the current address is preferred while it is the same.
 */
export function landing() {
  const current = location.href;
  const [entry] = performance.getEntriesByType("navigation");
  return entry && withoutFragment(entry.name) !== withoutFragment(current) ? entry.name : current;
}

/**
 * The storage entry of this site: two sites on one origin have two. The loader
 * deletes it too, when consent is gone.
 */
let key;

/** Whose entry it is that this page knows. */
let visitor;

function read() {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** What an earlier page kept; `{leases: {}}` for nothing, or nothing of ours. */
export function load(leases) {
  key = `telswap ${leases}`;
  const kept = read();
  return /^[\da-f]{32}$/.test(kept?.visitor) && kept.leases instanceof Object ? kept : { leases: {} };
}

/** Keeps an object for the next page; where the browser refuses, `lost()`. */
export function save(kept) {
  visitor = kept.visitor;
  try {
    localStorage.setItem(key, toJson(kept));
  } catch {}
}

/** Keeps a lease beside whatever another tab has written since. */
export function keep(kept, pool, lease) {
  kept.leases[pool] = lease;
  const since = read();
  if (!since) return;
  since.leases[pool] = lease;
  save(since);
}

/**
 * Whether what was kept is gone: the grant ended in another tab, or while this
 * page slept in the back-forward cache.
 */
export const lost = () => read()?.visitor !== visitor;

/** Deletes all that telswap keeps of this site in this browser. */
export function forget() {
  try {
    localStorage.removeItem(key);
  } catch {}
}

/** How many characters a text of a source has at most, as on the server. */
const LONGEST = 512;

const toJson = (value) =>
  JSON.stringify(value, (_, part) => (typeof part == "string" ? [...part].slice(0, LONGEST).join("") : part));

/** The page that linked here, as far as it lets itself be known. */
export function referrer() {
  return document.referrer;
}

/** Where the page's visibility can be seen. */
export function page() {
  return document;
}

/** Asks for a number of a pool; `done` as in `ask`. */
export function request({ leases, site, cmp, service }, { visitor }, source, rule, target, pool, done) {
  ask("POST", leases, { site: site.site, pool, visitor, rule, target, source, consent: { cmp, service } }, done);
}

/** Says that the visitor is still there; `done` as in `ask`. */
export function renew(leases, { id, fence }, done) {
  ask("PATCH", `${leases}/${id}`, { fence }, done);
}

/** Gives every number of the visitor back, as the loader does it too. */
export function release(options, visitor) {
  options.release(visitor);
}

/**
 * Asks the server, and calls `done(status, answer)` exactly once. Whatever is no
 * answer in JSON has the status 0.
 */
async function ask(method, address, body, done) {
  let status = 0;
  let answer = null;
  try {
    const response = await fetch(address, {
      method,
      headers: { "content-type": "application/json" },
      body: toJson(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    answer = await response.json();
    status = response.status;
  } catch {}
  done(status, answer);
}
