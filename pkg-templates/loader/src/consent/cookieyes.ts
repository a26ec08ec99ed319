import { type Adapter, onEvents } from './adapter.ts';

declare const getCkyConsent: any;

/**
 * CookieYes (https://www.cookieyes.com/documentation/events-on-cookie-banner-interactions/).
 *
 * Without `isUserActionCompleted` the categories are defaults. The banner-load event
 * is missing in the unconnected WordPress plugin.
 */
export const cookieyes: Adapter = {
  name: 'cookieyes',
  categories: ['analytics', 'advertisement'],
  read(_, service) {
    const { isUserActionCompleted, categories } = getCkyConsent();
    return isUserActionCompleted === true ? categories[service] === true : undefined;
  },
  watch: onEvents('cookieyes_banner_load', 'cookieyes_consent_update'),
};
