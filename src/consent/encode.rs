//! Writing consent strings, for the tests alone.

use super::{Ids, PublisherTc, TcString, VendorSet};

/// Bits as they are written, then base64url.
#[derive(Default, Clone)]
pub struct Writer(Vec<bool>);

impl Writer {
    pub fn number(mut self, value: u64, bits: u32) -> Self {
        self.0
            .extend((0..bits).rev().map(|bit| value >> bit & 1 == 1));
        self
    }

    pub fn bits(mut self, text: &str) -> Self {
        let bits = text.chars().filter(|c| *c != ' ');
        self.0.extend(bits.map(|bit| bit == '1'));
        self
    }

    pub fn ids(mut self, ids: Ids, count: u8) -> Self {
        self.0.extend((1..=count).map(|id| ids.contains(id)));
        self
    }

    pub fn letters(self, letters: &str) -> Self {
        letters.bytes().fold(self, |writer, letter| {
            writer.number(u64::from(letter - b'A'), 6)
        })
    }

    pub fn vendors(self, set: &VendorSet, as_ranges: bool) -> Self {
        let max = set.ranges().last().map_or(0, |(_, last)| *last);
        let mut writer = self.number(u64::from(max), 16).number(as_ranges.into(), 1);
        if as_ranges {
            return writer.ranges(set);
        }
        writer.0.extend((1..=max).map(|id| set.contains(id)));
        writer
    }

    pub fn ranges(mut self, set: &VendorSet) -> Self {
        self = self.number(set.ranges().len() as u64, 12);
        for (first, last) in set.ranges() {
            self = self.number((first != last).into(), 1);
            self = self.number(u64::from(*first), 16);
            if first != last {
                self = self.number(u64::from(*last), 16);
            }
        }
        self
    }

    /// As base64url, with zeros up to a whole character.
    pub fn text(&self) -> String {
        let characters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let character = |bits: &[bool]| {
            let value = bits
                .iter()
                .fold(0, |value, bit| value << 1 | usize::from(*bit));
            char::from(characters[value << (6 - bits.len())])
        };
        self.0.chunks(6).map(character).collect()
    }
}

/// The core segment up to the vendors.
pub fn head(string: &TcString) -> Writer {
    Writer::default()
        .number(string.version.into(), 6)
        .number(string.created.0, 36)
        .number(string.updated.0, 36)
        .number(string.cmp_id.into(), 12)
        .number(string.cmp_version.into(), 12)
        .number(string.consent_screen.into(), 6)
        .letters(&string.consent_language)
        .number(string.vendor_list_version.into(), 12)
        .number(string.policy_version.into(), 6)
        .number(string.service_specific.into(), 1)
        .number(string.non_standard_texts.into(), 1)
        .ids(string.special_features, 12)
        .ids(string.purpose_consents, 24)
        .ids(string.purpose_legitimate_interests, 24)
        .number(string.purpose_one_treatment.into(), 1)
        .letters(&string.publisher_country)
}

/// A string that says this; its vendors as ranges or as a bit for each.
pub fn encode(string: &TcString, as_ranges: bool) -> String {
    let mut core = head(string)
        .vendors(&string.vendor_consents, as_ranges)
        .vendors(&string.vendor_legitimate_interests, as_ranges)
        .number(string.publisher_restrictions.len() as u64, 12);
    for restriction in &string.publisher_restrictions {
        core = core
            .number(restriction.purpose.into(), 6)
            .number(restriction.kind as u64, 2)
            .ranges(&restriction.vendors);
    }
    let segment = |name: &&str| match *name {
        "core" => core.text(),
        "disclosedVendors" => vendors(1, &string.disclosed_vendors, as_ranges),
        "allowedVendors" => vendors(2, &string.allowed_vendors, as_ranges),
        _ => publisher(&string.publisher_tc.unwrap()),
    };
    let segments: Vec<_> = string.segments.iter().map(segment).collect();
    segments.join(".")
}

fn vendors(kind: u64, set: &Option<VendorSet>, as_ranges: bool) -> String {
    let set = set.as_ref().unwrap();
    Writer::default()
        .number(kind, 3)
        .vendors(set, as_ranges)
        .text()
}

fn publisher(tc: &PublisherTc) -> String {
    Writer::default()
        .number(3, 3)
        .ids(tc.consents, 24)
        .ids(tc.legitimate_interests, 24)
        .number(tc.custom_purposes.into(), 6)
        .ids(tc.custom_consents, tc.custom_purposes)
        .ids(tc.custom_legitimate_interests, tc.custom_purposes)
        .text()
}
