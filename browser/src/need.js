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
const CONTROL = "a,button,label,summary,[role=button],[tabindex='0']";

/** The targets that the page has and nobody has needed yet, by place. */
const open = new Set();

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
    } else if (hasNoBox(target) && target.parentElement) {
      viewer.unobserve(target);
      viewer.observe(target.parentElement);
    }
}, { threshold: 1e-6 });

/** Hears of the targets that the page has, and tells the engine when one is needed: `tell(place)`. */
export function tellNeed(tell) {
  onSeen((place, element) => {
    const when = occasion(place);
    if (when == "present" || isNeeded(element)) {
      open.delete(place);
      tell(place);
    } else if (when == "visible") viewer.observe(element);
    else {
      open.add(place);
      known.add(element).add(element.closest(CONTROL) ?? element);
    }
  });
}

/** Forgets all that is wanted. */
export function wantNothing() {
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

/** The numbers of an element itself are needed, and those in its text where that is meant, too. */
function needAt(element, withText) {
  need((one) => one === element, () => {
    swapAttributes([element]);
    if (withText) swapTexts([...element.childNodes].filter(({ nodeType }) => nodeType == 3));
  });
}

/** The same of an element that is in view, and of those that have no box of their own in it. */
function needIn(element) {
  needAt(element, true);
  for (const child of element.children) if (hasNoBox(child)) needIn(child);
}

const hasNoBox = (element) => getComputedStyle(element).display == "contents";

/** Nothing is kept from what was meant to happen: a link calls the number that it has. */
function used(event) {
  if (!open.size) return;
  event.composedPath().forEach((one, depth) => {
    if (!known.has(one)) return;
    if (one.matches(CONTROL)) need((element) => one.contains(element), () => swap(one));
    else needAt(one, !depth);
  });
  if (!/^(copy|selection)/.test(event.type)) return;
  const selection = (event.target.ownerDocument ?? event.target).getSelection();
  if (selection?.isCollapsed === false) need((element) => selection.containsNode(element, true), () => swap(selection.getRangeAt(0).commonAncestorContainer));
}
