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

/** Who wants to know when something is written: `watch(fn)`. */
let tell = () => {};

export function onWrite(listener) {
  tell = listener;
}

export const read = (node, name) => (name ? node.getAttribute(name) : node.data);

/**
 * What stood where we wrote; nothing where we wrote nothing, or where the page has
 * written something else since.
 */
export function original(node, name) {
  const change = changes.get(node)?.[name];
  return change && change[1] === read(node, name) ? change[0] : undefined;
}

/** Whether a place that the page wants to read `from` reads `to`. */
export const reads = (node, name, from, to) => read(node, name) === spliced(original(node, name) ?? read(node, name), from, to);

/** Whether anything was written since all was undone. */
export const wrote = () => places.size > 0;

/**
 * Makes `from`, which is what the page says there but for signs that cannot be read,
 * read `to`, and keeps what stood there. `turned(text)` gives the page's own numbers
 * for ours that it has copied into its text. Where both are the same, what stood
 * there goes back.
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
  const was = said ?? (name in kept ? (turned(current) ?? current) : current);
  const now = spliced(said ?? current, from, to);
  // Before it is written, since writing may run code of the page's own, which may
  // end the grant.
  if (from === to) delete kept[name];
  else kept[name] = [was, now];
  write(node, name, current, now);
}

/** Writes what differs, if anything does. */
export function write(node, name, from, to) {
  if (from === to) return;
  if (name) node.setAttribute(name, spliced(read(node, name), from, to));
  else {
    const [start, count, text] = difference(from, to);
    // Not the whole data, which would clear the visitor's selection.
    node.replaceData(start, count, text);
  }
  tell(node);
}

/**
 * Puts back everything that still reads as we wrote it, and forgets what was
 * written. Gives the places that read otherwise now: `[node, attribute]`.
 */
export function undo() {
  const others = [];
  const was = changes;
  changes = new WeakMap();
  for (const place of [...places]) {
    const node = place.deref();
    for (const [name, [before, after]] of Object.entries(was.get(node) ?? {}))
      attempt(() => {
        const current = read(node, name);
        if (current === after) write(node, name, after, before);
        else if (current && current !== before) others.push([node, name]);
      });
  }
  places.clear();
  return others;
}

/** What turns one text into another: `[start, how many signs go, what comes]`. */
function difference(from, to) {
  let start = 0;
  while (from[start] === to[start]) start++;
  let end = 0;
  const rest = Math.min(from.length, to.length) - start;
  while (end < rest && from.at(-1 - end) === to.at(-1 - end)) end++;
  return [start, from.length - start - end, to.slice(start, to.length - end)];
}

/** A text with the same difference. */
function spliced(text, from, to) {
  if (from === to) return text;
  const [start, count, more] = difference(from, to);
  return text.slice(0, start) + more + text.slice(start + count);
}
