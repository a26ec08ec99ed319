import { type Adapter, onEvents } from './adapter.ts';

declare const BorlabsCookie: any;

/**
 * Borlabs Cookie 2, which version 3 shares its global with.
 *
 * It does not say whether a service was refused or not asked for yet: both count as
 * refused, and so does everything before it has started.
 */
export const borlabsV2: Adapter = {
  name: 'borlabs-v2',
  read: (_, service) => !BorlabsCookie.Consents && BorlabsCookie.checkCookieConsent(service) === true,
  watch: onEvents('borlabs-cookie-code-unblocked', 'borlabs-cookie-consent-saved'),
};
