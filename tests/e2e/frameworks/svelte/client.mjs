import { flushSync, hydrate } from "svelte";

import { define } from "../play.mjs";
import App from "./App.svelte";

define(async (root, popups, first, late) => {
  let show;
  const follow = (given) => (show = given);
  hydrate(App, { target: root, props: { first, late, popups, follow } });
  return { set: async (model) => flushSync(() => show(model)) };
});
