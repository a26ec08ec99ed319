//! Section 7 of a GPP string: US National, version 1 or 2
//! ([specification](https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform/tree/main/Sections/US-National)).

use super::bits::Bits;
use super::error::{DecodeError, Place};

/// What section 7 says, by the specification's names and numbers.
///
/// Notices: 0 not applicable, 1 given, 2 not given. Opt-outs: 0 not applicable,
/// 1 opted out, 2 did not. Consents: 0 not applicable, 1 no consent, 2 consent.
/// What the MSPA is asked for: 0 not applicable, 1 yes, 2 no.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the specification's names say it")]
pub struct UsNat {
    pub version: u8,
    pub sharing_notice: u8,
    pub sale_opt_out_notice: u8,
    pub sharing_opt_out_notice: u8,
    pub targeted_advertising_opt_out_notice: u8,
    pub sensitive_data_processing_opt_out_notice: u8,
    pub sensitive_data_limit_use_notice: u8,
    pub sale_opt_out: u8,
    pub sharing_opt_out: u8,
    pub targeted_advertising_opt_out: u8,
    /// 12 activities in version 1, 16 in version 2.
    pub sensitive_data_processing: Vec<u8>,
    /// 2 activities in version 1, 3 in version 2.
    pub known_child_sensitive_data_consents: Vec<u8>,
    pub personal_data_consents: u8,
    pub mspa_covered_transaction: u8,
    pub mspa_opt_out_option_mode: u8,
    pub mspa_service_provider_mode: u8,
    /// What the browser's Global Privacy Control says, if the section says it.
    pub gpc: Option<bool>,
}

impl UsNat {
    pub(super) fn decode(text: &str, section: u16) -> Result<Self, DecodeError> {
        let mut segments = text.split('.');
        let core = segments.next().unwrap_or_default();
        let mut usnat = Self::core(Bits::of(core, Place::new(Some(section), 1, "core"))?)?;
        for (place, segment) in segments.enumerate() {
            let at = Place::new(Some(section), place + 2, "unknown");
            usnat.add(Bits::of(segment, at)?)?;
        }
        Ok(usnat)
    }

    fn core(mut bits: Bits<'_>) -> Result<Self, DecodeError> {
        let at = bits.at();
        let field = "the version of section 7";
        let version = bits.small(6, field)?;
        let (activities, ages) = match version {
            1 => (12, 2),
            2 => (16, 3),
            found => {
                let right = "1 or 2";
                return Err(DecodeError::Version {
                    at,
                    field,
                    found,
                    right,
                });
            }
        };
        let usnat = Self {
            version,
            sharing_notice: any(&mut bits, "SharingNotice")?,
            sale_opt_out_notice: any(&mut bits, "SaleOptOutNotice")?,
            sharing_opt_out_notice: any(&mut bits, "SharingOptOutNotice")?,
            targeted_advertising_opt_out_notice: any(&mut bits, "TargetedAdvertisingOptOutNotice")?,
            sensitive_data_processing_opt_out_notice: any(
                &mut bits,
                "SensitiveDataProcessingOptOutNotice",
            )?,
            sensitive_data_limit_use_notice: any(&mut bits, "SensitiveDataLimitUseNotice")?,
            sale_opt_out: any(&mut bits, "SaleOptOut")?,
            sharing_opt_out: any(&mut bits, "SharingOptOut")?,
            targeted_advertising_opt_out: any(&mut bits, "TargetedAdvertisingOptOut")?,
            sensitive_data_processing: list(&mut bits, activities, "SensitiveDataProcessing")?,
            known_child_sensitive_data_consents: list(
                &mut bits,
                ages,
                "KnownChildSensitiveDataConsents",
            )?,
            personal_data_consents: any(&mut bits, "PersonalDataConsents")?,
            mspa_covered_transaction: stated(&mut bits, "MspaCoveredTransaction")?,
            mspa_opt_out_option_mode: any(&mut bits, "MspaOptOutOptionMode")?,
            mspa_service_provider_mode: any(&mut bits, "MspaServiceProviderMode")?,
            gpc: None,
        };
        bits.finish()?;
        Ok(usnat)
    }

    /// Reads the sub-section behind the core.
    fn add(&mut self, mut bits: Bits<'_>) -> Result<(), DecodeError> {
        let at = bits.at();
        let found = bits.small(2, "the sub-section's type")?;
        if found != 1 {
            let right = "behind the core there is 1, for GPC";
            return Err(DecodeError::SegmentType { at, found, right });
        }
        bits.rename("gpc");
        let at = Place { name: "gpc", ..at };
        if self.gpc.is_some() {
            return Err(DecodeError::SegmentTwice { at });
        }
        self.gpc = Some(bits.flag("Gpc")?);
        bits.finish()
    }
}

/// A field of two bits that can be 0, 1 or 2.
fn any(bits: &mut Bits<'_>, field: &'static str) -> Result<u8, DecodeError> {
    let at = bits.at();
    let found = bits.small(2, field)?;
    if found > 2 {
        let right = "it can be 0, 1 or 2";
        return Err(DecodeError::Value {
            at,
            field,
            found,
            right,
        });
    }
    Ok(found)
}

/// A field of two bits that can be 1 or 2.
fn stated(bits: &mut Bits<'_>, field: &'static str) -> Result<u8, DecodeError> {
    let at = bits.at();
    match any(bits, field)? {
        0 => Err(DecodeError::Value {
            at,
            field,
            found: 0,
            right: "it can be 1 or 2",
        }),
        found => Ok(found),
    }
}

fn list(bits: &mut Bits<'_>, count: u8, field: &'static str) -> Result<Vec<u8>, DecodeError> {
    (0..count).map(|_| any(bits, field)).collect()
}
