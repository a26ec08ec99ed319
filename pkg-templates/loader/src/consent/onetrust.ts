import { type Adapter, onEvents } from './adapter.ts';

declare const OneTrust: any;
declare const OnetrustActiveGroups: string;

/**
 * OneTrust (https://developer.onetrust.com/onetrust/docs/javascript-api).
 *
 * The active groups hold defaults until the box is closed, and
 * `OneTrustGroupsUpdated` comes for these, too. Events do without `OptanonWrapper`,
 * which is the page's own.
 */
export const onetrust: Adapter = {
  name: 'onetrust',
  categories: ['C0002', 'C0004'],
  read: (_, service) => (OneTrust.IsAlertBoxClosed() === true ? OnetrustActiveGroups.split(',').includes(service) : undefined),
  watch: onEvents('OneTrustGroupsUpdated', 'OTConsentApplied'),
  evidence: () => ({ id: OneTrust.getDataSubjectId() }),
};
