import { type Adapter, onEvents } from './adapter.ts';

declare const cmplz_get_cookie: any;

/**
 * Complianz (https://complianz.io/developers-guide-for-hooks/), by category.
 *
 * `cmplz_has_consent` is true for bots, and for what is unset outside of opt-in; and
 * some categories are allowed before the visitor has dismissed the banner. So what it
 * wrote down is read by its own function.
 */
export const complianz: Adapter = {
  name: 'complianz',
  categories: ['statistics', 'marketing'],
  read: (_, service) => (cmplz_get_cookie('banner-status') === 'dismissed' ? cmplz_get_cookie(service) === 'allow' : undefined),
  watch: onEvents('cmplz_status_change', 'cmplz_banner_status'),
};
