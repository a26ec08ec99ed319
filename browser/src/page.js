// The pass over the page: which texts and attributes may hold a number, and what
// becomes of them. Which numbers stand in a text is not known here
// (docs/decisions.md, "Sizes").
//
// A pass is one walk. It collects the texts that have a digit, asks the engine once
// in which of them a number may begin, and looks at the line of text around these.

import { attempt } from "./attempt.js";
import { pageOptions } from "./io.js";
import { change, original, read, reads, undo, write, wrote } from "./ledger.js";
import { confine, elementOf, isLeftAlone, lineAround } from "./runs.js";

export { onWrite } from "./ledger.js";

/**
 * The engine's own. `candidates(texts)` calls `candidate` with the place of each
 * text, of those between U+0000, in which a number may begin. `find(text, isLink,
 * back)` gives the text with other numbers, or with the page's own, and nothing
 * where there is none.
 */
let candidates;
let find;

/** The attributes that are looked at, and the elements that have them. */
export let attributes;
let withAttributes;

const LINKS = ["href", "xlink:href"];

/** Prepares passes, once `io.js` has read what the site says of its pages. */
export function search(givenFind, givenCandidates) {
  find = givenFind;
  candidates = givenCandidates;
  const texts = ["title", "aria-label", ...pageOptions.attributes];
  attributes = [...LINKS, ...texts];
  withAttributes = ["a[href]", "area[href]", "a[*|href]", ...texts.map((name) => `[${CSS.escape(name)}]`)].join();
  confine(pageOptions);
}

/** The roots that are on the page: the life of the page adds and removes them. */
export const roots = new Set();

/**
 * What is told of a target that is found but not shown yet: `(place, element)`,
 * once a pass is over.
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

/** The places in which a number may begin, of the texts that were asked for last. */
let found = [];

/** Called by the engine, from `candidates`. */
export function candidate(place) {
  found.push(place);
}

/** The targets that were found but not shown, and where: `[place, element]`. */
let sightings = [];

/** Where is looked at the moment. */
let element;

/** Changes when all is undone: what was found before is not to be written any more. */
let era = 0;

/** Called by the engine, from `find`. */
export function seen(place) {
  sightings.push([place, element]);
}

/** Shows other numbers in a node and below, by default everywhere. */
export function swap(root) {
  over(root ? [root] : everywhere(), false);
}

/** Shows other numbers on the lines of these text nodes. */
export function swapTexts(nodes) {
  inLines(nodes, false);
  report();
}

/** Shows other numbers in the attributes of these elements. */
export function swapAttributes(elements) {
  for (const one of elements) for (const name of attributes) inAttribute(one, name, false);
  report();
}

/**
 * Puts everything back as it was. Where the page has written something else
 * meanwhile that stays, but for our numbers in it; so do they go in what it has
 * copied, put together or taken apart.
 */
export function restore() {
  era++;
  if (!wrote()) return;
  for (const [node, name] of undo())
    if (name) inAttribute(node, name, true);
    else inLines([node], true);
  over(everywhere(), true);
  own = new WeakMap();
}

const everywhere = () => [document, ...roots].map((root) => root.body ?? root);

/** One pass. */
function over(tops, back) {
  const isFirst = !back && !wrote();
  const nodes = [];
  const texts = [];
  attempt(() => {
    for (const top of tops) {
      const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
      for (let node = top.nodeType == 3 ? top : walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.data;
        if (/\d/.test(text)) {
          nodes.push(node);
          texts.push(text);
        }
      }
    }
  });
  inLines(
    placesIn(texts).map((place) => nodes[place]),
    back,
    isFirst,
  );
  for (const top of tops)
    attempt(() => {
      for (const one of [top, ...(top.querySelectorAll?.(withAttributes) ?? [])])
        for (const name of attributes) if (one.hasAttribute?.(name)) inAttribute(one, name, back, isFirst);
    });
  report();
}

/** The places of the texts in which a number may begin. */
function placesIn(texts) {
  found = [];
  if (texts[0] && candidates(texts.join("\0")) != texts.length) {
    // One of them holds the border itself.
    found = [];
    candidates(texts.map((text) => text.replaceAll("\0", "?")).join("\0"));
  }
  return found;
}

/** Looks at the lines of text of these nodes. */
function inLines(starts, back, isFirst) {
  let done = [];
  for (const start of starts)
    attempt(() => {
      if (done.includes(start) || isLeftAlone((element = elementOf(start)))) return;
      // What the page says there, so that a number of which it has changed a part is
      // none any more in the other parts either.
      const [nodes, texts, covered] = lineAround(start, back ? (node) => node.data : (node) => original(node, "") ?? node.data);
      done = covered;
      const text = texts.join("\0");
      if (!/\d/.test(text)) return;
      if (isFirst) keepOwn(nodes, "", texts, find(text, false, true));
      const given = find(text, false, back)?.split("\0");
      // Half of a number must not change.
      const isWhole = given?.every((one, place) => nodes[place] || one === texts[place]);
      const to = isWhole ? given : texts;
      const isNew = (node, place) => node && !reads(node, "", texts[place], to[place]);
      if (!back && isWhole && nodes.some(isNew) && !mayChange(start, "", text)) return;
      const mine = era;
      nodes.forEach((node, place) => node && mine === era && attempt(() => put(node, "", texts[place], to[place], back)));
    });
}

function inAttribute(one, name, back, isFirst) {
  attempt(() => {
    const text = one.getAttribute(name);
    if (!/\d/.test(text) || isLeftAlone((element = one))) return;
    const isLink = LINKS.includes(name);
    if (isFirst) keepOwn([one], name, [text], find(text, isLink, true));
    const to = find(text, isLink, back);
    if (to != null && (back || mayChange(one, name, text))) put(one, name, text, to, back);
  });
}

/** Keeps which texts have our numbers already, given what they would be turned to. */
function keepOwn(nodes, name, texts, turned) {
  turned?.split("\0").forEach((text, place) => {
    const node = nodes[place];
    if (!node || text === texts[place] || original(node, name) !== undefined) return;
    if (!own.has(node)) own.set(node, {});
    own.get(node)[name] = read(node, name);
  });
}

function put(node, name, from, to, back) {
  if (back) {
    if (own.get(node)?.[name] !== read(node, name)) write(node, name, from, to);
  } else if (!reads(node, name, from, to)) change(node, name, from, to, (text) => find(text, LINKS.includes(name), true));
}

function report() {
  for (const [place, where] of sightings.splice(0)) tellSeen(place, where);
}
