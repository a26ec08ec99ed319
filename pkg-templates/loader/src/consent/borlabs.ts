import { type Adapter, onEvents } from './adapter.ts';

declare const BorlabsCookie: any;

/**
 * Borlabs Cookie 3 (https://borlabs.io/borlabs-cookie/).
 *
 * A script that it runs early leaves a `BorlabsCookie` without `Consents`. It does not
 * say whether a service was refused or not asked for yet: both count as refused.
 * Names with a digit are never granted.
 */
export const borlabs: Adapter = {
  name: 'borlabs',
  read: (_, service) => BorlabsCookie.Consents.hasConsent(service) === true,
  watch: onEvents('borlabs-cookie-after-init', 'borlabs-cookie-consent-saved'),
};
