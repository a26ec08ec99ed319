// When a pool's number is needed: as soon as the page has the target's, once that
// comes into view, or when it is about to be used. Nobody asks for it before.
//
// A page changes: what is meant is looked at again when it is.

import { attempt } from "./attempt.js";
import { asksOnIntent, occasion } from "./io.js";
import { onSeen, swap, swapAttributes, swapTexts } from "./page.js";

/** What people do with a number before they call it, write it down or copy it. */
const INTENT = ["pointerover", "pointerdown", "touchstart", "focusin", "contextmenu", "copy", "selectionchange"];

/** Around a number, what is pressed as a whole. */
const CONTROL = "a,button,label,summary,[role=button],[role=link]";

/** Whoever marks a text has done so after this long: it is not looked at with each sign. */
const REST_MS = 100;
let rest;

/** By place, the targets that the page has, and whether nobody has needed them yet. */
const open = new Map();

/** Elements that have had the number of one, and the controls around them. */
let known = new WeakSet();

/** Of what is looked at, whether a number in an element is needed now. */
let isNeeded = () => false;

// An edge that two boxes share is not in view: a closed menu stands there.
const viewer = new IntersectionObserver((entries) => {
  for (const { intersectionRatio, target } of entries)
    if (intersectionRatio) {
      viewer.unobserve(target);
      needIn(target);
    } else if (hasNoBox(target)) {
      viewer.unobserve(target);
      const above = target.parentElement ?? target.getRootNode().host;
      if (above) viewer.observe(above);
    }
}, { threshold: 1e-6 });

/** Hears of the targets that the page has, and tells the engine when one is needed: `tell(place)`. */
export function tellNeed(tell) {
  onSeen((place, element) => {
    const when = occasion(place);
    if (when == "present" || isNeeded(element)) {
      open.set(place, false);
      tell(place);
    } else if (when == "visible") viewer.observe(element);
    else {
      if (!open.has(place)) open.set(place, true);
      known.add(element).add(element.closest(CONTROL) ?? element);
    }
  });
}

/** Forgets all that is wanted. */
export function wantNothing() {
  clearTimeout(rest);
  viewer.disconnect();
  open.clear();
  known = new WeakSet();
}

/**
 * Listens in a document or shadow root, or, by the same way, does so no longer: what
 * happens between two elements of a shadow root does not leave it.
 */
export function listenIn(root, change) {
  if (asksOnIntent()) for (const type of INTENT) change(type, used, { capture: true, passive: true });
}

/** Looks at a part of the page, where numbers in such elements are needed. */
function need(isMeant, look) {
  isNeeded = isMeant;
  attempt(look);
  isNeeded = () => false;
}

/** What stands right in an element, or in its shadow root. */
const nodesIn = (element) => [element, element.shadowRoot].flatMap((root) => [...(root?.childNodes ?? [])]);

/** The numbers of an element itself are needed, and those in its text where that is meant, too. */
function needAt(element, withText) {
  need((one) => one === element, () => {
    swapAttributes([element]);
    if (withText) swapTexts(nodesIn(element).filter(({ nodeType }) => nodeType == 3));
  });
}

/** The same of an element that is in view, and of those that have no box of their own in it. */
function needIn(element) {
  needAt(element, true);
  for (const node of nodesIn(element)) if (node.nodeType == 1 && hasNoBox(node)) needIn(node);
}

const hasNoBox = (element) => getComputedStyle(element).display == "contents";

/** Nothing is kept from what was meant to happen: a link calls the number that it has. */
function used(event) {
  if (![...open.values()].includes(true)) return;
  event.composedPath().forEach((one, depth, path) => {
    if (!known.has(one)) return;
    if (one.matches(CONTROL)) need((element) => one.contains(element), () => swap(one));
    // Text that a shadow root shows in a slot is meant where that is.
    needAt(one, !path.slice(0, depth).some((inner) => one.contains(inner)));
  });
  if (event.type == "copy") needSelected(event.target);
  if (event.type != "selectionchange") return;
  clearTimeout(rest);
  rest = setTimeout(needSelected, REST_MS, event.target);
}

/** What somebody has selected in a node's document is needed. */
function needSelected(node) {
  const selection = (node.ownerDocument ?? node).getSelection();
  if (!selection?.rangeCount) return;
  const range = selection.getRangeAt(0).cloneRange();
  // A triple click marks up to the beginning of what comes next.
  while (!range.collapsed && !range.endOffset) range.setEndBefore(range.endContainer);
  if (!range.collapsed) need((element) => range.intersectsNode(element), () => swap(range.commonAncestorContainer));
}
