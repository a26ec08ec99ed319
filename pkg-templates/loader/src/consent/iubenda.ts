import type { Adapter } from './adapter.ts';

declare const _iub: any;

/**
 * iubenda's Cookie Solution (https://www.iubenda.com/en/help/1205), by purpose.
 *
 * There are no purposes before a decision, nor where nobody is asked. Its callbacks
 * are options that it has read by the time it is there.
 */
export const iubenda: Adapter = {
  name: 'iubenda',
  categories: ['4', '5'],
  read(_, service) {
    const { purposes } = _iub.cs.consent;
    return purposes && purposes[service] === true;
  },
};
