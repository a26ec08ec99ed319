// What the engine needs of the browser, where JavaScript says it in fewer bytes
// than bindings would (docs/decisions.md, "Sizes"). No decision is made here.
//
// Objects stay on this side. The engine asks for the texts and numbers in them one
// after the other, and says what it makes of them in the same way: so nothing has
// to know an object on both sides.

import { empty, fill, know } from "./fields.js";

/**
 * How long an answer may take. Until then the page's own number stands there, so
 * that waiting longer gains little.
 */
const PATIENCE_MS = 8000;

/** What the loader gave: `{leases, site, cmp, service, emit(event, detail), release(visitor)}`. */
let options;

/** The engine's own `answered`. */
let tellEngine;

/** What is kept for the next page: `{visitor, seen, touches, leases}`. */
let kept;

/** The source that decides for the visitor. */
let decided;

/** How the page is gone about, as `page` in `site.json` says, with all defaults. */
export let pageOptions;

/** What each target becomes, and by which source: `{name, rule, pool, number, source}`. */
let plan;

/** The texts and numbers that the engine takes next; `undefined` ends a list. */
let next;

/** What the server answered last. */
let answer;

/** What the engine said of a source so far. */
let said = [];

const withoutFragment = (address) => address.split("#")[0];

/**
 * The address that the visitor arrived at.
 *
 * A single-page app may have changed the address since, and the visitor may have
 * taken their time to consent; the navigation entry keeps the one the page was
 * loaded with (https://www.w3.org/TR/navigation-timing-2/). It may lack the
 * fragment, so that the current address is preferred while it is the same.
 */
function landing() {
  const current = location.href;
  const [entry] = performance.getEntriesByType("navigation");
  return entry && withoutFragment(entry.name) !== withoutFragment(current) ? entry.name : current;
}

/**
 * Lays out what the engine reads when it starts: the visit, what was kept, the
 * site. Throws the code of an error where `site.json` is not what it should be.
 */
export function prepare(given, answered) {
  options = given;
  tellEngine = answered;
  plan = [];
  let site;
  try {
    site = textsOf(options.site);
    pageOptions = { after: "hydration", include: [], exclude: [], frames: false, attributes: [], ...options.site.page };
    // Throws for a selector, or a name in one, that the browser does not take.
    const { include, exclude, attributes } = pageOptions;
    for (const selector of [...include, ...exclude, ...attributes.map((name) => `[${name}]`)]) new DocumentFragment().querySelector(selector);
  } catch {
    throw "config_invalid";
  }
  load();
  const touches = Object.values(kept.touches ?? {});
  const { session_minutes, days } = options.site.journey ?? {};
  next = [landing(), document.referrer, kept.seen, touches.length, ...touches.flatMap(partsOf), session_minutes, days, ...site];
  kept.touches = [];
}

/** A kept touch, which somebody may have damaged. */
function partsOf(touch) {
  const { channel, source, medium, campaign, term, content, click_id, referrer_host } = touch?.source ?? {};
  const of = [channel, source, medium, campaign, term, content, click_id?.name, click_id?.value, referrer_host];
  return [touch?.at, ...of, ...[touch?.landing].flat().filter(isText), undefined];
}

/** What the engine needs of `site.json`; whatever else is in it does not matter. */
function textsOf({ domains, targets = {}, rules = [], sources: { hosts = {}, aliases = {}, channels = [] } = {} }) {
  const texts = [
    ...listed(domains?.map(comparable)),
    ...Object.entries(hosts).flatMap(([host, { kind, source = bare(host) }]) => [/:/.test(host) ? host : comparable(host), kind, source]),
    undefined,
    ...Object.entries(aliases).flat(),
    undefined,
    ...channels.flatMap(({ channel, when }) => [channel, ...listed(when)]),
    undefined,
    ...Object.entries(targets).flatMap(([name, { number, display, match = {} }]) => [
      name,
      number,
      display,
      ...Object.entries(match).map(([name, on]) => (on ? name : `!${name}`)),
      undefined,
    ]),
    undefined,
    ...rules.flatMap(({ id, by, when, swap = {} }) => [
      id,
      by,
      ...listed(when),
      ...Object.entries(swap).flatMap(([target, to]) => [target, to.pool ?? to.number ?? to, to.pool && "pool", to.display]),
      undefined,
    ]),
  ];
  if (!texts.every((text) => text === undefined || isText(text))) throw texts;
  return texts;
}

/**
 * One text, a list or an object as a list of texts, which ends with `undefined`.
 * An object is its names, each before a list of its own; an empty text says that
 * an item of a list is one.
 */
function listed(value = []) {
  const texts = isText(value)
    ? [value]
    : Array.isArray(value)
      ? value.flatMap((item) => (item instanceof Object ? ["", ...listed(item)] : [item]))
      : Object.entries(value).flatMap(([name, part]) => [name, ...listed(name == "referrer_host" ? [part].flat().map(comparable) : part)]);
  return [...texts, undefined];
}

/** An app's package, and a host without a leading `www.` and a final dot. */
const bare = (host) => host.toLowerCase().replace(/^android-app:\/\/|^www\.(?=.*\.)|\.$/g, "");

/**
 * A host as it is compared, which the server's answer has it as already: a file on a
 * web host may say `www.müller.de`. Hosts with a star stay.
 */
function comparable(host) {
  const name = bare(host);
  try {
    return /[_*]/.test(name) ? name : new URL(`http://${name}`).hostname;
  } catch {
    return name;
  }
}

const isText = (value) => typeof value == "string";

/** The next text; nothing at the end of a list, and for what is no text. */
export function text() {
  const text = next.shift();
  return isText(text) ? text : undefined;
}

/** The next number. */
export const number = () => next.shift();

/** Takes one more text of a source. */
export function say(text = null) {
  said.push(text);
}

/** The source just said, and what its landing met. */
function takeSaid() {
  const [channel, source, medium, campaign, term, content, name, value, referrer_host, ...landing] = said.splice(0);
  const click_id = name && { name, value };
  return [{ channel, source, medium, campaign, term, content, click_id, referrer_host }, landing];
}

/** Keeps a touch: the source just said, what its landing met, and its time. */
export function keepTouch(at) {
  const [source, landing] = takeSaid();
  kept.touches.push({ at, source, landing });
}

/** Keeps when the visitor's last page was loaded, and writes all down. */
export function keepSeen(at) {
  kept.seen = at;
  save(kept);
}

/** The source just said is the one that decides for the visitor. */
export function decide() {
  [decided] = takeSaid();
}

/** The source that decides. */
export const source = () => decided;

/**
 * What a target becomes by the source just said: gives the place that the engine
 * calls it by, and lays out the lease of its pool and that pool's minutes.
 */
export function become(name, rule = null, pool = null, number = null) {
  const [source] = takeSaid();
  offer(kept.leases[pool]);
  next.push(options.site.pools?.[pool]?.lease_minutes);
  return plan.push({ name, rule, pool, number, source }) - 1;
}

/** Whether links to WhatsApp are looked at. */
export const withChats = () => Object.values(options.site.targets).some(({ match }) => match?.whatsapp);

/** When a number of a target's pool is asked for: `present`, `visible` or `intent`. */
export const occasion = (place) => options.site.pools?.[plan[place].pool]?.lease ?? "present";

/** Whether any is asked for only when it is about to be used. */
export const asksOnIntent = () => plan.some((_, place) => occasion(place) == "intent");

/** The place of a target's name. */
export const placeOf = (target) => plan.findIndex(({ name }) => name == target);

function offer(lease) {
  next = [lease?.number, lease?.id, lease?.until, lease?.display];
}

/** Tells the loader, whose `emit` does not throw. */
export function emit(event) {
  if (event == "source") {
    know(decided);
    fill(document);
  }
  if (event == "restored") empty();
  options.emit(event, event == "source" ? decided : {});
}

/** Tells the loader what a target shows, and for how many seconds if it is leased. */
export function swapped(place, seconds) {
  const { name, rule, pool, number } = plan[place];
  const lease = seconds ? kept.leases[pool] : undefined;
  options.emit("swapped", {
    target: name,
    number: number ?? lease?.number ?? null,
    rule,
    pool,
    expires_in: seconds || null,
    overflow: !!lease && !lease.id,
  });
}

/** Tells the loader that a target's pool is empty. */
export function exhausted(place) {
  const { name: target, pool } = plan[place];
  options.emit("exhausted", { target, pool });
}

/**
 * The storage entry of this site: two sites on one origin have two. The loader
 * deletes it too, when consent is gone.
 */
let key;

/** Whose entry it is that this page knows. */
let visitor;

function readEntry() {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** What an earlier page kept; `{leases: {}}` for nothing, or nothing of ours. */
function load() {
  key = `telswap ${options.leases}`;
  kept = readEntry();
  if (!/^[\da-f]{32}$/.test(kept?.visitor) || !(kept.leases instanceof Object)) kept = { leases: {} };
}

/** Whether an earlier page knew the visitor. */
export const isKnown = () => !!kept.visitor;

/** Names a visitor who is not known. */
export function name(id) {
  kept.visitor = id;
}

/** Keeps an object for the next page; where the browser refuses, `lost()`. */
function save(kept) {
  visitor = kept.visitor;
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {}
}

/** Keeps a lease beside whatever another tab has written since. */
function keepLease(place, lease) {
  const { pool } = plan[place];
  kept.leases[pool] = lease;
  const since = readEntry();
  if (!since) return;
  since.leases[pool] = lease;
  save(since);
}

/** Keeps what the server answered last as the lease of a target's pool. */
export const keep = (place) => keepLease(place, answer);

/** Keeps that a number of the pool was asked for: there may be something to release. */
export const keepWish = (place) => keepLease(place, null);

/**
 * Whether what was kept is gone: the grant ended in another tab, or while this
 * page slept in the back-forward cache.
 */
export const lost = () => readEntry()?.visitor !== visitor;

/** Deletes all that telswap keeps of this site in this browser. */
export function forget() {
  try {
    localStorage.removeItem(key);
  } catch {}
}

/** Where the page's visibility can be seen. */
export const page = () => document;

/** Asks for a number of a target's pool. */
export function request(place) {
  const { leases, site, cmp, service } = options;
  const { name: target, rule, pool, source } = plan[place];
  const consent = { cmp, service, granted: ["storage", "measurement"] };
  const body = { site: site.site, pool, visitor: kept.visitor, rule, target, source, consent };
  ask("POST", leases, body, place);
}

/** Says that the visitor is still there. */
export function renew(place) {
  // `check` refuses one pool for two targets; a site that nobody has checked may have it.
  const { id, fence } = kept.leases[plan[place].pool] ?? {};
  ask("PATCH", `${options.leases}/${id}`, { fence }, place);
}

/** Gives every number back that the visitor may have, as the loader does it too. */
export function release() {
  if (Object.keys(kept.leases)[0]) options.release(kept.visitor);
}

/**
 * Asks the server, and tells the engine exactly once: what it offers is laid out
 * as a kept lease is, and behind it the code of an error. Whatever is no answer
 * in JSON has the status 0.
 */
async function ask(method, address, body, place) {
  const asking = kept;
  let status = 0;
  let given = null;
  try {
    const response = await fetch(address, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      // What else the page's address says is nobody's business.
      referrerPolicy: "strict-origin",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    given = await response.json();
    status = response.status;
  } catch {}
  // The visitor who asked may be gone, and there may be another.
  if (kept !== asking) return;
  answer = given && { ...given, until: Date.now() + given.expires_in * 1000 };
  offer(answer);
  next.push(given?.error?.code);
  tellEngine(place, method == "PATCH", status);
}
