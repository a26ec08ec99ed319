// When a pool's number is needed: as soon as the page has the target's, once that
// comes into view, or when it is about to be used. Nobody asks for it before.

import { asksOnIntent, occasion } from "./io.js";
import { onSeen } from "./page.js";

/** What people do with a number before they call it, write it down or copy it. */
const INTENT = ["pointerover", "pointerdown", "touchstart", "focusin", "contextmenu", "copy", "selectionchange"];

/** Around a number, what is pressed as a whole. */
const CONTROL = "a,button,label,summary,[role=button],[tabindex='0']";

/** The engine's own: `need(place)` asks for a target's number, once. */
let tell;

/** By element, the targets whose number it has. */
let wanted = new WeakMap();

/** The elements in it, which the page may throw away. */
const spots = new Set();
const gone = new FinalizationRegistry((spot) => spots.delete(spot));

// An edge that two boxes share is not in view: a closed menu stands there.
const viewer = new IntersectionObserver((entries) => {
  for (const { intersectionRatio, target } of entries)
    if (intersectionRatio) {
      viewer.unobserve(target);
      need(target);
    } else if (getComputedStyle(target).display == "contents" && target.parentElement) {
      // It has no box of its own.
      viewer.unobserve(target);
      for (const place of wanted.get(target)) want(target.parentElement, place);
      viewer.observe(target.parentElement);
    }
}, { threshold: 1e-6 });

/** Hears of the targets that the page has, and tells the engine when one is needed. */
export function tellNeed(engine) {
  tell = engine;
  onSeen((place, element) => {
    const when = occasion(place);
    if (when == "present") return tell(place);
    want(element, place);
    if (when == "visible") return viewer.observe(element);
    const control = element.closest(CONTROL);
    if (control) want(control, place);
  });
}

/** Forgets all that is wanted. */
export function wantNothing() {
  viewer.disconnect();
  wanted = new WeakMap();
  spots.clear();
}

/**
 * Listens in a document or shadow root, or, by the same way, does so no longer: what
 * happens between two elements of a shadow root does not leave it.
 */
export function listenIn(root, change) {
  if (asksOnIntent()) for (const type of INTENT) change(type, used, { capture: true, passive: true });
}

function want(element, place) {
  if (!wanted.has(element)) {
    wanted.set(element, new Set());
    const spot = new WeakRef(element);
    spots.add(spot);
    gone.register(element, spot);
  }
  wanted.get(element).add(place);
}

function need(element) {
  wanted.get(element)?.forEach((place) => tell(place));
}

/** Nothing is kept from what was meant to happen: a link calls the number that it has. */
function used(event) {
  event.composedPath().forEach(need);
  if (!/^(copy|selection)/.test(event.type)) return;
  const selection = (event.target.ownerDocument ?? event.target).getSelection();
  if (selection?.isCollapsed) return;
  for (const spot of spots) {
    const element = spot.deref();
    if (element && selection?.containsNode(element, true)) need(element);
  }
}
