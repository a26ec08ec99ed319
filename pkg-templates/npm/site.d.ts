// What `site.json` says, once it is checked.

import type { Channel, E164, Matching } from './index.js';

/** A checked `site.json`. */
export interface Site {
  site: string;
  domains: string[];
  /** The site's own numbers, by name. */
  targets: Record<string, Target>;
  pools: Record<string, Pool>;
  /** What the site says of sources itself. */
  sources?: Sources;
  journey: Limits;
  rules: Rule[];
  consent: Consent;
  page: Page;
}

/** The part of a site that browsers may know; what is usual is left out. */
export interface PublicSite extends Omit<Site, 'pools' | 'page'> {
  pools: Record<string, Pick<Pool, 'lease_minutes'> & Partial<Pick<Pool, 'lease'>>>;
  page?: Partial<Page>;
}

/** One of the site's own numbers. */
export interface Target {
  number: E164;
  /** How it is spelled, as `0631 41555-000`. */
  display?: string;
  /** What else is taken for it. */
  match?: Matching;
}

/** A number, alone or with its spelling. */
export type SpelledNumber = E164 | { number: E164; display: string };

/** Numbers that visitors share in time. */
export interface Pool {
  numbers: SpelledNumber[];
  /** How long a lease holds after its last renewal, in minutes. */
  lease_minutes: number;
  /** When a visitor's number is asked for: once the target's is on the page, in view, or about to be used. */
  lease: 'present' | 'visible' | 'intent';
  /** What is shown when every number is leased. */
  overflow?: SpelledNumber;
}

/** How the engine goes about the page. */
export interface Page {
  /** What the first swap waits for. */
  after: 'hydration' | 'load' | 'immediately';
  /** CSS selectors of the elements in which numbers are shown; absent: everywhere. */
  include?: string[];
  /** CSS selectors of the elements that are left alone. */
  exclude: string[];
  /** Whether frames of the same origin are part of the page. */
  frames: boolean;
  /** Attributes that hold numbers besides `title` and `aria-label`. */
  attributes: string[];
  /** Whether telswap's events go to the page's `dataLayer` too. */
  data_layer: boolean;
}

/** What a site says of sources itself; it goes before what telswap knows. */
export interface Sources {
  /** Hosts that send visitors, each with its subdomains. */
  hosts?: Record<string, { kind: Kind; source: string }>;
  /** What `utm_source` says, and the source that it is. */
  aliases?: Record<string, string>;
  /** Channels that go before those of the default channel group: the first whose condition is met. */
  channels?: { when: Condition; channel: Channel }[];
}

/** What kind of source a host is; `payment` starts none. */
export type Kind = 'search' | 'ai' | 'email' | 'social' | 'video' | 'shopping' | 'display' | 'payment';

/** When a visit ends, and how long it is remembered. */
export interface Limits {
  /** Minutes without a page after which a new visit begins. */
  session_minutes: number;
  days: number;
}

/** Which of a visitor's visits decides. */
export type By = 'first' | 'last' | 'last-non-direct';

/** Which visits see which numbers: for each target the first rule that matches decides. */
export interface Rule {
  id: string;
  /** What the visit must be; absent: every visit. */
  when?: Condition;
  /** Which of the visitor's visits it looks at; absent: the last that was not direct. */
  by?: By;
  /** Per target what it becomes. */
  swap: Record<string, Outcome>;
}

/** What a target becomes: a number, one of a pool, or still the page's own. */
export type Outcome = SpelledNumber | { pool: string } | 'keep';

/**
 * What a visit must be: every part that is there has to be met. Upper and lower
 * case are the same (A to Z), and `*` stands for any text.
 */
export interface Condition {
  /** A {@link Channel}. */
  channel?: Values;
  source?: Values;
  medium?: Values;
  campaign?: Values;
  term?: Values;
  content?: Values;
  /** The name of the click id that must be there, as `gclid`. */
  click_id?: Values;
  /** The referrer's host without `www.`. */
  referrer_host?: Values;
  /** The path of the page where the visit began, as `/kaffee/*`. */
  landing_path?: Values;
  /** Parameters of the page where the visit began, by name. */
  query?: Record<string, Values>;
  /** Conditions that all have to be met. */
  all?: Condition[];
  /** Conditions of which one has to be met. */
  any?: Condition[];
  /** A condition that must not be met. */
  not?: Condition;
}

/** One value, or a list of which one has to be there. */
export type Values = string | string[];

/** Whose consent counts. */
export interface Consent {
  cmp: Cmp;
  /** The service or category whose grant the swap needs; the IAB vendor id for `tcf` and `gpp`. */
  service: string;
  /** For `tcf`, `gpp` and `auto`: the purposes that must be granted besides 1. */
  purposes?: number[];
  /** The service or category (`tcf`, `gpp`: purposes, as `3,4`) whose grant systems for advertising need. */
  marketing?: string;
  /** What Global Privacy Control means: a refusal (`veto`, also when it is not given), or nothing. */
  gpc?: 'veto' | 'ignore';
  /** Static numbers are shown before any decision too. */
  static?: 'immediate';
  /** For `tcf` and `gpp`: the server leases only against a TC string that carries the grant. */
  evidence?: 'required';
}

/** A consent platform. */
export type Cmp =
  | 'auto'
  | 'axeptio'
  | 'borlabs'
  | 'borlabs-v2'
  | 'c15t'
  | 'ccm19'
  | 'complianz'
  | 'consentmanager'
  | 'cookiebot'
  | 'cookieyes'
  | 'didomi'
  | 'google-consent-mode'
  | 'gpp'
  | 'iubenda'
  | 'klaro'
  | 'manual'
  | 'matomo'
  | 'onetrust'
  | 'orejime'
  | 'osano'
  | 'real-cookie-banner'
  | 'shopify'
  | 'sourcepoint'
  | 'tarteaucitron'
  | 'tcf'
  | 'trustarc'
  | 'usercentrics'
  | 'usercentrics-v2'
  | 'vanilla-cookieconsent'
  | 'wp-consent-api';
