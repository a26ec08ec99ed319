import { type Adapter, onEvents } from './adapter.ts';

declare const __ucCmp: any;

/**
 * Usercentrics 3 (https://usercentrics.com/docs/web/features/api/control-functionality/).
 *
 * `IMPLICIT` is what holds before the visitor decides. Its events carry no state.
 */
export const usercentrics: Adapter = {
  name: 'usercentrics',
  detect: () => __ucCmp.getConsentDetails,
  read: (_, service) =>
    __ucCmp
      .getConsentDetails()
      .then(({ consent, services }: any) => (consent.type === 'EXPLICIT' ? services[service]?.consent?.given === true : undefined)),
  watch: onEvents('UC_UI_INITIALIZED', 'UC_UI_CMP_EVENT', 'UC_CONSENT'),
};
