import type { Adapter } from './adapter.ts';

declare const Osano: any;

/** Whether the visitor saved a choice. */
let saved: true | undefined;

/**
 * Osano (https://docs.osano.com/hc/en-us, "Osano JavaScript API"), by category.
 *
 * Its categories hold defaults until a choice is saved; that event comes for a stored
 * choice, too. `osano-cm-consent-changed` would be a switch that is not saved.
 */
export const osano: Adapter = {
  name: 'osano',
  categories: ['ANALYTICS', 'MARKETING'],
  read(_, service) {
    const consent = Osano.cm.getConsent();
    return saved && consent[service] === 'ACCEPT';
  },
  watch: (_, changed) =>
    Osano.cm.addEventListener('osano-cm-consent-saved', () => {
      saved = true;
      changed();
    }),
};
