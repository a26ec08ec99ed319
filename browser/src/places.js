// Where on the page a number may stand: found quickly, and sometimes where none does.
// It stands nowhere else, since its last digits are part of each of its spellings.
//
// The browser puts together the text of many elements faster than anybody reads it piece
// by piece. So it is taken in parts, and only one that has the last digits of a number
// is walked through.

import { pageOptions, withChats } from "./io.js";

/** Older SVG has the second. */
export const LINKS = ["href", "xlink:href"];

/** Links of other kinds than the usual, one of which calls a number, and older SVG's; and WhatsApp's. No picture's bytes, which may be many. */
const CALLS = ':not([href]),[href*=":"]:not([href^="http" i],[href^="data:" i]),[href*="/tel/"]';
const CHATS = ',[href*="wa.me" i],[href*="whatsapp" i]';
const CALL = /^(?!data:)((?!http)[^/?#]+:|.*(\/tel\/|wa\.me|whatsapp))/is;

/** What may stand between two digits, and more than that. */
const BETWEEN = "[^\\da-z]*";

/** The letters on a telephone's keys. */
const KEYS = ["", "", "abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"];

/** How many elements are a part. */
const PART = 64;

/** How far back from the end of a part a number may begin that ends in the next: the rest would cost more than it finds. */
const LONGEST = 200;

/** The last digits of all numbers that are looked for, and of those that are not the page's own. */
let wanted;
let ours;

/** The beginning of some at the end of a text. */
let begun;

/** The attributes that are looked at, and the elements that may have a number in one. */
export let attributes;
let withNumbers;

/**
 * Called by the engine with the last digits of the page's own numbers and of the others,
 * spaces between; a star in front says that letters may stand in their place.
 */
export function lookFor(own, others) {
  const isSpelled = /\*/.test(own + others);
  const expression = (digits, end) => new RegExp(digits ? anyOf(digits.match(/\d+/g), isSpelled, end) : "(?!)", "gi");
  wanted = expression(own + others);
  ours = expression(others);
  begun = expression(own + others, "$|");

  const texts = ["title", "aria-label", ...pageOptions.attributes];
  attributes = [...LINKS, ...texts];
  const last = [...new Set((own + others).match(/\d\b/g))];
  const has = (name) => (isSpelled ? "" : `:is(${last.map((digit) => `[${name}*="${digit}"]`)})`);
  // One look is enough for an element that is no link.
  const links = `[*|href]:is(${CALLS}${withChats() ? CHATS : ""})`;
  withNumbers = [links, ...texts.map(CSS.escape).map((name) => `[${name}]${has(name)}`)].join();
}

/**
 * An expression for any of these, however it is spaced: so that no digit is looked at
 * for each of them. With an `end`, for what of it stands in front of that, but not all.
 */
function anyOf(endings, isSpelled, end = "") {
  const firsts = [...new Set(endings.map(([first]) => first))];
  const ways = firsts.map((first) => {
    const rest = endings.filter((ending) => ending[0] == first).map((ending) => ending.slice(1));
    const more = rest.every(Boolean) ? `${BETWEEN}(?:${end}${anyOf(rest, isSpelled, end)})` : end && "(?!)";
    return (isSpelled ? `[${first}${KEYS[first]}]` : first) + more;
  });
  return ways.join("|");
}

/** Whether one of our numbers may stand in a text. */
export const mayBeOurs = (text) => text.search(ours) >= 0;

/** Calls `found(element, attribute)` for what may be a number in a node and below. */
export function attributesIn(top, found) {
  const inElement = (element) => {
    for (const name of attributes) {
      const text = element.getAttribute(name);
      if (text && (LINKS.includes(name) ? CALL.test(text) : text.search(wanted) >= 0)) found(element, name);
    }
  };
  if (top.matches?.(withNumbers)) inElement(top);
  top.querySelectorAll?.(withNumbers).forEach(inElement);
}

/** One for all, since the browser keeps each up to date with the page. */
const range = document.createRange();

/** The text from the beginning of an element to that of another, or to the end of all. */
function textBetween(start, end, top) {
  range.setStart(start, 0);
  range.setEnd(end ?? top, end ? 0 : top.childNodes.length);
  return `${range}`;
}

/** The text nodes in a node and below where a number ends. */
export function textsIn(top) {
  if (!top.querySelectorAll) return top.nodeType == 3 && top.data.search(wanted) >= 0 ? [top] : [];
  const nodes = [];
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_CDATA_SECTION);
  const elements = top.querySelectorAll("*");
  let rest = "";
  for (let at = PART, start = top; start; at += PART) {
    const end = elements[at];
    const text = rest + ((elements.length < PART && top.textContent) || textBetween(start, end, top));
    wanted.lastIndex = 0;
    if (wanted.test(text)) {
      walker.currentNode = start;
      let length = rest.length;
      for (let node; wanted.lastIndex && (node = walker.nextNode()); ) {
        length += node.length;
        // Nobody writes numbers in CDATA, which HTML has none of.
        if (wanted.lastIndex <= length && node.nodeType == 3) nodes.push(node);
        while (wanted.lastIndex <= length && wanted.test(text));
      }
    }
    [rest] = text.slice(-LONGEST).match(begun) ?? [""];
    start = end;
  }
  range.setEnd(document, 0);
  return nodes;
}
