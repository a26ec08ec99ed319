import { type Adapter, onEvents } from './adapter.ts';

/** The part of tarteaucitron that is used here. */
interface Tarteaucitron {
  added: Record<string, boolean>;
  parameters: { highPrivacy: boolean; serviceDefaultState: unknown };
  services: Record<string, { needConsent: boolean; defaultState?: unknown } | undefined>;
  state: Record<string, boolean>;
  user: { bypass?: boolean };
}

declare global {
  interface Window {
    tarteaucitron?: Tarteaucitron;
  }
}

/**
 * tarteaucitron (https://github.com/AmauriC/tarteaucitron.js).
 *
 * It writes down as allowed, too, what needs no consent, is allowed by default or
 * outside the EU, and with `highPrivacy: false` what a visitor scrolls on with: who
 * may have done that is not taken to have agreed.
 */
export const tarteaucitron: Adapter<Tarteaucitron> = {
  name: 'tarteaucitron',
  // Before a service is added, long after `load`, its state is not known, and no
  // event says so that does not have the service in its name.
  detect: ({ service }) => window.tarteaucitron?.added[service] && window.tarteaucitron,
  read: ({ parameters, services, state, user }, service) => {
    const { needConsent, defaultState = parameters.serviceDefaultState } = services[service]!;
    return needConsent && defaultState === 'wait' && parameters.highPrivacy && !user.bypass ? state[service] : undefined;
  },
  // Not `<service>_consentModeOk`: then the state is still the one before.
  watch: onEvents('tac.consent_updated'),
};
