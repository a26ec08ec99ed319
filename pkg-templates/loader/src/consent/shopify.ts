import { type Adapter, onEvents } from './adapter.ts';

declare const Shopify: any;

/**
 * Shopify's Customer Privacy API (https://shopify.dev/docs/api/customer-privacy).
 *
 * The page loads it (`Shopify.loadFeatures`): we request nothing. What is allowed by
 * the region alone is an empty word here.
 */
export const shopify: Adapter = {
  name: 'shopify',
  categories: ['analytics', 'marketing'],
  read: (_, service) => ({ yes: true, no: false })[Shopify.customerPrivacy.currentVisitorConsent()[service] as string],
  watch: onEvents('visitorConsentCollected'),
};
