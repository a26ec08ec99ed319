// Runs in the page: starts the app, lets things happen to it, and looks at what is
// shown after each.

import { after, EACH, FIRST, ours, randomOf, some } from "./model.mjs";

/** Defines `app` for the test, around what a framework's `start` gives. */
export function define(start) {
  const root = document.querySelector("#root");
  const popups = document.querySelector("#popups");
  let model = FIRST;
  let random = randomOf(1);
  let shown;
  const html = () => `${shownIn(root)}\n${shownIn(popups)}`;

  globalThis.app = {
    html,
    /** Where what is shown differs from this for long; null if it does not. */
    differs: async (wanted) => ((await until(() => html() === wanted)) ? null : difference(html(), wanted)),
    /** Hydrates or mounts; what is late waits for the given promise. */
    async start(late = Promise.resolve()) {
      await (shown = start(root, popups, FIRST, late));
    },
    /**
     * Plays that many rounds, or each action four times, and gives what was shown after
     * each; or, with `expected`, the first difference to that. Goes on with the
     * order of the last call unless there is a `seed`.
     */
    async play({ rounds, seed, expected, swapped }) {
      const { set } = await shown;
      if (seed) random = randomOf(seed);
      const actions = rounds ? some(rounds, random) : EACH;
      const all = [];
      for (const [round, action] of actions.entries()) {
        const before = model.route;
        model = after(model, action, random);
        if (model.route !== before) history.pushState(null, "", model.route);
        await set(model);
        await until(() => !html().includes("pending"));
        if (!expected) all.push(html());
        else {
          const want = swapped ? ours(expected[round]) : expected[round];
          if (!(await until(() => html() === want))) return { round, action, ...difference(html(), want) };
        }
      }
      return expected ? null : all;
    },
  };
  if (new URLSearchParams(location.search).has("start")) globalThis.app.start();
}

/** A node's HTML, and that of the shadow roots below. */
function shownIn(root) {
  const shadows = [...root.querySelectorAll("*")].filter(({ shadowRoot }) => shadowRoot);
  const parts = [root.innerHTML, ...shadows.map(({ shadowRoot }) => shownIn(shadowRoot))];
  // Lit draws the marks it leaves anew for each page.
  return parts.join("\n").replace(/lit\$\d+\$/g, "");
}

/** Two texts from where they part. */
function difference(got, wanted) {
  let start = 0;
  while (got[start] === wanted[start]) start += 1;
  const part = (text) => text.slice(Math.max(0, start - 80), start + 80);
  return { got: part(got), wanted: part(wanted) };
}

/** Waits for the page's turn, at most two seconds; says whether it came. */
async function until(probe) {
  const end = performance.now() + 2_000;
  for (let tries = 0; !probe(); tries += 1) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, tries < 5 ? 0 : 10));
  }
  return true;
}
