// What of the page is one line of text, and what is left alone. Both are told by
// the elements' names: asking for styles or places would make the browser lay out
// the page.

import { attempt } from "./attempt.js";

/** Elements that stand within a line of text; every other one ends it. */
const INLINE =
  /^(a|abbr|acronym|b|bd[io]|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|s|samp|small|span|strike|strong|su[bp]|time|tspan|tt|u|var|wbr)$/i;

/** Whether a node stands within a line of text. */
export const isInline = (node) => node.nodeType != 1 || INLINE.test(node.nodeName);

/**
 * How far a line is followed to either side: a number and what is said of it are
 * shorter, and the work stays in proportion to the page.
 */
const MOST_NODES = 60;
const MOST_SIGNS = 500;

/** Stands for what is cut off: longer than any number, so that none is found beside it. */
const MORE = "9".repeat(30);

/** Signs that are half of one, and the border between two nodes: one sign each in their place. */
const UNREADABLE = /[\0\ud800-\udfff]/gu;

/** Text below these is not shown to visitors, or is theirs to write. */
const NEVER = "head,script,style,template,noscript,textarea,select,option,input";

/**
 * Below these it is left alone unless the site says otherwise: text to be edited,
 * and what is meant for search engines.
 */
const TOLD = "[data-telswap=on i],[data-telswap=off i],[contenteditable]:not([contenteditable=false i]),[itemprop~=telephone],[itemprop~=faxNumber]";

/** Where the site includes text, and where there is a word on it, as selectors. */
let included;
let told;

/** Takes what the site says of its pages. */
export function confine({ include, exclude }) {
  included = include.join();
  told = [NEVER, TOLD, ...exclude].join();
}

/** Does something as if nothing was left alone but what visitors do not read. */
export function everywhere(act) {
  const said = [included, told];
  [included, told] = [undefined, NEVER];
  attempt(act);
  [included, told] = said;
}

/** An element itself, or where a text stands: one right below a shadow root, in its host. */
export const elementAt = (node) => (node.nodeType == 3 ? node.parentElement ?? node.parentNode?.host : node);

/** What an element's tree stands in: the host of a shadow root, the frame of another document. */
function hostOf(element) {
  const root = element.getRootNode();
  if (root != document) return root.nodeType == 9 ? root.defaultView?.frameElement : root.nodeType == 11 && root.host;
}

/** Whether text in an element keeps the page's own numbers. The nearest word on it holds. */
export function isLeftAlone(element) {
  for (; element; element = hostOf(element)) {
    const word = element.closest(told);
    if (word) return !word.matches("[data-telswap=on i]") || word.closest(NEVER);
    if (included && element.closest(included)) return false;
    if (element.ownerDocument.designMode == "on") return true;
  }
  return !!included;
}

/**
 * The line of text around a text node: `[nodes, texts, done]`, where `said(node)` is
 * what one of them says. A text that is not to be changed has no node there, and its
 * digits cannot be read. The nodes that are `done` need not be asked for: they are
 * far enough from where the line is cut off.
 */
export function lineAround(node, said) {
  const nodes = [];
  const texts = [];
  const leaveAlone = (place) => {
    nodes[place] = undefined;
    texts[place] = texts[place].replace(/\d/g, "?");
  };
  const add = (at) => {
    const text = said(at).replace(UNREADABLE, "\ufffd");
    texts.push(text);
    nodes.push(at);
    if (at.parentNode !== node.parentNode && isLeftAlone(elementAt(at))) leaveAlone(nodes.length - 1);
    return text.length;
  };
  const follow = (sibling, child) => {
    let at = node;
    for (let count = 0, signs = 0; (at = next(at, sibling, child)); count++) {
      if (count == MOST_NODES || signs > MOST_SIGNS) {
        // What is not seen whole stays as it stands.
        for (let far = nodes.length - (count >> 1); far < nodes.length; far++) leaveAlone(far);
        nodes.push(undefined);
        texts.push(MORE);
        return count / 2;
      }
      signs += add(at);
    }
  };
  follow("previousSibling", "lastChild");
  nodes.reverse();
  texts.reverse();
  add(node);
  const before = nodes.length;
  const after = follow("nextSibling", "firstChild");
  return [nodes, texts, nodes.slice(0, after && before + after)];
}

/** The next text on the same line, in the direction of these properties. */
function next(node, sibling, child) {
  for (let at = node; ; ) {
    let to = at[sibling];
    if (!to) {
      at = at.parentNode;
      if (!INLINE.test(at?.nodeName)) return;
      continue;
    }
    while (to.nodeType == 1) {
      if (!isInline(to)) return;
      if (!to[child]) break;
      to = to[child];
    }
    if (to.nodeType == 3) return to;
    at = to;
  }
}
