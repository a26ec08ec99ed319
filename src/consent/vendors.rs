//! Vendors by the thousand.

use std::fmt;

use serde::{Serialize, Serializer};

use super::bits::Bits;
use super::error::DecodeError;

/// Vendors by their ids on the IAB's Global Vendor List; in JSON an ascending
/// list.
///
/// It is kept as ranges, so that what one string lists in a few bits takes a
/// few bytes.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct VendorSet {
    /// First and last id of each, ascending, none next to another.
    ranges: Vec<(u16, u16)>,
}

impl VendorSet {
    /// Whether it has this vendor.
    #[must_use]
    pub fn contains(&self, vendor: u16) -> bool {
        let before = self.ranges.partition_point(|(_, last)| *last < vendor);
        let range = self.ranges.get(before);
        range.is_some_and(|(first, _)| *first <= vendor)
    }

    /// All of them, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u16> {
        self.ranges.iter().flat_map(|(first, last)| *first..=*last)
    }

    /// All of them as ranges, first and last, ascending.
    #[must_use]
    pub fn ranges(&self) -> &[(u16, u16)] {
        &self.ranges
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        let lengths = self.ranges.iter();
        lengths
            .map(|(first, last)| usize::from(last - first) + 1)
            .sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Reads a list of vendors: the last id, which of the two forms it has, and
    /// a bit for each vendor or a list of ranges.
    pub(super) fn read(bits: &mut Bits<'_>, field: &'static str) -> Result<Self, DecodeError> {
        let max = bits.medium(16, field)?;
        let mut found = Vec::new();
        if bits.flag(field)? {
            read_ranges(bits, max, field, &mut found)?;
        } else {
            for id in 1..=max {
                if bits.flag(field)? {
                    add((id, id), &mut found);
                }
            }
        }
        Ok(Self::from_ranges(found))
    }

    /// A set of ranges in any order, each with its first id before its last.
    pub(super) fn from_ranges(mut ranges: Vec<(u16, u16)>) -> Self {
        ranges.sort_unstable();
        let mut set = Self::default();
        for range in ranges {
            add(range, &mut set.ranges);
        }
        set
    }
}

/// Reads how many ranges there are, and each: whether it is one or a single
/// vendor, and its ends. `max` is the last id that can be there.
///
/// They may come in any order ("items may not be in sorted order", says the
/// [GPP specification](https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform/blob/main/Core/Consent%20String%20Specification.md)
/// of this type), and overlap.
pub(super) fn read_ranges(
    bits: &mut Bits<'_>,
    max: u16,
    field: &'static str,
    found: &mut Vec<(u16, u16)>,
) -> Result<(), DecodeError> {
    for _ in 0..bits.number(12, field)? {
        let at = bits.at();
        let is_range = bits.flag(field)?;
        let start = bits.medium(16, field)?;
        let end = if is_range {
            bits.medium(16, field)?
        } else {
            start
        };
        if start == 0 {
            return Err(DecodeError::ZeroId { at, field });
        }
        if end < start {
            return Err(DecodeError::Range { at, start, end });
        }
        if end > max {
            return Err(DecodeError::BeyondMaximum { at, id: end, max });
        }
        add((start, end), found);
    }
    Ok(())
}

/// Adds a range to others, to the last of them where it goes on from there.
fn add((start, end): (u16, u16), ranges: &mut Vec<(u16, u16)>) {
    if let Some((first, last)) = ranges.last_mut()
        && *first <= start
        && start <= last.saturating_add(1)
    {
        *last = end.max(*last);
    } else {
        ranges.push((start, end));
    }
}

/// As ranges: `1-3, 755`.
impl fmt::Display for VendorSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (first, last)) in self.ranges.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            write!(f, "{comma}{first}")?;
            if first != last {
                write!(f, "-{last}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for VendorSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VendorSet({self})")
    }
}

impl Serialize for VendorSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_joined_in_any_order() {
        let set = VendorSet::from_ranges(vec![(9, 9), (1, 3), (2, 2), (4, 5), (65535, 65535)]);
        assert_eq!(set.ranges(), [(1, 5), (9, 9), (65535, 65535)]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [1, 2, 3, 4, 5, 9, 65535]);
        assert_eq!(set.len(), 7);
        assert_eq!(set.to_string(), "1-5, 9, 65535");
        let there = |id: &u16| set.contains(*id);
        let all: Vec<_> = (0..=65535).filter(there).collect();
        assert_eq!(all, set.iter().collect::<Vec<_>>());
    }

    #[test]
    fn the_last_id_has_no_next() {
        let set = VendorSet::from_ranges(vec![(65535, 65535), (1, 65535)]);
        assert_eq!(set.ranges(), [(1, 65535)]);
        assert!(set.contains(65535) && !set.contains(0));
    }
}
