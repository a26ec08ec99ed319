import type { Adapter } from './adapter.ts';
import { type Listener, type Subscribe, subscribing } from './frames.ts';
import { REQUIRE_CONSENT, withStorage } from './tcf.ts';

/** The part of section 2, IAB TCF in Europe, that is used here. */
interface European {
  PurposeConsents: boolean[];
  VendorConsents: number[];
  VendorsDisclosed: number[];
  PublisherRestrictions: { key: number; type: number; ids: number[] }[];
}

/** The part of the IAB's PingData that is used here. */
interface PingData {
  signalStatus: string;
  applicableSections: number[];
  parsedSections: { tcfeuv2?: European };
  gppString: string;
}

interface EventData {
  pingData: PingData;
}

declare global {
  interface Window {
    __gpp?: (command: 'addEventListener', callback: Listener<EventData>) => void;
  }
}

/** What was decided last. */
let decided: PingData | undefined;

/**
 * Any platform that speaks the IAB's GPP
 * (https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform). Only its
 * section 2 can grant, as tcf.ts reads it.
 */
export const gpp: Adapter<Subscribe<EventData>> = {
  name: 'gpp',
  generic: true,
  detect: ({ service }) =>
    Number(service) > 0 && subscribing<EventData>('__gpp', '1.1', (listener) => window.__gpp?.('addEventListener', listener)),
  read: (_, asked, { service, purposes }) => {
    // Before anything is decided this throws, and so says nothing.
    const { applicableSections, parsedSections } = decided!;
    // The United States know an opt-out alone: not having made use of it is no decision.
    if (!applicableSections.includes(2)) return /OptOut":1\b/.test(JSON.stringify(parsedSections)) ? false : undefined;
    const { PurposeConsents, VendorConsents, VendorsDisclosed, PublisherRestrictions } = parsedSections.tcfeuv2!;
    const isIn = (ids: number[]) => ids.includes(Number(service));
    return (
      isIn(VendorConsents) &&
      isIn(VendorsDisclosed) &&
      withStorage(asked === service ? purposes : asked).every(
        (id) =>
          PurposeConsents[Number(id) - 1] === true &&
          !PublisherRestrictions.some(({ key, type, ids }) => `${key}` === id && type !== REQUIRE_CONSENT && isIn(ids)),
      )
    );
  },
  watch: (subscribe, changed) =>
    subscribe((data, success) => {
      if (!success || !data) decided = undefined;
      // Until it is ready again, what was decided before stands.
      else if (data.pingData.signalStatus === 'ready') decided = data.pingData;
      changed();
    }),
  evidence: () => ({ tc_string: decided?.gppString }),
};
