// Text that a server rendered belongs to the framework that is about to take it
// over: React renders a root anew whose text is not what it expects, Vue complains.
// So what stands there waits, until that is done. All other text does not wait.
//
// No framework says it in public that it is done. What is read here is in the
// source of react-dom 18.3 and 19.3, vue 3.5, nuxt 4.4, svelte 5.57, @angular/core
// 21.2 and astro 6.0, as published on npm.

import { attempt } from "./attempt.js";
import { swapAttributes, swapTexts } from "./page.js";
import { bodyOf, parentOf } from "./roots.js";
import { elementAt } from "./runs.js";

/** How long a text waits at most after the `load` event, or after it came later. */
const PATIENCE_MS = 3000;

/** How long it waits for a framework when that event does not come. */
const PATIENCE_LOADING_MS = 10_000;

const POLL_MS = 50;

/**
 * What waits as long as this says so: Astro takes `ssr` from an island, Angular
 * `ngh` from a component and Vue 2 its attribute from a root that they hydrate, and
 * React moves what it streamed in `S:…` to its place.
 */
const UNTIL_GONE = "astro-island[ssr],[ngh],[data-server-rendered],[hidden][id^='S:']";

/** Hydrated when it comes into view, which may be never. Astro's attribute tells. */
const UNTIL_SEEN = "astro-island[ssr][client=visible]";

/** The roots of Next, Gatsby, Docusaurus, Nuxt and React up to 17. */
const ROOTS = "#__next,#___gatsby,#__docusaurus,#__nuxt,[data-reactroot]";

/** What Next's app router, Remix and React Router leave in a page that React takes as a whole. */
const WHOLE_PAGES = ["__next_f", "__remixContext", "__reactRouterContext"];

/**
 * Comments of servers: React's between two texts and around `Suspense` and
 * `Activity`, Vue's and Svelte's around fragments and blocks.
 */
const MARKER = /^( |\/?[$&][?!~]?|\[[-!?\d]*|\])$/;

/** The start of a boundary of React's, and its end. */
const BOUNDARY = /^[$&][?!~]?$/;
const BOUNDARY_END = /^\/[$&]$/;

/** The script that starts React: it stands in what React takes over, be it the whole body. */
const STARTER = "#_R_";

let after;

/** What waits → `{came, since, ready}`: two times, and how often in a row it was found ready. */
const waiting = new Map();

/** What has waited long enough. */
let released = new WeakSet();

/** Whether nobody has taken over for too long what a server rendered. */
let isAbandoned = false;

/** Parts of the body with a server's markers, and for each a parent of such a marker; none is held. */
let marked;

/** Whether nothing waits at the moment. */
let isLifted = false;

let timer;

/** Prepares: `after` is "hydration", "load" or "immediately". */
export function waitFor(given = "hydration") {
  after = given;
  clearTimeout(timer);
  timer = marked = undefined;
  isLifted = isAbandoned = false;
  released = new WeakSet();
  waiting.clear();
}

/** Lets everything go ahead, or wait again; says whether anything waits. */
export function lift(on) {
  isLifted = on;
  return waiting.size > 0 || !!document.querySelector(UNTIL_SEEN);
}

/** Whether a text or an element has to wait; then it is swapped when it is time. */
export function holds(node) {
  if (isLifted || !mustWait(node)) return false;
  if (!elementAt(node).closest(UNTIL_SEEN)) {
    if (!waiting.has(node)) waiting.set(node, { came: Date.now(), since: Date.now(), ready: 0 });
    timer ??= setTimeout(poll, POLL_MS);
  }
  return true;
}

function poll() {
  timer = undefined;
  const texts = [];
  const elements = [];
  for (const [node, state] of [...waiting])
    attempt(() => {
      // What a framework's object throws lets nothing wait for ever.
      waiting.delete(node);
      if (!node.isConnected) return;
      // React may give up a tree that looks ready, and start anew.
      state.ready = mustWait(node) ? 0 : state.ready + 1;
      const now = Date.now();
      if (isLoading()) state.since = now;
      const isOverdue = now - state.since > PATIENCE_MS || (after == "hydration" && now - state.came > PATIENCE_LOADING_MS);
      if (state.ready < 2 && !isOverdue) return waiting.set(node, state);
      // A part that only its own framework lets wait says nothing of the others.
      if (isOverdue && isTaken(node) === undefined) isAbandoned = true;
      released.add(node);
      (node.nodeType == 3 ? texts : elements).push(node);
    });
  swapTexts(texts);
  swapAttributes(elements);
  if (waiting.size) timer ??= setTimeout(poll, POLL_MS);
}

const isLoading = () => document.readyState != "complete";

function mustWait(node) {
  if (after == "immediately" || released.has(node)) return false;
  if (after == "load") return isLoading();
  // Into shadow roots and frames no framework looks.
  if (node.getRootNode() != document) return false;
  const isDone = isTaken(node);
  return isDone === undefined ? isServersOwn(elementAt(node)) : !isDone;
}

/** Whether a framework has taken over a node; nothing where no framework says anything of it. */
const isTaken = (node) => (elementAt(node).closest(UNTIL_GONE) ? false : isHydrated(node));

/** Whether the framework whose tree a node is in is done with it; nothing if it is in none. */
function isHydrated(node) {
  let isReady;
  let below;
  for (let above = node; above; below = above, above = parentOf(above)) {
    const app = above.__vue_app__;
    if (app) return !app.$nuxt?.isHydrating && !isInLatePart(above, node);
    // React up to 17, and Preact in its place, hydrate in one go.
    if (above._reactRootContainer || above.__k) return true;
    for (const key of Object.keys(above)) {
      const isContainer = key.startsWith("__reactContainer$");
      if (isContainer || key.startsWith("__reactFiber$")) isReady ??= !isInBoundary(below);
      if (isContainer) return isReady && !above[key]?.stateNode.current.memoizedState?.isDehydrated;
    }
  }
}

/** By root of a Vue app, the nodes of parts that it has not hydrated yet, in this task. */
const lateParts = new Map();

/** Whether a node is in a part of a Vue app whose code, or data, is still to come. */
function isInLatePart(root, node) {
  if (!lateParts.size) queueMicrotask(() => lateParts.clear());
  if (!lateParts.has(root)) lateParts.set(root, lateNodes(root._vnode));
  return lateParts.get(root).some((part) => part?.contains(node));
}

function lateNodes(vnode) {
  const { component, type, children, suspense } = vnode ?? {};
  const tree = component?.subTree;
  // Until then a tag's name or a symbol stands for the component.
  const isLate = component?.asyncDep ? !component.asyncResolved : type?.__asyncLoader && !(tree?.type instanceof Object);
  // What stands for it meanwhile: a `div` for one element; for more, or a text, something in the same parent.
  if (isLate) return tree?.el ? [tree.type === "div" ? tree.el : tree.el.parentNode] : [];
  const below = [tree, suspense?.pendingBranch ?? suspense?.activeBranch, ...(Array.isArray(children) ? children : [])];
  return below.filter((one) => one?.type).flatMap(lateNodes);
}

/** Whether a node that React does not know stands in a boundary, behind the start of one that has no end before it. */
function isInBoundary(node) {
  let closed = 0;
  for (let at = node; (at = at?.previousSibling); ) {
    if (at.nodeType != 8) continue;
    if (BOUNDARY_END.test(at.data)) closed++;
    else if (BOUNDARY.test(at.data) && !closed--) return true;
  }
}

/** Whether a server rendered an element that no framework has taken over yet. */
function isServersOwn(element) {
  // Solid has React's markers, but does not compare texts.
  if (isAbandoned || "_$HY" in window) return false;
  if (element.closest(ROOTS) || WHOLE_PAGES.some((name) => name in window) || document.querySelector(STARTER)?.parentNode.contains(element)) return true;
  marked ??= markedParts();
  for (const [part, parent] of marked.map((refs) => refs.map((ref) => ref.deref())))
    // Svelte gives all elements this property when it starts, and hydrates at once.
    if (part?.contains(element) && parent?.isConnected && !isHydrated(parent) && !("__e" in Element.prototype)) return true;
  return false;
}

/** A space is usual in comments; React's stands between two texts. */
const isMarker = ({ data, previousSibling, nextSibling }) =>
  MARKER.test(data) && (data != " " || (previousSibling?.nodeType == 3 && nextSibling?.nodeType == 3));

function markedParts() {
  const parts = new Map();
  const body = bodyOf(document);
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  for (let comment; (comment = walker.nextNode()); )
    if (isMarker(comment)) {
      let part = comment.parentNode;
      while (part != body && parentOf(part) != body) part = parentOf(part);
      parts.set(part, comment.parentNode);
    }
  return [...parts].map((nodes) => nodes.map((node) => new WeakRef(node)));
}
