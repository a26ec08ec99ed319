// What the app shows, and what can happen to it: the same for every framework.

/** The page's own number, as the app's texts spell it; `ours` knows them all. */
const SPELLINGS = ["0631 41555-000", "+49 631 41555-000", "(0631) 41555000", "0631/41555000", "0049 631 41555-000"];

/** Numbers of others, which stay. */
const OTHERS = ["0631 41556-000", "030 41555-000"];

/** Where the pages lead; all but the last show the same. */
const ROUTES = ["/", "/sortiment", "/filialen", "/kontakt"];
export const CONTACT = ROUTES.at(-1);

export const LINK = "tel:+4963141555000";

/** The app's HTML with the number that the visitor is to see. */
export const ours = (html) => html.replace(OWN, "$1010");

const TAGS = "(?:<[^>]*>)*";
const OWN = new RegExp(String.raw`((?:(?:\+49 ?|0049 |0)631|\(0631\))${TAGS}[ /]?${TAGS}41555${TAGS}-?${TAGS})000`, "g");

/** What the page shows when it comes from the server. */
export const FIRST = {
  route: ROUTES[0],
  count: 3,
  open: true,
  name: "Rösterei",
  number: SPELLINGS[0],
  front: "41555",
  back: "000",
  items: [1, 2, 3].map(item),
  popup: false,
  late: true,
};

function item(key) {
  return { key, label: `Filiale ${key}`, number: SPELLINGS[key % SPELLINGS.length] };
}

const next = (list, one) => list[(list.indexOf(one) + 1) % list.length];

/** What happens: each gives the next model. `random(n)` is a whole number below n. */
const ACTIONS = {
  counted: (model) => ({ ...model, count: model.count + 1 }),
  toggled: (model) => ({ ...model, open: !model.open }),
  renamed: (model) => ({ ...model, name: `Rösterei ${model.count}` }),
  respelled: (model) => ({ ...model, number: next(SPELLINGS, model.number) }),
  anothers: (model, random) => ({ ...model, number: OTHERS[random(OTHERS.length)] }),
  frontChanged: (model) => ({ ...model, front: next(["41555", "41556"], model.front) }),
  backChanged: (model) => ({ ...model, back: next(["000", "001"], model.back) }),
  added: (model, random) => {
    const key = 1 + Math.max(0, ...model.items.map(({ key }) => key));
    const items = [...model.items];
    items.splice(random(items.length + 1), 0, item(key), item(key + 1));
    return { ...model, items: items.slice(-8) };
  },
  removed: (model, random) => ({ ...model, items: model.items.toSpliced(random(model.items.length), 1) }),
  moved: (model, random) => {
    const items = [...model.items];
    const [moved] = items.splice(random(items.length), 1);
    if (moved) items.splice(random(items.length + 1), 0, moved);
    return { ...model, items };
  },
  reversed: (model) => ({ ...model, items: model.items.toReversed() }),
  relabelled: (model) => ({ ...model, items: model.items.map((one) => ({ ...one, label: `${one.label}*`.slice(0, 12), number: next(SPELLINGS, one.number) })) }),
  navigated: (model) => ({ ...model, route: next(ROUTES, model.route) }),
  popped: (model) => ({ ...model, popup: !model.popup }),
  loaded: (model) => ({ ...model, late: !model.late }),
};

/** Four of each: through all views, there and back. */
export const EACH = Object.keys(ACTIONS).flatMap((name) => [name, name, name, name]);

/** As many as asked for, any of them. Late content is rare: frameworks hold it back. */
export function some(rounds, random) {
  const names = Object.keys(ACTIONS).filter((name) => name !== "loaded");
  return Array.from({ length: rounds }, () => (random(100) ? names[random(names.length)] : "loaded"));
}

/** The next model after an action. */
export function after(model, action, random) {
  return ACTIONS[action](model, random);
}

/** Whole numbers below n in an order that the seed decides (Lehmer's generator). */
export function randomOf(seed) {
  let state = (seed % 2_147_483_646) + 1;
  return (n) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % n;
  };
}
