import type { Adapter, Decision } from './adapter.ts';

type Flags = Record<string, boolean | undefined>;

/** The part of the IAB's TCData that is used here. */
interface TCData {
  eventStatus?: string;
  gdprApplies?: boolean;
  purpose?: { consents?: Flags };
  vendor?: { consents?: Flags; disclosedVendors?: Flags; vendorsDisclosed?: Flags };
  publisher?: { restrictions?: Record<string, Record<string, number | undefined> | undefined> };
}

declare global {
  interface Window {
    __tcfapi?: (
      command: 'addEventListener',
      version: 2,
      callback: (data: TCData | null | undefined, success: boolean) => void,
    ) => void;
  }
}

/** Restriction type 1, "require consent", is what is asked for anyway. */
const REQUIRE_CONSENT = 1;

/**
 * What a TCData object says of a vendor.
 *
 * Storing on the device is purpose 1, which legitimate interest never covers.
 * Since TCF 2.3 the vendor must have been disclosed to the visitor; the field
 * was called `vendorsDisclosed` for a while. Where GDPR does not apply there is
 * no choice to read: no consent.
 */
export function decisionOf(data: TCData, vendor: string, purposes: string[]): Decision {
  const { purpose, vendor: vendors, publisher } = data;
  const disclosed = vendors?.disclosedVendors ?? vendors?.vendorsDisclosed;
  const granted =
    data.gdprApplies === true &&
    vendors?.consents?.[vendor] === true &&
    disclosed?.[vendor] === true &&
    purposes.every((id) => {
      const restriction = publisher?.restrictions?.[id]?.[vendor] ?? REQUIRE_CONSENT;
      return purpose?.consents?.[id] === true && restriction === REQUIRE_CONSENT;
    });
  return granted ? 'granted' : 'denied';
}

/**
 * Any platform that speaks IAB TCF 2.2 or 2.3
 * (https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework).
 */
export const tcf: Adapter = ({ service, purposes }, decide) => {
  if (typeof window.__tcfapi !== 'function') return false;
  const wanted = ['1', ...purposes.split(',').filter(Boolean)];
  window.__tcfapi('addEventListener', 2, (data, success) => {
    if (!success || !data) decide('unknown');
    // `cmpuishown` says that the banner is open, nothing of a decision: what
    // was decided before stands until the visitor decides anew.
    else if (data.eventStatus === 'tcloaded' || data.eventStatus === 'useractioncomplete')
      decide(decisionOf(data, service, wanted));
  });
  return true;
};
