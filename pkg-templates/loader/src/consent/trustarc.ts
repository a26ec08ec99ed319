import type { Adapter } from './adapter.ts';

declare const PrivacyManagerAPI: any;

/**
 * TrustArc (https://github.com/trustarc, "Privacy Manager API"), by category.
 *
 * `implied` is what no visitor has asserted. The page is not told of a decision.
 */
export const trustarc: Adapter = {
  name: 'trustarc',
  categories: ['functional', 'advertising'],
  read(_, service) {
    const { source, consent } = PrivacyManagerAPI.callApi('getConsent', location.hostname, null, null, service);
    return source === 'asserted' ? consent === 'approved' : undefined;
  },
};
