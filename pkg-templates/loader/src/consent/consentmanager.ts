import type { Adapter } from './adapter.ts';

declare const __cmp: any;

/**
 * consentmanager (https://help.consentmanager.net/books/cmp/page/javascript-api).
 *
 * A stub, or another platform with a `__cmp` of TCF 1, has no data. Vendors have
 * defaults until the visitor has chosen.
 */
export const consentmanager: Adapter = {
  name: 'consentmanager',
  read(_, service) {
    const { userChoiceExists, vendorConsents } = __cmp('getCMPData');
    return userChoiceExists === true ? vendorConsents[service] === true : undefined;
  },
  watch: (_, changed) => __cmp('addEventListener', ['consent', changed, false], null),
};
