// The page goes on living under a grant: what it adds and changes is looked at
// before it is painted, in its document, in open shadow roots and, where the site
// wants it, in frames.

import { attempt } from "./attempt.js";
import { fill } from "./fields.js";
import { holds, lift, waitFor } from "./hydration.js";
import { pageOptions } from "./io.js";
import { original } from "./ledger.js";
import { listenIn, wantNothing } from "./need.js";
import { askBefore, attributes, restore, roots, swap, swapAttributes, swapTexts } from "./page.js";
import { isHere, parentOf, rootsBelow } from "./roots.js";

export { tellNeed } from "./need.js";

/** A page that writes its number back so soon answers us. */
const SOON_MS = 1000;

/** After how many such answers it has its way. */
const MOST_ANSWERS = 5;

/** How many texts in one place are remembered. */
const MOST_TEXTS = 100;

/** How many rounds of the page's changes and ours there may be in that time, in one place and in all. */
const MOST_ROUNDS = 100;
const MOST_ROUNDS_IN_ALL = 1000;

/**
 * Nothing tells of a shadow root that an element gets later: it is looked for
 * now and then while the page changes, and as often again after that.
 */
const SWEEP_MS = 1000;
const SWEEPS = 5;

/** The attribute that Astro takes from an island that is hydrated. */
const HYDRATED = "ssr";

/** Whether this is the engine that explains itself. */
const IS_DEBUG = /debug/.test(import.meta.url);

const observer = new MutationObserver(heed);

/** What comes into view again, or goes to paper. */
const PAGE_EVENTS = ["pageshow", "beforeprint", "afterprint"];

let isWatching = false;
let withFrames = false;
let sweeps = 0;
let sweeper;
let pause;

/** Where the page has just changed something, while that is looked at. */
let where;

/** The places where something was written since. */
const answered = new Set();

/** Rounds lately. */
let rounds = 0;

/** Whether they were too many. */
let wereTooMany = false;

/**
 * By place where the page changed something: `{since, rounds, texts}`, and by text
 * `{ref, at, answers}`, the node that we wrote in last, when, and how often the
 * page has undone it at once.
 */
let fights = new WeakMap();

/** Looks at everything that the page changes from now on. */
export function watch() {
  isWatching = true;
  roots.clear();
  withFrames = pageOptions.frames;
  waitFor(pageOptions.after);
  askBefore((node, name, text) => !holds(node) && !isAnswered(node, name, text));
  for (const type of PAGE_EVENTS) addEventListener(type, returned);
  enter(document);
  sweeps = SWEEPS;
  // After the first pass, but before anything is painted.
  queueMicrotask(sweep);
}

/** Looks at nothing any more. */
export function unwatch() {
  isWatching = false;
  observer.disconnect();
  clearTimeout(sweeper);
  clearTimeout(pause);
  sweeper = undefined;
  rounds = 0;
  for (const type of PAGE_EVENTS) removeEventListener(type, returned);
  for (const root of [document, ...roots]) listen(root, false);
  fights = new WeakMap();
  waitFor();
  wantNothing();
}

/** Swaps in a node that came later; the page asks for it. */
export function swapBelow(root) {
  where = root;
  swap(root);
  where = undefined;
  look(root);
}

/** Swaps what stands in a root, and in those inside of it, and watches it. */
function meet(root) {
  if (!roots.has(root)) {
    roots.add(root);
    enter(root);
  }
  swap(root.body ?? root);
  look(root);
}

function enter(root) {
  const attributeFilter = [...attributes, HYDRATED];
  observer.observe(root, { subtree: true, childList: true, characterData: true, attributeFilter });
  listen(root, true);
}

function listen(root, on) {
  const change = root[on ? "addEventListener" : "removeEventListener"].bind(root);
  // It does not bubble: a frame has got another document.
  if (withFrames) change("load", loaded, true);
  listenIn(root, change);
}

function loaded({ target }) {
  if (target.contentDocument) look(target);
}

/** Looks for roots in a node and below. */
function look(top, isNew = true) {
  if (!isWatching) return;
  fill(top);
  for (const root of rootsBelow(top, withFrames, sweep)) if (isNew || !roots.has(root)) meet(root);
}

/** Looks for new roots everywhere, and forgets those that the page threw away. */
function sweep() {
  if (!isWatching) return;
  for (const root of roots)
    if (!isHere(root)) {
      roots.delete(root);
      listen(root, false);
    }
  for (const root of [document, ...roots]) attempt(() => look(root, false));
  clearTimeout(sweeper);
  sweeper = sweeps-- > 0 ? setTimeout(sweep, SWEEP_MS) : undefined;
}

/** Looks at what the page has changed, now. */
function heed(records) {
  // Two who answer each other at once would never let the browser go on.
  if (rounds > MOST_ROUNDS_IN_ALL) return (wereTooMany = true);
  const seen = new Set();
  for (const record of records) attempt(() => follow(record, seen));
  where = undefined;
  for (const fight of answered) fight.rounds++;
  if (answered.size && !rounds++) pause = setTimeout(goOn, SOON_MS);
  answered.clear();
  sweeps = SWEEPS;
  sweeper ??= setTimeout(sweep, SWEEP_MS);
}

function follow({ type, target, attributeName, addedNodes, previousSibling }, seen) {
  where = target;
  if (type == "attributes" && attributeName != HYDRATED) original(target, attributeName) ?? swapAttributes([target]);
  else if (type != "childList") lookAt(target, seen);
  else if (addedNodes.length) for (const node of addedNodes) lookAt(node, seen);
  // What stood on both sides of the removed may be one number now.
  else if (previousSibling) lookAt(end(previousSibling, "lastChild"), seen);
}

/** After a while: what was too much then is looked at now. */
function goOn() {
  rounds = 0;
  if (isWatching && wereTooMany) swapAgain();
  wereTooMany = false;
}

/** Swaps everywhere: something may have been missed. */
function swapAgain() {
  swap();
  sweep();
}

/** The page wakes up, or goes to paper: then nothing waits for a framework. */
function returned({ type, persisted }) {
  if (persisted === false) return;
  if (type == "beforeprint") lift(true);
  // What waited goes on waiting.
  if (type == "afterprint" && lift(false)) restore();
  swapAgain();
}

/** Swaps in a node that the page has changed or added, once. */
function lookAt(node, seen) {
  if (!node.isConnected) return;
  for (let above = node; above; above = parentOf(above)) if (seen.has(above)) return;
  seen.add(node);
  if (node.nodeType == 3) {
    if (original(node, "") === undefined) swapTexts([node]);
  } else if (node.nodeType == 1) {
    swap(node);
    // A number may begin in front of the node.
    const first = end(node, "firstChild");
    if (first.nodeType == 3 && /\d/.test(first.data)) swapTexts([first]);
    look(node);
  }
}

/** The first or last of all in a node. */
function end(node, child) {
  while (node[child]) node = node[child];
  return node;
}

/**
 * Whether the page has its way with a text where it has changed something: it has
 * undone again and again, each time at once, what we wrote there. What it renders
 * anew in its own time, or with another text, is no answer; nor is one text more.
 */
function isAnswered(node, name, text) {
  if (!where) return false;
  const now = Date.now();
  let fight = fights.get(where);
  if (!fight) fights.set(where, (fight = { since: now, rounds: 0, texts: new Map() }));
  if (now - fight.since > SOON_MS) Object.assign(fight, { since: now, rounds: 0 });
  if (fight.rounds > MOST_ROUNDS) return (wereTooMany = true);
  const key = `${name} ${text}`;
  const { ref, at = 0, answers = 0 } = fight.texts.get(key) ?? {};
  if (answers == MOST_ANSWERS) return true;
  const last = ref?.deref();
  const isUndone = last === node || !last?.isConnected || original(last, name) === undefined;
  const count = now - at < SOON_MS ? answers + isUndone : 0;
  if (fight.texts.size == MOST_TEXTS) fight.texts.clear();
  fight.texts.set(key, { ref: new WeakRef(node), at: now, answers: count });
  if (count < MOST_ANSWERS) {
    answered.add(fight);
    return false;
  }
  if (IS_DEBUG) console.warn("telswap: the page keeps writing its number back, and has its way", node);
  return true;
}
