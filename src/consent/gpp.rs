//! Strings of the IAB's Global Privacy Platform, version 1: a header that lists
//! the sections, and the sections, with `~` between them
//! ([specification](https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform/blob/main/Core/Consent%20String%20Specification.md)).

use super::Decoded;
use super::bits::Bits;
use super::error::{DecodeError, Place};
use super::tcf::TcString;
use super::usnat::UsNat;
use super::uspv1::UspV1;

/// What a GPP string says beside its TC string.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Gpp {
    /// The format's version, which is 1.
    pub version: u8,
    /// The ids of its sections, ascending.
    pub sections: Vec<u16>,
    /// Section 6: US Privacy.
    pub uspv1: Option<UspV1>,
    /// Section 7: US National.
    pub usnat: Option<UsNat>,
    /// The sections that are not read here.
    pub undecoded: Vec<Undecoded>,
}

/// A section of a GPP string as it stands there.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Undecoded {
    /// Its id.
    pub id: u16,
    /// What the platform calls it, if it is known.
    pub name: Option<&'static str>,
    /// Its text.
    pub raw: String,
}

/// Names of the sections, from the
/// [list of sections](https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform/blob/main/Sections/Section%20Information.md).
const NAMES: &[(u16, &str)] = &[
    (1, "tcfeuv1"),
    (2, "tcfeuv2"),
    (5, "tcfcav1"),
    (6, "uspv1"),
    (7, "usnat"),
    (8, "usca"),
    (9, "usva"),
    (10, "usco"),
    (11, "usut"),
    (12, "usct"),
    (13, "usfl"),
    (14, "usmt"),
    (15, "usor"),
    (16, "ustx"),
    (17, "usde"),
    (18, "usia"),
    (19, "usne"),
    (20, "usnh"),
    (21, "usnj"),
    (22, "ustn"),
    (23, "usmn"),
    (24, "usmd"),
    (25, "usin"),
    (26, "usky"),
    (27, "usri"),
];

/// What a section is called.
pub(super) fn name(section: u16) -> Option<&'static str> {
    let known = NAMES.iter().find(|(id, _)| *id == section);
    known.map(|(_, name)| *name)
}

/// Reads a GPP string.
pub(super) fn decode(text: &str) -> Result<Decoded, DecodeError> {
    let mut parts = text.split('~');
    let header = parts.next().unwrap_or_default();
    let ids = header_ids(header, parts.clone().count())?;
    let mut tcf = None;
    let mut gpp = Gpp {
        version: 1,
        sections: ids,
        uspv1: None,
        usnat: None,
        undecoded: Vec::new(),
    };
    for (id, section) in gpp.sections.iter().copied().zip(parts) {
        match id {
            2 => tcf = Some(TcString::decode_in(section, Some(id))?),
            6 => gpp.uspv1 = Some(UspV1::decode(section, id)?),
            7 => gpp.usnat = Some(UsNat::decode(section, id)?),
            _ => {
                let name = name(id);
                let raw = checked(section, id)?.to_owned();
                gpp.undecoded.push(Undecoded { id, name, raw });
            }
        }
    }
    let gpp = Some(gpp);
    Ok(Decoded { tcf, gpp })
}

/// Reads the header; `found` is how many sections follow it.
fn header_ids(header: &str, found: usize) -> Result<Vec<u16>, DecodeError> {
    let mut bits = Bits::of(header, Place::new(None, 1, "header"))?;
    for (field, right, wanted) in [
        ("the type of the GPP header", "3", 3),
        ("the version of the GPP string", "1", 1),
    ] {
        let at = bits.at();
        let found = bits.small(6, field)?;
        if found != wanted {
            return Err(DecodeError::Version {
                at,
                field,
                found,
                right,
            });
        }
    }
    let at = bits.at();
    let mut ranges = Vec::new();
    let mut last = 0;
    for _ in 0..bits.number(12, SECTIONS)? {
        let is_range = bits.flag(SECTIONS)?;
        let start = fibonacci(&mut bits, last)?;
        last = start;
        if is_range {
            last = fibonacci(&mut bits, last)?;
        }
        ranges.push(start..=last);
    }
    bits.finish()?;
    let lengths = ranges
        .iter()
        .map(|range| u32::from(range.end() - range.start()) + 1);
    let listed = lengths.sum();
    // Only as many ids are written down as there are sections.
    if usize::try_from(listed) != Ok(found) {
        return Err(DecodeError::SectionCount { at, listed, found });
    }
    Ok(ranges.into_iter().flatten().collect())
}

const SECTIONS: &str = "the list of sections";

/// Reads a number in Fibonacci coding and adds it to the one before: each bit
/// stands for the next of 1, 2, 3, 5, 8 and so on, and two bits that are set
/// end it.
fn fibonacci(bits: &mut Bits<'_>, before: u16) -> Result<u16, DecodeError> {
    let at = bits.at();
    let mut sum = u32::from(before);
    let (mut value, mut next) = (1_u32, 2_u32);
    let mut set_before = false;
    loop {
        let set = bits.flag(SECTIONS)?;
        if set && set_before {
            return u16::try_from(sum).map_err(|_| DecodeError::SectionId { at });
        }
        if set {
            sum = sum.saturating_add(value);
        }
        set_before = set;
        (value, next) = (next, value.saturating_add(next));
    }
}

/// A section that is kept as it is has some text, of the characters that may
/// stand in an address.
fn checked(section: &str, id: u16) -> Result<&str, DecodeError> {
    let at = Place::new(Some(id), 1, "unknown");
    if section.is_empty() {
        return Err(DecodeError::Empty { at });
    }
    let wrong = |c: &(usize, char)| !c.1.is_ascii_alphanumeric() && !"-._".contains(c.1);
    match section.chars().enumerate().find(wrong) {
        Some((place, found)) => {
            let bit = 8 * place;
            let at = Place { bit, ..at };
            Err(DecodeError::Character { at, found })
        }
        None => Ok(section),
    }
}
