import type { Adapter } from './adapter.ts';

declare const dataLayer: any;

/** What was updated so far; old entries leave the layer. */
const updated: Record<string, unknown> = {};

/**
 * Google's Consent Mode (https://developers.google.com/tag-platform/security/guides/consent),
 * which many platforms speak.
 *
 * Only an `update` is a decision: defaults may be `granted`. The entries are
 * `arguments`, not arrays.
 */
export const googleConsentMode: Adapter = {
  name: 'google-consent-mode',
  generic: true,
  categories: ['analytics_storage', 'ad_user_data'],
  read: (_, service) => dataLayer && ({ granted: true, denied: false })[updated[service] as string],
  watch(_, changed) {
    const { push } = dataLayer;
    const hear = (entry: any) => {
      if (entry?.[0] === 'consent' && entry[1] === 'update') {
        Object.assign(updated, entry[2]);
        changed();
      }
    };
    dataLayer.forEach(hear);
    // Google's own script wraps it likewise.
    dataLayer.push = function (...entries: unknown[]) {
      const length = push.apply(this, entries);
      entries.forEach(hear);
      return length;
    };
  },
};
