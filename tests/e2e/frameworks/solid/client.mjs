// The app in Solid, by its tagged templates.

import { createMemo, createSignal } from "solid-js";
import html from "solid-js/html";
import { For, Portal, render, Show } from "solid-js/web";

import { define } from "../play.mjs";
import { CONTACT, LINK } from "../model.mjs";

const Item = ({ item }) => html`<li title=${`${item.label}: ${item.number}`}>${item.label}: <a href=${LINK}>${item.number}</a></li>`;

function View({ model, popups, late }) {
  const [released, release] = createSignal(false);
  late.then(() => release(true));
  // Whoever reads one is asked again when it changes, as with Solid's stores.
  const field = (name) => createMemo(() => model()[name]);
  const name = field("name");
  const route = field("route");
  const open = field("open");
  const number = field("number");
  const count = field("count");
  return html`<main>
    <header>
      <a href=${LINK} title=${() => `Anrufen: ${number()}`} aria-label=${() => `${name()}, Tel. 0631 41555-000`}>0631 41555-000</a>
      <svg><text>${number}</text></svg>
    </header>
    <${Show} when=${() => route() !== CONTACT} fallback=${html`<address>Hof-Kaffee<br/>0631/41555000<br/>${name}, <a href=${LINK}>${number}</a></address>`}>
      <section>
        <p>Tel. 0631 41555-000, ${count} warten</p>
        <p>${name}: ${number} (${count})</p>
        <p>Hotline: ${() => open() && "0631 41555-000"}${() => (open() ? " (kostenlos)" : "")}</p>
        <p>${() => (open() ? number() : "geschlossen")}</p>
        <${Show} when=${open}><p>Jetzt: <b>0631</b> 41555-000</p><//>
        <p>0631 ${field("front")}-${field("back")}</p>
        <ul><${For} each=${field("items")}>${(item) => Item({ item })}<//></ul>
      </section>
    <//>
    <${Show} when=${field("late")}>
      <${Show} when=${released} fallback=${html`<i class="pending">0631 41555-000 lädt</i>`}><p>Später: ${number}</p><//>
    <//>
    <p data-telswap="off">0631 415 55 000, ${count}</p>
    <input readonly value=${() => `0631 415 55 000, ${count()}`} />
    <${Show} when=${field("popup")}><${Portal} mount=${popups}><dialog open>Rückruf: <a href=${LINK}>${number}</a>, ${count} warten</dialog><//><//>
  </main>`;
}

define(async (root, popups, first, late) => {
  const [model, setModel] = createSignal(first);
  render(() => View({ model, popups, late }), root);
  return { set: async (next) => void setModel(next) };
});
