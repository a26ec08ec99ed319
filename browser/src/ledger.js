// What was changed on the page, and how it goes back to the byte. All writing is
// done here.
//
// Only characters inside existing text nodes and attributes change: no node is
// created, moved or removed. So frameworks that keep references to their nodes go
// on working, and Trusted Types have nothing to object to.

import { attempt } from "./attempt.js";

/** By node, by attribute (a text has the empty name): `[what stood there, what we wrote]`. */
let changes = new WeakMap();

/**
 * The nodes in it. None is held: a page that throws them away is rid of them, and
 * so are we.
 */
const places = new Set();
const gone = new FinalizationRegistry((place) => places.delete(place));

export const read = (node, name) => (name ? node.getAttribute(name) : node.data);

/**
 * What stood where we wrote; nothing where we wrote nothing, or where the page has
 * written something else since.
 */
export function original(node, name) {
  const change = changes.get(node)?.[name];
  return change && change[1] === read(node, name) ? change[0] : undefined;
}

/** The places where we wrote: `[node, attribute]`. */
export const known = () =>
  [...places].flatMap((place) => {
    const node = place.deref();
    return Object.keys(changes.get(node) ?? {}).map((name) => [node, name]);
  });

/** Whether what stands there is what we wrote, and not what the page says. */
export const isOurs = (node, name) => ![undefined, read(node, name)].includes(original(node, name));

/** Whether a place that the page wants to read `from` reads `to`. */
export const reads = (node, name, from, to) => read(node, name) === spliced(original(node, name) ?? read(node, name), from, to);

/** Whether anything was written since all was undone: there may be copies of it. */
export let wrote = false;

/**
 * Makes `from`, which is what the page says there but for signs that cannot be read,
 * read `to`, and keeps what stood there. `turned(text)` gives the page's own numbers
 * for ours that it has copied into its text, if it has. Where both are the same, what
 * stood there goes back.
 */
export function change(node, name, from, to, turned) {
  let kept = changes.get(node);
  if (!kept) {
    changes.set(node, (kept = {}));
    const place = new WeakRef(node);
    places.add(place);
    gone.register(node, place);
  }
  const current = read(node, name);
  const said = original(node, name);
  const was = said ?? turned(current) ?? current;
  const now = spliced(said ?? current, from, to);
  // Before it is written, since writing may run code of the page's own, which may
  // end the grant.
  wrote = true;
  if (from === to) delete kept[name];
  else kept[name] = [was, now];
  write(node, name, current, now);
}

/** Makes `from` read `to`, and keeps nothing. */
export function write(node, name, from, to) {
  if (from === to) return;
  if (name) node.setAttribute(name, spliced(read(node, name), from, to));
  else {
    const [start, count, more] = difference(from, to);
    // Not the whole data, which would clear the visitor's selection.
    node.replaceData(start, count, more);
  }
}

/**
 * Puts back everything that still reads as we wrote it, and forgets what was
 * written. Gives these places, and the `others`, which read otherwise now: each is
 * `[node, attribute]`.
 */
export function undo() {
  const back = [];
  const others = [];
  const all = known();
  const was = changes;
  changes = new WeakMap();
  // Before anything is written: that may run code of the page's own, which swaps.
  places.clear();
  wrote = false;
  for (const [node, name] of all)
    attempt(() => {
      const [before, after] = was.get(node)[name];
      const current = read(node, name);
      if (current === after) {
        write(node, name, after, before);
        back.push([node, name]);
      } else if (current && current !== before) others.push([node, name]);
    });
  return { back, others };
}

/** What turns one text into another: `[start, how many signs go, what comes]`. */
function difference(from, to) {
  let start = 0;
  while (start < from.length && from.charCodeAt(start) == to.charCodeAt(start)) start++;
  let end = from.length;
  let last = to.length;
  while (end > start && last > start && from.charCodeAt(end - 1) == to.charCodeAt(last - 1)) end--, last--;
  return [start, end - start, to.slice(start, last)];
}

/** A text with the same difference. */
function spliced(text, from, to) {
  if (from === to) return text;
  if (from === text) return to;
  const [start, count, more] = difference(from, to);
  return text.slice(0, start) + more + text.slice(start + count);
}
