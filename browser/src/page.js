// The pass over the page: which texts and attributes may hold a number, and what
// becomes of them. Which numbers stand in a text is not known here
// (docs/decisions.md, "Sizes").

import { attempt } from "./attempt.js";
import { pageOptions } from "./io.js";
import { change, known, original, read, reads, undo, write, wrote } from "./ledger.js";
import { LINKS, attributes, attributesIn, mayBeOurs, textsIn } from "./places.js";
import { bodyOf, isWithin } from "./roots.js";
import { confine, elementAt, hasWords, isLeftAlone, lineAround, wasLeftAlone } from "./runs.js";

/**
 * The engine's own: `find(text, isLink, back)` gives the text with other numbers, or
 * with the page's own, and nothing where there is none.
 */
let find;

/** Prepares passes by the engine's `find`, once `io.js` has read what the site says of its pages. */
export function findBy(given) {
  find = given;
  confine(pageOptions);
}

/** The roots that are on the page: the life of the page adds and removes them. */
export const roots = new Set();

/**
 * What is told of a target that is found but not shown yet, of each element that has
 * a part of its number: `(place, element)`, once a pass is over.
 */
let tellSeen = () => {};

export function onSeen(listener) {
  tellSeen = listener;
}

/**
 * By node, by attribute, texts with our numbers that are the page's own: they
 * stood there before we wrote anything.
 */
let own = new WeakMap();

/** Whether a text that is about to change may: `(node, attribute, text)`. */
let mayChange = () => true;

export function askBefore(listener) {
  mayChange = listener;
}

/** The targets that were found but not shown, and where: `[place, element]`. */
let sightings = [];

/** Where is looked at the moment if anywhere, and whether that is left alone, which `judge` says. */
let element = false;
let judge;
let isAlone;

/** Whether something was left alone that may have our numbers from before. */
let hasLeft = false;

/** The texts, or the element, that the engine looks at. */
let looked;

/** Whether that may be looked at: an element that is not left alone. A pass back says itself what is. */
function mayLookAt(one, isLeft = isLeftAlone) {
  if (one !== element || judge !== isLeft) isAlone = (judge = isLeft)((element = one));
  hasLeft ||= isAlone;
  return !isAlone;
}

/** Changes when all is undone: what was found before is not to be written any more. */
let era = 0;

/** Called by the engine, from `find`. */
export function seen(place, first, last) {
  for (const node of looked.slice(first, last + 1)) if (node) sightings.push([place, elementAt(node)]);
}

/**
 * Shows other numbers in a node and below, by default everywhere; `isBeginning` says
 * that it was there before we wrote anything.
 */
export function swap(root, isBeginning) {
  passOver(root ? [bodyOf(root)] : allBodies(), undefined, isBeginning);
}

/** Puts back what we wrote in these nodes and below where it is left alone by now, if anything may be; gives the texts. */
export function giveBack(tops, isTold) {
  const texts = [];
  for (const top of tops) attempt(() => (isTold ||= hasLeft || hasWords(top)));
  hasLeft = false;
  if (!isTold) return texts;
  for (const [node, name] of known())
    attempt(() => {
      if (!isWithin(node, tops)) return;
      const said = original(node, name);
      if (said === undefined || !isLeftAlone(elementAt(node))) return;
      change(node, name, said, said);
      if (!name) texts.push(node);
    });
  return texts;
}

/** Puts back what the page has copied of ours where it is left alone, but was not while parts had the words `before`. */
export function takeBack(tops, before) {
  passOver(tops.map(bodyOf), (one) => !isLeftAlone(one) || wasLeftAlone(one, before));
}

/** Shows other numbers on the lines of these text nodes. */
export function swapTexts(nodes) {
  inLines(nodes);
  report();
}

/** Shows other numbers in the attributes of these elements. */
export function swapAttributes(elements) {
  for (const one of elements) for (const name of attributes) inAttribute(one, name);
  report();
}

/**
 * Puts everything back as it was. Where the page has written something else
 * meanwhile that stays, but for our numbers in it; so do they go in what it has
 * copied, put together or taken apart.
 */
export function restore() {
  era++;
  if (!wrote) return;
  const { back, others } = undo();
  for (const [node, name] of back) keepOwn(node, name);
  for (const [node, name] of others)
    if (name) inAttribute(node, name, isLeftAlone);
    else inLines([node], isLeftAlone);
  passOver(allBodies(), isLeftAlone);
  own = new WeakMap();
}

const allBodies = () => [document, ...roots].map(bodyOf);

/** One pass over all that is below each of these: with other numbers, or with the page's own but where `back` says that it is left alone. */
function passOver(tops, back, isBeginning) {
  const isFirst = !back && (isBeginning || !wrote);
  for (const top of tops) attempt(() => passBelow(top, back, isFirst));
  report();
}

function passBelow(top, back, isFirst) {
  // It may have been moved to where it is left alone.
  const at = top.nodeType == 11 ? top.host : top;
  if (at?.nodeType == 1) mayLookAt(at, back);
  inLines(textsIn(top), back, isFirst);
  attributesIn(top, (one, name) => inAttribute(one, name, back, isFirst));
}

/** Looks at the lines of text of these nodes. */
function inLines(starts, back, isFirst) {
  // What the page says there, so that a number of which it has changed a part is
  // none any more in the other parts either.
  const said = back ? (node) => node.data : (node) => original(node, "") ?? node.data;
  let done = [];
  for (const start of starts)
    attempt(() => {
      if (done.includes(start)) return;
      const at = elementAt(start);
      const isFree = mayLookAt(at, back);
      if (!isFree && !isFirst) return;
      const [nodes, texts, covered] = lineAround(start, said, isFree ? judge : () => false);
      if (!isFree) return keepOwnOf(nodes, texts);
      done = covered;
      inLine(start, nodes, texts, back, isFirst);
    });
}

function inLine(start, nodes, texts, back, isFirst) {
  const text = texts.join("\0");
  looked = nodes;
  const given = /\d/.test(text) ? find(text, false, !!back)?.split("\0") : undefined;
  // Half of a number must not change.
  const isWhole = given?.every((one, place) => nodes[place] || one === texts[place]);
  const to = isWhole ? given : texts;
  const isNew = (node, place) => node && !reads(node, "", texts[place], to[place]);
  const isHeld = !back && isWhole && nodes.some(isNew) && !mayChange(start, "", text);
  if (isFirst) keepOwnOf(nodes, texts);
  if (isHeld) return;
  const mine = era;
  nodes.forEach((node, place) => {
    if (node && mine === era) attempt(() => put(node, "", texts[place], to[place], back, isFirst));
  });
}

function inAttribute(one, name, back, isFirst) {
  attempt(() => {
    const text = one.getAttribute(name);
    if (!/\d/.test(text)) return;
    const isLink = LINKS.includes(name);
    looked = [one];
    const to = mayLookAt(one, back) ? find(text, isLink, !!back) : undefined;
    // A link has one number.
    if (isFirst && !(isLink && to) && turned(text, isLink)) keepOwn(one, name);
    if (to && (back || mayChange(one, name, text))) put(one, name, text, to, back, isFirst);
  });
}

/** Keeps that our numbers stand in texts of a line without us. */
function keepOwnOf(nodes, texts) {
  turned(texts.join("\0"), false)
    ?.split("\0")
    .forEach((one, place) => one !== texts[place] && nodes[place] && keepOwn(nodes[place], ""));
}

/** Keeps that our numbers stand in a text without us, unless we wrote it. */
function keepOwn(node, name) {
  if (original(node, name) !== undefined) return;
  if (!own.has(node)) own.set(node, {});
  own.get(node)[name] = read(node, name);
}

function put(node, name, from, to, back, isFirst) {
  // A number of ours that stood there before we wrote any is no copy.
  const isTheirs = isFirst || own.get(node)?.[name] === read(node, name);
  if (back) {
    if (!isTheirs) write(node, name, from, to);
  } else if (!reads(node, name, from, to)) change(node, name, from, to, (text) => (isTheirs ? undefined : turned(text, LINKS.includes(name))));
}

/** A text with the page's own numbers for ours. A link may have its digits escaped. */
const turned = (text, isLink) => (isLink || mayBeOurs(text) ? find(text, isLink, true) : undefined);

function report() {
  element = looked = false;
  for (const [place, where] of sightings.splice(0)) if (where) tellSeen(place, where);
}
