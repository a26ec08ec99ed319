// What of the page is one line of text, and what is left alone. Both are told by
// the elements' names: asking for styles or places would make the browser lay out
// the page.

import { attempt } from "./attempt.js";
import { hostOf } from "./roots.js";

/** Elements that stand within a line of text; every other one ends it. */
const INLINE =
  /^(a|abbr|acronym|b|bd[io]|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|s|samp|small|span|strike|strong|su[bp]|time|tspan|tt|u|var|wbr)$/i;

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

/** The part that is looked at as if no word on it, or around it, left it alone. */
let freed;

/** Does something where no word on an element, or around it, counts: only those below do. */
export function asIfFree(element, act) {
  freed = element;
  attempt(act);
  freed = undefined;
}

/** An element itself, or where a text stands: one right below a shadow root, in its host. */
export const elementAt = (node) => (node.nodeType == 3 ? node.parentElement ?? node.parentNode?.host : node);

/** Whether text in an element keeps the page's own numbers. The nearest word on it holds. */
export function isLeftAlone(element) {
  for (; element; element = hostOf(element)) {
    const word = element.closest(told);
    if (word) return !(word.contains(freed) || word.matches("[data-telswap=on i]")) || word.closest(NEVER);
    if (included && element.closest(included)) return false;
    if (element.ownerDocument.designMode == "on") return true;
  }
  return included && !freed;
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
    for (let count = 0, signs = 0; (at = next(at.parentNode, at[sibling], sibling, child)); count++) {
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

/** The next text with a digit on the same line, as far as that is followed. */
export function nextDigits(parent, to, sibling, child) {
  for (let count = 0; count < MOST_NODES; count++) {
    const text = next(parent, to, sibling, child);
    if (!text || /\d/.test(text.data)) return text;
    [parent, to] = [text.parentNode, text[sibling]];
  }
}

/** The next text on the same line: from a node on, if there is one, or out of its parent, in the direction of these properties. */
function next(parent, to, sibling, child) {
  for (;;) {
    while (!to) {
      if (!INLINE.test(parent?.nodeName)) return;
      to = parent[sibling];
      parent = parent.parentNode;
    }
    while (to.nodeType == 1) {
      if (!INLINE.test(to.nodeName)) return;
      if (!to[child]) break;
      to = to[child];
    }
    if (to.nodeType == 3) return to;
    parent = to.parentNode;
    to = to[sibling];
  }
}
