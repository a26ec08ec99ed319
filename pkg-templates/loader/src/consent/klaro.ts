import type { Adapter } from './adapter.ts';

/** The part of Klaro's ConsentManager that is used here. */
interface Manager {
  confirmed: boolean;
  savedConsents: Record<string, boolean>;
  watch(watcher: { update(): void }): void;
}

declare global {
  interface Window {
    klaro?: { getManager?(): Manager };
  }
}

/**
 * Klaro (https://klaro.org), as its consent-manager.js works.
 *
 * `getConsent` would also answer with defaults and with switches that the
 * visitor has not saved yet, so the saved choice is read instead, and only once
 * it is confirmed.
 */
export const klaro: Adapter<Manager> = {
  name: 'klaro',
  // Throws while Klaro has no configuration yet.
  detect: () => window.klaro?.getManager?.(),
  // A service that Klaro does not know has not been agreed to.
  read: (manager, service) => (manager.confirmed ? manager.savedConsents[service] === true : undefined),
  watch: (manager, update) => manager.watch({ update }),
};
