// Random models for the IAB's own libraries, the same for the same seed.

import { GVL, PurposeRestriction, Segment, TCModel } from "@iabtechlabtcf/core";
import { GppModel, RangeEntry, TcfEuV2Field, UsNatField } from "@iabgpp/cmpapi";

/** Numbers from a seed: xorshift of 32 bits (Marsaglia 2003, "Xorshift RNGs"). */
export function random(seed) {
  let state = seed >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  return {
    below,
    chance: (share) => next() < share,
    one: (list) => list[below(list.length)],
    some: (list, share) => list.filter(() => next() < share),
  };
}

const upTo = (count) => Array.from({ length: count }, (_, place) => place + 1);
const PURPOSES = upTo(11);

/** A vendor list with these ids, in which every vendor may do everything. */
function vendorList(version, policy, ids) {
  const named = (all) => Object.fromEntries(all.map((id) => [id, { id, name: "", description: "" }]));
  const vendor = (id) => {
    // Restrictions need a purpose of their kind that is flexible.
    const purposes = PURPOSES.filter((purpose) => purpose % 2 === id % 2);
    const legIntPurposes = PURPOSES.filter((purpose) => purpose % 2 !== id % 2);
    const nothing = { specialPurposes: [1], features: [], specialFeatures: [] };
    return [id, { id, name: "", purposes, legIntPurposes, flexiblePurposes: PURPOSES, ...nothing }];
  };
  return new GVL({
    gvlSpecificationVersion: 3,
    vendorListVersion: version,
    tcfPolicyVersion: policy,
    lastUpdated: "2026-11-05T16:00:00Z",
    purposes: named(PURPOSES),
    specialPurposes: named([1, 2, 3]),
    features: named([1, 2, 3]),
    specialFeatures: named([1, 2]),
    stacks: {},
    dataCategories: {},
    vendors: Object.fromEntries(ids.map(vendor)),
  });
}

/** Lists with few vendors and many, with gaps and without. */
export function vendorLists() {
  return [
    vendorList(7, 2, upTo(40)),
    vendorList(100, 5, upTo(400).filter((id) => id % 7 !== 3)),
    vendorList(4095, 63, upTo(1500).filter((id) => id % 100 < 60)),
    vendorList(250, 4, [1, 2, 3, 755, 1111, 30_000, 65_534, 65_535]),
  ];
}

/** Vendors: none, all, some, or a few runs of them. */
function someVendors(dice, all) {
  const kind = dice.below(8);
  if (kind === 0) return [];
  if (kind === 1) return all;
  if (kind < 4) return dice.some(all, 0.02 + 0.5 * dice.below(2));
  const runs = upTo(dice.below(4)).map(() => [dice.below(all.length), 1 + dice.below(30)]);
  return all.filter((_, place) => runs.some(([first, length]) => place >= first && place < first + length));
}

/** A model of a TC string, and how the library is to write it. */
export function tcModel(dice, lists) {
  // The last one is long: its vendors' ids are.
  const gvl = dice.chance(0.05) ? lists.at(-1) : dice.one(lists.slice(0, -1));
  const vendors = [...gvl.vendorIds];
  const model = new TCModel(gvl);
  model.cmpId = 2 + dice.below(4094);
  model.cmpVersion = dice.below(4096);
  model.consentScreen = dice.below(64);
  model.publisherCountryCode = dice.one(["AA", "DE", "FR", "ZZ"]);
  model.isServiceSpecific = dice.chance(0.9);
  model.supportOOB = dice.chance(0.5);
  model.useNonStandardTexts = dice.chance(0.5);
  model.purposeOneTreatment = dice.chance(0.2);
  model.specialFeatureOptins.set(dice.some(upTo(12), 0.3));
  model.purposeConsents.set(dice.some(upTo(24), 0.5));
  // The library takes away what no vendor may claim.
  model.purposeLegitimateInterests.set(dice.some([2, 7, 8, 9, 10, 11, 24], 0.5));
  for (const list of ["vendorConsents", "vendorLegitimateInterests", "vendorsDisclosed", "vendorsAllowed"])
    model[list].set(someVendors(dice, vendors));
  model.publisherConsents.set(dice.some(upTo(24), 0.3));
  model.publisherLegitimateInterests.set(dice.some(upTo(24), 0.3));
  model.numCustomPurposes = dice.chance(0.3) ? dice.below(64) : 0;
  model.publisherCustomConsents.set(dice.some(upTo(model.numCustomPurposes), 0.5));
  model.publisherCustomLegitimateInterests.set(dice.some(upTo(model.numCustomPurposes), 0.5));
  if (dice.chance(0.5)) {
    model.publisherRestrictions.gvl = gvl;
    for (let count = dice.below(4); count > 0; count--) {
      const restriction = new PurposeRestriction(dice.one(PURPOSES), dice.below(3));
      for (const vendor of someVendors(dice, vendors).slice(0, 60)) model.publisherRestrictions.add(vendor, restriction);
    }
  }
  model.created = time(dice);
  model.lastUpdated = time(dice);
  const options = { isForVendors: dice.chance(0.5) };
  // Left out and in another order, as others write them.
  if (dice.chance(0.2)) options.segments = dice.one(ORDERS);
  return { model, options };
}

const { CORE, VENDORS_DISCLOSED, VENDORS_ALLOWED, PUBLISHER_TC } = Segment;
const ORDERS = [
  [CORE],
  [CORE, PUBLISHER_TC],
  [CORE, PUBLISHER_TC, VENDORS_DISCLOSED],
  [CORE, VENDORS_ALLOWED, PUBLISHER_TC, VENDORS_DISCLOSED],
];

/** Any tenth of a second that fits, or a day of our time. */
function time(dice) {
  if (dice.chance(0.2)) return new Date((dice.below(2 ** 18) * 2 ** 18 + dice.below(2 ** 18)) * 100);
  return new Date(Date.UTC(2018, 0, dice.below(4000)));
}

const US_LISTS = { 1: [12, 2], 2: [16, 3] };

/** A GPP string with section 2, 6, 7 or 8, or several. */
export function gppString(dice) {
  const gpp = new GppModel();
  const which = 1 + dice.below(15);
  if (which & 1) tcfSection(dice, (field, value) => gpp.setFieldValue("tcfeuv2", field, value));
  if (which & 2)
    for (const field of ["Notice", "OptOutSale", "LspaCovered"]) gpp.setFieldValue("uspv1", field, dice.one(["Y", "N", "-"]));
  if (which & 4) usSection(dice, (field, value) => gpp.setFieldValue("usnat", field, value));
  if (which & 8) gpp.setFieldValue("usca", "SaleOptOut", dice.below(3));
  return gpp.encode();
}

function tcfSection(dice, set) {
  const flags = (count) => upTo(count).map(() => dice.chance(0.4));
  const vendors = () => someVendors(dice, upTo(dice.one([30, 900])));
  set(TcfEuV2Field.CMP_ID, dice.below(4096));
  set(TcfEuV2Field.CMP_VERSION, dice.below(4096));
  set(TcfEuV2Field.CONSENT_SCREEN, dice.below(64));
  set(TcfEuV2Field.CONSENT_LANGUAGE, dice.one(["EN", "DE", "ZZ"]));
  set(TcfEuV2Field.VENDOR_LIST_VERSION, dice.below(4096));
  set(TcfEuV2Field.POLICY_VERSION, dice.below(64));
  set(TcfEuV2Field.USE_NON_STANDARD_STACKS, dice.chance(0.5));
  set(TcfEuV2Field.SPECIAL_FEATURE_OPTINS, flags(12));
  set(TcfEuV2Field.PURPOSE_CONSENTS, flags(24));
  set(TcfEuV2Field.PURPOSE_LEGITIMATE_INTERESTS, flags(24));
  set(TcfEuV2Field.PURPOSE_ONE_TREATMENT, dice.chance(0.5));
  set(TcfEuV2Field.PUBLISHER_COUNTRY_CODE, dice.one(["AA", "DE", "FR"]));
  set(TcfEuV2Field.VENDOR_CONSENTS, vendors());
  set(TcfEuV2Field.VENDOR_LEGITIMATE_INTERESTS, vendors());
  const keys = dice.some(PURPOSES, 0.2);
  set(TcfEuV2Field.PUBLISHER_RESTRICTIONS, keys.map((purpose) => new RangeEntry(purpose, dice.below(3), vendors())));
  set(TcfEuV2Field.VENDORS_DISCLOSED, vendors());
  set(TcfEuV2Field.PUBLISHER_CONSENTS, flags(24));
  set(TcfEuV2Field.PUBLISHER_LEGITIMATE_INTERESTS, flags(24));
  set(TcfEuV2Field.CREATED, time(dice));
}

function usSection(dice, set) {
  const version = dice.one([1, 2]);
  const [activities, ages] = US_LISTS[version];
  set(UsNatField.VERSION, version);
  const list = (count) => upTo(count).map(() => dice.below(3));
  const notices = ["SharingNotice", "SaleOptOutNotice", "SharingOptOutNotice", "TargetedAdvertisingOptOutNotice"];
  const others = ["SensitiveDataProcessingOptOutNotice", "SensitiveDataLimitUseNotice", "PersonalDataConsents"];
  const choices = ["SaleOptOut", "SharingOptOut", "TargetedAdvertisingOptOut", "MspaOptOutOptionMode", "MspaServiceProviderMode"];
  for (const field of [...notices, ...others, ...choices]) set(field, dice.below(3));
  set(UsNatField.SENSITIVE_DATA_PROCESSING, list(activities));
  set(UsNatField.KNOWN_CHILD_SENSITIVE_DATA_CONSENTS, list(ages));
  set(UsNatField.MSPA_COVERED_TRANSACTION, 1 + dice.below(2));
  set(UsNatField.GPC_SEGMENT_INCLUDED, dice.chance(0.7));
  set(UsNatField.GPC, dice.chance(0.5));
}
