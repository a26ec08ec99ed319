//! What a consent platform's string says: TC strings of the IAB's Transparency
//! and Consent Framework, alone or in a string of the Global Privacy Platform.
//!
//! A string is read whole or not at all: whatever is wrong with it is a
//! [`DecodeError`] that says where, down to the bit, and no part of a consent
//! is ever taken from it. Reading takes time and memory in proportion to the
//! string, whoever wrote it.
//!
//! ```
//! use telswap::consent::{Refusal, decode};
//!
//! let text = "CQuCLYAQuCLYAAKACBENBkFgAIIAAAAAAAYgAGEAQAAAAAAA.IAGEAQAA.YAAAAAAAAAAA";
//! let tcf = decode(text)?.tcf.ok_or("no TC string in it")?;
//! assert_eq!(tcf.created.to_string(), "2026-11-21T00:00:00Z");
//! assert_eq!(tcf.carries(2, &[7]), Ok(()));
//! assert_eq!(tcf.carries(755, &[7]), Err(Refusal::Vendor { vendor: 755 }));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bits;
mod carries;
#[cfg(test)]
mod encode;
mod error;
mod gpp;
mod ids;
mod restrictions;
mod tcf;
#[cfg(test)]
mod tests;
mod time;
mod usnat;
mod uspv1;
mod vendors;

pub use carries::{Invalid, Refusal};
pub use error::{DecodeError, Place};
pub use gpp::{Gpp, Undecoded};
pub use ids::Ids;
pub use restrictions::{Restriction, RestrictionType};
pub use tcf::{PublisherTc, TcString};
pub use time::Deciseconds;
pub use usnat::UsNat;
pub use uspv1::UspV1;
pub use vendors::VendorSet;

/// What a string of either kind says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Decoded {
    /// The TC string: the whole of it, or section 2 of a GPP string if there is
    /// one.
    pub tcf: Option<TcString>,
    /// The rest of a GPP string; none if it is a TC string.
    pub gpp: Option<Gpp>,
}

/// Reads a TC string or a GPP string, whichever it is.
///
/// A GPP string begins with `D` and has `~` between its sections, a TC string
/// has neither ([Section Information](https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform/blob/main/Sections/Section%20Information.md)).
///
/// # Errors
/// What is wrong with it, and where.
pub fn decode(text: &str) -> Result<Decoded, DecodeError> {
    if text.starts_with('D') || text.contains('~') {
        return gpp::decode(text);
    }
    Ok(Decoded {
        tcf: Some(TcString::decode(text)?),
        gpp: None,
    })
}
