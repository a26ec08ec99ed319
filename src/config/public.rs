//! What the browser may know of a site: no pool's numbers, no secrets.

/// The public part of a [`Site`](super::Site), in the shape of `site.json`.
#[derive(Debug, Clone)]
pub struct PublicSite {}
