import type { Adapter } from './adapter.ts';

declare const Matomo: any;

/**
 * The consent that Matomo remembers (https://developer.matomo.org/guides/tracking-consent).
 *
 * It is a consent to Matomo, so it is heard where it is named and never by `auto`.
 * Matomo tells nobody of it, nor whether nothing was decided: that counts as refused.
 */
export const matomo: Adapter = {
  name: 'matomo',
  detect: ({ cmp }) => cmp === 'matomo' && Matomo.getAsyncTracker(),
  read: (tracker) => tracker.hasRememberedConsent() === true,
};
