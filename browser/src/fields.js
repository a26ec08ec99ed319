// Hidden fields of the site's forms, `<input type="hidden" data-telswap-field="channel">`:
// a form that is sent under a grant says where its sender came from.

import { attempt } from "./attempt.js";
import { roots } from "./page.js";

/** The fields that we filled, as far as the page keeps them. */
let filled = [];

/** By such a field: whether it had a value before. */
let known = new WeakMap();

/** By field: what stands there under the grant. */
let values = new Map();

/** The source that the fields tell of; a click id is its value, and its name apart. */
export function know({ click_id, ...texts } = {}) {
  values = new Map(Object.entries({ ...texts, click_id: click_id?.value, click_id_name: click_id?.name }));
}

/** Says what a field is filled with. */
export const WANTS = "data-telswap-field";

const FIELD = `input[${WANTS}]`;

/** The fields in a root and below, itself included. */
const fieldsIn = (root) => [root, ...(root.querySelectorAll?.(FIELD) ?? [])].filter((one) => one.matches?.(FIELD));

const valueOf = (field) => values.get(field.dataset.telswapField);

/** Fills the fields below a root: one that visitors see once, and only if they have not written into it. */
export function fill(root) {
  for (const field of fieldsIn(root))
    attempt(() => {
      const value = valueOf(field);
      if (value == null || (isSeen(field) && (known.has(field) || field.value !== field.defaultValue))) return;
      if (!known.has(field)) {
        known.set(field, field.hasAttribute("value"));
        filled = filled.filter((ref) => ref.deref());
        filled.push(new WeakRef(field));
      }
      if (field.value !== value) field.value = value;
    });
}

const isSeen = ({ type }) => type != "hidden";

/** Empties them, and copies of them: no form sent after the grant tells of it. */
export function empty() {
  const fields = filled.splice(0).map((ref) => ref.deref());
  for (const root of [document, ...roots]) attempt(() => fields.push(...fieldsIn(root)));
  for (const field of fields)
    attempt(() => {
      // What a visitor has written into a field that they see is theirs.
      if (!field || (field.value !== valueOf(field) && (isSeen(field) || !known.has(field)))) return;
      field.value = "";
      if (known.get(field) === false) field.removeAttribute("value");
    });
  values.clear();
  known = new WeakMap();
}
