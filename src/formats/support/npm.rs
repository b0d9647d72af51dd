//! How npm's lockfiles write names, ranges and checksums. No file format of its own.

use super::json::Json;
use super::notices::Notices;
use super::places::counted;
use super::scan::{all_plain, next};
use crate::model::{Component, Document, LicenseRole, ListMeaning, Manifest, PackageUrl, Place, Scope, StatedLicense};

/// `@scope/name@range` as its name and its range; the range is empty where there is none.
pub fn split_descriptor(descriptor: &str) -> (&str, &str) {
    let start = usize::from(descriptor.starts_with('@'));
    let at = next(descriptor.as_bytes(), start, b'@');
    match (descriptor.get(..at), descriptor.get(at + 1..)) {
        (Some(name), Some(range)) => (name, range),
        _ => (descriptor, ""),
    }
}

/// The package that an alias stands for: `bar` in the range `npm:bar@^1`. `npm:^1` is no alias.
pub fn alias_target(range: &str) -> Option<&str> {
    let (name, _) = split_descriptor(range.strip_prefix("npm:")?);
    let is_range =
        name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit() || "^~*<>=".contains(first));
    (!is_range).then_some(name)
}

/// A subresource integrity text as hashes: `sha512-…` becomes `sha512:…`. It may hold several.
pub fn hashes(integrity: &str) -> Vec<String> {
    let one = |hash: &str| {
        let dash = next(hash.as_bytes(), 0, b'-');
        let mut out = String::with_capacity(hash.len());
        out.push_str(hash.get(..dash)?);
        out.push(':');
        out.push_str(hash.get(dash + 1..)?);
        Some(out)
    };
    // Nearly always it is one alone.
    let is_one = all_plain(integrity.as_bytes(), []);
    match is_one {
        true => one(integrity).into_iter().collect(),
        false => integrity.split_whitespace().filter_map(one).collect(),
    }
}

/// Every licence that a package.json, or an entry copied from one, states.
///
/// The old list means a choice: npm's documentation rewrites it with OR.
/// Source: npm documentation, `package.json`, license.
pub fn stated_licenses(entry: &Json) -> Vec<StatedLicense> {
    let Some(stated) = entry.get("license").or_else(|| entry.get("licenses")) else { return Vec::new() };
    let one = |json: &Json| {
        let text = json.as_text().or_else(|| ["type", "name", "url"].iter().find_map(|key| json.filled_text(key)));
        text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let raw: Vec<String> = match stated.is_array() {
        true => stated.elements().iter().filter_map(one).collect(),
        false => one(stated).into_iter().collect(),
    };
    let list = if raw.len() > 1 { ListMeaning::Any } else { ListMeaning::Single };
    raw.into_iter().map(|raw| StatedLicense { raw, role: LicenseRole::Declared, list }).collect()
}

/// Says how many packages are needed on some systems or processors only, where any are.
pub fn note_platforms(count: usize, notices: &mut Notices) {
    if count > 0 {
        let packages = counted(count, "package is", "packages are");
        let message = format!("{packages} for some systems or processors only; all are shown");
        notices.info("some-platforms", None, message);
    }
}

/// Says that something needed is not in the file. Peer and optional dependencies may be absent.
pub fn note_absent(
    dependent: &str,
    name: &str,
    range: &str,
    scope: Scope,
    place: Option<Place>,
    notices: &mut Notices,
) {
    let message = format!("{dependent} needs {name} {range} ({}), which is not in the file", scope.as_str());
    match scope {
        Scope::Peer | Scope::Optional => notices.info("absent-dependency", place, message),
        _ => notices.warning("unresolved-dependency", place, message),
    }
}

/// What package.json adds to a lockfile that already knows what it asks for: the name, the version and the
/// licence of the project, or of the workspace that it belongs to.
pub fn name_project(document: &mut Document, manifest: &Manifest) {
    let named = |component: &Component| component.own && Some(&component.name) == manifest.name.as_ref();
    let found = document.components.iter().position(named);
    let unnamed = document.roots.first().map(|root| *root as usize).filter(|root| {
        document.components.get(*root).is_some_and(|component| component.own && component.package_url.is_none())
    });
    let Some(component) = found.or(unnamed).and_then(|at| document.components.get_mut(at)) else { return };
    if let Some(name) = &manifest.name {
        component.name.clone_from(name);
        component.version = manifest.version.clone().or(component.version.take());
        component.package_url = PackageUrl::npm(name, component.version.as_deref());
    }
    if component.licenses.is_empty() {
        component.licenses = manifest.license.iter().map(StatedLicense::declared).collect();
    }
}

/// Reads `%3A` as `:`. What is not an escape stays as it is.
pub fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escaped = match (first, after.first_chunk::<2>()) {
            (b'%', Some(digits)) => {
                std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok())
            }
            _ => None,
        };
        bytes.push(escaped.unwrap_or(first));
        rest = match escaped {
            Some(_) => after.get(2..).unwrap_or(&[]),
            None => after,
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_scoped_names() {
        assert_eq!(split_descriptor("a@^1"), ("a", "^1"));
        assert_eq!(split_descriptor("@s/a@npm:^1"), ("@s/a", "npm:^1"));
        assert_eq!(split_descriptor("@s/a"), ("@s/a", ""));
        assert_eq!(split_descriptor("a@npm:@s/b@1"), ("a", "npm:@s/b@1"));
        assert_eq!(split_descriptor("@"), ("@", ""));
        assert_eq!(split_descriptor(""), ("", ""));
    }

    #[test]
    fn tells_an_alias_from_a_range() {
        assert_eq!(alias_target("npm:bar@^1"), Some("bar"));
        assert_eq!(alias_target("npm:@s/bar"), Some("@s/bar"));
        assert_eq!(alias_target("npm:^1"), None);
        assert_eq!(alias_target("^1"), None);
    }

    #[test]
    fn reads_escapes_and_leaves_the_rest() {
        assert_eq!(percent_decoded("a%40npm%3A1%2"), "a@npm:1%2");
        assert_eq!(percent_decoded("100%é%zz"), "100%é%zz");
    }
}
