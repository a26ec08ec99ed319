/** What the visitor decided. Whatever is not plainly a decision is `unknown`. */
export type Decision = 'granted' | 'denied' | 'unknown';

/** What the script tag says of whose consent counts. */
export interface ConsentSettings {
  /** The service's name in the consent platform; for TCF the vendor id. */
  service: string;
  /** For TCF: the purposes to ask for beside purpose 1. */
  purposes: string;
}

/**
 * Attaches to a consent platform. Returns false while the platform is not
 * there yet; once it returns true, `decide` is called with the decision as it
 * stands and again whenever it may have changed.
 */
export type Adapter = (settings: ConsentSettings, decide: (decision: Decision) => void) => boolean;
