//! How consent platforms are called by those who use them.

use telswap::config::Cmp;

/// The platform's own name; none where the config says only what language it speaks,
/// or that there is none.
pub(super) fn title(cmp: Cmp) -> Option<&'static str> {
    Some(match cmp {
        Cmp::Auto | Cmp::GoogleConsentMode | Cmp::Gpp | Cmp::Manual => return None,
        Cmp::Tcf | Cmp::WpConsentApi => return None,
        Cmp::Axeptio => "Axeptio",
        Cmp::Borlabs | Cmp::BorlabsV2 => "Borlabs Cookie",
        Cmp::C15t => "c15t",
        Cmp::Ccm19 => "CCM19",
        Cmp::Complianz => "Complianz",
        Cmp::Consentmanager => "consentmanager",
        Cmp::Cookiebot => "Cookiebot",
        Cmp::CookieYes => "CookieYes",
        Cmp::Didomi => "Didomi",
        Cmp::Iubenda => "iubenda",
        Cmp::Klaro => "Klaro",
        Cmp::Matomo => "Matomo",
        Cmp::OneTrust => "OneTrust",
        Cmp::Orejime => "Orejime",
        Cmp::Osano => "Osano",
        Cmp::RealCookieBanner => "Real Cookie Banner",
        Cmp::Shopify => "Shopify",
        Cmp::Sourcepoint => "Sourcepoint",
        Cmp::Tarteaucitron => "tarteaucitron",
        Cmp::TrustArc => "TrustArc",
        Cmp::Usercentrics | Cmp::UsercentricsV2 => "Usercentrics",
        Cmp::VanillaCookieconsent => "CookieConsent",
    })
}
