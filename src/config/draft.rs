//! What is written in `site.json`, as it is written.

/// The file as written: nothing is checked yet.
#[derive(Debug, Clone)]
pub struct Draft {}
