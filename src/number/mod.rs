//! Phone numbers: what they are, finding them in text, writing another in the
//! same style.

mod boundary;
mod country;
mod e164;
mod edit;
mod find;
mod groups;
mod href;
#[cfg(not(target_family = "wasm"))]
mod index;
mod kind;
mod label;
mod matching;
mod opening;
mod plain;
mod program;
mod reference;
mod scan;
mod sign;
mod spelled;
mod swap;
mod swapper;
mod swaps;
mod words;
mod write;

pub use e164::{E164, E164Error};
pub use edit::Edit;
pub use groups::{Groups, GroupsError};
pub use matching::{Matching, MatchingError};
pub use spelled::Spelled;
pub use swap::{Swap, SwapError};
pub use swapper::{CountryError, Swapper};

/// Whether a number with these groups may stand without its area code.
#[cfg(feature = "config")]
pub(crate) fn has_local(number: E164, groups: Option<&Groups>) -> bool {
    find::Number::new(number, groups).has_local()
}
