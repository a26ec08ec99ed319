// The pass over the page: what is swapped, what is left alone, and that everything
// goes back as it was, whatever the page has done with its nodes meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forEachBrowser, until } from "./harness.mjs";
import { GOOGLE_ADS, json, OWN, shows, STATIC, startStaticSite } from "./site.mjs";

const HEADER = "<p id=header>0631 41555-000</p>";

/** A page with these static numbers and options, on which the visitor has agreed. */
async function open(t, launch, body, options = {}) {
  const site = await startStaticSite(t, `${HEADER}<main>${body}</main>`, (path) =>
    path === "/site.json" ? json({ ...STATIC, page: options }) : undefined);
  const page = await (await launch(t)).newPage();
  await page.goto(`${site.origin}/?gclid=x`);
  await page.evaluate(() => { globalThis.before = document.querySelector("main").innerHTML; });
  return page;
}

async function grant(page) {
  await page.evaluate(() => telswap.consent(true));
  await shows(page, GOOGLE_ADS);
}

const withdraw = (page) => page.evaluate(() => telswap.consent(false));
const html = (page) => page.$eval("main", (main) => main.innerHTML);

forEachBrowser((name, launch) => {
  test("one line of text is one text, whatever stands in it", async (t) => {
    const swapped = [
      ["<p><span>0631</span> <b>41555</b>-<i>000</i></p>", "<p><span>0631</span> <b>41555</b>-<i>010</i></p>"],
      ["<p>0631<wbr>41555000</p>", "<p>0631<wbr>41555010</p>"],
      ["<p>0631 <!--x-->41555<!--x-->000</p>", "<p>0631 <!--x-->41555<!--x-->010</p>"],
      ["<button>0631 41555-000</button>", "<button>0631 41555-010</button>"],
      ["<svg><text>0631 <tspan>41555-000</tspan></text></svg>", "<svg><text>0631 <tspan>41555-010</tspan></text></svg>"],
      ["<td></td><div>12</div><div>0631 41555-000</div><div>34</div>", "<div>12</div><div>0631 41555-010</div><div>34</div>"],
      [
        '<a href="tel:+4963141555000" title="Tel. 0631 41555-000" aria-label="0631 41555-000">Anruf</a>',
        '<a href="tel:+4963141555010" title="Tel. 0631 41555-010" aria-label="0631 41555-010">Anruf</a>',
      ],
    ];
    const same = [
      "<p>0631<br>41555-000</p>", "<p>0631</p><p>41555-000</p>", "<p><b>Fax:</b> 0631 41555-000</p>",
      "<p>0631 41555-000<b>1</b></p>", "<p>0631 <span data-telswap=off>41555-000</span></p>",
      "<textarea>0631 41555-000</textarea>", '<p contenteditable="plaintext-only">0631 41555-000</p>',
      '<input value="0631 41555-000" title="0631 41555-000">', "<select><option>0631 41555-000</option></select>",
      '<span itemprop="telephone">0631 41555-000</span>', '<a href="https://example.com/0631-41555-000">0631</a>',
    ];
    const page = await open(t, launch, "");
    for (const part of [...swapped.map(([from]) => from), ...same])
      await page.evaluate((part) => {
        const section = document.createElement("section");
        section.innerHTML = part;
        document.querySelector("main").append(section);
      }, part);
    await page.evaluate(() => { globalThis.before = document.querySelector("main").innerHTML; });
    await grant(page);
    const expected = await page.evaluate((parts) => parts.map((part) => {
      const section = document.createElement("section");
      section.innerHTML = part;
      return section.innerHTML;
    }), [...swapped.map(([, to]) => to), ...same]);
    assert.deepEqual(await page.$$eval("section", (all) => all.map((one) => one.innerHTML)), expected);
    await withdraw(page);
    assert.ok(await page.evaluate(() => document.querySelector("main").innerHTML === before));
  });

  test("a number is found wherever the page's text is taken apart", async (t) => {
    // Thirteen elements each, so that parts end at each of their digits.
    const digits = [..."063141555000"].map((digit) => `<i>${digit}</i><!-- 7 -->`).join(" \n");
    const page = await open(t, launch, `<p>${digits}</p>`.repeat(100) + "0631 41555-000");
    await grant(page);
    const shown = await page.$eval("main", (main) => main.textContent.replace(/\s/g, ""));
    assert.equal(shown, "063141555010".repeat(100) + "063141555-010");
    await withdraw(page);
    assert.ok(await page.evaluate(() => document.querySelector("main").innerHTML === before));
  });

  test("two numbers far apart on one line do not answer each other", async (t) => {
    const words = (count) => "Kaffee ".repeat(count);
    const line = `<p><b>Titel </b>${words(43)}<a>0631 41555-000</a>${words(30)}<b>wichtig</b>${words(30)}<a>0631 41555-000</a>${words(43)}<b>Ende</b></p>`;
    const page = await open(t, launch, line);
    await grant(page);
    const numbers = () => page.$$eval("main a", (all) => all.map((one) => one.textContent));
    assert.deepEqual(await numbers(), ["0631 41555-010", "0631 41555-010"]);
    await page.evaluate(() => document.querySelector("main a").append(" (frei)"));
    assert.deepEqual(await numbers(), ["0631 41555-010 (frei)", "0631 41555-010"]);
  });

  test("a hundred links on one line are written once each", async (t) => {
    const page = await open(t, launch, '<div id=links></div>');
    await grant(page);
    const writes = await page.evaluate(async () => {
      let count = 0;
      new MutationObserver((records) => { count += records.length; }).observe(document.querySelector("main"), { subtree: true, attributes: true, characterData: true });
      document.querySelector("#links").innerHTML = '<a href="tel:+4963141555000">0631 41555-000</a> '.repeat(100);
      await new Promise((resolve) => { setTimeout(resolve, 300); });
      return count;
    });
    assert.equal(writes, 200);
    const shown = await page.$$eval("main a", (all) => all.map((one) => `${one.getAttribute("href")} ${one.textContent}`));
    assert.deepEqual([...new Set(shown)], ["tel:+4963141555010 0631 41555-010"]);
  });

  test("a half of our number is not left behind, and halves that come together are one", async (t) => {
    const page = await open(t, launch, `<p id=gone><span>0631 41</span>555-000</p><p id=between>0631 41<b></b>555-000</p>
      <p id=late>41555-000</p><form id=named><textarea name=body></textarea></form>`);
    await grant(page);
    const texts = await page.evaluate(async () => {
      const by = (id) => document.getElementById(id);
      by("gone").firstChild.remove();
      by("between").insertBefore(document.createElement("b"), by("between").lastChild).textContent = " oder ";
      const first = document.createElement("span");
      first.innerHTML = "<i>Tel. </i>0631 ";
      by("late").prepend(first);
      const form = by("named").cloneNode(true);
      form.insertAdjacentHTML("beforeend", "<p>Ruf</p><p>0631 41555-000</p>");
      by("named").replaceWith(form);
      await null;
      return ["gone", "between", "late", "named"].map((id) => by(id).textContent);
    });
    assert.deepEqual(texts, ["555-000", "0631 41 oder 555-000", "Tel. 0631 41555-010", "Ruf0631 41555-010"]);
  });

  test("what telswap.swap is given may be any node", async (t) => {
    const page = await open(t, launch, "<iframe srcdoc='<p>0631 41555-000</p>'></iframe><p id=given title='0631 41555-000'></p>");
    const errors = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await grant(page);
    const swapped = await page.evaluate(() => {
      const text = document.createTextNode("0631 41555-000");
      const fragment = document.createDocumentFragment();
      fragment.append("Tel. 0631 41555-000");
      const { body } = document.querySelector("iframe").contentDocument;
      const title = document.querySelector("#given").getAttributeNode("title");
      const odd = [document.createComment("0631 41555-000"), document.doctype, title, document, null, "0631 41555-000", undefined];
      for (const node of [text, fragment, body, ...odd]) telswap.swap(node);
      return [text.data, fragment.textContent, body.textContent];
    });
    assert.deepEqual(swapped, ["0631 41555-010", "Tel. 0631 41555-010", "0631 41555-010"]);
    assert.deepEqual(errors, []);
    await withdraw(page);
    assert.equal(await page.$eval("iframe", (frame) => frame.contentDocument.body.textContent), "0631 41555-000");
  });

  test("a picture's own bytes are no link, whatever they spell", async (t) => {
    const bytes = "data:text/plain,tel:+4963141555000/tel/+4963141555000";
    const page = await open(t, launch, `<svg><image href="${bytes}" /><image xlink:href="${bytes}" /><a xlink:href="tel:+4963141555000"></a></svg>`);
    await page.evaluate(() => {
      const { encodeInto } = TextEncoder.prototype;
      globalThis.read = [];
      TextEncoder.prototype.encodeInto = function (text, ...to) {
        read.push(text);
        return encodeInto.call(this, text, ...to);
      };
    });
    await grant(page);
    assert.equal(await page.$eval("svg a", (link) => link.getAttribute("xlink:href")), "tel:+4963141555010");
    assert.deepEqual(await page.evaluate(() => read.filter((text) => text.startsWith("data:"))), []);
  });

  test("the nearest word on it says whether a part is left alone", async (t) => {
    const page = await open(t, launch, `
      <p>0631 41555-000</p>
      <div class=legal><p>0631 41555-000</p><p data-telswap=on>0631 41555-000 <i data-telswap=off>0631 41555-000</i></p></div>
      <div data-telswap=off><p>0631 41555-000</p><p data-telswap=on>0631 41555-000</p></div>
      <div contenteditable><p data-telswap=on>0631 41555-000</p></div>`, { include: ["main", "#header"], exclude: [".legal"] });
    await page.evaluate(() => {
      const outside = document.createElement("p");
      outside.textContent = "0631 41555-000";
      document.body.append(outside);
    });
    await grant(page);
    const shown = await page.$$eval("main p, main ~ p", (all) => all.map((one) => one.textContent.replace(/0631 41555-0/g, "")));
    assert.deepEqual(shown, ["10", "00", "10 00", "00", "10", "10", "00"]);
  });

  test("everything goes back, also from nodes that were moved, copied, split, merged or put aside", async (t) => {
    const page = await open(t, launch, `
      <p id=moved>Ruf 0631 41555-000 an</p><p id=copied title="0631 41555-000">0631 41555-000</p><p id=split>0631 41555-000</p>
      <p id=merged>Tel. <!--x-->0631 41555-000</p><p id=aside>0631 41555-000</p><p id=own>0631 41555-010</p>
      <p id=both>0631 41555-000 oder 0631 41555-010</p><p id=joined>Ruf </p>`);
    await grant(page);
    const texts = await page.evaluate(() => {
      const by = (id) => document.getElementById(id);
      by("own").before(by("moved"));
      const copy = by("copied").cloneNode(true);
      copy.id = "copy";
      by("copied").after(copy);
      by("split").firstChild.splitText(7);
      by("merged").childNodes[1].remove();
      by("merged").normalize();
      globalThis.aside = by("aside");
      aside.remove();
      // As a framework puts a text that it holds into another place.
      by("joined").append(by("split").firstChild.cloneNode(), by("split").lastChild.cloneNode());
      telswap.consent(false);
      return [...document.querySelectorAll("main p"), aside].map((one) => `${one.title}|${one.textContent}`);
    });
    assert.deepEqual(texts, [
      "0631 41555-000|0631 41555-000", "0631 41555-000|0631 41555-000", "|0631 41555-000", "|Tel. 0631 41555-000",
      "|Ruf 0631 41555-000 an", "|0631 41555-010", "|0631 41555-000 oder 0631 41555-010", "|Ruf 0631 41555-000", "|0631 41555-000",
    ]);
  });

  test("our numbers that stood there before stay, beside the page's own, in shadow roots, and where the page says them again", async (t) => {
    const own = "0631 41555-010";
    const room = (html) => `<div><template shadowrootmode=open>${html}</template></div>`;
    const page = await open(t, launch, `<p>Zentrale <b>0631 41555-000</b>, Vertrieb <b>${own}</b></p><p id=again title="0631 41555-000, ${own}">0631 41555-000, ${own}</p>
      ${room(`<p title="${own}">${own}</p>${room(`0631 41555-000 <b>${own}</b>`)}`)}`);
    const shown = () => page.evaluate(() => {
      const texts = [];
      const walk = (root) => {
        for (const element of root.querySelectorAll("*")) {
          if (element.title) texts.push(element.title);
          for (const node of element.childNodes) if (/\d/.test(node.data)) texts.push(node.data);
          if (element.shadowRoot) texts.push(...[...element.shadowRoot.childNodes].flatMap((node) => (node.nodeType == 3 ? node.data.trim() : []))), walk(element.shadowRoot);
        }
      };
      walk(document.querySelector("main"));
      return texts;
    });
    const theirs = await shown();
    assert.equal(theirs.filter((text) => text.includes("41555-010")).length, 6);
    await grant(page);
    assert.deepEqual(await shown(), theirs.map((text) => text.replace("41555-000", "41555-010")));
    await page.evaluate(async () => {
      const again = document.querySelector("#again");
      again.title = "0631 41555-000, 0631 41555-010";
      again.firstChild.data = again.title;
      await null;
    });
    await withdraw(page);
    assert.deepEqual(await shown(), theirs);
  });

  test("everything goes back where the page's own code swaps while that is done", async (t) => {
    const page = await open(t, launch, `<p>0631 41555-000</p><x-link title="0631 41555-000"></x-link><x-link title="0631 41555-000">+49 631 41555-000</x-link>
      <p title="Tel. 0631 41555-000">0631 / 41555-000</p>`);
    await page.evaluate(() => {
      globalThis.calls = 0;
      customElements.define("x-link", class extends HTMLElement {
        static observedAttributes = ["title"];
        attributeChangedCallback() {
          calls++;
          telswap.swap(document.body);
        }
      });
    });
    await grant(page);
    assert.equal((await html(page)).split("41555-010").length - 1, 6);
    const called = await page.evaluate(() => calls);
    await withdraw(page);
    assert.ok((await page.evaluate(() => calls)) > called);
    assert.equal(await html(page), await page.evaluate(() => before));
  });

  test("what waits for a framework is the page's own, our numbers in it too", async (t) => {
    const page = await open(t, launch, '<p title="0631 41555-000, 0631 41555-010">0631 41555-000 oder 0631 41555-010<!-- --></p>');
    await grant(page);
    await withdraw(page);
    assert.equal(await html(page), await page.evaluate(() => before));
  });

  test("hostile pages: what cannot be read, what never ends, what throws", async (t) => {
    const page = await open(t, launch, "<div id=many hidden></div><p id=signs></p><p id=long></p><form><input name=data><input name=parentNode></form>");
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.evaluate(() => {
      const by = (id) => document.getElementById(id);
      const spans = Array.from({ length: 100_000 }, (_, place) => {
        const span = document.createElement("span");
        span.textContent = place % 20_000 === 500 ? " 0631 41555-000 " : place % 2 ? "," : " 0631 ";
        return span;
      });
      by("many").append(...spans);
      by("signs").append("\0 \ud800 0631 41555-000 \0", document.createTextNode(" \udc00 0631 41555-000"));
      by("long").append(`${"0631 4155-".repeat(100_000)} Tel. 0631 41555-000`);
      by("signs").toJSON = () => { throw new Error("the page's own"); };
      String.prototype.at = () => { throw new Error("the page's own"); };
      globalThis.before = document.querySelector("main").textContent;
    });
    await grant(page);
    const many = () => page.$eval("#many", ({ textContent }) => textContent.split("0631 41555-010").length - 1);
    assert.equal(await many(), 5);
    assert.deepEqual(
      await page.$eval("#signs", ({ textContent }) => [...textContent].map((sign) => sign.codePointAt(0).toString(36)).join(" ")),
      [..."\0 \ud800 0631 41555-010 \0 \udc00 0631 41555-010"].map((sign) => sign.codePointAt(0).toString(36)).join(" "),
    );
    assert.ok(await page.$eval("#long", ({ textContent }) => textContent.endsWith("Tel. 0631 41555-010")));
    await withdraw(page);
    assert.ok(await page.evaluate(() => document.querySelector("main").textContent === before));
    assert.deepEqual(errors, []);
  });

  test("writing keeps the visitor's selection", async (t) => {
    const page = await open(t, launch, "<p id=text>Rufen Sie 0631 41555-000 an, bitte</p>");
    await page.evaluate(() => {
      const text = document.querySelector("#text").firstChild;
      getSelection().setBaseAndExtent(text, 0, text, 9);
    });
    await grant(page);
    assert.equal(await page.evaluate(() => `${getSelection()}`), "Rufen Sie");
  });

  if (name !== "chromium") return;

  test("what is kept does not grow with what a page renders anew", async (t) => {
    const page = await open(t, launch, "<p id=same></p><p id=new></p>");
    await grant(page);
    const kept = async () => {
      const cdp = await page.createCDPSession();
      await cdp.send("HeapProfiler.collectGarbage");
      const refs = await page.queryObjects(await page.evaluateHandle(() => WeakRef.prototype));
      return refs.evaluate((all) => all.length);
    };
    const before = await kept();
    await page.evaluate(async () => {
      const [same, other] = [document.querySelector("#same"), document.querySelector("#new")];
      same.textContent = "-";
      for (let time = 0; time < 10_000; time++) {
        same.firstChild.data = `${time}. 0631 41555-000`;
        other.replaceChildren(`${time}: 0631 41555-000`);
        telswap.swap(same);
        telswap.swap(other);
        if (time % 100 === 0) await new Promise((resolve) => { setTimeout(resolve); });
      }
    });
    await until("what is gone is forgotten", async () => (await kept()) < before + 100);
    assert.equal(await page.$eval("#new", (one) => one.textContent), "9999: 0631 41555-010");
    await withdraw(page);
    assert.equal(await page.$eval("#new", (one) => one.textContent), "9999: 0631 41555-000");
  });

  test("nothing moves where both numbers are as long", async (t) => {
    const page = await open(t, launch, '<nav style="text-align: right; font: 16px monospace"><a href="tel:+4963141555000">0631 41555-000</a> <b>Menü</b></nav>');
    await page.evaluate(() => {
      globalThis.shifts = [];
      new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value))).observe({ type: "layout-shift", buffered: true });
    });
    await grant(page);
    const shifts = () => page.evaluate(() => new Promise((resolve) => { setTimeout(() => resolve(shifts), 300); }));
    assert.deepEqual(await shifts(), []);
    // It would be noticed.
    await page.evaluate(() => { document.querySelector("nav").style.marginTop = "200px"; });
    await until("a shift is seen", async () => (await shifts()).length > 0);
    assert.equal(await page.$eval("nav a", ({ href }) => href), `tel:${GOOGLE_ADS}`);
    assert.notEqual(GOOGLE_ADS, OWN);
  });
});
