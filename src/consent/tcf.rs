//! TC strings of the IAB's Transparency and Consent Framework, version 2.
//!
//! The layout is that of [Transparency and Consent String with Global Vendor &
//! CMP List Formats](https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework/blob/master/TCFv2/IAB%20Tech%20Lab%20-%20Consent%20string%20and%20vendor%20list%20formats%20v2.md).

use serde::{Serialize, Serializer};

use super::bits::{Bits, sextet};
use super::carries::Invalid;
use super::error::{DecodeError, Place};
use super::ids::Ids;
use super::restrictions::{self, Restriction};
use super::time::Deciseconds;
use super::vendors::VendorSet;

/// What a TC string says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TcString {
    /// The format's version, which is 2.
    pub version: u8,
    /// When it was created.
    pub created: Deciseconds,
    /// When it was last updated.
    pub updated: Deciseconds,
    /// The consent platform.
    pub cmp_id: u16,
    /// The version of the consent platform.
    pub cmp_version: u16,
    /// On which of the platform's screens consent was given.
    pub consent_screen: u8,
    /// The language in which it was asked for (ISO 639-1), as `DE`.
    pub consent_language: String,
    /// The version of the Global Vendor List.
    pub vendor_list_version: u16,
    /// The version of the policies: 5 for TCF 2.3.
    pub policy_version: u8,
    /// Whether it is for one service only, which it has to be.
    pub service_specific: bool,
    /// Whether the platform used texts of its own.
    pub non_standard_texts: bool,
    /// The special features that the visitor opted into.
    pub special_features: Ids,
    /// The purposes that the visitor consented to.
    pub purpose_consents: Ids,
    /// The purposes that legitimate interest is claimed for, without objection.
    pub purpose_legitimate_interests: Ids,
    /// Whether purpose 1 was not disclosed at all.
    pub purpose_one_treatment: bool,
    /// The publisher's country (ISO 3166-1), as `DE`; `AA` where it is not said.
    pub publisher_country: String,
    /// The vendors that the visitor consented to.
    pub vendor_consents: VendorSet,
    /// The vendors with legitimate interest that was not objected to.
    pub vendor_legitimate_interests: VendorSet,
    /// What the publisher restricts, ascending by purpose and type.
    pub publisher_restrictions: Vec<Restriction>,
    /// The segments it has, in their order.
    pub segments: Vec<&'static str>,
    /// The vendors that the visitor was told of; without the segment none, which
    /// in JSON is an empty list.
    #[serde(serialize_with = "or_empty")]
    pub disclosed_vendors: Option<VendorSet>,
    /// The vendors that the publisher allows to use other strings, of a time
    /// when there were any; in JSON without the segment an empty list.
    #[serde(serialize_with = "or_empty")]
    pub allowed_vendors: Option<VendorSet>,
    /// What the visitor consented to for the publisher itself.
    pub publisher_tc: Option<PublisherTc>,
    /// Why it grants nothing to anybody, if it does not.
    pub invalid: Option<Invalid>,
}

/// What a visitor granted the publisher itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PublisherTc {
    /// The purposes that the visitor consented to.
    pub consents: Ids,
    /// The purposes with legitimate interest.
    pub legitimate_interests: Ids,
    /// How many purposes of its own the publisher has.
    pub custom_purposes: u8,
    /// Those of them that the visitor consented to.
    pub custom_consents: Ids,
    /// Those of them with legitimate interest.
    pub custom_legitimate_interests: Ids,
}

fn or_empty<S: Serializer>(set: &Option<VendorSet>, serializer: S) -> Result<S::Ok, S::Error> {
    match set {
        Some(set) => set.serialize(serializer),
        None => VendorSet::default().serialize(serializer),
    }
}

impl TcString {
    /// Reads a TC string.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn decode(text: &str) -> Result<Self, DecodeError> {
        Self::decode_in(text, None)
    }

    /// Reads a TC string that is a section of a GPP string.
    pub(super) fn decode_in(text: &str, section: Option<u16>) -> Result<Self, DecodeError> {
        let mut segments = text.split('.');
        // There is always a first one.
        let core = segments.next().unwrap_or_default();
        let mut string = Self::core(Bits::of(core, Place::new(section, 1, CORE))?)?;
        for (place, segment) in segments.enumerate() {
            let at = Place::new(section, place + 2, name(segment));
            string.add(Bits::of(segment, at)?)?;
        }
        let discloses = string.disclosed_vendors.is_some();
        string.invalid = Invalid::of(string.service_specific, string.created, discloses);
        Ok(string)
    }

    fn core(mut bits: Bits<'_>) -> Result<Self, DecodeError> {
        let at = bits.at();
        let field = "the version of the TC string";
        let version = bits.small(6, field)?;
        if version != 2 {
            return Err(DecodeError::Version {
                at,
                field,
                found: version,
                right: "2",
            });
        }
        let string = Self {
            version,
            created: Deciseconds(bits.number(36, "the time of creation")?),
            updated: Deciseconds(bits.number(36, "the time of the last update")?),
            cmp_id: bits.medium(12, "the platform's id")?,
            cmp_version: bits.medium(12, "the platform's version")?,
            consent_screen: bits.small(6, "the screen")?,
            consent_language: bits.letters("the language")?,
            vendor_list_version: bits.medium(12, "the vendor list's version")?,
            policy_version: bits.small(6, "the policies' version")?,
            service_specific: bits.flag("the scope")?,
            non_standard_texts: bits.flag("the flag for other texts")?,
            special_features: bits.ids(12, "the special features")?,
            purpose_consents: bits.ids(24, "the consents to purposes")?,
            purpose_legitimate_interests: bits.ids(24, "the legitimate interests of purposes")?,
            purpose_one_treatment: bits.flag("the treatment of purpose 1")?,
            publisher_country: bits.letters("the publisher's country")?,
            vendor_consents: VendorSet::read(&mut bits, "the consents to vendors")?,
            vendor_legitimate_interests: VendorSet::read(
                &mut bits,
                "the legitimate interests of vendors",
            )?,
            publisher_restrictions: restrictions::read(&mut bits)?,
            segments: vec![CORE],
            disclosed_vendors: None,
            allowed_vendors: None,
            publisher_tc: None,
            invalid: None,
        };
        bits.finish()?;
        Ok(string)
    }

    /// Reads one of the segments behind the core, which come in any order.
    fn add(&mut self, mut bits: Bits<'_>) -> Result<(), DecodeError> {
        let at = bits.at();
        let found = bits.small(3, "the segment's type")?;
        if self.segments.contains(&at.name) {
            return Err(DecodeError::SegmentTwice { at });
        }
        match found {
            1 => {
                self.disclosed_vendors = Some(VendorSet::read(&mut bits, "the disclosed vendors")?);
            }
            2 => self.allowed_vendors = Some(VendorSet::read(&mut bits, "the allowed vendors")?),
            3 => self.publisher_tc = Some(PublisherTc::read(&mut bits)?),
            _ => {
                let right =
                    "behind the core, disclosedVendors is 1, allowedVendors 2, publisherTC 3";
                return Err(DecodeError::SegmentType { at, found, right });
            }
        }
        self.segments.push(at.name);
        bits.finish()
    }
}

/// What a segment behind the core is, by the three bits that it begins with: so
/// that it has its name whatever else is wrong with it.
fn name(segment: &str) -> &'static str {
    match segment.bytes().next().and_then(sextet).map(|six| six >> 3) {
        Some(1) => DISCLOSED,
        Some(2) => ALLOWED,
        Some(3) => PUBLISHER,
        _ => "unknown",
    }
}

const CORE: &str = "core";
const DISCLOSED: &str = "disclosedVendors";
const ALLOWED: &str = "allowedVendors";
const PUBLISHER: &str = "publisherTC";

impl PublisherTc {
    fn read(bits: &mut Bits<'_>) -> Result<Self, DecodeError> {
        let consents = bits.ids(24, "the publisher's consents")?;
        let legitimate_interests = bits.ids(24, "the publisher's legitimate interests")?;
        let custom_purposes = bits.small(6, "the number of custom purposes")?;
        Ok(Self {
            consents,
            legitimate_interests,
            custom_purposes,
            custom_consents: bits.ids(custom_purposes, "the consents to custom purposes")?,
            custom_legitimate_interests: bits.ids(
                custom_purposes,
                "the legitimate interests of custom purposes",
            )?,
        })
    }
}
