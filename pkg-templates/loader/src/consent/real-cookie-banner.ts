import { type Adapter, onEvents } from './adapter.ts';

declare const consentApi: any;

/**
 * Real Cookie Banner (https://devowl.io/wordpress-real-cookie-banner/).
 *
 * The stub says `cookieOptIn: true` to everything; only the real API has `wrapFn`. A
 * service that it does not know has no `cookie`, and `consent()` would allow it.
 */
export const realCookieBanner: Adapter = {
  name: 'real-cookie-banner',
  read(_, service) {
    const { cookie, consentGiven, cookieOptIn } = consentApi.consentSync(service);
    return consentApi.wrapFn && cookie && consentGiven ? cookieOptIn === true : undefined;
  },
  watch: onEvents('consentApi', 'RCB/OptIn/All', 'RCB/OptOut/All'),
};
