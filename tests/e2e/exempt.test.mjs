// What a part that is left alone says is the page's own, however it comes to be left
// alone, and whatever stands in it or around it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forEachBrowser, until } from "./harness.mjs";
import { open, OURS, texts, THEIRS, TWO_TOWNS, withdraw } from "./living.mjs";
import { GOOGLE_ADS, settle, STATIC } from "./site.mjs";

/** Another department's number, which an advertisement's visitors see in the place of the main one. */
const OWN = `Vertrieb ${OURS}`;
const PARTS = "Tel <span class=town>0631</span> <span class=rest>42000-300</span>";
const PARTS_THEIRS = "Tel 0631 42000-300";
const PARTS_OURS = "Tel 0221 55501-377";

forEachBrowser((name, launch) => {
  /** Opens a page whose `at(id)` gives an element. */
  const openWith = async (t, body, options) => {
    const opened = await open(t, launch, body, options);
    await opened.page.evaluate(() => { globalThis.at = (id) => document.querySelector(`#${id}`); });
    return opened;
  };
  const says = (page, ...ids) => page.evaluate((ids) => ids.map((id) => at(id).textContent), ids);

  test("a word around a part that is to be swapped changes nothing in that part", async (t) => {
    const letters = { targets: { main: STATIC.targets.main, florist: { number: "+18003569377" } },
      rules: [{ ...STATIC.rules[0], swap: { main: GOOGLE_ADS, florist: "+18005550117" } }] };
    const line = `${THEIRS}, ${OURS}`;
    const part = (id) => `<section id=${id}><p data-telswap=on title="${line}">1-800-FLOWERS, ${line}</p></section>`;
    const { page, errors, untouched } = await openWith(t, `${part("off")}${part("edited")}<section id=both><p title="${line}">${line}</p></section>`, { site: letters });
    const shown = () => page.$$eval("section p", (all) => all.map(({ title, textContent }) => `${title} ${textContent}`));
    const before = await shown();
    assert.equal(before.join().includes(THEIRS), false);
    const written = await page.evaluate(async () => {
      const written = [];
      const observer = new MutationObserver((records) => written.push(...records));
      observer.observe(document.body, { subtree: true, characterData: true, attributeFilter: ["title"] });
      at("off").dataset.telswap = "off";
      at("edited").contentEditable = "true";
      at("both").dataset.telswap = "off";
      at("both").firstChild.dataset.telswap = "on";
      await null;
      return written.length + observer.takeRecords().length;
    });
    assert.equal(written, 0);
    assert.deepEqual(await shown(), before);
    await withdraw(page);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("section, #both p")) for (const name of ["contenteditable", ...(one.matches("#off p, #edited p") ? [] : ["data-telswap"])]) one.removeAttribute(name);
    });
    assert.equal(await page.evaluate(() => document.body.outerHTML), untouched);
    assert.deepEqual(errors, []);
  });

  test("what was left alone and still is stays, however its word changes", async (t) => {
    const { page, errors } = await openWith(t,
      `<div id=editor contenteditable=true></div><div id=figure contenteditable=true></div><section data-telswap=off><div id=inner contenteditable=true></div></section>` +
      `<section data-telswap=off><div id=twice data-telswap=off></div></section><section data-telswap=off><p id=later></p></section><div id=case data-telswap=off></div>` +
      `<div id=legal class=legal></div><div id=swapped data-telswap=on></div>`, { page: { exclude: [".legal"] } });
    const ids = ["editor", "figure", "inner", "twice", "later", "case", "legal"];
    await page.evaluate((own, ids) => {
      for (const id of ids) at(id).innerHTML = `<p title="${own}">${own}</p>`;
      at("figure").firstChild.contentEditable = "false";
    }, OWN, ids);
    await page.evaluate(() => {
      at("editor").setAttribute("contenteditable", "");
      at("figure").firstChild.contentEditable = "true";
      at("inner").contentEditable = "inherit";
      delete at("twice").dataset.telswap;
      at("later").contentEditable = "true";
      at("case").dataset.telswap = "OFF";
      at("legal").dataset.telswap = "off";
    });
    const shown = () => page.evaluate((ids) => ids.map((id) => `${at(id).firstChild.title} ${at(id).textContent}`), ids);
    const stays = ids.map(() => `${OWN} ${OWN}`);
    assert.deepEqual(await shown(), stays);
    // One word for another, in one go and one after the other.
    await page.evaluate(() => {
      at("editor").dataset.telswap = "off";
      at("editor").removeAttribute("contenteditable");
      at("twice").parentNode.contentEditable = "true";
      delete at("twice").parentNode.dataset.telswap;
      document.body.dataset.telswap = "off";
      delete at("case").dataset.telswap;
    });
    await page.evaluate(() => { delete at("legal").dataset.telswap; });
    assert.deepEqual(await shown(), stays);
    await withdraw(page);
    assert.deepEqual(await shown(), stays);
    assert.deepEqual(errors, []);
  });

  test("what is outside of what the site includes stays when it is edited", async (t) => {
    const { page } = await openWith(t, `<main id=in></main><div id=out></div>`, { page: { include: ["#header", "main"] } });
    await page.evaluate((own) => { for (const id of ["in", "out"]) at(id).textContent = own; }, OWN);
    await page.evaluate(() => { for (const id of ["in", "out"]) at(id).contentEditable = "true"; });
    // Of what could have been swapped, it is taken for a copy.
    assert.deepEqual(await says(page, "in", "out"), [`Vertrieb ${THEIRS}`, OWN]);
  });

  test("words on parts in each other, in one go: copies go back in each that is left alone now", async (t) => {
    const part = (id) => `<section id=${id}><p>${THEIRS}</p><div id=${id}-in></div></section>`;
    const { page, errors } = await openWith(t, ["off", "on", "inner", "list"].map(part).join(""));
    await page.evaluate(() => {
      for (const id of ["off", "on", "inner"]) at(`${id}-in`).append(at(id).firstChild.cloneNode(true));
      at("list-in").dataset.telswap = "off";
    });
    await page.evaluate((own) => { at("list-in").textContent = own; }, OWN);
    const shown = await texts(page, () => {
      at("off").dataset.telswap = at("off-in").dataset.telswap = "off";
      at("on").dataset.telswap = "on";
      at("on-in").dataset.telswap = "off";
      at("inner-in").contentEditable = "true";
      at("inner").dataset.telswap = "off";
      at("list").dataset.telswap = "off";
      delete at("list-in").dataset.telswap;
      return ["off", "on", "inner", "list"].map(at);
    });
    assert.deepEqual(shown, [THEIRS + THEIRS, OURS + THEIRS, THEIRS + THEIRS, THEIRS + OWN]);
    assert.deepEqual(errors, []);
  });

  test("what is moved into a part that is left alone goes back there, also by way of a shadow root that nobody knew", async (t) => {
    const { page, errors } = await openWith(t,
      `<p id=whole title="${THEIRS}">${THEIRS}</p><p id=half>${PARTS}</p><p id=deep>${THEIRS}</p><p id=upgraded>${THEIRS}</p><p id=free>${THEIRS}</p>` +
      `<div id=host data-telswap=off></div><div id=halves data-telswap=off></div><div id=room></div><x-box data-telswap=off></x-box><div id=open></div>`, { site: TWO_TOWNS });
    await page.evaluate(() => {
      const room = (id) => at(id).attachShadow({ mode: "open" });
      globalThis.moved = { whole: at("whole"), half: at("half").querySelector(".town"), deep: at("deep"), upgraded: at("upgraded"), free: at("free") };
      room("host").append(moved.whole);
      room("halves").append(moved.half);
      const inner = document.createElement("div");
      inner.dataset.telswap = "off";
      inner.append(moved.deep);
      room("room").append(inner);
      room("open").append(moved.free);
      customElements.define("x-box", class extends HTMLElement {
        connectedCallback() { this.attachShadow({ mode: "open" }).append(moved.upgraded); }
      });
    });
    const shown = () => page.evaluate(() => [moved.whole.title, ...Object.values(moved).map((node) => node.textContent)].join());
    const expected = [THEIRS, THEIRS, "0631", THEIRS, THEIRS, OURS].join();
    await until("it goes back", async () => (await shown()) === expected);
    await withdraw(page);
    assert.equal(await shown(), expected.replace(OURS, THEIRS));
    assert.deepEqual(errors, []);
  });

  test("half of a number goes back in what was built or told while it was not on the page, and so does the other half", async (t) => {
    const ids = ["built", "first", "second"];
    const { page, errors, untouched } = await openWith(t, ids.map((id) => `<p id=${id}>${PARTS}</p>`).join(""), { site: TWO_TOWNS });
    assert.deepEqual(await says(page, ...ids), ids.map(() => PARTS_OURS));
    await page.evaluate(async (parts) => {
      const outer = document.createElement("div");
      outer.append(document.createElement("section"));
      outer.firstChild.dataset.telswap = "off";
      outer.firstChild.append(at("built").querySelector(".town"));
      outer.id = "outer";
      document.body.append(outer);
      const [first, second] = [at("first"), at("second")];
      first.remove();
      second.remove();
      await new Promise((resolve) => setTimeout(resolve, 20));
      first.querySelector(".town").dataset.telswap = "off";
      second.querySelector(".rest").dataset.telswap = "off";
      await new Promise((resolve) => setTimeout(resolve, 20));
      outer.before(first, second);
      for (const [id, half] of [["given", ".town"], ["given-too", ".rest"]]) {
        const given = document.createElement("p");
        given.id = id;
        given.innerHTML = parts;
        telswap.swap(given);
        if (!given.textContent.includes("0221")) throw new Error(given.textContent);
        given.querySelector(half).dataset.telswap = "off";
        outer.append(given);
      }
    }, PARTS);
    assert.deepEqual(await says(page, "built", "outer", "first", "second"), ["Tel  42000-300", `0631${PARTS_THEIRS}${PARTS_THEIRS}`, PARTS_THEIRS, PARTS_THEIRS]);
    await withdraw(page);
    await page.evaluate(() => {
      at("built").firstChild.after(at("outer").querySelector("span"));
      at("outer").remove();
      for (const half of document.querySelectorAll("span")) half.removeAttribute("data-telswap");
    });
    assert.equal(await page.evaluate(() => document.body.outerHTML), untouched);
    assert.deepEqual(errors, []);
  });

  test("what is told to stay as soon as it comes says what it says", async (t) => {
    const { page, errors } = await openWith(t, `<p id=mine>${THEIRS}</p><div id=host></div>`);
    const shown = await texts(page, () => {
      const [off, edited] = ["p", "p"].map((name) => document.body.appendChild(document.createElement(name)));
      off.textContent = edited.textContent = "Vertrieb 0631 41555-010";
      off.dataset.telswap = "off";
      edited.contentEditable = "true";
      const room = at("host").attachShadow({ mode: "open" });
      room.innerHTML = "<b>Vertrieb 0631 41555-010</b>";
      at("host").dataset.telswap = "off";
      // What was there before is none of it.
      const copy = at("mine").firstChild.cloneNode();
      at("mine").append(", ", copy);
      document.body.append(at("mine"));
      at("mine").dataset.telswap = "off";
      return [off, edited, room, at("mine")];
    });
    await settle(page);
    assert.deepEqual(shown, [OWN, OWN, OWN, `${THEIRS}, ${THEIRS}`]);
    await withdraw(page);
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("p:not([id])")].map((one) => one.textContent)), [OWN, OWN]);
    assert.deepEqual(errors, []);
  });

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
