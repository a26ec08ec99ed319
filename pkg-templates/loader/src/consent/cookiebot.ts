import { type Adapter, onEvents } from './adapter.ts';

declare const Cookiebot: any;

/**
 * Cookiebot (https://www.cookiebot.com/en/developer/).
 *
 * Its categories hold defaults before `hasResponse`, and where it takes consent for
 * implied; `CookiebotOnAccept` comes for a part of them, too. The global is never
 * `CookieConsent`, which others share.
 */
export const cookiebot: Adapter = {
  name: 'cookiebot',
  categories: ['statistics', 'marketing'],
  read(_, service) {
    const { hasResponse, consent } = Cookiebot;
    return hasResponse && consent.method === 'explicit' ? consent[service] === true : undefined;
  },
  watch: onEvents('CookiebotOnAccept', 'CookiebotOnDecline'),
  evidence: () => ({ id: Cookiebot.consentID }),
};
