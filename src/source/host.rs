//! Hosts and Android apps, taken apart around the label that names their owner.

use super::lines::Entry;
use super::parts::{cut, cut_last, cut_or_all};
use super::table::{Known, SUFFIXES};
#[cfg(any(target_family = "wasm", test))]
use super::{kind::Kind, lines::Line};

/// Where a visitor comes from: `a.mail.google.co.uk` has the label `google`, the
/// ending `co.uk` and `a.mail` below.
pub(super) struct Place<'a> {
    pub(super) label: &'a str,
    ending: &'a str,
    below: &'a str,
    app: bool,
}

impl<'a> Place<'a> {
    /// The ending has two labels for `co.uk` and `com.br`, else one.
    pub(super) fn of_host(host: &'a str) -> Option<Self> {
        let (rest, mut ending) = cut_last(host, b'.')?;
        let (mut below, mut label) = last_label(rest);
        if ending.len() == 2 && matches!(label, "co" | "com") && !below.is_empty() {
            ending = host.get(below.len() + 1..)?;
            (below, label) = last_label(below);
        }
        Some(Self {
            label,
            ending,
            below,
            app: false,
        })
    }

    /// A package is written from the top down: `com.pinterest` is looked up as
    /// `pinterest.com` is.
    pub(super) fn of_app(package: &'a str) -> Option<Self> {
        let (ending, rest) = cut(package, b'.')?;
        let (label, below) = cut_or_all(rest, b'.');
        Some(Self {
            label,
            ending,
            below,
            app: true,
        })
    }

    /// How much a host of the table with this label says of this place and the
    /// path there; none when the place is not within it.
    pub(super) fn fit(&self, host: &Host, path: &str) -> Option<usize> {
        let starred = host.ending == "*";
        let fits = self.is_below(host)
            && is_below_path(path, host.path)
            && if starred {
                SUFFIXES.find(self.ending.as_bytes()).is_some()
            } else {
                self.ending == host.ending
            };
        // A written ending says more than any.
        fits.then(|| 2 * (host.below.len() + host.path.len()) + usize::from(!starred))
    }

    // Here and below, what is empty is not compared: an empty text has no address,
    // and glibc's comparison for AVX-512 takes hundreds of cycles to get over that.
    fn is_below(&self, host: &Host) -> bool {
        // A path is one of the host itself.
        let alone = host.alone || !host.path.is_empty();
        if host.below.is_empty() {
            return self.below.is_empty() || !alone;
        }
        let below = if self.app {
            self.below.strip_prefix(host.below)
        } else {
            self.below.strip_suffix(host.below)
        };
        let Some(below) = below.map(str::as_bytes) else {
            return false;
        };
        let next = if self.app {
            below.first()
        } else {
            below.last()
        };
        next.is_none_or(|next| *next == b'.' && !alone)
    }
}

/// Whether a path is `parent` or lies below it.
fn is_below_path(path: &str, parent: &str) -> bool {
    let below = |rest: &str| matches!(rest.bytes().next(), None | Some(b'/'));
    parent.is_empty() || path.strip_prefix(parent).is_some_and(below)
}

fn last_label(host: &str) -> (&str, &str) {
    cut_last(host, b'.').unwrap_or(("", host))
}

/// A host of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Host {
    pub(super) label: &'static str,
    pub(super) ending: &'static str,
    pub(super) below: &'static str,
    pub(super) path: &'static str,
    /// Whether its subdomains are others.
    pub(super) alone: bool,
    pub(super) known: Known<'static>,
}

impl Entry for Host {
    #[cfg(any(not(target_family = "wasm"), test))]
    fn key(&self) -> &'static str {
        self.label
    }

    #[cfg(any(target_family = "wasm", test))]
    fn read(line: Line) -> Option<Self> {
        let (place, says) = cut(line.said, b'\t')?;
        let (host, _) = cut_or_all(place, b'/');
        let (ending, below) = cut_or_all(host, b' ');
        let (&kind, _) = says.as_bytes().split_first()?;
        let names = says.get(1..)?;
        let (name, terms) = cut(names, b'\t').unwrap_or((names, "q"));
        Some(Self {
            label: line.key,
            ending,
            below,
            path: place.get(host.len()..)?,
            alone: kind.is_ascii_uppercase(),
            known: Known {
                kind: Kind::read(kind)?,
                name: if name.is_empty() { line.key } else { name },
                terms,
            },
        })
    }
}
