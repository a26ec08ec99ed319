// The app in Vue, by its templates.

import { createSSRApp, defineAsyncComponent, nextTick, onMounted, shallowRef } from "vue";

import { CONTACT, LINK } from "../model.mjs";

const Item = {
  props: ["label", "number"],
  data: () => ({ LINK, taps: 0 }),
  template: `<li :title="label + ': ' + number" @click="taps += 1">{{ label }}: <a :href="LINK">{{ number }}</a> · {{ taps }}</li>`,
};

const LateNumber = { props: ["number"], template: `<p>Später: {{ number }}</p>` };

const template = `
  <main>
    <header>
      <a :href="LINK" :title="'Anrufen: ' + number" :aria-label="name + ', Tel. 0631 41555-000'">0631 41555-000</a>
      <svg><text>{{ number }}</text></svg>
    </header>
    <section v-if="route !== CONTACT">
      <p>Tel. 0631 41555-000, {{ count }} warten</p>
      <p>{{ name }}: {{ number }} ({{ count }})</p>
      <p>Hotline: <template v-if="open">0631 41555-000</template>{{ open ? " (kostenlos)" : "" }}</p>
      <p>{{ open ? number : "geschlossen" }}</p>
      <p v-if="open">Jetzt: <b>0631</b> 41555-000</p>
      <p>0631 {{ front }}-<template v-if="true">{{ back }}</template></p>
      <ul><Item v-for="item in items" :key="item.key" :label="item.label" :number="item.number" /></ul>
    </section>
    <address v-else>Hof-Kaffee<br>0631/41555000<br>{{ name }}, <a :href="LINK">{{ number }}</a></address>
    <Suspense v-if="late"><Late :number="number" /><template #fallback><i class="pending">0631 41555-000 lädt</i></template></Suspense>
    <p data-telswap="off">0631 415 55 000, {{ count }}</p>
    <input readonly :value="'0631 415 55 000, ' + count">
    <Teleport to="#popups" v-if="popup"><dialog open>Rückruf: <a :href="LINK">{{ number }}</a>, {{ count }} warten</dialog></Teleport>
  </main>`;

/** The app, and how to show another model. */
export function makeApp(first, late) {
  const model = shallowRef(first);
  const fields = Object.fromEntries(Object.keys(first).map((name) => [name, () => model.value[name]]));
  let mounted;
  const started = new Promise((resolve) => (mounted = resolve));
  const app = createSSRApp({
    template,
    components: { Item, Late: late ? defineAsyncComponent(() => late.then(() => LateNumber)) : LateNumber },
    setup: () => onMounted(mounted),
    data: () => ({ CONTACT, LINK }),
    computed: fields,
  });
  const set = (next) => {
    model.value = next;
    return nextTick();
  };
  return { app, started, set };
}
