// Contract doubles of consent platforms that cannot run here: what is written in
// their documentation and integrations, nothing more. They prove that contract only.
//
// A double runs in the page. It begins undecided, with whatever would pass for a grant
// there, and gives `decide(names)`, which is what the platform does on a visitor's
// decision for these names alone. Its fields:
//   service, other   what is asked for, and what is not
//   auto             what `auto` asks for, where the platform has categories alone
//   globals          what the platform is reached by
//   late             how long it may take to be heard: it tells nobody, or answers later

const tell = (target, ...events) => events.forEach((event) => target.dispatchEvent(new CustomEvent(event, { bubbles: true, detail: {} })));
/** What a double may use in the page. */
export const HELPERS = `const tell = ${tell};`;

export const DOUBLES = {
  "google-consent-mode": {
    service: "analytics_storage", other: "ad_storage", auto: true, globals: ["dataLayer"],
    double() {
      window.dataLayer = [null, { event: "gtm.js" }];
      function gtag() { return dataLayer.push(arguments); }
      gtag("consent", "default", { analytics_storage: "granted", ad_storage: "granted" });
      return (names) => gtag("consent", "update", {
        analytics_storage: names.includes("analytics_storage") ? "granted" : "denied",
        ad_storage: names.includes("ad_storage") ? "granted" : "denied",
      });
    },
  },
  borlabs: {
    service: "call-tracking", other: "maps", globals: ["BorlabsCookie"],
    double() {
      let granted = [];
      window.BorlabsCookie = { Unblock: {}, Consents: { hasConsent: (name) => granted.includes(name) } };
      return (names) => { granted = names; tell(document, "borlabs-cookie-consent-saved"); };
    },
  },
  "borlabs-v2": {
    service: "call-tracking", other: "maps", globals: ["BorlabsCookie"],
    double() {
      let granted = [];
      window.BorlabsCookie = { checkCookieConsent: (name) => granted.includes(name) };
      return (names) => { granted = names; tell(document, "borlabs-cookie-consent-saved"); };
    },
  },
  usercentrics: {
    service: "S1kgcNo_j", other: "HkocEodjb7", globals: ["__ucCmp"], late: 100,
    double() {
      let details = { consent: { type: "IMPLICIT" }, services: { S1kgcNo_j: { consent: { given: true } } } };
      // It has version 2's global, too, which says more than it should.
      window.UC_UI = { isInitialized: () => true, getServicesBaseInfo: () => [{ id: "S1kgcNo_j", consent: { status: true, history: [{ type: "explicit" }] } }] };
      window.__ucCmp = { isInitialized: async () => true, getConsentDetails: async () => details };
      return (names) => {
        details = { consent: { type: "EXPLICIT" }, services: { S1kgcNo_j: { consent: { given: names.includes("S1kgcNo_j") } }, HkocEodjb7: { consent: { given: names.includes("HkocEodjb7") } } } };
        tell(window, "UC_UI_CMP_EVENT");
      };
    },
  },
  "usercentrics-v2": {
    service: "S1kgcNo_j", other: "HkocEodjb7", globals: ["UC_UI"],
    double() {
      const history = [{ type: "implicit", action: "onInitialPageLoad" }];
      let status = { S1kgcNo_j: true, HkocEodjb7: true };
      window.UC_UI = {
        isInitialized: () => true, getControllerId: () => "controller",
        getServicesBaseInfo: () => Object.keys(status).map((id) => ({ id, consent: { status: status[id], history } })),
      };
      return (names) => {
        history.push({ type: "explicit", action: "onUpdateServices" });
        status = Object.fromEntries(Object.keys(status).map((id) => [id, names.includes(id)]));
        tell(window, "UC_UI_CMP_EVENT");
      };
    },
  },
  cookiebot: {
    service: "statistics", other: "marketing", auto: true, globals: ["Cookiebot"],
    double() {
      // What others share is no word of Cookiebot's.
      window.CookieConsent = { hasResponse: true, consent: { method: "explicit", statistics: true } };
      window.Cookiebot = { hasResponse: false, consentID: "id", consent: { method: null, statistics: true, marketing: true } };
      return (names) => {
        Cookiebot.hasResponse = true;
        Cookiebot.consent = { method: "explicit", statistics: names.includes("statistics"), marketing: names.includes("marketing") };
        tell(window, "CookiebotOnConsentReady", names.length ? "CookiebotOnAccept" : "CookiebotOnDecline");
      };
    },
  },
  onetrust: {
    service: "C0002", other: "C0004", auto: true, globals: ["OneTrust", "OnetrustActiveGroups"],
    double() {
      let isClosed = false;
      window.OnetrustActiveGroups = ",C0001,C0002,C0004,";
      window.OneTrust = { IsAlertBoxClosed: () => isClosed, getDataSubjectId: () => "subject" };
      setTimeout(() => tell(window, "OneTrustGroupsUpdated"), 50);
      return (names) => {
        isClosed = true;
        OnetrustActiveGroups = `,C0001,${names.join(",")},`;
        tell(window, "OneTrustGroupsUpdated", "OTConsentApplied");
      };
    },
  },
  consentmanager: {
    service: "s123", other: "s26", globals: ["__cmp"],
    double() {
      const listeners = [];
      let data = { consentExists: true, userChoiceExists: false, vendorConsents: { s123: true, s26: true } };
      window.__cmp = (command, parameter) => {
        if (command === "ping") return false;
        if (command === "getCMPData") return data;
        if (command === "addEventListener" && parameter[0] === "consent") listeners.push(parameter[1]);
      };
      return (names) => {
        data = { consentExists: true, userChoiceExists: true, vendorConsents: Object.fromEntries(names.map((name) => [name, true])) };
        listeners.forEach((listener) => listener("consent", {}));
      };
    },
  },
  didomi: {
    service: "c:call-tracking", other: "c:maps", globals: ["Didomi"],
    double() {
      const listeners = [];
      let mustAsk = true;
      let vendors = { "c:call-tracking": { enabled: true } };
      window.Didomi = {
        shouldUserStatusBeCollected: () => mustAsk,
        getCurrentUserStatus: () => ({ user_id: "user", vendors }),
        on: (event, listener) => event === "consent.changed" && listeners.push(listener),
      };
      return (names) => {
        mustAsk = false;
        vendors = Object.fromEntries(["c:call-tracking", "c:maps"].map((id) => [id, { enabled: names.includes(id) }]));
        listeners.forEach((listener) => listener());
      };
    },
  },
  ccm19: {
    service: "Call tracking", other: "Maps", globals: ["CCM"],
    double() {
      window.CCM = { consent: false, acceptedEmbeddings: [{ name: "Call tracking" }] };
      return (names) => {
        window.CCM = { consent: true, acceptedEmbeddings: names.map((name) => ({ name })) };
        tell(window, "ccm19WidgetClosed");
      };
    },
  },
  "real-cookie-banner": {
    service: "call-tracking", other: "maps", globals: ["consentApi"],
    double() {
      // The stub.
      window.consentApi = { consent: async () => {}, consentSync: () => ({ cookie: {}, consentGiven: true, cookieOptIn: true }) };
      return (names) => {
        window.consentApi = {
          wrapFn() {},
          // It allows what it does not know.
          consentSync: (name) => /call-tracking|maps/.test(name)
            ? { cookie: {}, consentGiven: true, cookieOptIn: names.includes(name) }
            : { cookie: null, consentGiven: false, cookieOptIn: true },
        };
        tell(document, names.length ? "RCB/OptIn/All" : "RCB/OptOut/All");
      };
    },
  },
  complianz: {
    service: "statistics", other: "marketing", auto: true, globals: ["cmplz_get_cookie"],
    double() {
      // Statistics that need no consent are allowed from the first.
      const cookies = { "banner-status": "show", statistics: "allow" };
      window.cmplz_has_consent = () => true;
      window.cmplz_get_cookie = (name) => cookies[name] ?? "";
      return (names) => {
        for (const name of ["statistics", "marketing"]) {
          cookies[name] = names.includes(name) ? "allow" : "deny";
          tell(document, "cmplz_status_change");
        }
        cookies["banner-status"] = "dismissed";
        tell(document, "cmplz_banner_status", "cmplz_fire_categories");
      };
    },
  },
  cookieyes: {
    service: "analytics", other: "advertisement", auto: true, globals: ["getCkyConsent"],
    double() {
      let consent = { isUserActionCompleted: false, categories: { analytics: true, advertisement: true } };
      window.getCkyConsent = () => consent;
      return (names) => {
        consent = { isUserActionCompleted: true, categories: { analytics: names.includes("analytics"), advertisement: names.includes("advertisement") } };
        tell(document, "cookieyes_consent_update");
      };
    },
  },
  sourcepoint: {
    service: "5e37fc3e973acf1e955b8966", other: "5e542b3a4cd8884eb41b5a72", globals: ["_sp_", "__tcfapi"], late: 100,
    double() {
      const listeners = [];
      let data = { newUser: true, grants: { "5e37fc3e973acf1e955b8966": { vendorGrant: true } } };
      window._sp_ = {};
      window.__tcfapi = (command, version, callback) => {
        if (command === "addEventListener") listeners.push(callback);
        if (command === "getCustomVendorConsents") callback(data, true);
      };
      return (names) => {
        data = { newUser: false, grants: Object.fromEntries(names.map((name) => [name, { vendorGrant: true }])) };
        listeners.forEach((listener) => listener({ eventStatus: "useractioncomplete" }, true));
      };
    },
  },
  iubenda: {
    service: "4", other: "5", auto: true, globals: ["_iub"], late: 600,
    double() {
      window._iub = [];
      _iub.cs = { consent: {} };
      return (names) => { _iub.cs.consent = { purposes: { 1: true, 4: names.includes("4"), 5: names.includes("5") } }; };
    },
  },
  axeptio: {
    service: "call_tracking", other: "maps", globals: [],
    double() {
      const listeners = [];
      let choices;
      const sdk = { on: (event, listener) => { if (event === "cookies:complete") { listeners.push(listener); if (choices) listener(choices); } } };
      const waiting = window._axcb ?? [];
      window._axcb = { push: (use) => use(sdk) };
      waiting.forEach((use) => use(sdk));
      return (names) => {
        choices = { call_tracking: names.includes("call_tracking"), maps: names.includes("maps") };
        listeners.forEach((listener) => listener(choices));
      };
    },
  },
  trustarc: {
    service: "functional", other: "advertising", auto: true, globals: ["PrivacyManagerAPI"], late: 600,
    double() {
      let granted;
      window.PrivacyManagerAPI = {
        callApi: (call, self, domain, authority, type) =>
          granted ? { source: "asserted", consent: granted.includes(type) ? "approved" : "denied" } : { source: "implied", consent: "approved" },
      };
      return (names) => { granted = names; };
    },
  },
  osano: {
    service: "ANALYTICS", other: "MARKETING", auto: true, globals: ["Osano"],
    double() {
      const listeners = [];
      let consent = { ESSENTIAL: "ACCEPT", ANALYTICS: "ACCEPT", MARKETING: "ACCEPT" };
      let isSaved = false;
      window.Osano = { cm: {
        getConsent: () => consent,
        addEventListener: (event, listener) => {
          if (event !== "osano-cm-consent-saved") return;
          listeners.push(listener);
          if (isSaved) requestAnimationFrame(() => listener(consent));
        },
      } };
      return (names) => {
        isSaved = true;
        consent = { ESSENTIAL: "ACCEPT", ANALYTICS: names.includes("ANALYTICS") ? "ACCEPT" : "DENY", MARKETING: names.includes("MARKETING") ? "ACCEPT" : "DENY" };
        listeners.forEach((listener) => listener(consent));
      };
    },
  },
  matomo: {
    service: "matomo", other: null, auto: false, globals: [], late: 600,
    double() {
      let isRemembered = false;
      window.Matomo = { getAsyncTracker: () => ({ hasRememberedConsent: () => isRemembered }) };
      return (names) => { isRemembered = names.includes("matomo"); };
    },
  },
  shopify: {
    service: "analytics", other: "marketing", auto: true, globals: ["Shopify"],
    double() {
      let consent = { analytics: "", marketing: "" };
      window.Shopify = { customerPrivacy: { analyticsProcessingAllowed: () => true, currentVisitorConsent: () => consent } };
      return (names) => {
        consent = { analytics: names.includes("analytics") ? "yes" : "no", marketing: names.includes("marketing") ? "yes" : "no" };
        tell(document, "visitorConsentCollected");
      };
    },
  },
  "wp-consent-api": {
    service: "statistics", other: "marketing", auto: true, globals: ["consent_api_get_cookie"],
    double() {
      // Without a consent type all is allowed.
      const cookies = {};
      window.wp_has_consent = window.wp_has_service_consent = () => true;
      window.consent_api = { cookie_prefix: "wp_consent" };
      window.consent_api_get_cookie = (name) => cookies[name] ?? "";
      return (names) => {
        for (const name of ["statistics", "marketing"]) cookies[`wp_consent_${name}`] = names.includes(name) ? "allow" : "deny";
        tell(document, "wp_listen_for_consent_change");
      };
    },
  },
};
