//! Which journey a call belongs to.
//!
//! A call says which number rang and when. Who held that number then is in the
//! lease history; what the number is otherwise is in the site's config. From
//! the two comes an [`Attribution`], or the [`Reason`] why there is none.
//!
//! There may be several candidates: stores that fail over asynchronously can
//! lease one number twice.

use crate::config::Site;
use crate::{E164, Outcome};

/// A time in milliseconds since 1970-01-01T00:00:00Z.
pub type UnixMillis = i64;

/// A number of a pool, held by one visitor from one time until another. `H` is
/// what the store knows of the holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease<H> {
    /// When it began.
    pub from: UnixMillis,
    /// When it was released or expired: from then on it does not count.
    pub until: UnixMillis,
    /// Who held it; none of a visitor who withdrew consent and is forgotten.
    pub holder: Option<H>,
}

/// Somebody who held the number when the call began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held<'a, H> {
    /// Who.
    pub holder: &'a H,
    /// Since when.
    pub from: UnixMillis,
    /// Until when, as far as is known.
    pub until: UnixMillis,
}

/// What became of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attribution<'a, H> {
    /// Somebody held the number when the call began.
    Lease(Vec<Held<'a, H>>),
    /// The number is a rule's: everyone the rule is for sees it.
    StaticNumber(Shown<'a>),
    /// Nobody can be named, and why.
    Unattributed(Reason),
}

/// A rule that shows a static number for a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<'a> {
    /// The rule's name.
    pub rule: &'a str,
    /// The target's name.
    pub target: &'a str,
}

/// Why a call is attributed to nobody; in JSON as `never_leased`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A pool's number that nobody ever held.
    NeverLeased,
    /// A pool's number that was held, but not when the call began.
    NotHeldThen,
    /// A pool's number that was held when the call began, by a visitor who has
    /// withdrawn consent since and is forgotten.
    Withdrawn,
    /// A pool's overflow number: everyone sees it when the pool is empty.
    OverflowNumber,
    /// The site's own number: everyone sees it before consent.
    OwnNumber,
    /// No number of this site.
    UnknownNumber,
}

/// Attributes a call to `number` that began at `began`.
///
/// `leases` is the number's history, in any order. Of a long history these are
/// enough: the leases that hold at `began`, or, if none does, any one of them.
///
/// The history comes before the config, for the config may have changed since:
/// a number that was somebody's when the call began was so whatever it is now.
#[must_use]
pub fn attribute<'a, H>(
    site: &'a Site,
    number: E164,
    began: UnixMillis,
    leases: &'a [Lease<H>],
) -> Attribution<'a, H> {
    let holding: Vec<&Lease<H>> = leases
        .iter()
        .filter(|lease| (lease.from..lease.until).contains(&began))
        .collect();
    if !holding.is_empty() {
        return whose(&holding);
    }
    if site
        .pools
        .values()
        .any(|pool| pool.numbers.iter().any(|pooled| pooled.number == number))
    {
        return Attribution::Unattributed(if leases.is_empty() {
            Reason::NeverLeased
        } else {
            Reason::NotHeldThen
        });
    }
    match rule_showing(site, number) {
        Some(shown) => Attribution::StaticNumber(shown),
        None => Attribution::Unattributed(reason_outside_rules(site, number, leases)),
    }
}

/// Those who held the number; nobody if one of them is forgotten, since the call
/// may have been theirs.
fn whose<'a, H>(holding: &[&'a Lease<H>]) -> Attribution<'a, H> {
    let known = holding.iter().map(|lease| {
        Some(Held {
            holder: lease.holder.as_ref()?,
            from: lease.from,
            until: lease.until,
        })
    });
    let known: Option<Vec<_>> = known.collect();
    known.map_or(
        Attribution::Unattributed(Reason::Withdrawn),
        Attribution::Lease,
    )
}

/// The rule whose static number it is: a checked config has one at most.
fn rule_showing(site: &Site, number: E164) -> Option<Shown<'_>> {
    let shows = |(_, outcome): &&(String, Outcome)| matches!(outcome, Outcome::Number(shown) if shown.number == number);
    site.rules.iter().find_map(|rule| {
        let (target, _) = rule.swap.iter().find(shows)?;
        Some(Shown {
            rule: &rule.id,
            target,
        })
    })
}

/// Why a call to a number is nobody's that is in no pool and no rule.
fn reason_outside_rules<H>(site: &Site, number: E164, leases: &[Lease<H>]) -> Reason {
    if site.targets.values().any(|target| target.number == number) {
        Reason::OwnNumber
    } else if site.pools.values().any(|pool| {
        let overflow = pool.overflow.as_ref();
        overflow.is_some_and(|overflow| overflow.number == number)
    }) {
        Reason::OverflowNumber
    } else if leases.is_empty() {
        Reason::UnknownNumber
    } else {
        // It was taken out of its pool.
        Reason::NotHeldThen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Cmp, Consent, Occasion, Page, Pool, Target};
    use crate::journey::{By, Limits};
    use crate::number::Matching;
    use crate::{Condition, Rule, Sources};

    const OWN: &str = "+4963141555000";
    const STATIC: &str = "+4963141555010";
    const POOLED: &str = "+4963141555020";
    const OVERFLOW: &str = "+4963141555099";

    fn number(text: &str) -> E164 {
        text.parse().unwrap()
    }

    fn site() -> Site {
        Site {
            name: "hof-kaffee".to_owned(),
            sources: Sources::own(["hof-kaffee.de"]),
            journey: Limits::default(),
            targets: [(
                "main".to_owned(),
                Target {
                    number: number(OWN),
                    display: None,
                    matching: Matching::default(),
                },
            )]
            .into(),
            pools: [(
                "ads".to_owned(),
                Pool {
                    numbers: vec![number(POOLED).into()],
                    lease_minutes: 30,
                    lease: Occasion::default(),
                    overflow: Some(number(OVERFLOW).into()),
                },
            )]
            .into(),
            rules: vec![Rule {
                id: "newsletter".to_owned(),
                when: Condition::default(),
                by: By::default(),
                swap: vec![("main".to_owned(), Outcome::Number(number(STATIC).into()))],
            }],
            consent: Consent::new(Cmp::Manual, "call-tracking"),
            page: Page::default(),
        }
    }

    fn lease(from: UnixMillis, until: UnixMillis, holder: &'static str) -> Lease<&'static str> {
        Lease {
            from,
            until,
            holder: Some(holder),
        }
    }

    fn forgotten(from: UnixMillis, until: UnixMillis) -> Lease<&'static str> {
        Lease {
            from,
            until,
            holder: None,
        }
    }

    /// Whose call it is, by name.
    fn holders(
        called: &str,
        began: UnixMillis,
        leases: &[Lease<&'static str>],
    ) -> Vec<&'static str> {
        match attribute(&site(), number(called), began, leases) {
            Attribution::Lease(held) => held.iter().map(|held| *held.holder).collect(),
            other => panic!("no lease: {other:?}"),
        }
    }

    fn reason(called: &str, began: UnixMillis, leases: &[Lease<&str>]) -> Reason {
        match attribute(&site(), number(called), began, leases) {
            Attribution::Unattributed(reason) => reason,
            other => panic!("attributed: {other:?}"),
        }
    }

    #[test]
    fn the_lease_that_held_when_the_call_began() {
        let leases = [lease(10, 20, "anna"), lease(20, 30, "ben")];
        for (began, expected) in [(10, "anna"), (19, "anna"), (20, "ben"), (29, "ben")] {
            assert_eq!(
                holders(POOLED, began, &leases),
                [expected],
                "a call at {began}"
            );
        }
        let site = site();
        let held = Held {
            holder: &"ben",
            from: 20,
            until: 30,
        };
        assert_eq!(
            attribute(&site, number(POOLED), 25, &leases),
            Attribution::Lease(vec![held])
        );
        assert_eq!(reason(POOLED, 9, &leases), Reason::NotHeldThen);
        assert_eq!(reason(POOLED, 30, &leases), Reason::NotHeldThen);
    }

    #[test]
    fn a_number_leased_twice_has_two_candidates() {
        let leases = [lease(10, 30, "anna"), lease(20, 40, "ben")];
        assert_eq!(holders(POOLED, 25, &leases), ["anna", "ben"]);
    }

    #[test]
    fn a_holder_who_withdrew_is_not_named() {
        let leases = [forgotten(10, 20), lease(20, 30, "ben")];
        assert_eq!(reason(POOLED, 19, &leases), Reason::Withdrawn);
        assert_eq!(holders(POOLED, 20, &leases), ["ben"]);
        assert_eq!(reason(POOLED, 30, &leases), Reason::NotHeldThen);
        assert_eq!(reason(POOLED, 20, &leases[..1]), Reason::NotHeldThen);
        assert_eq!(reason("+4963141555077", 15, &leases), Reason::Withdrawn);
    }

    #[test]
    fn nobody_is_named_for_a_call_that_may_be_a_forgotten_ones() {
        let leases = [forgotten(10, 30), lease(20, 40, "ben")];
        assert_eq!(reason(POOLED, 25, &leases), Reason::Withdrawn);
        assert_eq!(holders(POOLED, 35, &leases), ["ben"]);
    }

    #[test]
    fn a_static_number_belongs_to_its_rule() {
        let site = site();
        let shown = Shown {
            rule: "newsletter",
            target: "main",
        };
        assert_eq!(
            attribute::<()>(&site, number(STATIC), 5, &[]),
            Attribution::StaticNumber(shown)
        );
    }

    #[test]
    fn says_why_nobody_can_be_named() {
        assert_eq!(reason(POOLED, 5, &[]), Reason::NeverLeased);
        assert_eq!(reason(OVERFLOW, 5, &[]), Reason::OverflowNumber);
        assert_eq!(reason(OWN, 5, &[]), Reason::OwnNumber);
        assert_eq!(reason("+493012345678", 5, &[]), Reason::UnknownNumber);
    }

    #[test]
    fn a_number_that_left_its_pool_keeps_its_history() {
        let left = "+4963141555077";
        let leases = [lease(10, 20, "anna")];
        assert_eq!(holders(left, 15, &leases), ["anna"]);
        assert_eq!(reason(left, 20, &leases), Reason::NotHeldThen);
    }

    #[test]
    fn a_lease_in_the_past_outweighs_what_the_number_is_now() {
        let leases = [lease(10, 20, "anna")];
        assert_eq!(holders(STATIC, 15, &leases), ["anna"]);
        assert!(matches!(
            attribute(&site(), number(STATIC), 25, &leases),
            Attribution::StaticNumber(_)
        ));
    }
}
