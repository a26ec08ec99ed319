// Editing the page in place, and undoing it to the byte. Which numbers stand in a
// text, and what becomes of them, is not known here (docs/decisions.md, "Sizes").
//
// Only characters inside existing text nodes and attributes change: no node is
// created, moved or removed. So frameworks that keep references to their nodes go
// on working, and Trusted Types have nothing to object to.

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
 * Shows other numbers in a node and below, by default in the whole page:
 * `find(text, isLink)` gives the text with them, or nothing where there is none.
 */
export function swap(root = document.body, find) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = root; node; node = walker.nextNode())
    if (node.nodeType === Node.TEXT_NODE) swapPlace(node, "", find);
  for (const element of [root, ...(root.querySelectorAll?.(WITH_ATTRIBUTES) ?? [])])
    for (const name of ATTRIBUTES) if (element.hasAttribute?.(name)) swapPlace(element, name, find);
}

/**
 * Puts everything back as it was. Where the page has written something else
 * meanwhile that stays, but for what `find` still finds in it.
 */
export function restore(find) {
  // The last change first: a place may have been changed more than once.
  for (const { ref, name, was, now } of changes.splice(0).reverse()) {
    const node = ref.deref();
    if (!node) continue;
    const current = read(node, name);
    const own = current === now ? was : current && find(current, name === "href");
    write(node, name, current, own ?? current);
  }
}

function swapPlace(node, name, find) {
  const was = read(node, name);
  // Most texts hold no digit, and handing one over costs more than looking.
  if (!/\d/.test(was)) return;
  const now = find(was, name === "href");
  if (now == null || (name ? node : node.parentElement)?.closest(LEFT_ALONE)) return;
  changes.push({ ref: new WeakRef(node), name, was, now });
  write(node, name, was, now);
}

const read = (node, name) => (name ? node.getAttribute(name) : node.data);

/** The page may have put functions of its own in the way, which may throw. */
function write(...change) {
  try {
    edit(...change);
  } catch (error) {
    console.error(error);
  }
}

function edit(node, name, from, to) {
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
