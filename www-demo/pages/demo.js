// The test panel: what telswap says and does on this page, told by its own
// events. The panel stores nothing, and requests nothing but the test call that
// its button asks for.

import { inWords } from './call-in-words.js';
import { element, fill } from './element.js';

const ARRIVALS = [
  ['Google Ads', '/?gclid=demo&gad_source=1'],
  ['Newsletter', '/?utm_source=newsletter&utm_medium=email&utm_campaign=herbst'],
  ['ChatGPT', '/?utm_source=chatgpt.com'],
  ['Direct', '/'],
];

const CALLS = '/v1/calls/generic';
const EVENTS = ['consent', 'source', 'swapped', 'restored', 'exhausted', 'error'];
const EVENTS_KEPT = 20;

const telswap = window.telswap;
const klaro = window.klaro;

/** What the events said last. */
let consent = { state: 'unknown' };
let source = null;
let swapped = null;
let leaseEnds = null;
let trouble = null;

/** The number that this page shows now: the one a visitor would dial. */
const shownNumber = () =>
  document.querySelector('.site-header a[href^="tel:"]').getAttribute('href').slice('tel:'.length);

// The panel's parts

const headline = element('span', { class: 'headline' });
const facts = element('dl');
const withheld = element('p', { class: 'hint' }, 'Source, rule and lease: nothing is read, stored or requested without consent.');
const startOver = element('button', { type: 'button' }, 'Start over');
const call = element('button', { type: 'button', class: 'ring', 'aria-describedby': 'call-hint' });
const callHint = element('p', { id: 'call-hint', class: 'hint' });
const outcome = element('div', { role: 'status', class: 'outcome' });
const log = element('ol');

const isHere = (href) => location.pathname + location.search === href;

const arrivals = ARRIVALS.map(([name, href]) =>
  element(
    'li',
    {},
    // No referrer: whoever follows these comes from outside.
    element('a', { href, rel: 'noreferrer', ...(isHere(href) && { 'aria-current': 'page' }) }, name),
  ),
);

const body = element(
  'div',
  { class: 'panel-body' },
  element('h2', {}, 'Arrive from'),
  element('ul', { class: 'arrivals' }, ...arrivals, element('li', {}, startOver)),
  element(
    'p',
    { class: 'hint' },
    'Direct keeps the last campaign. Start over withdraws consent and forgets the visitor.',
  ),
  element('h2', {}, 'What telswap says'),
  facts,
  withheld,
  element('h2', {}, 'Ring the number'),
  call,
  callHint,
  outcome,
  element('details', { class: 'log' }, element('summary', {}, 'Events'), log),
);

const details = element(
  'details',
  {},
  element('summary', {}, element('strong', {}, 'telswap test panel'), headline),
  body,
);
// Beside the site there is room for it; above the site it starts folded.
details.open = matchMedia('(min-width: 68rem)').matches;

document.getElementById('test-panel').append(details);

// What it shows

const row = (name, value) => element('div', {}, element('dt', {}, name), element('dd', {}, value));

const clock = (seconds) => {
  const left = Math.max(0, Math.round(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
};

function leaseInWords() {
  const { pool, overflow, number } = swapped;
  if (!pool) return 'none: not from a pool';
  if (!number) return 'none: the page keeps its own number';
  const left = clock((leaseEnds - performance.now()) / 1000);
  return overflow
    ? `pool “${pool}” is empty: overflow number, asks again in ${left}`
    : `pool “${pool}”, ends in ${left} unless renewed`;
}

function sourceRows() {
  const { channel, medium, campaign, term, content, click_id: clickId, referrer_host: referrer } = source;
  const more = { Campaign: campaign, Term: term, Content: content, 'Click id': clickId?.name, Referrer: referrer };
  return [
    row('Channel', channel),
    row('Source', `${source.source} / ${medium}`),
    ...Object.entries(more)
      .filter(([, value]) => value)
      .map(([name, value]) => row(name, value)),
  ];
}

const leaseRow = row('Lease', '');

function show() {
  const by = consent.cmp ? `, says ${consent.cmp}` : '';
  const number = swapped?.number ?? 'the page’s own';
  headline.textContent = swapped ? `${consent.state} → ${number}` : `consent ${consent.state}`;
  fill(
    facts,
    row('Consent', `${consent.state}${by}`),
    ...(source ? sourceRows() : []),
    ...(swapped ? [row('Rule', swapped.rule ?? 'none decides')] : []),
    row('Number', number),
    ...(swapped ? [leaseRow] : []),
    ...(trouble ? [row('Trouble', trouble)] : []),
  );
  withheld.hidden = consent.state === 'granted';
  showLease();
  const decided = consent.state !== 'unknown';
  call.textContent = `Call ${shownNumber()}`;
  call.disabled = !decided;
  callHint.textContent = decided
    ? 'Stands in for your telephone system: one request, when you press it.'
    : 'Accept or decline in the banner first; until then nothing is requested.';
}

function showLease() {
  if (swapped) leaseRow.querySelector('dd').textContent = leaseInWords();
}

function record(event, detail) {
  const time = new Date().toLocaleTimeString('en-GB');
  log.prepend(element('li', {}, `${time} ${event} `, element('code', {}, JSON.stringify(detail))));
  while (log.children.length > EVENTS_KEPT) log.lastElementChild.remove();
}

// What it listens to

const react = {
  consent(detail) {
    consent = detail;
  },
  source(detail) {
    source = detail;
  },
  swapped(detail) {
    swapped = detail;
    leaseEnds = performance.now() + (detail.expires_in ?? 0) * 1000;
    // What kept a target from its number is told before the target is.
    if (detail.number) trouble = null;
  },
  restored() {
    source = swapped = leaseEnds = trouble = null;
  },
  exhausted({ pool }) {
    if (!swapped.number) trouble = `pool “${pool}” is empty and has no overflow number`;
  },
  error({ code, message }) {
    trouble = `${message} (${code})`;
  },
};

if (telswap) {
  for (const event of EVENTS) {
    telswap.on(event, (detail) => {
      react[event](detail);
      record(event, detail);
      show();
    });
  }
  setInterval(showLease, 1000);
} else {
  trouble = 'telswap.js is not there: “cargo xtask build” writes it to dist/';
}
show();

// What it does

startOver.addEventListener('click', () => {
  klaro?.getManager().resetConsents();
  // Without the query: it would bring the campaign back.
  location.replace(location.pathname);
});

call.addEventListener('click', async () => {
  const to = shownNumber();
  call.disabled = true;
  try {
    const response = await fetch(CALLS, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: crypto.randomUUID(), to }),
    });
    const answer = await response.json();
    fill(
      outcome,
      element('p', {}, inWords(answer, to)),
      element(
        'details',
        {},
        element('summary', {}, 'The server’s answer'),
        element('pre', { tabindex: '0' }, JSON.stringify(answer, null, 2)),
      ),
    );
  } catch {
    fill(outcome, element('p', {}, `No answer from ${CALLS}: calls need “telswap serve”, plain files cannot take them.`));
  }
  call.disabled = false;
  call.focus();
});
