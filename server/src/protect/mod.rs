//! What keeps others out: foreign pages, floods, whoever is not on this machine.

mod local;
mod origin;
mod rate;

pub(crate) use local::{is_from_here, is_unpublished};
pub(crate) use origin::{Origins, guard_origin};
pub(crate) use rate::{Limiter, limit_rate, limit_withdrawals};
