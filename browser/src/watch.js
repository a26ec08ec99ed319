// The page goes on living under a grant: what it adds and changes is looked at
// before it is painted, in its document, in open shadow roots and, where the site
// wants it, in frames.

import { attempt } from "./attempt.js";
import { WANTS, fill } from "./fields.js";
import { endRound, fightWith, givesWay, isTooMuch, repeated, saysOther, within } from "./fights.js";
import { holds, lift, waitFor } from "./hydration.js";
import { pageOptions } from "./io.js";
import { isOurs } from "./ledger.js";
import { listenIn, wantNothing } from "./need.js";
import { askBefore, giveBack, restore, roots, swap, swapAttributes, swapTexts, takeBack } from "./page.js";
import { attributes } from "./places.js";
import { isLeftAlone, nextDigits, wasLeftAlone } from "./runs.js";
import { isHere, isWithin, parentOf, rootsBelow } from "./roots.js";

export { tellNeed } from "./need.js";

/**
 * Nothing tells of a shadow root that an element gets later: it is looked for
 * now and then while the page changes, and as often again after that.
 */
const SWEEP_MS = 1000;
const SWEEPS = 5;

/** The attribute that Astro takes from an island that is hydrated. */
const HYDRATED = "ssr";

/** What says of a whole part of the page whether its numbers stay, and may say otherwise later; `runs.js` has them in this order. */
const WORDS = ["contenteditable", "data-telswap"];

const observer = new MutationObserver(heed);

/** What comes into view again, or goes to paper. */
const PAGE_EVENTS = ["pageshow", "beforeprint", "afterprint"];

let isWatching = false;
let withFrames = false;
/** Whether roots are found that were there before the first pass. */
let isBeginning;
/** Roots that were found since it was last looked whether anything of ours is left alone in them. */
let met = [];
let sweeps = 0;
let sweeper;

/** Looks at everything that the page changes from now on. */
export function watch() {
  isWatching = isBeginning = true;
  withFrames = pageOptions.frames;
  waitFor(pageOptions.after);
  fightWith(startOver);
  askBefore((node, name, text) => !holds(node) && !givesWay(node, name, text));
  for (const type of PAGE_EVENTS) addEventListener(type, returned);
  observe(document);
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
  sweeper = undefined;
  for (const type of PAGE_EVENTS) removeEventListener(type, returned);
  fightWith();
  waitFor();
  wantNothing();
  // In this task all are still needed, to put everything back.
  queueMicrotask(() => roots.clear());
}

/** Swaps in a node that came later; the page asks for it. */
export function swapBelow(root) {
  within(root, () => swap(root));
  if (isWatching) attempt(() => look(root));
}

/** Swaps what stands in a root, and in those inside of it, and watches it. */
function meet(root) {
  if (!roots.has(root)) {
    roots.add(root);
    if (isWatching) {
      observe(root);
      met.push(root);
    }
  }
  swap(root, isBeginning);
  look(root);
}

function observe(root) {
  const attributeFilter = [...attributes, HYDRATED, ...WORDS, WANTS];
  observer.observe(root, { subtree: true, childList: true, characterData: true, attributeFilter, attributeOldValue: true });
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
  isBeginning = false;
  settle([]);
  clearTimeout(sweeper);
  sweeper = sweeps-- > 0 ? setTimeout(sweep, SWEEP_MS) : undefined;
}

/** Looks at what the page has changed, now. */
function heed(records) {
  if (isTooMuch()) return;
  const seen = new Set();
  let isAnswer = true;
  for (const record of records)
    attempt(() => {
      if (within(record.target, () => follow(record, seen))) isAnswer = false;
    });
  const before = wordsBefore(records);
  const parts = new Set(before.keys());
  const all = (kind) => new Set(records.flatMap((record) => [...record[kind]]));
  const added = all("addedNodes");
  // What was added may have been elsewhere before.
  settle([...parts, ...added], parts.size > 0);
  // What comes with its word says what it is to say.
  if (parts.size) for (const node of all("removedNodes")) added.delete(node);
  const left = new Set();
  for (const part of parts) attempt(() => isWithin(part, added) || !isLeftAlone(part) || wasLeftAlone(part, before) || left.add(part));
  outermost(left, (part) => takeBack(withRoots(part), before));
  outermost(parts, showAround);
  endRound(isAnswer, parts.size);
  sweeps = SWEEPS;
  sweeper ??= setTimeout(sweep, SWEEP_MS);
}

/** The parts of which it is said now that their numbers stay, or do so no longer, and the words that each had before. */
function wordsBefore(records) {
  const before = new Map();
  // The oldest last.
  for (const { target, attributeName, oldValue } of records.reverse()) {
    const place = WORDS.indexOf(attributeName);
    if (place < 0) continue;
    if (!before.has(target)) before.set(target, WORDS.map((name) => target.getAttribute(name)));
    before.get(target)[place] = oldValue;
  }
  for (const [target, words] of before) if (words.every((word, place) => word === target.getAttribute(WORDS[place]))) before.delete(target);
  return before;
}

/** Does something with each of these that is in no other. */
function outermost(parts, act) {
  for (const part of parts) if (!isWithin(parentOf(part), parts)) attempt(() => act(part));
}

/** Puts back what we wrote where it is left alone by now, and looks at what stands beside that. */
function settle(tops, isTold) {
  giveBack(new Set([...tops, ...met.splice(0)]), isTold).forEach((node) => attempt(() => showAround(node)));
}

/** Shows other numbers in a node, and on both sides. */
function showAround(node) {
  const { parentNode: target, previousSibling, nextSibling } = node;
  if (target) follow({ type: "childList", target, addedNodes: [node], previousSibling, nextSibling }, new Set());
}

/** A node, and the roots in it that we know, one in the other. */
const withRoots = (top) => [top, ...rootsBelow(top, withFrames, sweep).flatMap((root) => (roots.has(root) ? withRoots(root) : []))];

/** Puts everything back, and shows again what is to be shown: something may have been missed. */
function startOver() {
  restore();
  swapAgain();
}

/** Looks at a change; says whether the page has said something new there. */
function follow({ type, target, attributeName, addedNodes, previousSibling, nextSibling }, seen) {
  const known = repeated;
  if (type == "childList") {
    const added = [...addedNodes];
    const said = added.map((node) => node.textContent).join();
    const news = added.filter((node) => lookAt(node, seen));
    // What stands on both sides may be one number now, or one no more, and a number may begin or end in what was added.
    const before = [previousSibling, added.at(-1)].map((node) => nextDigits(target, node, "previousSibling", "lastChild"));
    const behind = [nextSibling, added[0]].map((node) => nextDigits(target, node, "nextSibling", "firstChild"));
    const sides = [...before, ...behind].filter((side) => side && !seen.has(side));
    swapTexts(sides);
    sides.forEach((side) => seen.add(side));
    return news.length > 0 && (saysOther(target, said) || repeated == known);
  }
  if (type == "characterData" || attributeName == HYDRATED) return !isOurs(target, "") && lookAt(target, seen) && repeated == known;
  if (attributeName == WANTS) fill(target);
  if (WORDS.includes(attributeName) || isOurs(target, attributeName)) return false;
  swapAttributes([target]);
  return repeated == known;
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

/** Swaps in a node that the page has changed, added or moved, once; says whether it may have news. */
function lookAt(node, seen) {
  const isNew = !isOurs(node, "");
  if (!node.isConnected || isWithin(node, seen)) return false;
  seen.add(node);
  if (node.nodeType == 3) swapTexts([node]);
  else if (node.nodeType == 1) {
    swap(node);
    look(node);
  }
  return isNew;
}

