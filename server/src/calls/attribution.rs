//! An attribution as JSON, answered and kept.

use serde::{Deserialize, Serialize};
use telswap::Source;
use telswap::attribution::{Attribution, Held, Reason, Shown};
use utoipa::ToSchema;

use crate::consent::Grant;
use crate::source::SourceSchema;
use crate::store::Holder;
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
    /// What the visitor had agreed to when the call began; null for a static
    /// number, and where it was not kept yet.
    pub consent: Option<Consented>,
}

/// As much of a consent as those need who pass a call on. What shows it stays in
/// the database: it names the visitor to the consent platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Consented {
    /// The consent platform that says so.
    #[schema(examples("klaro"))]
    pub cmp: String,
    /// What was granted.
    pub granted: Vec<Grant>,
}

impl From<&Attribution<'_, Holder>> for CallAttribution {
    fn from(attribution: &Attribution<'_, Holder>) -> Self {
        match attribution {
            Attribution::Lease(held) => Self::Attributed {
                by: By::Lease,
                candidates: held.iter().map(Candidate::from).collect(),
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

impl From<&Held<'_, Holder>> for Candidate {
    fn from(held: &Held<'_, Holder>) -> Self {
        let shown = &held.holder.shown;
        let granted = &shown.consent.granted;
        Self {
            rule: shown.rule.clone(),
            target: shown.target.clone(),
            pool: Some(held.holder.pool.clone()),
            source: Some(shown.source.clone()),
            from: Some(Time(held.from)),
            until: Some(Time(held.until)),
            consent: (!granted.is_empty()).then(|| Consented {
                cmp: shown.consent.cmp.clone(),
                granted: granted.clone(),
            }),
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
            consent: None,
        }
    }
}
