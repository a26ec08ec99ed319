// Editing the page in place, and undoing it to the byte. Which numbers stand in a
// text, and what becomes of them, is not known here (docs/decisions.md, "Sizes").
//
// Only characters inside existing text nodes and attributes change: no node is
// created, moved or removed. So frameworks that keep references to their nodes go
// on working, and Trusted Types have nothing to object to.

import { attempt } from "./attempt.js";

/**
 * Text below these is not shown to visitors, is theirs to write, is meant for
 * search engines, or is exempted by the site.
 */
const LEFT_ALONE =
  "script,style,template,noscript,textarea,option,[contenteditable]:not([contenteditable=false])," +
  "[itemprop~=telephone],[itemprop~=faxNumber],[data-telswap=off]";

const WITH_ATTRIBUTES = "a[href],area[href],[title],[aria-label]";
const ATTRIBUTES = ["href", "title", "aria-label"];

/**
 * What was changed: `{ref, name, was, now}`, where a text node has no name. The
 * nodes are not held: a page that throws them away is rid of them.
 */
const changes = [];

/**
 * What we wrote → what stood there, for the copies that pages make; itself where
 * that is not clear.
 */
const originals = new Map();

/** By attribute, texts with digits that are the page's own and no copies. */
const own = {};

/**
 * The engine's own: `find(text, isLink, back)` gives the text with other numbers,
 * or with the page's own, and nothing where there is none.
 */
let find;

export function searchWith(given) {
  find = given;
}

/** Shows other numbers in a node and below, by default in the whole page. */
export function swap(root = document.body) {
  // What looks like ours before we wrote anything is the page's own.
  const first = !changes.length;
  everyPlace(root, (node, name) => {
    const was = read(node, name);
    // Most texts hold no digit, and handing one over costs more than looking.
    if (!/\d/.test(was)) return;
    const now = find(was, name === "href", false);
    if (now == null || (name ? node : node.parentElement)?.closest(LEFT_ALONE)) {
      if (first || !originals.has(was)) (own[name] ??= new WeakMap()).set(node, was);
      return;
    }
    changes.push({ ref: new WeakRef(node), name, was, now });
    originals.set(now, (originals.get(now) ?? was) === was ? was : now);
    write(node, name, was, now);
  });
}

/**
 * Puts everything back as it was. Where the page has written something else
 * meanwhile that stays, but for tracking numbers in it; and what the page has
 * copied goes back with its original.
 */
export function restore() {
  // The last change first: a place may have been changed more than once.
  for (const { ref, name, was, now } of changes.splice(0).reverse()) {
    const node = ref.deref();
    if (node)
      attempt(() => {
        const current = read(node, name);
        const back = current === now ? was : current && find(current, name === "href", true);
        write(node, name, current, back ?? current);
      });
  }
  if (originals.size)
    everyPlace(document.body, (node, name) => {
      const text = read(node, name);
      if (own[name]?.get(node) !== text) write(node, name, text, originals.get(text) ?? text);
    });
  originals.clear();
}

/** Calls `visit(node, attribute)` for every text, without attribute, and attribute. */
function everyPlace(root, visit) {
  attempt(() => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = root; node; node = walker.nextNode())
      if (node.nodeType === Node.TEXT_NODE) attempt(() => visit(node, ""));
    for (const element of [root, ...(root.querySelectorAll?.(WITH_ATTRIBUTES) ?? [])])
      for (const name of ATTRIBUTES) attempt(() => element.hasAttribute?.(name) && visit(element, name));
  });
}

const read = (node, name) => (name ? node.getAttribute(name) : node.data);

function write(node, name, from, to) {
  if (from === to) return;
  if (name) return node.setAttribute(name, to);
  // Only what differs: `replaceData` keeps the visitor's selection outside of it,
  // setting the whole data would clear it.
  let start = 0;
  while (from[start] === to[start]) start++;
  let end = 0;
  const rest = Math.min(from.length, to.length) - start;
  while (end < rest && from.at(-1 - end) === to.at(-1 - end)) end++;
  node.replaceData(start, from.length - start - end, to.slice(start, to.length - end));
}
