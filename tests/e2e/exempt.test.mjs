// What a part that is left alone says is the page's own, however it comes to be left
// alone, and whatever stands in it or around it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forEachBrowser } from "./harness.mjs";
import { open, texts, THEIRS } from "./living.mjs";

forEachBrowser((name, launch) => {
  /** Opens a page whose `at(id)` gives an element. */
  const openWith = async (t, body, options) => {
    const opened = await open(t, launch, body, options);
    await opened.page.evaluate(() => { globalThis.at = (id) => document.querySelector(`#${id}`); });
    return opened;
  };

  test("a picture of the name getRootNode stops nothing", async (t) => {
    const { page, errors } = await openWith(t, `<img name=getRootNode><p id=moved>${THEIRS}</p><div id=off data-telswap=off></div>`);
    const shown = await texts(page, () => {
      at("off").append(at("moved"));
      at("header").dataset.telswap = "off";
      return [at("off"), at("header")];
    });
    assert.deepEqual(shown, [THEIRS, THEIRS]);
    assert.deepEqual(errors, []);
  });
});
