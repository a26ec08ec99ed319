// The app in Angular, compiled where it runs.

import { Component, Directive, ElementRef, inject, InjectionToken, signal } from "@angular/core";

import { CONTACT, LINK } from "../model.mjs";

/** `{first, late, popups, follow}`, as the other apps are given it. */
export const GIVEN = new InjectionToken("given");

/** An element that is moved to where the page shows its pop-ups, as long as it lasts. */
const PopUp = Directive({ selector: "dialog" })(
  class {
    popups = inject(GIVEN).popups;
    element = inject(ElementRef).nativeElement;
    ngOnInit() {
      this.popups.append(this.element);
    }
    ngOnDestroy() {
      this.element.remove();
    }
  },
);

export const App = Component({
  selector: "hof-app",
  imports: [PopUp],
  template: `
    <main>
      <header>
        <a [href]="LINK" [title]="'Anrufen: ' + model().number" [attr.aria-label]="model().name + ', Tel. 0631 41555-000'">0631 41555-000</a>
        <svg><svg:text>{{ model().number }}</svg:text></svg>
      </header>
      @if (model().route !== CONTACT) {
        <section>
          <p>Tel. 0631 41555-000, {{ model().count }} warten</p>
          <p>{{ model().name }}: {{ model().number }} ({{ model().count }})</p>
          <p>Hotline: @if (model().open) {0631 41555-000}{{ model().open ? " (kostenlos)" : "" }}</p>
          <p>{{ model().open ? model().number : "geschlossen" }}</p>
          @if (model().open) {<p>Jetzt: <b>0631</b> 41555-000</p>}
          <p>0631 {{ model().front }}-@if (true) {{{ model().back }}}</p>
          <ul>
            @for (item of model().items; track item.key) {
              <li [title]="item.label + ': ' + item.number">{{ item.label }}: <a [href]="LINK">{{ item.number }}</a></li>
            }
          </ul>
        </section>
      } @else {
        <address>Hof-Kaffee<br>0631/41555000<br>{{ model().name }}, <a [href]="LINK">{{ model().number }}</a></address>
      }
      @if (model().late) {
        @if (released()) {<p>Später: {{ model().number }}</p>} @else {<i class="pending">0631 41555-000 lädt</i>}
      }
      <p data-telswap="off">0631 415 55 000, {{ model().count }}</p>
      <input readonly [attr.value]="'0631 415 55 000, ' + model().count">
      @if (model().popup) {<dialog open>Rückruf: <a [href]="LINK">{{ model().number }}</a>, {{ model().count }} warten</dialog>}
    </main>`,
})(
  class {
    LINK = LINK;
    CONTACT = CONTACT;
    released = signal(false);
    constructor() {
      const { first, late, follow } = inject(GIVEN);
      this.model = signal(first);
      follow?.(this.model);
      late?.then(() => this.released.set(true));
    }
  },
);
