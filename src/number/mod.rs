//! Phone numbers: what they are, finding them in text, writing another in the
//! same style.

mod boundary;
mod country;
mod e164;
mod edit;
mod find;
mod href;
mod label;
mod opening;
mod sign;
mod swap;
mod swapper;
mod write;

pub use e164::{E164, E164Error};
pub use edit::Edit;
pub use swap::{Groups, GroupsError, Swap, SwapError};
pub use swapper::{CountryError, Swapper};
