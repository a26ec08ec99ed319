// Two pages, the same on every run: many small texts, and one of a megabyte.

/** The number that the pages show, as it is spelled here and there. */
const SPELLINGS = [
  "0631 41555-000", "+49 631 41555-000", "(0631) 41555-000", "0631 / 41 55 50 00", "+49 (0)631 41555000",
  "0631-41555000", "0631/41555-000", "+4963141555000", "<span>0631</span> <b>41555-000</b>", "0631&nbsp;41555&#8209;000",
];

/** Random numbers from 0 to 1 that are the same each time (mulberry32). */
function randomly(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS = `Kaffee Rösterei Termin Beratung täglich frisch gemahlen aus eigener Ernte und mit viel Ruhe geröstet
wir liefern nach Hause oder in das Büro Maschinen Mühlen Zubehör Ersatzteile für jede Küche Service vor Ort die Bohne
der Hof von Montag bis Freitag geöffnet eine Auswahl feiner Sorten Bitte rufen Sie uns an`.split(/\s+/);

function writer(seed) {
  const random = randomly(seed);
  const upTo = (most) => Math.floor(random() * most);
  const digits = (count) => Array.from({ length: count }, () => upTo(10)).join("");
  const words = (count) => Array.from({ length: count }, () => WORDS[upTo(WORDS.length)]).join(" ");
  return { upTo, digits, words };
}

/** The page's number: now in a link, now in the text. */
function contact(place, { words }) {
  const spelling = SPELLINGS[place % SPELLINGS.length];
  const link = `<a href="tel:+4963141555000" title="Anruf: 0631 41555-000" aria-label="Telefon 0631 41555-000">${spelling}</a>`;
  return `<p>${words(6)}: ${place % 3 ? spelling : link} ${words(3)}</p>`;
}

/** Calls `write(place)` for each block, and puts `numbers` contacts evenly between them. */
function withContacts(blocks, numbers, write, text) {
  let html = "";
  let written = 0;
  for (let place = 0; place < blocks; place++) {
    html += write(place);
    if (((place + 1) * numbers) / blocks >= written + 1) html += contact(written++, text);
  }
  return html;
}

/** Short texts, one in eight with digits. */
function small() {
  const text = writer(1);
  const { upTo, digits, words } = text;
  const item = (place) => {
    if (place % 4 == 0) return `<li>${words(3)} <b>${words(1)}</b> ${digits(1 + upTo(4))}</li>`;
    if (place % 4 == 1) return `<p>${words(8)}</p>`;
    if (place % 4 == 2) return `<div><a href="/seite/${place}">${words(2)}</a> ${words(4)}</div>`;
    return `<h3>${words(4)}</h3>`;
  };
  return withContacts(5_632, 50, item, text);
}

/** Prose, tables of articles, a form, scripts; indented as people do. */
function large() {
  const text = writer(2);
  const { upTo, digits, words } = text;
  const row = () =>
    `<tr>\n<td>Art.-Nr. ${digits(5)}-${digits(4)}</td>\n<td>${words(4)}</td><td>${digits(2)},${digits(2)} €</td>` +
    `<td>0${digits(3)} ${digits(5)}</td>\n</tr>\n`;
  const section = (place) => {
    switch (place % 6) {
      case 0:
        return `<table>\n<tbody>\n${Array.from({ length: 20 }, row).join("")}</tbody>\n</table>\n`;
      case 1:
        return `<ul>\n${Array.from({ length: 12 }, () => `<li><a href="/artikel/${digits(6)}" title="${words(3)}">${words(3)}</a></li>\n`).join("")}</ul>\n`;
      case 2:
        return `<form><label for="f${place}">${words(2)}</label> <input id="f${place}" value="0631 41555-000"> <select><option>${words(1)}</option><option>${digits(5)}</option></select></form>\n`;
      case 3:
        return `<script type="application/json">{"artikel":[${Array.from({ length: 120 }, () => `"${digits(8)}"`).join()}]}</script>\n`;
      default:
        return `<h2>${words(5)}</h2>\n${Array.from({ length: 7 }, () => `<p>${words(62)} <em>${words(3)}</em> ${words(44)} <strong>${digits(2)}.${digits(2)}.20${digits(2)}</strong> ${words(52)}.</p>\n`).join("")}`;
    }
  };
  return withContacts(328, 33, section, text);
}

/** By name: what stands in the page's body, and how often that shows the number. */
export const PAGES = {
  A: { body: small(), numbers: 50 },
  B: { body: large(), numbers: 33 },
};
