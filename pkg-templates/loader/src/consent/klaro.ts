import type { Adapter } from './adapter.ts';

/** The part of Klaro's ConsentManager that is used here. */
interface Manager {
  confirmed: boolean;
  savedConsents: Record<string, unknown>;
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
 * it is confirmed. Every event only announces: the state is read anew.
 */
export const klaro: Adapter = ({ service }, decide) => {
  let manager: Manager | undefined;
  try {
    // Throws while Klaro has no configuration yet.
    manager = window.klaro?.getManager?.();
  } catch {
    return false;
  }
  if (!manager) return false;
  const found = manager;
  const read = () => {
    if (!found.confirmed) decide('unknown');
    else decide(found.savedConsents[service] === true ? 'granted' : 'denied');
  };
  found.watch({ update: read });
  read();
  return true;
};
