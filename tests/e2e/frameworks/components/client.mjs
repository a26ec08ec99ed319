// The app as web components, all in open shadow roots: Lit's, and one written by
// hand.

import { html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";

import { define } from "../play.mjs";
import { CONTACT, LINK } from "../model.mjs";

class Plain extends HTMLElement {
  set number(number) {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.textContent = `Tel. ${number}`;
  }
}

class Item extends LitElement {
  static properties = { label: {}, number: {} };

  render() {
    const { label, number } = this;
    return html`<span title="${label}: ${number}">${label}: <a href=${LINK}>${number}</a></span>`;
  }
}

class App extends LitElement {
  static properties = { model: {}, isLateHere: {} };

  render() {
    const { route, count, open, name, number, front, back, items, late } = this.model;
    return html`
      <header>
        <a href=${LINK} title="Anrufen: ${number}" aria-label="${name}, Tel. 0631 41555-000">0631 41555-000</a>
        <svg><text>${number}</text></svg>
      </header>
      ${route !== CONTACT
        ? html`<section>
            <p>Tel. 0631 41555-000, ${count} warten</p>
            <p>${name}: ${number} (${count})</p>
            <p>Hotline: ${open ? "0631 41555-000" : nothing}${open ? " (kostenlos)" : ""}</p>
            <p>${open ? number : "geschlossen"}</p>
            ${open ? html`<p>Jetzt: <b>0631</b> 41555-000</p>` : nothing}
            <p>0631 ${front}-${back}</p>
            <hof-plain title=${name} .number=${number}></hof-plain>
            <ul>${repeat(items, ({ key }) => key, (item) => html`<li><hof-item .label=${item.label} .number=${item.number}></hof-item></li>`)}</ul>
          </section>`
        : html`<address>Hof-Kaffee<br />0631/41555000<br />${name}, <a href=${LINK}>${number}</a></address>`}
      ${!late ? nothing : this.isLateHere ? html`<p>Später: ${number}</p>` : html`<i class="pending">0631 41555-000 lädt</i>`}
      <p data-telswap="off">0631 415 55 000, ${count}</p>
      <input readonly value="0631 415 55 000, ${count}" />
      <slot></slot>`;
  }
}

customElements.define("hof-plain", Plain);
customElements.define("hof-item", Item);
customElements.define("hof-app", App);

define(async (root, popups, first, late) => {
  const app = Object.assign(document.createElement("hof-app"), { model: first, textContent: "0631 41555-000" });
  root.append(app);
  late.then(() => (app.isLateHere = true));
  const popup = document.createElement("hof-item");
  return {
    set: async (model) => {
      app.model = model;
      if (model.popup) popups.append(Object.assign(popup, { label: "Rückruf", number: model.number }));
      else popup.remove();
      await app.updateComplete;
      const items = [...app.shadowRoot.querySelectorAll("hof-item"), ...popups.children];
      await Promise.all(items.map(({ updateComplete }) => updateComplete));
    },
  };
});
