// What the IAB's own libraries write, read by `telswap consent decode` and by
// them: the same in every field.
//
// TELSWAP_SEED=n draws other models than the usual ones.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { before, test } from "node:test";

import { TCString } from "@iabtechlabtcf/core";
import { GppModel } from "@iabgpp/cmpapi";

import { serverBinary } from "../e2e/harness/server.mjs";
import { gppString, random, tcModel, vendorLists } from "./models.mjs";

const TC_STRINGS = 12_000;
const GPP_STRINGS = 3_000;

const seed = Number(process.env.TELSWAP_SEED ?? 20_261_201);
let tcStrings;
let gppStrings;
let read;

// One run of the command reads them all.
before(() => {
  const dice = random(seed);
  const lists = vendorLists();
  tcStrings = Array.from({ length: TC_STRINGS }, () => {
    const { model, options } = tcModel(dice, lists);
    return { model, text: TCString.encode(model, options) };
  });
  gppStrings = Array.from({ length: GPP_STRINGS }, () => gppString(dice));
  const input = [...tcStrings.map(({ text }) => text), ...gppStrings].join("\n");
  const options = { input, encoding: "utf8", maxBuffer: 2 ** 30 };
  const lines = execFileSync(serverBinary(), ["consent", "decode", "--json"], options).split("\n");
  assert.equal(lines.pop(), "");
  read = lines.map((line) => JSON.parse(line));
  assert.equal(read.length, TC_STRINGS + GPP_STRINGS);
});

const ascending = (ids) => [...ids].sort((a, b) => a - b);
const set = (vector) => ascending(vector.values());

/** What the IAB's library reads, in our words. */
function theirs(text) {
  const model = TCString.decode(text);
  const types = text.split(".").slice(1).map((segment) => SEGMENTS[typeOf(segment)]);
  const publisher = types.includes("publisherTC");
  return {
    version: model.version,
    created: model.created.getTime(),
    updated: model.lastUpdated.getTime(),
    cmp_id: model.cmpId,
    cmp_version: model.cmpVersion,
    consent_screen: model.consentScreen,
    consent_language: model.consentLanguage,
    vendor_list_version: model.vendorListVersion,
    policy_version: model.policyVersion,
    service_specific: model.isServiceSpecific,
    non_standard_texts: model.useNonStandardTexts,
    special_features: set(model.specialFeatureOptins),
    purpose_consents: set(model.purposeConsents),
    purpose_legitimate_interests: set(model.purposeLegitimateInterests),
    purpose_one_treatment: model.purposeOneTreatment,
    publisher_country: model.publisherCountryCode,
    vendor_consents: set(model.vendorConsents),
    vendor_legitimate_interests: set(model.vendorLegitimateInterests),
    publisher_restrictions: restrictions(model),
    segments: ["core", ...types],
    disclosed_vendors: set(model.vendorsDisclosed),
    allowed_vendors: set(model.vendorsAllowed),
    publisher_tc: !publisher ? null : {
      consents: set(model.publisherConsents),
      legitimate_interests: set(model.publisherLegitimateInterests),
      custom_purposes: model.numCustomPurposes,
      custom_consents: set(model.publisherCustomConsents),
      custom_legitimate_interests: set(model.publisherCustomLegitimateInterests),
    },
  };
}

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const SEGMENTS = { 1: "disclosedVendors", 2: "allowedVendors", 3: "publisherTC" };

/** The three bits that a segment begins with. */
const typeOf = (segment) => BASE64URL.indexOf(segment[0]) >> 3;

const NAMES = ["not_allowed", "require_consent", "require_legitimate_interest"];

function restrictions(model) {
  const { publisherRestrictions } = model;
  const all = publisherRestrictions.getRestrictions().map((restriction) => ({
    purpose: restriction.purposeId,
    type: restriction.restrictionType,
    type_name: NAMES[restriction.restrictionType],
    vendors: ascending(publisherRestrictions.getVendors(restriction)),
  }));
  return all.sort((a, b) => a.purpose - b.purpose || a.type - b.type);
}

/** What `telswap` says, with times as numbers; and what it says of itself. */
function ours({ invalid, ...tcf }) {
  for (const time of ["created", "updated"]) {
    assert.match(tcf[time], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d)?Z$/);
    tcf[time] = Date.parse(tcf[time]);
  }
  return { invalid, tcf };
}

/** A bit of a segment. */
const bitOf = (segment, bit) => (BASE64URL.indexOf(segment[Math.floor(bit / 6)]) >> (5 - (bit % 6))) & 1;

test(`${TC_STRINGS} TC strings are read as @iabtechlabtcf/core reads them`, () => {
  const seen = { ranges: 0, bits: 0, restrictions: 0, disclosed: 0, allowed: 0, custom: 0, global: 0, undisclosed: 0 };
  tcStrings.forEach(({ model, text }, place) => {
    const { tcf, gpp } = read[place];
    assert.equal(gpp, null);
    const found = ours(tcf);
    const why = `seed ${seed}, ${text}`;
    assert.deepEqual(found.tcf, theirs(text), why);
    // What was put in came out, whatever the library makes of it on the way.
    assert.deepEqual(found.tcf.vendor_consents, set(model.vendorConsents), why);
    assert.deepEqual(found.tcf.purpose_consents, set(model.purposeConsents), why);
    const discloses = found.tcf.segments.includes("disclosedVendors");
    if (discloses) assert.deepEqual(found.tcf.disclosed_vendors, set(model.vendorsDisclosed), why);

    const late = found.tcf.created >= Date.UTC(2026, 2, 1);
    const invalid = !model.isServiceSpecific ? "not_service_specific" : late && !discloses ? "no_disclosed_vendors" : null;
    assert.equal(found.invalid, invalid, why);

    seen[bitOf(text, 229) ? "ranges" : "bits"] += found.tcf.vendor_consents.length > 0;
    seen.restrictions += found.tcf.publisher_restrictions.some(({ vendors }) => vendors.length > 0);
    seen.disclosed += found.tcf.disclosed_vendors.length > 0;
    seen.allowed += found.tcf.segments.includes("allowedVendors");
    seen.custom += found.tcf.publisher_tc?.custom_purposes > 0;
    seen.global += invalid === "not_service_specific";
    seen.undisclosed += invalid === "no_disclosed_vendors";
  });
  console.log(JSON.stringify(seen));
  for (const [what, count] of Object.entries(seen)) assert.ok(count >= 100, `${count} with ${what}`);
  for (const form of ["ranges", "bits"]) assert.ok(seen[form] >= 2000, `${seen[form]} with ${form}`);
});

/** The ids whose flags are set. */
const flagged = (flags) => flags.flatMap((flag, place) => (flag ? [place + 1] : []));

/** What @iabgpp/cmpapi reads of section 2, in our words. */
function theirTcf(gpp) {
  const get = (field) => gpp.getFieldValue("tcfeuv2", field);
  const entries = get("PublisherRestrictions").map((entry) => ({
    purpose: entry.getKey(),
    type: entry.getType(),
    type_name: NAMES[entry.getType()],
    vendors: ascending(entry.getIds()),
  }));
  return {
    version: get("Version"),
    created: get("Created").getTime(),
    updated: get("LastUpdated").getTime(),
    cmp_id: get("CmpId"),
    cmp_version: get("CmpVersion"),
    consent_screen: get("ConsentScreen"),
    consent_language: get("ConsentLanguage"),
    vendor_list_version: get("VendorListVersion"),
    policy_version: get("PolicyVersion"),
    service_specific: get("IsServiceSpecific"),
    non_standard_texts: get("UseNonStandardStacks"),
    special_features: flagged(get("SpecialFeatureOptins")),
    purpose_consents: flagged(get("PurposeConsents")),
    purpose_legitimate_interests: flagged(get("PurposeLegitimateInterests")),
    purpose_one_treatment: get("PurposeOneTreatment"),
    publisher_country: get("PublisherCountryCode"),
    vendor_consents: get("VendorConsents"),
    vendor_legitimate_interests: get("VendorLegitimateInterests"),
    publisher_restrictions: entries,
    segments: ["core", "disclosedVendors", "publisherTC"],
    disclosed_vendors: get("VendorsDisclosed"),
    allowed_vendors: [],
    publisher_tc: {
      consents: flagged(get("PublisherConsents")),
      legitimate_interests: flagged(get("PublisherLegitimateInterests")),
      custom_purposes: get("NumCustomPurposes"),
      custom_consents: [],
      custom_legitimate_interests: [],
    },
  };
}

const ANSWERS = { Y: true, N: false, "-": null };

/** What @iabgpp/cmpapi reads of section 6, in our words. */
function theirUsp(gpp) {
  const get = (field) => gpp.getFieldValue("uspv1", field);
  const answer = (field) => ANSWERS[get(field)];
  return { version: get("Version"), notice: answer("Notice"), opt_out_sale: answer("OptOutSale"), lspa_covered: answer("LspaCovered") };
}

/** Our name of a field of section 7, in theirs. */
const camel = (name) => name.split("_").map((word) => word[0].toUpperCase() + word.slice(1)).join("");

/** What @iabgpp/cmpapi reads of section 7, in our words. */
function theirUs(gpp, ours) {
  const fields = Object.keys(ours).map((name) => [name, gpp.getFieldValue("usnat", camel(name))]);
  const theirs = Object.fromEntries(fields);
  return gpp.getFieldValue("usnat", "GpcSegmentIncluded") ? theirs : { ...theirs, gpc: null };
}

test(`${GPP_STRINGS} GPP strings are read as @iabgpp/cmpapi reads them`, () => {
  const seen = { 2: 0, 6: 0, 7: 0, 8: 0, "version 1 of 7": 0, GPC: 0, restrictions: 0 };
  gppStrings.forEach((text, place) => {
    const { tcf, gpp } = read[TC_STRINGS + place];
    const why = `seed ${seed}, ${text}`;
    const model = new GppModel(text);
    const sections = model.getSectionIds();
    assert.deepEqual(gpp.sections, sections, why);
    assert.equal(gpp.version, 1);
    for (const id of sections) seen[id]++;
    const has = (id) => sections.includes(id);
    assert.deepEqual(tcf && ours(tcf).tcf, has(2) ? theirTcf(model) : null, why);
    assert.deepEqual(gpp.uspv1, has(6) ? theirUsp(model) : null, why);
    assert.deepEqual(gpp.usnat, has(7) ? theirUs(model, gpp.usnat) : null, why);
    const raw = text.split("~").at(-1);
    assert.deepEqual(gpp.undecoded, has(8) ? [{ id: 8, name: "usca", raw }] : [], why);
    seen["version 1 of 7"] += gpp.usnat?.version === 1;
    seen.GPC += gpp.usnat?.gpc != null;
    seen.restrictions += tcf?.publisher_restrictions.length > 0;
  });
  console.log(JSON.stringify(seen));
  for (const [what, count] of Object.entries(seen)) assert.ok(count >= 100, `${count} with ${what}`);
});
