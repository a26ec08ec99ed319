//! The consent platforms that the loader knows.

use serde::Serialize;

/// One list for all that is said of a platform: its name here, in `site.json` and in
/// the tag, and what an editor shows of it.
macro_rules! platforms {
    ($($(#[$doc:meta])+ $variant:ident $name:literal)+) => {
        /// The consent platforms that the loader knows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum Cmp {
            $($(#[$doc])+ #[serde(rename = $name)] $variant,)+
        }

        impl Cmp {
            /// Every consent platform, by name.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// The name used in `site.json` and in the tag's `data-cmp`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

platforms! {
    /// Whichever of the others is found on the page.
    Auto "auto"
    /// Axeptio (<https://www.axept.io>).
    Axeptio "axeptio"
    /// Borlabs Cookie 3 for WordPress (<https://borlabs.io/borlabs-cookie/>).
    Borlabs "borlabs"
    /// Borlabs Cookie 2 for WordPress (<https://borlabs.io/borlabs-cookie/>).
    BorlabsV2 "borlabs-v2"
    /// c15t (<https://c15t.com>).
    C15t "c15t"
    /// CCM19 (<https://www.ccm19.de>).
    Ccm19 "ccm19"
    /// Complianz for WordPress (<https://complianz.io>).
    Complianz "complianz"
    /// consentmanager (<https://www.consentmanager.net>).
    Consentmanager "consentmanager"
    /// Cookiebot (<https://www.cookiebot.com>).
    Cookiebot "cookiebot"
    /// CookieYes (<https://www.cookieyes.com>).
    CookieYes "cookieyes"
    /// Didomi (<https://www.didomi.io>).
    Didomi "didomi"
    /// Any platform that speaks Google's consent mode, version 2
    /// (<https://developers.google.com/tag-platform/security/guides/consent>).
    GoogleConsentMode "google-consent-mode"
    /// Any platform that speaks the IAB's GPP
    /// (<https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform>).
    Gpp "gpp"
    /// iubenda (<https://www.iubenda.com>).
    Iubenda "iubenda"
    /// Klaro (<https://klaro.org>).
    Klaro "klaro"
    /// None: the page calls `telswap.consent(true | false)` itself.
    Manual "manual"
    /// Matomo's own consent (<https://developer.matomo.org/guides/tracking-consent>).
    Matomo "matomo"
    /// OneTrust (<https://www.onetrust.com>).
    OneTrust "onetrust"
    /// Orejime (<https://github.com/boscop-fr/orejime>).
    Orejime "orejime"
    /// Osano (<https://www.osano.com>).
    Osano "osano"
    /// Real Cookie Banner for WordPress (<https://devowl.io/wordpress-real-cookie-banner/>).
    RealCookieBanner "real-cookie-banner"
    /// Shopify's customer privacy (<https://shopify.dev/docs/api/customer-privacy>).
    Shopify "shopify"
    /// Sourcepoint (<https://sourcepoint.com>).
    Sourcepoint "sourcepoint"
    /// tarteaucitron (<https://github.com/AmauriC/tarteaucitron.js>).
    Tarteaucitron "tarteaucitron"
    /// Any platform that speaks the IAB's TCF 2.2 or 2.3
    /// (<https://iabeurope.eu/transparency-consent-framework/>).
    Tcf "tcf"
    /// TrustArc (<https://trustarc.com>).
    TrustArc "trustarc"
    /// Usercentrics, version 3 (<https://usercentrics.com>).
    Usercentrics "usercentrics"
    /// Usercentrics, version 2 (<https://usercentrics.com>).
    UsercentricsV2 "usercentrics-v2"
    /// vanilla-cookieconsent, version 3 (<https://cookieconsent.orestbida.com>).
    VanillaCookieconsent "vanilla-cookieconsent"
    /// The WP Consent API, which several plugins for WordPress speak
    /// (<https://wordpress.org/plugins/wp-consent-api/>).
    WpConsentApi "wp-consent-api"
}

impl Cmp {
    /// Whether it names services by the vendor ids of the IAB, and its word can be
    /// read from a TC string.
    #[must_use]
    pub const fn has_tc_string(self) -> bool {
        matches!(self, Self::Tcf | Self::Gpp)
    }

    /// Whether it may have the IAB's purposes: what [`Auto`](Self::Auto) finds, may.
    #[must_use]
    pub const fn has_purposes(self) -> bool {
        self.has_tc_string() || matches!(self, Self::Auto)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_by_its_name_in_json() {
        for cmp in Cmp::ALL {
            let json = serde_json::to_string(&cmp).unwrap();
            assert_eq!(json, format!("\"{}\"", cmp.name()));
        }
        let names = Cmp::ALL.map(Cmp::name);
        assert!(names.is_sorted(), "{names:?}");
    }
}
