import type { Adapter } from './adapter.ts';

/** The part of Orejime's manager that is used here. */
interface Manager {
  clone(): Manager;
  clearConsents(): void;
  getConsent(purpose: string): boolean;
  isDirty(): boolean;
  on(event: 'dirty', listener: () => void): void;
}

declare global {
  interface Window {
    orejime?: { manager: Manager };
  }
}

/**
 * Orejime 3 (https://github.com/boscop-fr/orejime).
 *
 * `getConsent` answers with defaults until there is a choice, and for ever where
 * none is asked for; so what is on before a choice counts for nothing.
 */
export const orejime: Adapter<Manager> = {
  name: 'orejime',
  detect: () => window.orejime?.manager,
  read: (manager, purpose) => {
    const before = manager.clone();
    before.clearConsents();
    return manager.isDirty() || before.getConsent(purpose) ? undefined : manager.getConsent(purpose) === true;
  },
  // At `update` it is not known yet whether something is left to decide.
  watch: (manager, changed) => manager.on('dirty', changed),
};
