// The page goes on living under a grant: what it adds and changes is looked at
// before it is painted, in its document, in open shadow roots and, where the site
// wants it, in frames.

import { attempt } from "./attempt.js";
import { fill } from "./fields.js";
import { holds, lift, waitFor } from "./hydration.js";
import { pageOptions } from "./io.js";
import { original, read } from "./ledger.js";
import { listenIn, wantNothing } from "./need.js";
import { askBefore, restore, roots, swap, swapAttributes, swapTexts } from "./page.js";
import { attributes } from "./places.js";
import { isInline } from "./runs.js";
import { isHere, parentOf, rootsBelow } from "./roots.js";

export { tellNeed } from "./need.js";

/** A page that writes its number back so soon, and nothing else, answers us; after so long a peace it may have ours. */
const SOON_MS = 1000;

/**
 * After how many such answers in a row it has its way: a page may well render the same
 * a few times.
 */
const MOST_ANSWERS = 20;

/** How many texts in one place are remembered. */
const MOST_TEXTS = 20;

/** How many rounds of the page's changes and ours there may be in one task, in one place and in all. */
const MOST_ROUNDS = 100;
const MOST_ROUNDS_IN_ALL = 1000;

/** After how many the end of the task is waited for: most tasks have fewer, and each wait costs. */
const FEW_ROUNDS = 10;

/**
 * Nothing tells of a shadow root that an element gets later: it is looked for
 * now and then while the page changes, and as often again after that.
 */
const SWEEP_MS = 1000;
const SWEEPS = 5;

/** The attribute that Astro takes from an island that is hydrated. */
const HYDRATED = "ssr";

/** What says of a whole part of the page whether its numbers stay, and may say otherwise later. */
const WORDS = ["contenteditable", "data-telswap"];

/** Whether this is the engine that explains itself. */
const IS_DEBUG = /debug[^/]*$/.test(import.meta.url);

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

/** Rounds since the end of a task was last heard of: a few of tasks before may be among them. */
let rounds = 0;

/**
 * By place where the page changed something: `{task, rounds, round, said, texts}`, how
 * often we wrote there in this task and at all, what the page put there last, and by
 * text that we wrote over there `{ref, at, round, turn, answers}`: the node, when that
 * was looked at last, in which round and turn of the page's, and how often in a row the
 * page has done nothing since but undo it.
 */
let fights = new WeakMap();

/** Counts the ends of tasks that were heard of. */
let task = 0;
let nextTask;

/** Counts when the page does something of its own. */
let turn = 0;

/** In the changes that are looked at: where we write, what was undone, and how often there was something known. */
const written = new Set();
const undone = new Set();
let repeated = 0;

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
  // A root that nobody has told of yet may hold copies of what we wrote.
  tour();
  observer.disconnect();
  clearTimeout(sweeper);
  clearTimeout(pause);
  clearTimeout(nextTask);
  sweeper = pause = nextTask = undefined;
  rounds = 0;
  for (const type of PAGE_EVENTS) removeEventListener(type, returned);
  fights = new WeakMap();
  waitFor();
  wantNothing();
}

/** Swaps in a node that came later; the page asks for it. */
export function swapBelow(root) {
  const outer = where;
  where = root;
  swap(root);
  where = outer;
  if (isWatching) attempt(() => look(root));
}

/** Swaps what stands in a root, and in those inside of it, and watches it. */
function meet(root) {
  if (!roots.has(root)) {
    roots.add(root);
    if (isWatching) enter(root);
  }
  swap(root);
  look(root);
}

function enter(root) {
  const attributeFilter = [...attributes, HYDRATED, ...WORDS];
  observer.observe(root, { subtree: true, childList: true, characterData: true, attributeFilter });
  listen(root, true);
}

function listen(root, on) {
  const change = root[`${on ? "add" : "remove"}EventListener`].bind(root);
  // It does not bubble: a frame has got another document.
  if (withFrames) change("load", loaded, true);
  listenIn(root, change);
}

function loaded({ target }) {
  if (target.contentDocument) look(target);
}

/** Looks for roots in a node and below. */
function look(top, isNew = true) {
  if (isWatching) fill(top);
  for (const root of rootsBelow(top, withFrames, sweep)) if (isNew || !roots.has(root)) meet(root);
}

/** Forgets the roots that the page threw away. */
function forget() {
  for (const root of roots)
    if (!isHere(root)) {
      roots.delete(root);
      listen(root, false);
    }
}

/** Listens in all roots, or not any more, and looks for new ones. */
function tour(on) {
  for (const root of [document, ...roots]) {
    // `document.open` takes listeners away.
    listen(root, on);
    attempt(() => look(root, false));
  }
}

function sweep() {
  if (!isWatching) return;
  forget();
  tour(true);
  clearTimeout(sweeper);
  sweeper = sweeps-- > 0 ? setTimeout(sweep, SWEEP_MS) : undefined;
}

/** Looks at what the page has changed, now. */
function heed(records) {
  // Two who answer each other at once would never let the browser go on.
  if (rounds > MOST_ROUNDS_IN_ALL) return holdUp();
  const seen = new Set();
  let isAnswer = true;
  for (const record of records)
    attempt(() => {
      isAnswer = !follow(record, seen) && isAnswer;
    });
  where = undefined;
  forget();
  if (!isAnswer) turn++;
  else for (const fight of undone) count(fight);
  for (const place of written) {
    place.rounds++;
    place.round++;
  }
  if (written.size && ++rounds > FEW_ROUNDS) nextTask ??= setTimeout(beginTask);
  undone.clear();
  written.clear();
  sweeps = SWEEPS;
  sweeper ??= setTimeout(sweep, SWEEP_MS);
}

/** Looks at a change; says whether the page has said something that it did not say there before. */
function follow({ type, target, attributeName, addedNodes, previousSibling, nextSibling }, seen) {
  where = target;
  const before = repeated;
  if (type == "childList") {
    const said = [...addedNodes].map((node) => node.textContent).join();
    const news = [...addedNodes].filter((node) => lookAt(node, seen));
    // What stood on both sides may be one number now, or one no more.
    for (const side of [besides(previousSibling, "previousSibling", "lastChild"), besides(nextSibling, "nextSibling", "firstChild")])
      if (side && !seen.has(side)) {
        seen.add(side);
        swapTexts([side]);
      }
    if (!news.length) return false;
    const place = fights.get(target) ?? {};
    const isOther = place.said !== said;
    place.said = said;
    return isOther || repeated == before;
  }
  if (WORDS.includes(attributeName)) {
    where = undefined;
    restore();
    return swapAgain();
  }
  if (type == "characterData" || attributeName == HYDRATED) return lookAt(target, seen) && repeated == before;
  if (isOurs(target, attributeName)) return false;
  swapAttributes([target]);
  return repeated == before;
}

function beginTask() {
  nextTask = undefined;
  task++;
  if (!pause) rounds = 0;
}

/** Too much follows each other in one task: it is left alone for a while, and looked at then. */
function holdUp() {
  pause ??= setTimeout(() => {
    pause = undefined;
    beginTask();
    if (isWatching) swapAgain();
  }, SOON_MS);
  return true;
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

/** Whether what stands there is what we wrote, and not what the page says. */
const isOurs = (node, name) => ![undefined, read(node, name)].includes(original(node, name));

/** Swaps in a node that the page has changed or added, once, unless it was us; says whether it did. */
function lookAt(node, seen) {
  if (!node.isConnected || isOurs(node, "")) return false;
  for (let above = node; above; above = parentOf(above)) if (seen.has(above)) return false;
  seen.add(node);
  if (node.nodeType == 3) swapTexts([node]);
  else if (node.nodeType == 1) {
    swap(node);
    // A number may begin in front of the node, or end behind it.
    for (const edge of [end(node, "firstChild"), end(node, "lastChild")]) if (hasDigit(edge)) swapTexts([edge]);
    look(node);
  }
  return true;
}

const hasDigit = (node) => node.nodeType == 3 && /\d/.test(node.data);

/** The nearest text in a direction if it is on the same line and may be a part of a number. */
function besides(node, sibling, child) {
  while (node && (node.nodeType == 8 || node.data === "")) node = node[sibling];
  const text = node && isInline(node) && end(node, child);
  return text && hasDigit(text) ? text : undefined;
}

/** The first or last of all in a node. */
function end(node, child) {
  while (node[child]) node = node[child];
  return node;
}

/**
 * Whether the page has its way with a text where it has changed something: again and
 * again it has done nothing but undo at once what we wrote there. What it renders
 * anew together with other things, or with another text, is no answer; nor is one
 * text more.
 */
function isAnswered(node, name, text) {
  if (!where) return false;
  const now = Date.now();
  let place = fights.get(where);
  if (!place) fights.set(where, (place = { rounds: 0, round: 0, texts: new Map() }));
  if (place.task != task && !pause) Object.assign(place, { task, rounds: 0 });
  if (place.rounds > MOST_ROUNDS) return holdUp();
  const key = `${name} ${text}`;
  let fight = place.texts.get(key);
  if (!fight) {
    if (place.texts.size == MOST_TEXTS) place.texts.clear();
    place.texts.set(key, (fight = { round: -2, answers: 0 }));
  }
  // Nothing else was said here in the meantime.
  const isSame = fight.round >= place.round - 1;
  const isSoon = now - fight.at <= SOON_MS;
  fight.round = place.round;
  fight.at = now;
  if (isSame) {
    repeated++;
    if (isSoon && fight.answers == MOST_ANSWERS) return true;
  }
  const last = fight.ref?.deref();
  if (!isSame || fight.turn != turn || !isSoon) fight.answers = 0;
  else if (last === node || !last?.isConnected || !isOurs(last, name)) undone.add(fight);
  fight.ref = new WeakRef(node);
  fight.turn = turn;
  written.add(place);
  return false;
}

function count(fight) {
  if (++fight.answers == MOST_ANSWERS && IS_DEBUG) console.warn("telswap: the page keeps writing its number back, and has its way", fight.ref.deref());
}
