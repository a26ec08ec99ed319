// Consent platforms as npm has them, not doubles: how a page loads each, and what its
// visitor does. With `?itself` each grants what it may without its visitor.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { build } from "esbuild";

import { root } from "./harness.mjs";

const module = (path) => readFileSync(join(root, "node_modules", path), "utf8");

/** A bundle of this script and what it imports, as a page's build tools make it. */
async function bundled(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root }, bundle: true, write: false, format: "iife", target: "es2022", logLevel: "silent",
  });
  return outputFiles[0].text;
}

/** What a platform of the IAB's kind leaves to whoever builds one: keeping the choice. */
const KEEPING = (name) => `
  const kept = () => document.cookie.match(/(?:^|; )${name}=([^;]*)/)?.[1];
  const keep = (text) => { document.cookie = "${name}=" + text + "; path=/; max-age=9999"; };`;

const TCF_CMP = `
  import { CmpApi } from "@iabtechlabtcf/cmpapi";
  import { GVL, TCModel, TCString } from "@iabtechlabtcf/core";
  ${KEEPING("euconsent-v2")}
  const vendor = (id) => ({
    id, name: "Vendor " + id, purposes: [1, 7], legIntPurposes: [], flexiblePurposes: [], specialPurposes: [], features: [], specialFeatures: [],
  });
  const named = (...ids) => Object.fromEntries(ids.map((id) => [id, { id, name: "Number " + id, description: "" }]));
  const gvl = new GVL({
    gvlSpecificationVersion: 3, vendorListVersion: 1, tcfPolicyVersion: 5, lastUpdated: "2026-03-01T00:00:00Z",
    purposes: named(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), specialPurposes: {}, features: {}, specialFeatures: {}, stacks: {}, dataCategories: {},
    vendors: { 12: vendor(12), 755: vendor(755) },
  });
  const cmp = new CmpApi(31, 1, true);
  window.choose = (purposes, vendors) => {
    const model = new TCModel(gvl);
    Object.assign(model, { cmpId: 31, cmpVersion: 1, isServiceSpecific: true, consentLanguage: "EN", publisherCountryCode: "DE" });
    model.purposeConsents.set(purposes);
    model.vendorConsents.set(vendors);
    model.vendorsDisclosed.set([12, 755]);
    const text = TCString.encode(model);
    keep(text);
    cmp.update(text, false);
  };
  window.show = () => cmp.update(kept() ?? "", true);
  gvl.readyPromise.then(() => { cmp.update(location.search.includes("itself") ? null : kept() ?? "", !kept()); window.ready = true; });`;

const GPP_CMP = `
  import { CmpApi } from "@iabgpp/cmpapi";
  ${KEEPING("gpp")}
  const cmp = new CmpApi(31, 1);
  cmp.setApplicableSections([2]);
  window.choose = (purposes, vendors) => {
    cmp.setSignalStatus("not ready");
    cmp.setFieldValue("tcfeuv2", "PurposeConsents", Array.from({ length: 24 }, (_, index) => purposes.includes(index + 1)));
    cmp.setFieldValue("tcfeuv2", "VendorConsents", vendors);
    cmp.setFieldValue("tcfeuv2", "VendorsDisclosed", [12, 755]);
    cmp.fireSectionChange("tcfeuv2");
    keep(cmp.getGppString());
    cmp.setSignalStatus("ready");
  };
  window.show = () => cmp.setCmpDisplayStatus("visible");
  if (kept()) {
    cmp.setGppString(kept());
    cmp.setSignalStatus("ready");
  }
  window.optOut = () => { cmp.setFieldValue("usnat", "SharingOptOut", 1); cmp.fireSectionChange("usnat"); };
  // The United States, where nobody has opted out.
  if (location.search.includes("itself")) {
    cmp.setApplicableSections([7]);
    for (const right of ["SaleOptOut", "SharingOptOut", "TargetedAdvertisingOptOut"]) cmp.setFieldValue("usnat", right, 2);
    cmp.setSignalStatus("ready");
  }
  window.ready = true;`;

const C15T = `
  import { getOrCreateConsentRuntime } from "c15t";
  getOrCreateConsentRuntime({
    mode: "offline", consentCategories: ["necessary", "measurement", "marketing"], overrides: { country: "DE" },
    reloadOnConsentRevoked: location.search.includes("reload"), enabled: !location.search.includes("itself"),
  });`;

const TARTEAUCITRON = `
  tarteaucitron.init({ privacyUrl: "", serviceDefaultState: location.search.includes("itself") || "wait", highPrivacy: true });
  for (const key of ["calltracking", "other"]) {
    tarteaucitron.services[key] = { key, type: "analytic", name: key, uri: "/", needConsent: true, cookies: [], js() {}, fallback() {} };
    (tarteaucitron.job = tarteaucitron.job || []).push(key);
  }`;

const VANILLA = `
  CookieConsent.run({
    hideFromBots: false,
    cookie: { secure: false },
    mode: location.search.includes("itself") ? "opt-out" : "opt-in",
    categories: {
      marketing: { services: { "call-tracking": {}, "remarketing": {} }, enabled: location.search.includes("itself") }, analytics: {},
    },
    language: { default: "en", translations: { en: {
      consentModal: { title: "Cookies", acceptAllBtn: "Accept", acceptNecessaryBtn: "Decline" },
      preferencesModal: { title: "Cookies", acceptAllBtn: "Accept", savePreferencesBtn: "Save", sections: [
        { title: "Calls", linkedCategory: "marketing" }, { title: "Measurement", linkedCategory: "analytics" },
      ] },
    } } },
  });`;

const KLARO = `
  var klaroConfig = { version: 1, acceptAll: true, lang: "en", services: [
    { name: "call-tracking", purposes: ["marketing"], default: location.search.includes("itself") }, { name: "something-else", purposes: ["analytics"] },
  ] };`;

const OREJIME = `
  var orejimeConfig = { privacyPolicyUrl: "/", purposes: [
    { id: "call-tracking", title: "Calls", cookies: [], default: location.search.includes("itself"), isExempt: location.search.includes("itself") },
    { id: "something-else", title: "Other", cookies: [], isExempt: location.search.includes("itself") },
  ] };`;

const OSANO = `
  cookieconsent.initialise({
    type: location.search.includes("itself") ? "opt-out" : "opt-in", cookie: { secure: false },
    onInitialise(status) { window.telswap?.consent(status === "allow"); },
    onStatusChange(status) { window.telswap?.consent(status === "allow"); },
  }, (popup) => { window.popup = popup; });`;

/** What the visitor of a platform of the IAB's kind does. */
const CHOICES = {
  ready: () => window.ready,
  undecided: () => show(),
  refuse: () => choose([], []),
  accept: () => choose([1, 7], [12, 755]),
  // Our vendor, but not all that it asks for.
  partly: () => choose([1], [12, 755]),
  withdraw: () => choose([1, 7], [12]),
};

/**
 * Each platform: its name on npm, what the tag says, its scripts in their order
 * (`[path, text, attributes]`), what it keeps itself, and what can be done. A
 * withdrawal takes effect before `withdraw` returns, but where it says `later`.
 */
export const PLATFORMS = [
  {
    name: "klaro",
    scripts: () => [["config.js", KLARO], ["klaro.js", module("klaro/dist/klaro.js"), 'data-config="klaroConfig"']],
    keeps: { cookies: ["klaro"] },
    ready: () => window.klaro?.getManager(),
    refuse: () => { const m = klaro.getManager(); m.changeAll(false); m.saveAndApplyConsents(); },
    accept: () => { const m = klaro.getManager(); m.changeAll(true); m.saveAndApplyConsents(); },
    partly: () => {
      const m = klaro.getManager();
      m.updateConsent("call-tracking", false);
      m.updateConsent("something-else", true);
      m.saveAndApplyConsents();
    },
    // Switched on, but not saved.
    undecided: () => klaro.getManager().changeAll(true),
  },
  {
    name: "vanilla-cookieconsent",
    scripts: () => [["cookieconsent.js", module("vanilla-cookieconsent/dist/cookieconsent.umd.js")], ["run.js", VANILLA]],
    keeps: { cookies: ["cc_cookie"] },
    ready: () => document.querySelector("#cc-main") ?? CookieConsent.validConsent(),
    refuse: () => CookieConsent.acceptCategory([]),
    accept: () => CookieConsent.acceptCategory("all"),
    partly: () => CookieConsent.acceptService("remarketing", "marketing"),
    undecided: () => CookieConsent.showPreferences(),
  },
  {
    name: "tarteaucitronjs",
    cmp: "tarteaucitron",
    service: "calltracking",
    scripts: () => [["tarteaucitron.js", module("tarteaucitronjs/tarteaucitron.js")], ["init.js", TARTEAUCITRON]],
    // It fetches parts of its own.
    folder: "tarteaucitronjs",
    keeps: { cookies: ["tarteaucitron"] },
    ready: () => tarteaucitron.added.calltracking && tarteaucitron.added.other && document.querySelector("#calltrackingDenied"),
    refuse: () => tarteaucitron.userInterface.respondAll(false),
    accept: () => tarteaucitron.userInterface.respondAll(true),
    partly: () => {
      tarteaucitron.userInterface.respond(document.querySelector("#otherAllowed"), true);
      tarteaucitron.userInterface.respond(document.querySelector("#calltrackingDenied"), false);
    },
    withdraw: () => tarteaucitron.userInterface.respond(document.querySelector("#calltrackingDenied"), false),
    reload: () => tarteaucitron.userInterface.closePanel(),
    undecided: () => tarteaucitron.userInterface.openPanel(),
  },
  {
    name: "orejime",
    scripts: () => [["config.js", OREJIME], ["orejime.js", module("orejime/dist/orejime-standard-en.js")]],
    keeps: { cookies: ["eu-consent"] },
    ready: () => window.orejime?.manager,
    refuse: () => orejime.manager.declineAll(),
    accept: () => orejime.manager.acceptAll(),
    partly: () => orejime.manager.setConsents({ "call-tracking": false, "something-else": true }),
    withdraw: () => orejime.manager.clearConsents(),
    undecided: () => orejime.prompt(),
  },
  {
    name: "cookieconsent",
    cmp: "manual",
    scripts: () => [["cookieconsent.js", module("cookieconsent/build/cookieconsent.min.js")], ["initialise.js", OSANO]],
    keeps: { cookies: ["cookieconsent_status"] },
    ready: () => window.popup,
    refuse: () => popup.setStatus("deny"),
    accept: () => popup.setStatus("allow"),
    partly: () => popup.setStatus("dismiss"),
    undecided: () => popup.open(),
  },
  {
    name: "@iabtechlabtcf/stub and cmpapi",
    cmp: "tcf",
    service: "755",
    scripts: async () => [["stub.js", module("@iabtechlabtcf/stub/lib/stub.js")], ["cmp.js", await bundled(TCF_CMP)]],
    keeps: { cookies: ["euconsent-v2"] },
    ...CHOICES,
  },
  {
    name: "@iabgpp/cmpapi",
    cmp: "gpp",
    service: "755",
    scripts: async () => [["cmp.js", await bundled(GPP_CMP)]],
    keeps: { cookies: ["gpp"] },
    ...CHOICES,
  },
  {
    name: "c15t",
    service: "marketing",
    scripts: async () => [["c15t.js", await bundled(C15T)]],
    keeps: { cookies: ["c15t"], local: ["c15t", "c15t:pending-consent-sync"] },
    ready: () => window.c15tStore?.getState().activeUI === "banner" || window.c15tStore?.getState().hasConsented(),
    refuse: () => c15tStore.getState().saveConsents("necessary"),
    accept: () => c15tStore.getState().saveConsents("all"),
    partly: () => {
      c15tStore.getState().setSelectedConsent("measurement", true);
      return c15tStore.getState().saveConsents("custom");
    },
    // It reloads the page itself.
    reload: () => {},
    later: true,
    undecided: () => c15tStore.getState().setSelectedConsent("marketing", true),
  },
].map((platform) => ({
  cmp: platform.name, service: "call-tracking", withdraw: platform.refuse, reload: () => location.reload(), later: false, ...platform,
}));
