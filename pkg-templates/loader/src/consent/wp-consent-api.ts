import { type Adapter, onEvents } from './adapter.ts';

declare const consent_api: any;
declare const consent_api_get_cookie: any;

/**
 * The WP Consent API (https://github.com/WordPress/wp-consent-level-api), by category.
 *
 * `wp_has_consent` is true while nobody has set a consent type, and with `optout` for
 * what is unset. So what was written down is read by its own function.
 */
export const wpConsentApi: Adapter = {
  name: 'wp-consent-api',
  generic: true,
  categories: ['statistics', 'marketing'],
  read: (_, service) => ({ allow: true, deny: false })[consent_api_get_cookie(`${consent_api.cookie_prefix}_${service}`) as string],
  watch: onEvents('wp_listen_for_consent_change'),
};
