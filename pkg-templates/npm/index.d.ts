/**
 * Dynamic number insertion: where a visit came from, which phone number it is
 * shown, and why. The same core as in the browser snippet and the server.
 *
 * ```js
 * import { init, classify, swapText } from 'telswap';
 *
 * await init();
 * classify({ landing: 'https://hof-kaffee.de/?gclid=x', referrer: '' }).channel; // 'paid-search'
 * swapText('Tel. 0631 41555-000', [{ from: '+4963141555000', to: '+4963141555010' }]);
 * // 'Tel. 0631 41555-010'
 * ```
 *
 * No function reads a clock, stores anything or asks the network; `init` alone
 * fetches the package's WebAssembly module.
 *
 * @packageDocumentation
 */

import type { By, Outcome, PublicSite, Site, Values } from './site.js';

export type * from './site.js';

/**
 * Loads the WebAssembly module, once; every other function comes after it.
 *
 * In Node the module is loaded when the package is imported, and this resolves
 * at once. Elsewhere it is fetched from beside the package, which bundlers
 * understand (`new URL('./core.wasm', import.meta.url)`). Where that does not
 * fit, say what to load: its address, a response, its bytes, or a compiled
 * module, as from `import module from 'telswap/core.wasm'` on edge runtimes.
 *
 * Rejects when the module cannot be fetched or run; then it may be called again.
 *
 * @throws {@link TelswapError} `init_failed`, with the `cause`
 */
export function init(module?: ModuleSource | Promise<ModuleSource>): Promise<void>;

/** What {@link init} loads the WebAssembly module from. */
export type ModuleSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/**
 * Says where a visit came from: the channel after GA4's default channel group,
 * source, medium, campaign and click id.
 *
 * Own pages start no source: the landing's own host, `options.domains`, and the
 * subdomains of both. Any text will do for an address; what cannot be read says
 * nothing.
 *
 * ```js
 * classify({ landing: 'https://hof-kaffee.de/?utm_source=newsletter&utm_medium=email' });
 * // { channel: 'email', source: 'newsletter', medium: 'email', campaign: null, term: null,
 * //   content: null, click_id: null, referrer_host: null }
 * ```
 *
 * @throws {@link TelswapError} `invalid_argument`, `invalid_config`
 */
export function classify(visit: Visit, options?: ClassifyOptions): Source;

/**
 * Checks a `site.json`, as text or as an object, and gives either the site with
 * every default filled in, or everything that is wrong with it.
 *
 * ```js
 * const checked = check('{ "site": "Hof Kaffee" }');
 * if (!checked.ok) for (const { path, problem, hint } of checked.errors) console.log(path, problem, hint);
 * ```
 *
 * @throws {@link TelswapError} `invalid_argument` when it is neither
 */
export function check(config: string | object): Checked;

/**
 * What browsers may know of a site, in the shape of `site.json`: no pool's
 * numbers. It is what `GET /v1/site.json` answers.
 *
 * @throws {@link TelswapError} `invalid_config`, with all `errors`
 */
export function publicSite(config: string | object): PublicSite;

/**
 * Says what each of the site's numbers becomes for a visit, by which rule, and
 * why the other rules are not for it. Of several visits of one visitor, in the
 * order in which they came, each rule looks at the one that its `by` names.
 *
 * ```js
 * const { targets, rules } = explain(config, { landing: 'https://hof-kaffee.de/?gclid=x' });
 * targets[0]; // { target: 'main', rule: 'google-ads', outcome: '+4963141555010' }
 * rules[1];
 * // { rule: 'bing', matches: false, mismatches: [{ field: 'source', wanted: 'bing', found: 'google' }] }
 * ```
 *
 * @throws {@link TelswapError} `invalid_config`, `invalid_argument`
 */
export function explain(config: string | object, visit: Visit | Visit[]): Explanation;

/**
 * Finds the `from` numbers in a text, in any usual spelling, and writes the
 * `to` numbers in the style found. All else stays as it is.
 *
 * ```js
 * const swaps = [{ from: '+4963141555000', to: '+4963141555010' }];
 * swapText('+49 (631) 41555-000', swaps); // '+49 (631) 41555-010'
 * ```
 *
 * @throws {@link TelswapError} `invalid_argument`
 */
export function swapText(text: string, swaps: Swap[], options?: SwapOptions): string;

/**
 * The same for the address of a link: `tel:`, `callto:` and Skype calls; other
 * addresses stay as they are.
 *
 * @throws {@link TelswapError} `invalid_argument`
 */
export function swapHref(href: string, swaps: Swap[], options?: SwapOptions): string;

/** A phone number in E.164 form: `+`, then 7 to 15 digits, as `+4963141555000`. */
export type E164 = `+${string}`;

/** A visit as the browser or a server saw it. */
export interface Visit {
  /** The address the visitor arrived at, whole. */
  landing: string;
  /** The referrer as the browser gives it; empty or left out when there is none. */
  referrer?: string;
  /**
   * When it was, in milliseconds since 1970, for {@link explain} with several
   * visits; left out, right after the visit before.
   */
  at?: number;
}

export interface ClassifyOptions {
  /** The site's hosts, as `hof-kaffee.de`; each with its subdomains. */
  domains?: string[];
  /** A `site.json`, as text or as an object: its domains, and what it says of sources. */
  config?: string | object;
}

/** A channel of GA4's default channel group, and `ai-assistant`. */
export type Channel =
  | 'direct'
  | 'cross-network'
  | 'paid-shopping'
  | 'paid-search'
  | 'paid-social'
  | 'paid-video'
  | 'display'
  | 'paid-other'
  | 'organic-shopping'
  | 'organic-social'
  | 'organic-video'
  | 'ai-assistant'
  | 'organic-search'
  | 'referral'
  | 'email'
  | 'affiliates'
  | 'audio'
  | 'sms'
  | 'mobile-push'
  | 'unassigned';

/** Where a visit came from. */
export interface Source {
  channel: Channel;
  /** `google`, `newsletter`, a referring host, or `(direct)`. */
  source: string;
  /** `cpc`, `organic`, `email`, `referral`, or `(none)`. */
  medium: string;
  campaign: string | null;
  /** The search term. */
  term: string | null;
  /** Which advertisement or link it was. */
  content: string | null;
  /** The parameter that an advertising network added, as `gclid`. */
  click_id: { name: string; value: string } | null;
  /** The referrer's host without `www.`; null for the site's own pages. */
  referrer_host: string | null;
}

/** One number to be shown in place of another. */
export interface Swap {
  /** The number that the page shows today. */
  from: E164;
  /** The number to show instead. */
  to: E164;
  /**
   * The national digits of `to` in groups, as `221|4710|137`: area code first,
   * no trunk prefix. Used where the style found cannot be kept.
   */
  groups?: string;
  /** The same as a spelling of `to`, as `0221 4710-137`. */
  display?: string;
  /** How `from` is usually written, as `0631 41555-000`: where its area code ends. */
  from_display?: string;
  /** What else is taken for `from`. */
  match?: Matching;
}

/** What is taken for a number beside its usual spellings; off unless it says otherwise. */
export interface Matching {
  /** The same number under a label that names a fax machine only. */
  fax?: boolean;
  /** The number with `-0` behind it: the operator of its switchboard. */
  extension_0?: boolean;
  /** The number without its area code, where that is known to end. */
  local?: boolean;
  /** Letters for digits, as in `1-800-FLOWERS`; on where the country code is 1. */
  letters?: boolean;
  /** Links that open a chat in WhatsApp, and the number behind its name. */
  whatsapp?: boolean;
  /** `sms:` links, and the number behind a word for messages. */
  sms?: boolean;
  /** `sip:` and `sips:` links. */
  sip?: boolean;
}

export interface SwapOptions {
  /**
   * The country of the page (ISO 3166-1, two letters), as `DE`: there a number
   * of another country never stands without its country code.
   */
  country?: string;
}

/** What {@link check} says. */
export type Checked = { ok: true; site: Site } | { ok: false; errors: ConfigError[] };

/** One thing wrong with a `site.json`. */
export interface ConfigError {
  /** Where, as `rules[1].swap.main`; empty for the file as a whole. */
  path: string;
  /** A name of the kind of error that stays the same, as `duplicate_number`. */
  code: string;
  /** What is wrong. */
  problem: string;
  /** What would be right. */
  hint: string;
}

/** What {@link explain} says. */
export interface Explanation {
  /** The visit that decides where a rule says nothing else; null without visits. */
  source: Source | null;
  /** The visits, as far as they are kept. */
  touches: Touch[];
  /** Every rule in order. */
  rules: { rule: string; by?: By; matches: boolean; mismatches: Mismatch[] }[];
  /** What each target becomes, and the rule that decided; null when none did. */
  targets: { target: string; rule: string | null; outcome: Outcome }[];
}

/** A visit as it is kept: no address. */
export interface Touch {
  source: Source;
  /** Which of the rules' values for its path and parameters its landing met. */
  landing: string[];
  /** Milliseconds since 1970. */
  at: number;
}

/** A part of a rule's condition that the visit does not meet. */
export interface Mismatch {
  /** Where in `when` it stands, as `channel` or `any[1].query.partner`. */
  field: string;
  /** What has to be there. */
  wanted?: Values;
  /** What must not be there, under a `not`. */
  unwanted?: Values;
  /** What the visit has; null when it has nothing there, or when nobody knows it any more. */
  found: string | null;
}

/** What the functions throw. */
export interface TelswapError extends Error {
  /** `not_initialised`: {@link init} comes first; `init_failed`: it could not load the module. */
  code: 'not_initialised' | 'init_failed' | 'invalid_argument' | 'invalid_config';
  /** With `invalid_config`: everything that is wrong. */
  errors?: ConfigError[];
}
