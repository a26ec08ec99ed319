//! Phone numbers: what they are, finding them in text, writing another in the
//! same style.

mod e164;
mod swap;

pub use e164::{E164, E164Error};
pub use swap::{Edit, Groups, GroupsError, Swap, SwapError, Swapper};
