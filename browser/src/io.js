// What the engine needs of the browser, where JavaScript says it in fewer bytes
// than bindings would (docs/decisions.md, "Sizes"). No decision is made here.

/** The one storage entry. The loader deletes it too, when consent is gone. */
const KEY = "telswap";

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

/** What an earlier page kept; null for nothing, or nothing that can be read. */
export function load() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** Whose entry it is that was kept here; nobody's in a browser that refuses. */
let visitor;

/**
 * Keeps an object for the next page. A browser that refuses keeps nothing: then
 * every page is a first page.
 */
export function save(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
    visitor = kept.visitor;
  } catch {}
}

/**
 * Whether what was kept is gone: the grant ended in another tab, or while this
 * page slept in the back-forward cache.
 */
export function lost() {
  return visitor !== undefined && load()?.visitor !== visitor;
}

/** Deletes all that telswap keeps in this browser. */
export function forget() {
  visitor = undefined;
  try {
    localStorage.removeItem(KEY);
  } catch {}
}

/** The page that linked here, as far as it lets itself be known. */
export function referrer() {
  return document.referrer;
}

/** Where the page's visibility can be seen. */
export function page() {
  return document;
}

/** Asks for a number of a pool; `done` as in `ask`. */
export function request(leases, wish, done) {
  ask("POST", leases, wish, done);
}

/** Says that the visitor is still there; `done` as in `ask`. */
export function renew(leases, { id, fence }, done) {
  ask("PATCH", `${leases}/${id}`, { fence }, done);
}

/**
 * Gives every number of the visitor back, also one that is on its way, without
 * waiting: the page may be on its way out. If this is lost, leases end by their
 * time.
 */
export function release(leases, visitor) {
  navigator.sendBeacon(`${leases}/release`, visitor);
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
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    answer = await response.json();
    status = response.status;
  } catch {}
  done(status, answer);
}
