// Who has the last word: the page says later of a part that its numbers stay, and
// scripts that write theirs back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { forEachBrowser, until } from "./harness.mjs";
import { open, OURS, texts, THEIRS, TWO_TOWNS, withdraw } from "./living.mjs";
import { GOOGLE_ADS, shows, STATIC } from "./site.mjs";

forEachBrowser((name, launch) => {
  test("what is to be edited from now on, or left alone, has the page's own number", async (t) => {
    const { page, errors, untouched } = await open(t, launch, `<div><p id=in>Tel. 0631 <b>41555-000</b></p></div>`);
    const becomes = (text) => until(`it says ${text}`, () => page.$eval("#in", ({ textContent }, text) => textContent === text, text));
    for (const [name, word] of [["contenteditable", "true"], ["data-telswap", "off"]]) {
      const say = (word) => page.$eval("div", (part, name, word) => (word ? part.setAttribute(name, word) : part.removeAttribute(name)), name, word);
      await becomes(`Tel. ${OURS}`);
      await say(word);
      await becomes(`Tel. ${THEIRS}`);
      await shows(page, GOOGLE_ADS);
      await say();
    }
    await becomes(`Tel. ${OURS}`);
    await withdraw(page);
    assert.equal(await page.evaluate(() => document.body.outerHTML), untouched);
    assert.deepEqual(errors, []);
  });

  test("what the page copies or moves into a part that is left alone goes back there, and nowhere else", async (t) => {
    const { page, errors } = await open(t, launch,
      `<p id=other>Tel. ${THEIRS}</p><div id=part><p><a id=a href="tel:+4963141555000">${THEIRS}</a></p><p data-telswap=on>${THEIRS}</p></div>` +
      `<p id=across>0631 <b>41555-000</b></p><div contenteditable id=editor></div>`);
    await page.evaluate(() => {
      globalThis.at = (id) => document.querySelector(`#${id}`);
      globalThis.changes = [];
      new MutationObserver((records) => changes.push(...records.map(({ target }) => target))).observe(at("other"), { subtree: true, characterData: true, childList: true });
      getSelection().setBaseAndExtent(at("other").firstChild, 2, at("other").firstChild, 17);
      // A copy is not known to us.
      at("part").innerHTML += "<i>!</i>";
      at("part").contentEditable = "true";
      at("across").lastChild.setAttribute("data-telswap", "off");
    });
    const shown = await page.evaluate(() => [at("part").textContent, at("a").getAttribute("href"), at("across").textContent, at("other").textContent, `${getSelection()}`, changes.length]);
    assert.deepEqual(shown, [`${THEIRS}${OURS}!`, "tel:+4963141555000", THEIRS, `Tel. ${OURS}`, "l. 0631 41555-0", 0]);

    await page.evaluate(() => { at("part").contentEditable = "false"; });
    assert.equal(await page.$eval("#part", (part) => part.textContent), `${OURS}${OURS}!`);
    const moved = await texts(page, () => { at("editor").append(at("a")); return [at("editor")]; });
    assert.deepEqual(moved, [THEIRS]);
    assert.equal(await page.$eval("#a", (a) => a.getAttribute("href")), "tel:+4963141555000");
    const back = await texts(page, () => { at("part").prepend(at("a")); return [at("part")]; });
    assert.deepEqual(back, [`${OURS}${OURS}!`]);
    const text = await texts(page, () => { at("editor").append(at("a").firstChild); return [at("editor")]; });
    assert.deepEqual(text, [THEIRS]);
    assert.deepEqual(errors, []);
  });

  test("a class that would exclude a part later counts when its text changes, and not when something else does", async (t) => {
    const { page } = await open(t, launch, `<p id=part>${THEIRS}</p>`, { page: { exclude: [".legal"] } });
    const [after] = await texts(page, async () => {
      const part = document.getElementById("part");
      part.className = "legal";
      document.body.append(document.createElement("input"), document.createElement("style"));
      await Promise.resolve();
      return [part];
    });
    assert.equal(after, OURS);
  });

  test("all parts of a number go back where it is left alone from now on, and where the page moves it", async (t) => {
    const parts = "Tel. <b>0631</b> 42000-300";
    const { page, errors, untouched } = await open(t, launch,
      `<div id=edited><p>${parts}</p></div><div id=off><p>${parts}</p></div><p id=moved>${parts}</p><p id=halves>${parts}</p><p id=deep>0631 <i><b>42000-300</b></i></p>` +
      `<div id=editor contenteditable></div><div class=legal></div>`, { site: TWO_TOWNS, page: { exclude: [".legal p"] } });
    const shown = (change) => texts(page, change);
    const [theirs, ours] = ["Tel. 0631 42000-300", "Tel. 0221 55501-377"];
    await page.evaluate(() => { globalThis.at = (id) => document.querySelector(`#${id}`); });
    assert.deepEqual(await shown(() => ["edited", "off", "moved", "halves"].map(at)), [ours, ours, ours, ours]);
    assert.deepEqual(await shown(() => {
      at("edited").contentEditable = "true";
      at("off").dataset.telswap = "off";
      at("editor").append(at("moved"));
      at("deep").querySelector("b").dataset.telswap = "off";
      return ["edited", "off", "moved", "deep"].map(at);
    }), [theirs, theirs, theirs, "0631 42000-300"]);
    // Without the word its number is as any other.
    assert.deepEqual(await shown(() => { at("editor").before(at("moved")); return [at("moved")]; }), [ours]);
    assert.deepEqual(await shown(() => { at("editor").append(at("halves").querySelector("b")); return [at("editor"), at("halves")]; }), ["0631", "Tel.  42000-300"]);
    const legal = await shown(() => {
      const section = document.createElement("section");
      section.append(at("moved"));
      document.querySelector(".legal").append(section);
      return [section];
    });
    assert.deepEqual(legal, [theirs]);
    await page.evaluate(() => {
      at("edited").contentEditable = "inherit";
      at("edited").removeAttribute("contenteditable");
      at("off").removeAttribute("data-telswap");
      at("deep").querySelector("b").removeAttribute("data-telswap");
      at("deep").before(at("halves"));
      at("halves").prepend("Tel. ", at("editor").firstChild);
      at("halves").childNodes[2].remove();
      at("halves").before(at("moved"));
      document.querySelector(".legal").replaceChildren();
    });
    assert.deepEqual(await shown(() => ["edited", "off", "moved", "halves", "deep"].map(at)), [ours, ours, ours, ours, ours.slice(5)]);
    await withdraw(page);
    assert.equal(await page.evaluate(() => document.body.outerHTML), untouched);
    assert.deepEqual(errors, []);
  });

  test("a number that two targets share goes back, too, in its texts and links", async (t) => {
    const shared = { targets: { ...STATIC.targets, a: { number: "+4963141555200" }, b: { number: "+4963141555300" } },
      rules: [{ ...STATIC.rules[0], swap: { main: GOOGLE_ADS, a: "+4963141555100", b: "+4963141555100" } }] };
    const { page, untouched } = await open(t, launch,
      `<div><h2>Kontakt</h2><p>0631 41555-200</p><p><a href="tel:+4963141555300">0631 41555-300</a></p></div>`, { site: shared });
    const part = () => page.$eval("div", (part) => `${part.textContent} ${part.querySelector("a").getAttribute("href")}`);
    assert.equal(await part(), "Kontakt0631 41555-1000631 41555-100 tel:+4963141555100");
    await page.$eval("div", (part) => { part.dataset.telswap = "off"; });
    assert.equal(await part(), "Kontakt0631 41555-2000631 41555-300 tel:+4963141555300");
    await page.$eval("div", (part) => { part.removeAttribute("data-telswap"); });
    await withdraw(page);
    assert.equal(await page.evaluate(() => document.body.outerHTML), untouched);
  });

  test("a list of our numbers in a part that was left alone before stays, whatever is said of it or around it", async (t) => {
    const list = (id) => `<ul id=${id} data-telswap=off title="${OURS}"><li>${OURS}</li><li>0631 <b>41555-010</b></li></ul>`;
    const { page, errors } = await open(t, launch, `<main>${list("inner")}<p>${THEIRS}</p></main><div>${list("own")}${list("free")}</div>`);
    await page.evaluate(async (list) => {
      document.querySelector("main").insertAdjacentHTML("beforeend", list);
      await null;
      document.querySelector("main").contentEditable = "true";
      document.querySelector("#own").contentEditable = "true";
      document.querySelector("#free").removeAttribute("data-telswap");
    }, list("late"));
    const lists = () => page.$$eval("ul", (all) => [...new Set(all.map(({ title, textContent }) => `${title} ${textContent}`))]);
    assert.deepEqual(await lists(), [`${OURS} ${OURS}${OURS}`]);
    assert.equal(await page.$eval("main p", (p) => p.textContent), THEIRS);
    await withdraw(page);
    assert.deepEqual(await lists(), [`${OURS} ${OURS}${OURS}`]);
    assert.equal(await page.$eval("main p", (p) => p.textContent), THEIRS);
    assert.deepEqual(errors, []);
  });

  test("a copy in a shadow root below goes back too, and many parts in each other cost no more than one", async (t) => {
    const { page, errors } = await open(t, launch, `<div id=outer>${"<div>".repeat(60)}<p id=deep>${THEIRS}</p>${"</div>".repeat(60)}<span id=host></span></div>`);
    await page.evaluate(async () => {
      const room = document.querySelector("#host").attachShadow({ mode: "open" });
      room.innerHTML = document.querySelector("#deep").innerHTML;
      await new Promise((resolve) => setTimeout(resolve, 1500));
    });
    const shown = () => page.evaluate(() => [document.querySelector("#deep").textContent, document.querySelector("#host").shadowRoot.textContent]);
    assert.deepEqual(await shown(), [OURS, OURS]);
    await page.evaluate(() => { for (const part of document.querySelectorAll("div")) part.dataset.telswap = "OFF"; });
    assert.deepEqual(await shown(), [THEIRS, THEIRS]);
    await withdraw(page);
    assert.deepEqual(await shown(), [THEIRS, THEIRS]);
    assert.deepEqual(errors, []);
  });

  test("a frame whose page is edited as a whole has the page's own number", async (t) => {
    const { page, errors } = await open(t, launch, "<iframe id=frame></iframe>", { page: { frames: true } });
    const shown = await texts(page, async () => {
      const { contentDocument } = document.querySelector("#frame");
      contentDocument.designMode = "on";
      contentDocument.body.innerHTML = "<p>0631 41555-000</p>";
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return [contentDocument.body];
    });
    assert.deepEqual(shown, [THEIRS]);
    assert.deepEqual(errors, []);
  });

  test("a script that says so again and again whether a part is to be edited does not stop the page", async (t) => {
    for (const word of [() => "false", (count) => (count % 2 ? "true" : "false")]) {
      const { page } = await open(t, launch, "<p id=in contenteditable=false>0631 41555-000</p><p id=other>x</p>");
      await page.evaluate((word) => {
        const say = (0, eval)(`(${word})`);
        let count = 0;
        new MutationObserver(() => document.querySelector("#in").setAttribute("contenteditable", say(count++)))
          .observe(document.body, { subtree: true, characterData: true });
        document.querySelector("#other").firstChild.data = "neu 0631 41555-000";
      }, String(word));
      // It answers: the browser goes on.
      await until("the other is swapped", () => page.$eval("#other", ({ textContent }) => textContent === "neu 0631 41555-010"));
      await withdraw(page);
      assert.equal(await page.$eval("#in", ({ textContent }) => textContent), THEIRS);
    }
  });

  test("what becomes editable while too much happens has the page's own number in the end", async (t) => {
    const { page } = await open(t, launch, "<p id=in>0631 41555-000</p><p id=busy></p>");
    await page.evaluate(async () => {
      for (let round = 0; round < 1500; round++) {
        document.querySelector("#busy").textContent = "0631 41555-000";
        for (let turn = 0; turn < 3; turn++) await null;
      }
      document.querySelector("#in").contentEditable = "true";
    });
    await until("it goes back", () => page.$eval("#in", ({ textContent }, theirs) => textContent === theirs, THEIRS));
  });

  test("a script that writes its number back has its way, and the page never hangs", async (t) => {
    const { page, errors } = await open(t, launch, "<p id=text></p><div id=box></div><div id=twice></div><p id=timer></p><div id=ever></div><a id=link></a>");
    await page.evaluate(() => {
      const find = (id) => document.querySelector(`#${id}`);
      globalThis.written = { text: 0, box: 0, twice: 0, timer: 0, ever: 0, link: 0 };
      const insist = (id, write, options = { subtree: true, childList: true, characterData: true, attributes: true }) => {
        const element = find(id);
        const again = () => {
          if (!/010/.test(element.outerHTML)) return;
          written[id]++;
          write(element);
        };
        write(element);
        new MutationObserver(again).observe(element, options);
      };
      insist("text", (element) => { element.firstChild ? (element.firstChild.data = "0631 41555-000") : element.append("0631 41555-000"); });
      insist("box", (element) => { element.innerHTML = "<p><b>Tel. 0631 41555-000</b></p>"; });
      insist("twice", (element) => { element.innerHTML = "<p>Tel. 0631 41555-000</p><p>Tel. 0631 41555-000</p><p>+49 631 41555000</p>"; });
      insist("link", (element) => { element.href = "tel:+4963141555000"; });
      globalThis.insist = insist;
      globalThis.timer = setInterval(() => { written.timer++; find("timer").textContent = "0631 41555-000"; }, 30);
    });
    await until("the timer has its way", async () => (await page.evaluate(() => written.timer)) > 40);
    const { text, box, twice, timer, link } = await page.evaluate(() => written);
    for (const rounds of [text, box, twice, link]) assert.ok(rounds >= 20 && rounds < 25, `${JSON.stringify({ text, box, twice, link })}`);
    assert.ok(timer > 40);
    const standing = await page.evaluate(() => ["text", "box", "timer"].map((id) => document.querySelector(`#${id}`).textContent));
    assert.deepEqual(standing, [THEIRS, `Tel. ${THEIRS}`, THEIRS]);

    // After a time of peace it is as any other.
    const after = await texts(page, async () => {
      clearInterval(timer);
      await new Promise((resolve) => setTimeout(resolve, 1200));
      const place = document.querySelector("#timer");
      place.textContent = "0631 41555-000";
      return [place];
    });
    assert.deepEqual(after, [OURS]);

    // Its place is given up with that text only; other places were never in question.
    const others = await texts(page, () => {
      document.querySelector("#timer").insertAdjacentHTML("afterend", "<p id=fresh>0631 41555-000</p>");
      return [document.querySelector("#fresh"), document.querySelector("#header")];
    });
    assert.deepEqual(others, [OURS, OURS]);

    // One that says something else each time is held up, and the page goes on.
    const besides = await texts(page, () => {
      insist("ever", (element) => { element.textContent = `${written.ever}. 0631 41555-000`; });
      document.querySelector("#ever").insertAdjacentHTML("afterend", "<p id=other>0631 41555-000</p>");
      return [document.querySelector("#other")];
    });
    assert.deepEqual(besides, [OURS]);
    const ever = await page.evaluate(() => written.ever);
    assert.ok(ever > 5 && ever < 200, `${ever}`);
    assert.deepEqual(errors, []);
  });

  test("a page that renders anew in its own time is no such script", async (t) => {
    const { page } = await open(t, launch, "<div id=clock></div><div id=list></div><p id=same></p><a id=link></a><p id=count></p>");
    const shown = await page.evaluate(async () => {
      const find = (id) => document.querySelector(`#${id}`);
      const shown = [];
      for (let second = 0; second < 60; second++) {
        find("clock").innerHTML = `<p>Noch ${second} s: 0631 41555-000</p>`;
        find("list").innerHTML = `<p>Noch ${second} s</p><p>Tel. 0631 41555-000</p>`;
        find("same").textContent = "0631 41555-000";
        find("link").title = "0631 41555-000";
        find("same").insertAdjacentHTML("beforeend", "<b> 0631 41555-000</b>");
        find("count").textContent = second;
        await (second % 2 ? null : new Promise((resolve) => setTimeout(resolve, 5)));
        shown.push(...[find("clock"), find("list"), find("same"), find("link")].map(({ outerHTML }) => /010/.test(outerHTML) && !/000/.test(outerHTML)));
      }
      return shown;
    });
    assert.deepEqual([...new Set(shown)], [true]);
  });
});
