// The app without a framework: each view is written anew as HTML, what changes
// often by its text, and `pushState` says where one is.

import { define } from "../play.mjs";
import { CONTACT, LINK } from "../model.mjs";

const HOME = `
  <p>Tel. 0631 41555-000, <span class="count"></span> warten</p>
  <p class="around"></p>
  <p>Hotline: <span class="hotline"></span></p>
  <p class="split">0631 </p>
  <ul></ul>`;

const OFFICE = `<address>Hof-Kaffee<br>0631/41555000<br><a class="around" href="${LINK}"></a></address>`;

define(async (root, popups, first, late) => {
  root.innerHTML = `<header><a class="call" href="${LINK}">0631 41555-000</a></header><section></section><div class="late"></div>
    <p data-telswap="off">0631 415 55 000, <span class="count"></span></p>`;
  const all = (selector) => root.querySelectorAll(selector);
  const say = (selector, text) => all(selector).forEach((element) => (element.textContent = text));
  // A split number: text nodes of its own that are changed one by one.
  const split = ["", "-", ""].map((text) => document.createTextNode(text));
  const rows = new Map();
  let released = false;
  let at;

  const set = async (model) => {
    const { route, count, open, name, number, front, back, items, popup, late: isLate } = model;
    if (route !== at) all("section")[0].innerHTML = route === CONTACT ? OFFICE : HOME;
    if (route !== at) all(".split")[0]?.append(...split);
    at = route;
    all(".call")[0].title = `Anrufen: ${number}`;
    all(".call")[0].ariaLabel = `${name}, Tel. 0631 41555-000`;
    say(".count", count);
    say(".around", `${name}: ${number} (${count})`);
    say(".hotline", open ? "0631 41555-000" : "");
    [split[0].data, , split[2].data] = [front, "-", back];
    for (const { key, label, number } of items) {
      if (!rows.has(key)) rows.set(key, document.createElement("li"));
      rows.get(key).title = label;
      rows.get(key).innerHTML = `${label}: <a href="${LINK}">${number}</a>`;
    }
    for (const key of rows.keys()) if (!items.some((item) => item.key === key)) rows.delete(key);
    all("ul")[0]?.replaceChildren(...items.map(({ key }) => rows.get(key)));
    all(".late")[0].innerHTML = isLate ? (released ? `<p>Später: ${number}</p>` : `<i class="pending">0631 41555-000 lädt</i>`) : "";
    popups.innerHTML = popup ? `<dialog open>Rückruf: <a href="${LINK}">${number}</a>, ${count} warten</dialog>` : "";
  };
  await set(first);
  late.then(() => {
    released = true;
    for (const pending of all(".pending")) pending.outerHTML = `<p>Später: ${first.number}</p>`;
  });
  return { set };
});
