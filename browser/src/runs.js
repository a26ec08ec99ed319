// What of the page is one line of text, and what is left alone. Both are told by
// the elements' names: asking for styles or places would make the browser lay out
// the page.

import { around, hostOf } from "./roots.js";

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

/** Below these it is left alone unless the site says otherwise: what is meant for search engines, and text to be edited. */
const LASTING = "[itemprop~=telephone],[itemprop~=faxNumber]";
const ON = "[data-telswap=on i]";
const WORDS = `${ON},[data-telswap=off i],[contenteditable]:not([contenteditable=false i])`;

/**
 * Where the site includes text, where there is a word on it, where one that nothing
 * takes back, and where one on what visitors are shown, as selectors.
 */
let included;
let told;
let lasting;
let shown;

/** Takes what the site says of its pages. */
export function confine({ include, exclude }) {
  included = include.join();
  lasting = [NEVER, LASTING, ...exclude].join();
  told = [lasting, WORDS].join();
  shown = `:is(${told}):not(${NEVER})`;
}

/** An element itself, or where a text stands: one right below a shadow root, in its host. */
export const elementAt = (node) => (node.nodeType == 3 ? node.parentElement ?? node.parentNode?.host : node);

/** Whether text in an element keeps the page's own numbers. The nearest word on it holds, if any is asked for. */
export function isLeftAlone(element, isUnsaid) {
  for (; element; element = hostOf(element)) {
    const word = !isUnsaid && element.closest(told);
    if (word) return !word.matches(ON) || word.closest(NEVER);
    if (included && element.closest(included)) return false;
    if (element.ownerDocument.designMode == "on") return true;
  }
  return included;
}

/** Whether it did while these parts had other words: `[contenteditable, data-telswap]` by part. */
export function wasLeftAlone(element, before) {
  let at = element;
  for (; at; at = around(at)) {
    const words = before.get(at);
    if (words) {
      const [editable, word] = words;
      if (/^on$/i.test(word)) return at.closest(NEVER);
      if (/^off$/i.test(word) || !/^false$/i.test(editable ?? false) || at.matches(lasting)) return true;
    } else if (at.matches?.(told)) break;
  }
  return isLeftAlone(at || element, !at);
}

/** Whether there is a word on something below a node that may have text for visitors. */
export const hasWords = (top) => top.querySelector?.(shown);

/**
 * The line of text around a text node: `[nodes, texts, done]`, where `said(node)` is
 * what one of them says. A text that is left alone has no node there, and its
 * digits cannot be read. The nodes that are `done` need not be asked for: they are
 * far enough from where the line is cut off.
 */
export function lineAround(node, said, isLeft) {
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
    if (at.parentNode !== node.parentNode && isLeft(elementAt(at))) leaveAlone(nodes.length - 1);
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
