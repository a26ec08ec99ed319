//! An attribution as JSON, answered and kept.

use serde::{Deserialize, Serialize};
use telswap::Source;
use telswap::attribution::{Attribution, Lease, Reason, Shown};
use utoipa::ToSchema;

use crate::source::SourceSchema;
use crate::time::Time;

/// Whose call it is, or why nobody can be named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum CallAttribution {
    /// Somebody can be named.
    Attributed {
        /// By what.
        by: By,
        /// To whom; several when they cannot be told apart.
        candidates: Vec<Candidate>,
    },
    /// Nobody can be named.
    Unattributed {
        /// Why.
        #[schema(value_type = String, examples("not_held_then"))]
        reason: Reason,
        /// None.
        #[schema(max_items = 0)]
        candidates: Vec<Candidate>,
    },
}

/// What an attribution rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// A lease held the number when the call began.
    Lease,
    /// The number is a rule's.
    StaticNumber,
}

/// Somebody whose call it may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Candidate {
    /// The rule that showed the number.
    pub rule: String,
    /// The target it was shown for.
    pub target: String,
    /// The pool it was leased from; null for a static number.
    pub pool: Option<String>,
    /// Where the visitor came from; null for a static number.
    #[schema(value_type = Option<SourceSchema>)]
    pub source: Option<Source<'static>>,
    /// When the lease began; null for a static number.
    pub from: Option<Time>,
    /// When it ends or ended, as known when the call was reported.
    pub until: Option<Time>,
}

impl From<&Attribution<'_>> for CallAttribution {
    fn from(attribution: &Attribution<'_>) -> Self {
        match attribution {
            Attribution::Lease(leases) => Self::Attributed {
                by: By::Lease,
                candidates: leases.iter().copied().map(Candidate::from).collect(),
            },
            Attribution::StaticNumber(shown) => Self::Attributed {
                by: By::StaticNumber,
                candidates: vec![Candidate::from(shown)],
            },
            Attribution::Unattributed(reason) => Self::Unattributed {
                reason: *reason,
                candidates: Vec::new(),
            },
        }
    }
}

impl From<&Lease> for Candidate {
    fn from(lease: &Lease) -> Self {
        Self {
            rule: lease.rule.clone(),
            target: lease.target.clone(),
            pool: Some(lease.pool.clone()),
            source: Some(lease.source.clone()),
            from: Some(Time(lease.from)),
            until: Some(Time(lease.until)),
        }
    }
}

impl From<&Shown<'_>> for Candidate {
    fn from(shown: &Shown<'_>) -> Self {
        Self {
            rule: shown.rule.to_owned(),
            target: shown.target.to_owned(),
            pool: None,
            source: None,
            from: None,
            until: None,
        }
    }
}
