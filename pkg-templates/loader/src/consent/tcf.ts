import type { Adapter, Word } from './adapter.ts';
import { type Listener, type Subscribe, subscribing } from './frames.ts';

type Flags = Record<string, boolean | undefined>;

/** The part of the IAB's TCData that is used here. */
export interface TCData {
  tcString?: string;
  cmpId?: number;
  cmpVersion?: number;
  eventStatus?: string;
  gdprApplies?: boolean;
  purpose?: { consents?: Flags };
  vendor?: { consents?: Flags; disclosedVendors?: Flags; vendorsDisclosed?: Flags };
  publisher?: { restrictions?: Record<string, Record<string, number | undefined> | undefined> };
}

declare global {
  interface Window {
    __tcfapi?: (command: 'addEventListener', version: 2, callback: Listener<TCData>) => void;
  }
}

/** Restriction type 1, "require consent", is what is asked for anyway. */
export const REQUIRE_CONSENT = 1;

/** The purposes that are asked for: storing on the device is one of them in any case. */
export const withStorage = (purposes: string): string[] => ['1', ...purposes.split(',').filter(Boolean)];

/**
 * What a TCData object says of a vendor.
 *
 * Storing on the device is purpose 1, which legitimate interest never covers.
 * Since TCF 2.3 the vendor must have been disclosed to the visitor; the field
 * was called `vendorsDisclosed` for a while. Where GDPR does not apply there is
 * no choice to read: no consent.
 */
function allows({ gdprApplies, purpose, vendor: vendors, publisher }: TCData, vendor: string, purposes: string): boolean {
  const disclosed = vendors?.disclosedVendors ?? vendors?.vendorsDisclosed;
  return (
    gdprApplies === true &&
    vendors?.consents?.[vendor] === true &&
    disclosed?.[vendor] === true &&
    withStorage(purposes).every((id) => {
      const restriction = publisher?.restrictions?.[id]?.[vendor] ?? REQUIRE_CONSENT;
      return purpose?.consents?.[id] === true && restriction === REQUIRE_CONSENT;
    })
  );
}

/** What was decided last. */
let decided: TCData | undefined;

/**
 * Any platform that speaks IAB TCF 2.2 or 2.3
 * (https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework).
 */
export const tcf: Adapter<Subscribe<TCData>> = {
  name: 'tcf',
  generic: true,
  // Under `auto` the service may be another platform's.
  detect: ({ service }) =>
    Number(service) > 0 && subscribing<TCData>('__tcfapi', 2, (listener) => window.__tcfapi?.('addEventListener', 2, listener)),
  watch: (subscribe, changed) =>
    subscribe((data, success) => {
      if (!success || !data) decided = undefined;
      // `cmpuishown` says that the banner is open, nothing of a decision: what
      // was decided before stands until the visitor decides anew.
      else if (data.eventStatus === 'tcloaded' || data.eventStatus === 'useractioncomplete') decided = data;
      changed();
    }),
  read: (_, asked, { service, purposes }): Word => decided && allows(decided, service, asked === service ? purposes : asked),
  evidence: () => ({ tc_string: decided?.tcString, version: decided && `${decided.cmpId}.${decided.cmpVersion}` }),
};
