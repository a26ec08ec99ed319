//! What is known of a site's numbers by the rules of libphonenumber: whether they
//! can be called, of which country and type they are, and which of a pool's are
//! like the number that they are shown in place of.

mod known;
mod rank;
mod verify;

pub use verify::{Verified, VerifiedNumber, verify};

pub(crate) use rank::{RANKS, ranks};
