//! What browsers compare a file with before they run it (W3C, Subresource
//! Integrity).

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha384};

use crate::shell::read;

/// A file's hash as `integrity` attributes have it.
pub fn of(file: &Path) -> anyhow::Result<String> {
    Ok(hash(&read(file)?))
}

fn hash(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// Prints what a script tag says that pins loader and engine. The engine's glue
/// pins its module itself.
pub fn print(dist: &Path) -> anyhow::Result<()> {
    let (loader, engine) = (
        of(&dist.join("telswap.js"))?,
        of(&dist.join("telswap-engine.js"))?,
    );
    println!("{}", attributes(&loader, &engine));
    println!(
        "With ?telswap_debug too, data-integrity has both, a space between them:\n  {}",
        of(&dist.join("telswap-debug.js"))?
    );
    Ok(())
}

fn attributes(loader: &str, engine: &str) -> String {
    format!(
        "To pin this build, the script tag has also:\n  integrity=\"{loader}\"\n  \
         data-integrity=\"{engine}\"\n  crossorigin=\"anonymous\""
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_what_other_tools_say() {
        // printf abc | openssl dgst -sha384 -binary | base64
        assert_eq!(
            hash(b"abc"),
            "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"
        );
    }
}
