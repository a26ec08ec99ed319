// What comes after the first swap: content, rooms of its own (shadow roots, frames),
// and pages that do not want it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forEachBrowser, launchBrowser, startSite, until } from "./harness.mjs";
import { open, OURS, texts, THEIRS, TWO_TOWNS, withdraw } from "./living.mjs";
import { GOOGLE_ADS, settle, shows, STATIC } from "./site.mjs";

forEachBrowser((name, launch) => {
  test("late content is swapped before it is painted", async (t) => {
    const { page, errors } = await open(t, launch, "<main></main><p id=parts>0631 <b>41555</b><i></i></p>");
    const added = await texts(page, () => {
      const main = document.querySelector("main");
      main.innerHTML = '<p>Tel. <a href="tel:+4963141555000" title="0631/41555000">0631 41555-000</a></p><p>0631 <b>41555</b>-000</p>';
      const late = document.createElement("p");
      main.append(late);
      late.append("Noch ");
      late.append("einmal: 0631 ");
      late.append("41555-000");
      const changed = document.createElement("p");
      changed.textContent = "nichts";
      main.append(changed);
      return [...main.children];
    });
    assert.deepEqual(added, ["Tel. 0631 41555-010", "0631 41555-010", "Noch einmal: 0631 41555-010", "nichts"]);
    assert.equal(await page.$eval("main a", (link) => `${link.getAttribute("href")} ${link.title}`), "tel:+4963141555010 0631/41555010");

    const changed = await texts(page, () => {
      const [first, , , last] = document.querySelector("main").children;
      last.firstChild.data = "+49 631 41555000";
      const link = first.querySelector("a");
      link.title = "Anruf: 0631 41555 000";
      link.href = "callto:+4963141555000";
      return [last];
    });
    assert.deepEqual(changed, ["+49 631 41555010"]);
    assert.equal(await page.$eval("main a", (link) => `${link.getAttribute("href")} ${link.title}`), "callto:+4963141555010 Anruf: 0631 41555 010");

    const joined = await texts(page, () => {
      const parts = document.querySelector("#parts");
      parts.querySelector("i").append("-000");
      return [parts];
    });
    assert.deepEqual(joined, [OURS]);
    assert.deepEqual(errors, []);
  });

  test("what the page takes from a line, or adds to it, counts in all of its texts", async (t) => {
    const line = (id, html) => `<p id=${id}>${html}</p>`;
    const { page, errors } = await open(t, launch, [
      line("removed", "<span>0631</span> <span>42000-300</span>"),
      line("emptied", "Tel. <span>0631</span> <span>42000-300</span>"),
      line("deep", "<span>0631</span> <i><b><span>42000-300</span></b></i>"),
      line("label", `<span></span> ${THEIRS}`),
      line("icon", `<i class=icon></i> <em></em> ${THEIRS}`),
      line("taken", `<b>Fax:</b> <i></i> ${THEIRS}`),
      line("far", `<b></b>${"<i> </i>".repeat(40)}${THEIRS}`),
      line("other", "<b></b><br><i></i>x"),
    ].join(""), { site: TWO_TOWNS });
    const ids = ["removed", "emptied", "deep", "label", "icon", "taken", "far"];
    const shown = () => page.evaluate((ids) => ids.map((id) => document.querySelector(`#${id}`).textContent.trim().replace(/ +/g, " ")), ids);
    const other = "0221 55501-377";
    assert.deepEqual(await shown(), [other, `Tel. ${other}`, other, OURS, OURS, `Fax: ${THEIRS}`, OURS]);
    await page.evaluate(() => {
      const at = (id, selector) => document.querySelector(`#${id} ${selector}`);
      at("removed", "span + span").remove();
      at("emptied", "span + span").textContent = "";
      at("deep", "b").replaceChildren();
      at("label", "span").innerHTML = "<b>Fax:</b>";
      at("icon", "i").before(Object.assign(document.createElement("b"), { textContent: "Fax:" }));
      at("taken", "b").remove();
      at("far", "b").append("Fax:");
    });
    assert.deepEqual(await shown(), ["0631", "Tel. 0631", "0631", `Fax: ${THEIRS}`, `Fax: ${THEIRS}`, OURS, `Fax: ${THEIRS}`]);
    assert.deepEqual(errors, []);
  });

  test("letters that a number left behind come back, and are part of one again", async (t) => {
    const letters = { targets: { main: STATIC.targets.main, florist: { number: "+18003569377" } },
      rules: [{ ...STATIC.rules[0], swap: { main: GOOGLE_ADS, florist: "+18005550117" } }] };
    const { page } = await open(t, launch, "<p id=florist><b>1-800-</b>FLOWERS</p>", { site: letters });
    const ours = /^1-800-555-?0117$/;
    assert.match(await page.$eval("#florist", (one) => one.textContent), ours);
    assert.deepEqual(await texts(page, () => { document.querySelector("#florist b").remove(); return [document.querySelector("#florist")]; }), ["FLOWERS"]);
    const [again] = await texts(page, () => { document.querySelector("#florist").insertAdjacentHTML("afterbegin", "<b>1-800-</b>"); return [document.querySelector("#florist")]; });
    assert.match(again, ours);
  });

  test("lists, dialogs, routes, moved nodes and a new body", async (t) => {
    const { page, errors } = await open(t, launch, "<ul></ul><dialog>0631 41555-000</dialog><template><p>0631 41555-000</p></template>");
    const list = await texts(page, async () => {
      const list = document.querySelector("ul");
      for (let row = 0; row < 250; row++) {
        list.insertAdjacentHTML("beforeend", "<li>Filiale: 0631 41555-000</li>");
        if (row % 5 == 0) await null;
        if (row > 100) list.firstChild.remove();
      }
      return [...list.children];
    });
    assert.deepEqual([...new Set(list)], ["Filiale: 0631 41555-010"]);
    const rest = await texts(page, () => {
      document.querySelector("dialog").showModal();
      history.pushState({}, "", "/kontakt");
      document.title = "Tel. 0631 41555-000";
      const copy = document.querySelector("template").content.cloneNode(true);
      document.body.append(copy);
      return [document.querySelector("dialog"), document.body.lastChild, document.querySelector("template").content];
    });
    assert.deepEqual(rest, [OURS, OURS, THEIRS]);
    assert.equal(await page.title(), "Tel. 0631 41555-000");
    assert.equal(await page.evaluate(() => telswap.source().channel), "paid-search");
    const body = await texts(page, () => {
      const body = document.createElement("body");
      body.innerHTML = "<p id=header>0631 41555-000</p>";
      document.body = body;
      return [body];
    });
    assert.deepEqual(body, [OURS]);
    const written = await texts(page, () => {
      document.open();
      document.write("<!doctype html><title>0631 41555-000</title><p id=header>0631 41555-000</p>");
      document.close();
      return [document.querySelector("title"), document.body];
    });
    assert.deepEqual(written, [THEIRS, OURS]);
    await withdraw(page);
    assert.equal(await page.$eval("#header", (element) => element.textContent), THEIRS);
    assert.deepEqual(errors, []);
  });

  test("open shadow roots: nested, later, declared, of elements defined later", async (t) => {
    const { page, errors, untouched } = await open(t, launch,
      "<div id=declared><template shadowrootmode=open><p>0631 41555-000</p><div><template shadowrootmode=open>0631 41555-000</template></div></template></div>" +
      "<x-late></x-late><div id=bare></div><div id=host></div>");
    const rooms = () => page.evaluate(() => {
      const found = [];
      const walk = (root) => {
        for (const element of root.querySelectorAll("*")) if (element.shadowRoot) {
          found.push(element.shadowRoot.textContent);
          walk(element.shadowRoot);
        }
      };
      walk(document);
      return found;
    });
    assert.deepEqual(await rooms(), [OURS, OURS]);
    const made = await texts(page, () => {
      const host = document.querySelector("#host").appendChild(document.createElement("section"));
      const outer = host.attachShadow({ mode: "open" });
      outer.innerHTML = "<p>0631 41555-000</p><span></span><slot></slot>";
      const inner = outer.querySelector("span").attachShadow({ mode: "open" });
      inner.innerHTML = '<a href="tel:+4963141555000">0631 41555-000</a>';
      return [outer, inner];
    });
    assert.deepEqual(made, [OURS, OURS]);
    // What changes inside.
    const changed = await texts(page, () => {
      const outer = document.querySelector("#host section").shadowRoot;
      outer.querySelector("p").textContent = "Tel. 0631 41555-000";
      const inner = outer.querySelector("span").shadowRoot;
      inner.append(document.createElement("div"));
      inner.lastChild.attachShadow({ mode: "open" }).append("0631/41555000");
      return [outer.querySelector("p"), inner.querySelector("a"), inner.lastChild.shadowRoot];
    });
    assert.deepEqual(changed, ["Tel. 0631 41555-010", OURS, "0631/41555010"]);
    const defined = await texts(page, async () => {
      customElements.define("x-late", class extends HTMLElement {
        constructor() {
          super();
          this.attachShadow({ mode: "open" }).innerHTML = "<p>0631 41555-000</p>";
        }
      });
      await customElements.whenDefined("x-late");
      return [document.querySelector("x-late").shadowRoot];
    });
    assert.deepEqual(defined, [OURS]);
    // Nothing tells of a root that an element gets when it has long been there.
    await page.evaluate(() => { document.querySelector("#bare").attachShadow({ mode: "open" }).innerHTML = "<p>0631 41555-000</p>"; });
    await until("it is found", () => page.evaluate(() => /010/.test(document.querySelector("#bare").shadowRoot.textContent)));
    // One that is put aside, changed there, and put back.
    const back = await texts(page, async () => {
      const host = document.querySelector("#host section");
      host.remove();
      await new Promise((resolve) => setTimeout(resolve, 50));
      host.shadowRoot.querySelector("p").textContent = "0631 41555-000";
      await new Promise((resolve) => setTimeout(resolve, 50));
      document.querySelector("#host").append(host);
      return [host.shadowRoot.querySelector("p")];
    });
    assert.deepEqual(back, [OURS]);

    await withdraw(page);
    assert.deepEqual((await rooms()).filter((text) => /010/.test(text)), []);
    await page.evaluate(() => document.querySelector("#host section").remove());
    assert.equal(await page.evaluate(() => document.body.outerHTML), untouched);
    assert.deepEqual(errors, []);
  });

  test("a custom element of a frame is waited for by its own window, whatever the page's has of that name", async (t) => {
    const { page, errors } = await open(t, launch, "<x-both></x-both><iframe srcdoc='<x-both></x-both>'></iframe>", { page: { frames: true } });
    const defined = await texts(page, async () => {
      const { contentWindow, contentDocument } = document.querySelector("iframe");
      contentWindow.customElements.define("x-both", class extends contentWindow.HTMLElement {
        constructor() {
          super();
          this.attachShadow({ mode: "open" }).innerHTML = "<p>0631 41555-000</p>";
        }
      });
      await contentWindow.customElements.whenDefined("x-both");
      await null;
      return [contentDocument.querySelector("x-both").shadowRoot];
    });
    assert.deepEqual(defined, [OURS]);
    assert.deepEqual(errors, []);
  });

  test("fields with the DOM's names, and elements whose code throws, stop nothing", async (t) => {
    const { page } = await open(t, launch, "<main></main>");
    const shown = await texts(page, async () => {
      customElements.define("x-cross", class extends HTMLElement {
        static observedAttributes = ["title"];
        attributeChangedCallback() { if (/010/.test(this.title)) this.parentElement.insertAdjacentHTML("beforeend", "<p>Neu: 0631 41555-000</p>"); }
      });
      const names = ["parentNode", "parentElement", "shadowRoot", "contentDocument", "isConnected", "nodeType", "host", "body",
        "firstChild", "lastChild", "previousSibling", "querySelectorAll", "closest", "matches", "getRootNode", "ownerDocument", "localName", "children"];
      const main = document.querySelector("main");
      for (const name of names) main.insertAdjacentHTML("beforeend", `<form><b>0631 41555-000</b><input name=${name}></form>`);
      // On the document itself; where they are believed, nothing ever ends.
      main.insertAdjacentHTML("beforeend", "<form name=defaultView><input name=frameElement></form><img name=host>");
      main.insertAdjacentHTML("beforeend", "<p>0631 41555-000</p>");
      await null;
      for (const bold of main.querySelectorAll("b")) bold.firstChild.data = "Tel. 0631 41555-000";
      main.insertAdjacentHTML("beforeend", "<x-cross title='0631 41555-000'></x-cross><p>0631 41555-000</p>");
      await null;
      return [...main.querySelectorAll("p")];
    });
    assert.deepEqual(shown, [OURS, OURS, `Neu: ${OURS}`]);
    const forms = await page.$$eval("main b", (all) => all.map((one) => one.textContent));
    assert.deepEqual([...new Set(forms)], [`Tel. ${OURS}`]);
    await page.evaluate(() => document.querySelector("main").append("Noch da: 0631 41555-000"));
    assert.match(await page.$eval("main", (main) => main.lastChild.data), /010/);
  });

  test("frames of the page's own origin, when the site asks for them", async (t) => {
    const other = await startSite(t, () => ({ body: "<p>0631 41555-000</p>" }));
    const inside = (text) => ({ body: `<!doctype html><p>${text} 0631 41555-000</p>` });
    const answer = (path) => (path === "/inside" ? inside("Innen:") : path === "/next" ? inside("Weiter:") : undefined);
    const body = `<iframe id=same src=/inside></iframe><iframe id=words srcdoc="<p>0631 41555-000</p>"></iframe><iframe id=other src="${other.origin}"></iframe>`;
    const inFrame = (page, id) => page.evaluate((id) => document.querySelector(`#${id}`).contentDocument?.body?.textContent, id);
    const { page, errors } = await open(t, launch, body, { page: { frames: true }, answer });
    await until("both are swapped", async () => (await inFrame(page, "same")) === "Innen: 0631 41555-010" && (await inFrame(page, "words")) === OURS);
    assert.equal(await inFrame(page, "other"), undefined);
    await page.evaluate(() => { document.querySelector("#same").contentDocument.body.insertAdjacentHTML("beforeend", "<b>, 0631/41555000</b>"); });
    assert.equal(await inFrame(page, "same"), "Innen: 0631 41555-010, 0631/41555010");
    await page.evaluate(() => { document.querySelector("#same").src = "/next"; });
    await until("the next page is swapped", async () => (await inFrame(page, "same")) === "Weiter: 0631 41555-010");
    await page.evaluate(() => document.querySelector("#same").contentWindow.location.reload());
    await settle(page);
    assert.equal(await inFrame(page, "same"), "Weiter: 0631 41555-010");
    await page.evaluate(() => {
      const late = document.createElement("iframe");
      late.id = "late";
      late.src = "/inside";
      document.body.append(late);
    });
    await until("a later frame is swapped", async () => (await inFrame(page, "late")) === "Innen: 0631 41555-010");
    await withdraw(page);
    assert.deepEqual([await inFrame(page, "same"), await inFrame(page, "words"), await inFrame(page, "late")], ["Weiter: 0631 41555-000", THEIRS, "Innen: 0631 41555-000"]);
    await page.evaluate(() => document.querySelector("#same").contentWindow.location.reload());
    await settle(page);
    assert.equal(await inFrame(page, "same"), "Weiter: 0631 41555-000");
    assert.deepEqual(errors, []);

    const without = await open(t, launch, body, { answer });
    await settle(without.page);
    assert.equal(await inFrame(without.page, "same"), "Innen: 0631 41555-000");
    assert.deepEqual(without.errors, []);
  });

  test("what is said of a frame holds inside of it", async (t) => {
    const frame = (id, attributes = "") => `<iframe id=${id} ${attributes} srcdoc="<p>0631 41555-000</p>"></iframe>`;
    const body = `<section data-telswap=off>${frame("off")}${frame("on", "data-telswap=on")}</section><aside>${frame("outside")}</aside><main>${frame("inside")}</main>`;
    const { page, errors } = await open(t, launch, body, { page: { frames: true, include: ["#header", "main"] } });
    const shown = () => page.$$eval("iframe", (frames) => frames.map(({ id, contentDocument }) => `${id} ${contentDocument.body.textContent}`));
    const expected = [`off ${THEIRS}`, `on ${OURS}`, `outside ${THEIRS}`, `inside ${OURS}`];
    await until("they are swapped", async () => (await shown()).filter((text) => text.endsWith(OURS)).length === 2);
    await settle(page);
    assert.deepEqual(await shown(), expected);
    assert.deepEqual(errors, []);
  });

  test("after the withdrawal nothing is looked at, and a new grant begins anew", async (t) => {
    const { page, errors, untouched } = await open(t, launch, "<main></main><x-never></x-never>");
    await withdraw(page);
    assert.equal(await page.evaluate(() => document.body.outerHTML), untouched);
    const ignored = await texts(page, async () => {
      const main = document.querySelector("main");
      main.innerHTML = "<p>0631 41555-000</p><div></div>";
      main.lastChild.attachShadow({ mode: "open" }).innerHTML = "0631 41555-000";
      customElements.define("x-never", class extends HTMLElement {});
      for (const type of ["pageshow", "beforeprint", "afterprint"]) dispatchEvent(new Event(type));
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return [main.firstChild, main.lastChild.shadowRoot];
    });
    assert.deepEqual(ignored, [THEIRS, THEIRS]);
    await page.evaluate(() => telswap.consent(true));
    await shows(page, GOOGLE_ADS);
    const again = await texts(page, () => {
      const main = document.querySelector("main");
      main.append("0631 41555-000");
      return [main, main.querySelector("div").shadowRoot];
    });
    assert.deepEqual(again, [OURS + OURS, OURS]);
    assert.deepEqual(errors, []);
  });

  test("a page that is printed or wakes up shows the numbers", async (t) => {
    const { page } = await open(t, launch, "<div id=host></div>");
    const shown = () => page.$eval("#host", (host) => host.shadowRoot.querySelector("section").shadowRoot.textContent);
    for (const event of [`new Event("beforeprint")`, `new PageTransitionEvent("pageshow", { persisted: true })`]) {
      await page.evaluate((event) => {
        const host = document.querySelector("#host");
        (host.shadowRoot ?? host.attachShadow({ mode: "open" })).innerHTML = "";
        const room = document.createElement("section");
        host.shadowRoot.append(room);
        globalThis.event = () => dispatchEvent((0, eval)(event));
      }, event);
      await page.evaluate(() => {
        const room = document.querySelector("#host").shadowRoot.querySelector("section");
        room.attachShadow({ mode: "open" }).append("0631 41555-000");
        event();
      });
      assert.equal(await shown(), OURS, event);
    }
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.equal(await shown(), OURS);
  });
});

// Only Chromium lets itself be counted.
test("nothing is held of what the page throws away", async (t) => {
  const launch = async (t) => {
    const browser = await launchBrowser("chromium");
    t.after(() => browser.close());
    return browser;
  };
  const { page, errors } = await open(t, launch, "<main></main>", { page: { frames: true } });
  const client = await page.createCDPSession();
  const count = async () => {
    await settle(page);
    for (let time = 0; time < 3; time++) await client.send("HeapProfiler.collectGarbage");
    const { Nodes, Documents, JSEventListeners, JSHeapUsedSize } = await page.metrics();
    return { Nodes, Documents, JSEventListeners, JSHeapUsedSize };
  };
  const render = (times) => page.evaluate(async (times) => {
    const main = document.querySelector("main");
    for (let time = 0; time < times; time++) {
      main.innerHTML = `<p title="0631/41555000">${time}: <a href="tel:+4963141555000">0631 41555-000</a></p><div></div><iframe></iframe>`;
      const [, host, frame] = main.children;
      const room = host.attachShadow({ mode: "open" });
      room.innerHTML = "<p>Tel. 0631 41555-000</p><section></section>";
      room.lastChild.attachShadow({ mode: "open" }).innerHTML = "<i>0631 41555-000</i>";
      frame.contentDocument.body.innerHTML = "<p>0631 41555-000</p>";
      await new Promise((resolve) => setTimeout(resolve));
      const all = [main, room, room.lastChild.shadowRoot, frame.contentDocument.body].map((root) => root.textContent);
      if (!all.every((text) => /010/.test(text))) throw new Error(`${time}: ${all}`);
    }
    // Nothing is left but what one more rendering leaves.
    main.innerHTML = "";
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }, times);
  await render(100);
  const before = await count();
  await render(1000);
  const after = await count();
  assert.deepEqual({ ...after, JSHeapUsedSize: 0 }, { ...before, JSHeapUsedSize: 0 });
  const growth = after.JSHeapUsedSize - before.JSHeapUsedSize;
  assert.ok(growth < 200_000, `the heap has grown by ${growth} bytes`);
  assert.deepEqual(errors, []);
});
