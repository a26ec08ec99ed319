import type { Adapter } from './adapter.ts';

declare const _sp_: any;
declare const __tcfapi: any;

/**
 * Sourcepoint (https://docs.sourcepoint.com, "__tcfapi getCustomVendorConsents API").
 *
 * For vendors outside of TCF, by all their purposes. A new user has decided nothing.
 */
export const sourcepoint: Adapter = {
  name: 'sourcepoint',
  read: (_, service) =>
    _sp_ &&
    new Promise((resolve) =>
      __tcfapi('getCustomVendorConsents', 2, (data: any) =>
        resolve(data?.newUser === false ? data.grants[service]?.vendorGrant === true : undefined),
      ),
    ),
  watch: (_, changed) => __tcfapi('addEventListener', 2, changed),
};
