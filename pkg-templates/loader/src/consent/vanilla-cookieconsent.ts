import { type Adapter, onEvents } from './adapter.ts';

/** The part of CookieConsent that is used here. */
interface CookieConsent {
  /** Missing where another platform has a global of this name. */
  validConsent?(): boolean;
  getUserPreferences(): { acceptedCategories: string[]; acceptedServices: Record<string, string[]> };
  getCookie(field: 'consentId'): string;
}

declare global {
  interface Window {
    CookieConsent?: CookieConsent;
  }
}

/**
 * vanilla-cookieconsent 3 (https://cookieconsent.orestbida.com), as its umd build
 * leaves it to the page; whoever bundles it makes `CookieConsent` global.
 */
export const vanillaCookieconsent: Adapter<CookieConsent> = {
  name: 'vanilla-cookieconsent',
  categories: ['analytics', 'marketing'],
  detect: () => window.CookieConsent?.validConsent && window.CookieConsent,
  // With `mode: 'opt-out'` categories are accepted before there is a choice.
  read: (platform, service) => {
    const { acceptedCategories, acceptedServices } = platform.getUserPreferences();
    return platform.validConsent!() ? [acceptedCategories, ...Object.values(acceptedServices)].flat().includes(service) : undefined;
  },
  watch: onEvents('cc:onConsent', 'cc:onChange'),
  evidence: (platform) => ({ id: platform.getCookie('consentId') }),
};
