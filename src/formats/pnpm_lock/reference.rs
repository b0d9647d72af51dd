//! How pnpm names packages: the keys of `packages`, and the references that point at them.

use crate::formats::support::npm::split_descriptor;
use crate::formats::support::scan::{either, next};

/// How the keys of a lockfile are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Up to version 5: `/name/1.0.0_peers`.
    Slash,
    /// Version 6: `/name@1.0.0(peer@1.0.0)`.
    AtSign,
    /// Version 9: `name@1.0.0(peer@1.0.0)` under `snapshots`, without peers under `packages`.
    Snapshots,
}

/// What a key says about its package.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Key<'a> {
    /// `None` for a package that is named by its address alone.
    pub name: Option<&'a str>,
    /// `None` for a package that is not from a registry.
    pub version: Option<&'a str>,
}

impl Layout {
    /// What a key of `packages` or `snapshots` says.
    pub fn read_key(self, key: &str) -> Key<'_> {
        let key = if self == Self::Slash { key } else { without_peers(key) };
        let path = match key.strip_prefix('/') {
            Some(path) => path,
            // A registry's host may stand first; what is an address is told by its version below.
            None if self != Self::Snapshots => key.split_once('/').map_or("", |(_, path)| path),
            None => key,
        };
        let (name, version) = match self {
            // Files that were edited by hand mix both ways.
            Self::Slash if !is_version(split_path(path).1) => split_descriptor(path),
            Self::Slash => split_path(path),
            Self::AtSign | Self::Snapshots => split_descriptor(path),
        };
        let version = Some(version).filter(|version| is_version(version));
        let named = !name.is_empty() && (self == Self::Snapshots || key.starts_with('/') || version.is_some());
        Key { name: named.then_some(name), version: if named { version } else { None } }
    }

    /// A key as the name and the reference of which it is the likeliest key; `None` where it is that of none.
    pub fn parts(self, key: &str) -> Option<(&str, &str)> {
        let (path, separator) = match self {
            Self::Slash => (key.strip_prefix('/')?, b'/'),
            Self::AtSign => (key.strip_prefix('/')?, b'@'),
            Self::Snapshots => (key, b'@'),
        };
        let bytes = path.as_bytes();
        // The name of a scoped package has one of either itself.
        let start = match (bytes.first(), self) {
            (Some(b'@'), Self::Slash) => next(bytes, 0, b'/') + 1,
            (Some(b'@'), _) => 1,
            _ => 0,
        };
        let end = next(bytes, start, separator);
        Some((path.get(..end)?, path.get(end + 1..)?))
    }

    /// One of the [`KEYS`] keys under which a dependency may stand, the likeliest first, in parts.
    pub fn key<'a>(self, way: usize, name: &'a str, reference: &'a str) -> [&'a str; 4] {
        let (start, separator) = match (way, self) {
            (0, Self::Slash) | (2, Self::AtSign) => ("/", "/"),
            (0, Self::Snapshots) => ("", "@"),
            (0, Self::AtSign) | (2, _) => ("/", "@"),
            // An alias or an address is the whole key.
            _ => ("", ""),
        };
        [start, if separator.is_empty() { "" } else { name }, separator, reference]
    }
}

/// Begins a reference to a folder.
pub(super) const LINK: &str = "link:";

/// In how many ways a dependency may name its package.
pub(super) const KEYS: usize = 3;

/// The key without its peer context: `a@1.0.0(b@2.0.0)` is about `a@1.0.0`.
pub(super) fn without_peers(key: &str) -> &str {
    key.get(..next(key.as_bytes(), 0, b'(')).unwrap_or(key)
}

/// `@scope/name/1.0.0_peers` as its name and its version.
fn split_path(path: &str) -> (&str, &str) {
    let name_parts = if path.starts_with('@') { 2 } else { 1 };
    let end = path.match_indices('/').nth(name_parts - 1).map(|(at, _)| at);
    let Some((name, rest)) = end.and_then(|end| Some((path.get(..end)?, path.get(end + 1..)?))) else {
        return (path, "");
    };
    // Peers follow after `_`, in the oldest files after another `/`.
    (name, rest.split(['_', '/']).next().unwrap_or(rest))
}

fn is_version(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && text.as_bytes().get(digits) == Some(&b'.') && either(text.as_bytes(), 0, b':', b'/') == text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(layout: Layout, key: &str, name: Option<&str>, version: Option<&str>) {
        assert_eq!(layout.read_key(key), Key { name, version }, "{key}");
    }

    #[test]
    fn parts_make_up_their_key() {
        for layout in [Layout::Slash, Layout::AtSign, Layout::Snapshots] {
            let mut count = 0;
            for key in
                ["a@1", "@s/a@1", "/a@1", "/@s/a@1(b@2)", "/a/1", "/@s/a/1_b@2", "/", "@", "/@", "/@/", "a", "", "@s"]
            {
                if let Some((name, reference)) = layout.parts(key) {
                    assert_eq!(layout.key(0, name, reference).concat(), key, "{layout:?}");
                    count += 1;
                }
            }
            assert!(count > 1, "{layout:?}");
        }
    }

    #[test]
    fn reads_keys_of_every_layout() {
        use Layout::*;
        check(Slash, "/a/1.0.0", Some("a"), Some("1.0.0"));
        check(Slash, "/@s/a/1.0.0_@t+b@2.0.0", Some("@s/a"), Some("1.0.0"));
        check(Slash, "/a/1.0.0/b@2.0.0", Some("a"), Some("1.0.0"));
        check(Slash, "registry.example/@s/a/1.0.0", Some("@s/a"), Some("1.0.0"));
        check(Slash, "github.example/owner/name/0123abc", None, None);
        check(Slash, "file:folder", None, None);
        check(Slash, "/a@1.0.0", Some("a"), Some("1.0.0"));
        check(AtSign, "/@s/a@1.0.0(b@2.0.0)(c@3.0.0)", Some("@s/a"), Some("1.0.0"));
        check(AtSign, "file:packages/a(b@2.0.0)", None, None);
        check(AtSign, "github.example/owner/name/0123abc", None, None);
        check(Snapshots, "@s/a@1.0.0(@t/b@2.0.0(c@1.0.0))", Some("@s/a"), Some("1.0.0"));
        check(Snapshots, "a@file:packages/a(b@2.0.0)", Some("a"), None);
        check(Snapshots, "a@https://host.example/a.tgz", Some("a"), None);
        for layout in [Slash, AtSign, Snapshots] {
            for odd in ["", "/", "@", "/@", "/@/", "(", "/a", "@a/", "_", "//"] {
                layout.read_key(odd);
            }
        }
    }
}
