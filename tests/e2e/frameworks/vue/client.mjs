import { define } from "../play.mjs";
import { makeApp } from "./view.mjs";

define(async (root, _popups, model, late) => {
  const { app, started, set } = makeApp(model, late);
  app.mount(root);
  await started;
  return { set };
});
