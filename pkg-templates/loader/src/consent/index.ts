// The consent platforms that the loader knows, an import and an entry for each
// (`cargo xtask build --cmp klaro,tcf` takes these alone).

import type { Adapter } from './adapter.ts';
import { axeptio } from './axeptio.ts';
import { borlabs } from './borlabs.ts';
import { borlabsV2 } from './borlabs-v2.ts';
import { c15t } from './c15t.ts';
import { ccm19 } from './ccm19.ts';
import { complianz } from './complianz.ts';
import { consentmanager } from './consentmanager.ts';
import { cookiebot } from './cookiebot.ts';
import { cookieyes } from './cookieyes.ts';
import { didomi } from './didomi.ts';
import { googleConsentMode } from './google-consent-mode.ts';
import { gpp } from './gpp.ts';
import { iubenda } from './iubenda.ts';
import { klaro } from './klaro.ts';
import { matomo } from './matomo.ts';
import { onetrust } from './onetrust.ts';
import { orejime } from './orejime.ts';
import { osano } from './osano.ts';
import { realCookieBanner } from './real-cookie-banner.ts';
import { shopify } from './shopify.ts';
import { sourcepoint } from './sourcepoint.ts';
import { tarteaucitron } from './tarteaucitron.ts';
import { tcf } from './tcf.ts';
import { trustarc } from './trustarc.ts';
import { usercentrics } from './usercentrics.ts';
import { usercentricsV2 } from './usercentrics-v2.ts';
import { vanillaCookieconsent } from './vanilla-cookieconsent.ts';
import { wpConsentApi } from './wp-consent-api.ts';

/** In the order in which `auto` looks for them; generic ones come last anyway. */
export const adapters: Adapter[] = [
  axeptio,
  borlabs,
  borlabsV2,
  c15t,
  ccm19,
  complianz,
  consentmanager,
  cookiebot,
  cookieyes,
  didomi,
  gpp,
  iubenda,
  klaro,
  matomo,
  onetrust,
  orejime,
  osano,
  realCookieBanner,
  shopify,
  sourcepoint,
  tarteaucitron,
  tcf,
  trustarc,
  usercentrics,
  usercentricsV2,
  vanillaCookieconsent,
  wpConsentApi,
  // Many pages have its `dataLayer` without it.
  googleConsentMode,
];
