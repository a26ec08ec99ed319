//! Which numbers of a pool a visitor is rather shown.

use std::collections::BTreeMap;

use telswap::E164;
use telswap::config::Site;

use super::known::Known;

/// How a number compares with the one that it is shown in place of.
pub(crate) type Rank = u8;

/// Of the same country and type, of the same country, neither: those of the first
/// are given out before those of the second.
pub(crate) const RANKS: [Rank; 3] = [0, 1, 2];

/// The rank of each number that is shown in place of another.
pub(crate) fn ranks(site: &Site) -> BTreeMap<E164, Rank> {
    let shown = site.numbers().into_iter().filter_map(|placed| {
        let own = placed.instead_of?.number;
        Some((placed.number, rank(placed.number, own)))
    });
    shown.collect()
}

fn rank(shown: E164, own: E164) -> Rank {
    match (Known::of(shown), Known::of(own)) {
        (Ok(shown), Ok(own)) if !shown.is_of_the_country_of(&own) => 2,
        (Ok(shown), Ok(own)) if !shown.is_of_the_type_of(&own) => 1,
        (Ok(_), _) => 0,
        // Whoever calls it may hear that there is no such number.
        (Err(_), _) => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_of_country_and_type() {
        let of = |shown: &str, own: &str| rank(shown.parse().unwrap(), own.parse().unwrap());
        let own = "+4963141555000";
        assert_eq!(of("+493023125042", own), 0);
        assert_eq!(of("+4915123456789", own), 1);
        assert_eq!(of("+33199001234", own), 2);
        assert_eq!(of("+999123456789", own), 2);
        assert_eq!(of("+33199001234", "+999123456789"), 0);
        assert_eq!(of("+441632960123", "+442079460018"), 0);
    }
}
