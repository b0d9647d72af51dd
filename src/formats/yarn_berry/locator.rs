//! What a Yarn berry entry resolved to: `name@protocol:reference`.

use crate::formats::support::npm::{percent_decoded, split_descriptor};
use crate::formats::support::yaml::Entry;

/// The package of one entry and where Yarn takes it from.
#[derive(Debug)]
pub(super) struct Locator {
    pub name: String,
    pub origin: Origin,
    /// As written, without Yarn's own parameters; `None` for the usual registry.
    pub source: Option<String>,
    /// The whole locator without parameters, such as `left-pad@npm:1.3.0`.
    pub written: String,
    /// For a patched package: the locator of the original.
    pub patched: Option<String>,
}

/// Yarn's protocols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Registry,
    Workspace,
    Patch,
    Link,
    Portal,
    File,
    Git,
    Address,
    Script,
    Other,
}

impl Origin {
    /// Where a package that is neither own nor from a registry comes from, in words.
    pub fn remark(self) -> Option<&'static str> {
        match self {
            Self::Registry | Self::Workspace | Self::Patch => None,
            Self::Link => Some("a linked folder"),
            Self::Portal => Some("a folder reached through a portal"),
            Self::File => Some("a file"),
            Self::Git => Some("a git repository"),
            Self::Address => Some("an address"),
            Self::Script => Some("a script that makes it"),
            Self::Other => Some("an unusual place"),
        }
    }
}

impl Locator {
    /// Reads `resolution`, or the first request where an entry has none.
    pub fn of(entry: &Entry) -> Self {
        let written = entry.value.text("resolution");
        let written = written.unwrap_or_else(|| entry.key.split(',').next().unwrap_or("").trim());
        let (name, reference) = split_descriptor(written);
        // `virtual:<hash>#npm:1.0.0` is a package seen by one dependent.
        let reference = match reference.strip_prefix("virtual:").and_then(|rest| rest.split_once('#')) {
            Some((_, reference)) => reference,
            None => reference,
        };
        let (place, parameters) = reference.split_once("::").unwrap_or((reference, ""));
        let origin = origin(place);
        let archive = parameters.split('&').find_map(|parameter| parameter.strip_prefix("__archiveUrl="));
        let source = match origin {
            Origin::Registry => archive.map(percent_decoded),
            _ => Some(place.to_owned()),
        };
        let patched = place.strip_prefix("patch:").map(inner_request);
        Self { name: name.to_owned(), origin, source, written: format!("{name}@{place}"), patched }
    }
}

fn origin(reference: &str) -> Origin {
    let (protocol, rest) = reference.split_once(':').unwrap_or(("", reference));
    match protocol {
        "npm" => Origin::Registry,
        "workspace" => Origin::Workspace,
        "patch" => Origin::Patch,
        "link" => Origin::Link,
        "portal" => Origin::Portal,
        "file" => Origin::File,
        "exec" => Origin::Script,
        "git" | "ssh" | "git+ssh" | "git+https" | "git+http" | "git+file" => Origin::Git,
        "http" | "https" if rest.contains("#commit=") || rest.contains(".git#") => Origin::Git,
        "http" | "https" => Origin::Address,
        // `git@host:owner/name.git#commit=…`
        _ if reference.contains("#commit=") => Origin::Git,
        // The first versions wrote a bare version.
        "" if rest.starts_with(|first: char| first.is_ascii_digit()) => Origin::Registry,
        _ => Origin::Other,
    }
}

/// The request inside a patch: `patch:left-pad@npm%3A1.3.0#~/fix.patch` is about `left-pad@npm:1.3.0`.
/// A range without a protocol is one of npm's.
pub(super) fn inner_request(patch: &str) -> String {
    let inner = percent_decoded(patch.split('#').next().unwrap_or(patch));
    match split_descriptor(&inner) {
        (name, range) if !range.contains(':') => format!("{name}@npm:{range}"),
        _ => inner,
    }
}
