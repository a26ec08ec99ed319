import type { Adapter } from './adapter.ts';

declare const Didomi: any;

/**
 * Didomi (https://developers.didomi.io/cmp/web-sdk/reference/api).
 *
 * It has no status before it is ready, so its queues are not needed; and a vendor's is
 * no decision as long as the visitor is to be asked.
 */
export const didomi: Adapter = {
  name: 'didomi',
  read: (_, service) => (Didomi.shouldUserStatusBeCollected() === false ? Didomi.getCurrentUserStatus().vendors[service]?.enabled : undefined),
  watch: (_, changed) => Didomi.on('consent.changed', changed),
  evidence: () => ({ id: Didomi.getCurrentUserStatus().user_id }),
};
