/** What the visitor decided. Whatever is not plainly a decision is `unknown`. */
export type Decision = 'granted' | 'denied' | 'unknown';

/** What a platform says of one service or category; `undefined` while nothing is decided. */
export type Word = boolean | undefined;

/** What the script tag says of whose consent counts. */
export interface ConsentSettings {
  /** The adapter's name, `auto` or `manual`. */
  cmp: string;
  /** What the swap needs, by its name in the platform; for TCF and GPP the vendor id. */
  service: string;
  /** For TCF and GPP: the purposes to ask for beside purpose 1. */
  purposes: string;
  /** What advertising needs beyond that, if the site asks for it; for TCF and GPP purposes. */
  marketing: string;
}

/** What shows that a visitor agreed, as far as the platform has it. */
export interface Evidence {
  /** The platform's version. */
  version?: unknown;
  /** The platform's own id of the visitor's consent. */
  id?: unknown;
  /** The TC or GPP string. */
  tc_string?: unknown;
}

/** A grant as the engine and the server get it. */
export interface Grant extends Evidence {
  cmp: string;
  service: string;
  granted: string[];
  /** When this page heard of it (RFC 3339, UTC). */
  given_at: string;
}

/**
 * How one consent platform is asked. What throws is taken for nothing said; what is
 * plainly `true` or `false` alone is a decision.
 */
export interface Adapter<Platform = any> {
  /** Its name in `data-cmp`. */
  name: string;
  /** Whether platforms speak it beside their own tongue: `auto` hears those first. */
  generic?: true;
  /** For `auto`: what the platform calls measurement and marketing, where it has categories alone. */
  categories?: [measurement: string, marketing: string];
  /**
   * The platform once it can be asked, and nothing before: asked again and again.
   * Without it the platform is there as soon as `read` does not throw.
   */
  detect?(settings: ConsentSettings): Platform | false | null | undefined;
  /** What the visitor decided of a service; not what is set before they did. */
  read(platform: Platform, service: string, settings: ConsentSettings): Word | PromiseLike<Word>;
  /**
   * Calls `changed` whenever a decision may have been made. It only announces: `read`
   * is asked anew. Without it the platform tells nobody: `read` is asked again and again.
   */
  watch?(platform: Platform, changed: () => void): void;
  /** What shows the grant; asked only after one. */
  evidence?(platform: Platform): Evidence;
}

/** A `watch` by events of the document or the window, whichever hears of them. */
export const onEvents =
  (...events: string[]) =>
  (_: unknown, changed: () => void): void =>
    events.forEach((event) => addEventListener(event, changed, true));
