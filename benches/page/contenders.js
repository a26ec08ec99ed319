// What is measured, in the page: each contender shows another number everywhere,
// but for the walk, which only reads. `load` is not measured, `run` is.

const OWN = "+4963141555000";
const SHOWN = "+4963141555010";

/** The number in all its spellings on the page, for those who search with an expression. */
const BETWEEN = "[\\s\u00a0\u2011()/.-]*";
const spelled = (number) => new RegExp(`(?:(?:\\+|00)49${BETWEEN}|\\(?)0?${BETWEEN}${[...number.slice(3)].join(BETWEEN)}(?!\\d)`, "g");
const PATTERN = spelled(OWN);

const withShown = (text) => text.replace(/0(\D*)0(\D*)$/, "1$10$2");

/** Elements at which findAndReplaceDOMText's way ends a context. */
const BLOCKS = /^(?:address|article|blockquote|br|button|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|select|table|tbody|td|tfoot|th|thead|tr|ul)$/i;
const SKIPPED = /^(?:script|style|textarea|select|option|template|noscript)$/i;

/** A script without modules; its global is wanted. */
function script(address) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    Object.assign(element, { src: address, onload: resolve, onerror: reject });
    document.head.append(element);
  });
}

function walkReading() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let length = 0;
  for (let node; (node = walker.nextNode()); ) length += node.data.length;
  return length;
}

/** Every text node by the telephone numbers that libphonenumber finds in it. */
function byLibphonenumber() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    for (const { startsAt, endsAt, number } of libphonenumber.findPhoneNumbersInText(node.data, "DE").reverse())
      if (number.number === OWN) node.replaceData(startsAt, endsAt - startsAt, withShown(node.data.slice(startsAt, endsAt)));
  }
}

/**
 * What findAndReplaceDOMText does, which is not under a licence that we build on:
 * joins the texts of each context, searches these, and puts new nodes in the place
 * of what was found.
 */
function byContexts() {
  const contexts = [[]];
  const gather = (parent) => {
    for (let node = parent.firstChild; node; node = node.nextSibling)
      if (node.nodeType === Node.TEXT_NODE) contexts.at(-1).push(node);
      else if (node.nodeType === Node.ELEMENT_NODE && !SKIPPED.test(node.nodeName)) {
        const ends = BLOCKS.test(node.nodeName);
        if (ends) contexts.push([]);
        gather(node);
        if (ends) contexts.push([]);
      }
  };
  gather(document.body);
  for (const nodes of contexts) {
    const text = nodes.map((node) => node.data).join("");
    for (const { 0: found, index } of [...text.matchAll(PATTERN)].reverse()) {
      let at = 0;
      const to = withShown(found);
      for (const node of nodes) {
        const length = node.data.length;
        const start = Math.max(index - at, 0);
        const end = Math.min(index + found.length - at, length);
        if (start < end) {
          const piece = node.splitText(start);
          piece.splitText(end - start);
          piece.replaceWith(document.createTextNode(to.slice(Math.max(at - index, 0)).slice(0, end - start)));
        }
        at += length;
      }
    }
  }
}

const engine = await import("/telswap-engine.js");
await engine.default("/telswap-engine.wasm");

/** What the engine does after a grant, but for showing its numbers: `run` does that. */
function startEngine() {
  const site = {
    site: "bench",
    targets: { main: { number: OWN } },
    rules: [{ id: "everyone", swap: { main: SHOWN } }],
    page: { after: "immediately" },
  };
  const consent = { cmp: "manual", service: "bench" };
  const grant = { ...consent, granted: ["storage", "measurement"], given_at: new Date().toISOString() };
  engine.start({ leases: `${location.origin}/leases`, site: { ...site, consent }, tag: consent, grant, emit() {}, release() {} });
}

const nothing = () => {};

const CONTENDERS = {
  walk: { load: nothing, run: walkReading },
  engine: { load: startEngine, run: () => engine.run(), end: () => engine.stop(false) },
  contexts: { load: nothing, run: byContexts },
  findAndReplaceDOMText: {
    load: () => script("/findAndReplaceDOMText.js"),
    run: () => findAndReplaceDOMText(document.body, { preset: "prose", find: PATTERN, replace: (_, [found]) => withShown(found) }),
  },
  // As it is used, it leaves numbers that stand in several elements.
  markjs: { load: () => script("/mark.js"), run: () => byMark({}) },
  markjsAcross: { load: () => script("/mark.js"), run: () => byMark({ acrossElements: true }) },
  libphonenumber: { load: () => script("/libphonenumber.js"), run: byLibphonenumber },
};

/** Of a number in several elements each part is marked by itself, and only the last has the digits that change. */
function byMark(options) {
  const each = (element) => { element.textContent = withShown(element.textContent); };
  new Mark(document.body).markRegExp(PATTERN, { ...options, each });
}

const texts = () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let node; (node = walker.nextNode()); ) nodes.push(node);
  return nodes;
};

/** What stands in the page's body. */
let content;

/** Puts the page's content anew, as the parser makes it. */
const renew = () => { document.body.innerHTML = content; };

/** Takes a page, and says how large it is. */
export function describe(body) {
  content = body;
  renew();
  return { text_nodes: texts().length, bytes: new TextEncoder().encode(body).length };
}

/** The same, laid out as a page is that somebody sees. */
export function show() {
  renew();
  document.body.offsetHeight;
}

/** How long one of them takes, for a fresh copy of the page if it is to be one, in milliseconds. */
export async function measure(name, isFresh) {
  const { load, run, end } = CONTENDERS[name];
  if (isFresh) renew();
  await load();
  const begin = performance.now();
  run();
  const took = performance.now() - begin;
  const left = document.body.textContent.match(PATTERN)?.length ?? 0;
  end?.();
  return { took, left };
}

/** Nothing but what any way to answer a change has to do: hears of it, and writes. */
function startBare() {
  const observer = new MutationObserver((records) => {
    for (const { target } of records) if (target.data.endsWith("000")) target.replaceData(target.length - 2, 1, "1");
  });
  observer.observe(document.body, { subtree: true, characterData: true });
  return () => observer.disconnect();
}

function startAndRun() {
  startEngine();
  engine.run();
  return () => engine.stop(false);
}

/** What comes before a change: other changes, each in a task of its own, or a page that rests. */
const BEFORE = {
  busy: ({ port1, port2 }) => new Promise((resolve) => { port1.onmessage = resolve; port2.postMessage(0); }),
  resting: () => new Promise((resolve) => { setTimeout(resolve, 10); }),
};

/**
 * How long it takes from a change of one text until it shows the other number: the
 * page writes its own, and asks in a microtask behind the observer's.
 */
export async function measureChanges(body, rounds, isBare, before) {
  describe(body);
  const nodes = texts().filter(({ data }) => data.includes("0631 41555-000"));
  const end = isBare ? startBare() : startAndRun();
  const times = [];
  const channel = new MessageChannel();
  for (let round = 0; round < rounds; round++) {
    const node = nodes[round % nodes.length];
    await BEFORE[before](channel);
    const begin = performance.now();
    node.data = `Anruf ${round}: 0631 41555-000`;
    while (node.data.endsWith("000") && performance.now() - begin < 100) await null;
    times.push(performance.now() - begin);
    if (!node.data.endsWith("0631 41555-010")) throw new Error(`not swapped: ${node.data}`);
  }
  end();
  return times;
}

/** What a page can ask for only after it has been laid out. */
const GEOMETRY = {
  Element: ["getBoundingClientRect", "getClientRects", "checkVisibility", "scrollIntoView", "clientWidth", "clientHeight", "clientTop", "clientLeft", "scrollWidth", "scrollHeight", "scrollTop", "scrollLeft"],
  HTMLElement: ["offsetWidth", "offsetHeight", "offsetTop", "offsetLeft", "offsetParent", "innerText", "outerText", "focus"],
  Range: ["getBoundingClientRect", "getClientRects"],
  Document: ["elementFromPoint", "elementsFromPoint", "caretPositionFromPoint"],
};

/** Counts from now on how often the page asks for geometry or styles. */
function countGeometry() {
  const asked = [];
  for (const [type, names] of Object.entries(GEOMETRY))
    for (const name of names) {
      const { prototype } = globalThis[type];
      const { get, set, value } = Object.getOwnPropertyDescriptor(prototype, name);
      const heard = (of) => function (...given) { asked.push(name); return of.apply(this, given); };
      Object.defineProperty(prototype, name, value ? { value: heard(value) } : { get: heard(get), set });
    }
  const styles = globalThis.getComputedStyle;
  globalThis.getComputedStyle = (...given) => { asked.push("getComputedStyle"); return styles(...given); };
  return asked;
}

/** The engine's pass, or, to see that it would be noticed, a read of geometry. */
export async function passCounted(body, isReading) {
  const asked = countGeometry();
  describe(body);
  startEngine();
  performance.mark("begin");
  engine.run();
  if (isReading) document.body.offsetHeight;
  performance.mark("end");
  engine.stop(false);
  return asked;
}
