import type { Adapter } from './adapter.ts';

/** The part of c15t's store that is used here. */
interface Store {
  getState(): { consents: Record<string, boolean>; consentInfo?: { subjectId?: string } | null };
  subscribe(listener: () => void): void;
}

declare global {
  interface Window {
    c15tStore?: Store;
  }
}

/**
 * c15t 2 (https://c15t.com), with its store at its usual place.
 *
 * Where it does not ask, or is not enabled, everything is granted by itself; who
 * chose has an id.
 */
export const c15t: Adapter<Store> = {
  name: 'c15t',
  categories: ['measurement', 'marketing'],
  detect: () => window.c15tStore,
  read: (store, category) => {
    const { consents, consentInfo } = store.getState();
    return consentInfo?.subjectId ? consents[category] === true : undefined;
  },
  watch: (store, changed) => store.subscribe(changed),
  evidence: (store) => ({ id: store.getState().consentInfo?.subjectId }),
};
