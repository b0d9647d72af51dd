//! The entries of `packages`: lists whose length depends on where the package comes from.
//!
//! A registry gives `[id, registry, facts, integrity]`, git and tarballs `[id, facts, tag]`, a workspace
//! `[id]`. Later versions of Bun add to the shorter ones, so the elements are told by what they are.

use crate::formats::support::json::{Json, JsonDocument};
use crate::formats::support::notices::Notices;
use crate::formats::support::npm;
use crate::model::{Component, Ecosystem, PackageUrl, Place};

/// One entry.
pub struct Package<'a> {
    /// Where it lies: `a`, or `b/a` for the one that only `b` sees.
    pub key: &'a str,
    /// `name@version`, `name@workspace:folder`, `name@github:owner/repo#commit`, …
    pub id: &'a str,
    pub name: &'a str,
    pub origin: Origin<'a>,
    /// The registry or archive address, unless it is the usual one.
    pub registry: Option<&'a str>,
    /// Dependencies, platforms, binaries.
    pub facts: Option<&'a Json<'a>>,
    pub json: &'a Json<'a>,
    integrity: Option<&'a str>,
}

/// Where a package comes from, by the part of its id after the name.
#[derive(Clone, Copy, PartialEq)]
pub enum Origin<'a> {
    /// Its version.
    Registry(&'a str),
    /// Its folder.
    Workspace(&'a str),
    Root,
    Folder(&'a str),
    Git(&'a str),
    Archive(&'a str),
}

impl<'a> Origin<'a> {
    fn of(text: &'a str) -> Self {
        if let Some(folder) = text.strip_prefix("workspace:") {
            return Self::Workspace(folder);
        }
        if text.starts_with("root:") {
            return Self::Root;
        }
        let is_folder = ["link:", "file:"].iter().any(|start| text.starts_with(start));
        let is_archive = [".tgz", ".tar.gz", ".tar"].iter().any(|end| text.ends_with(end));
        let is_git = ["git+", "git@", "git:", "github:", "gitlab:", "bitbucket:", "ssh:"];
        if is_archive || text.starts_with("http:") || text.starts_with("https:") {
            Self::Archive(text)
        } else if is_folder {
            Self::Folder(text)
        } else if is_git.iter().any(|start| text.starts_with(start)) {
            Self::Git(text)
        } else {
            Self::Registry(text)
        }
    }

    /// In words, where it is not a registry.
    pub fn remark(self) -> Option<&'static str> {
        match self {
            Self::Registry(_) | Self::Workspace(_) | Self::Root => None,
            Self::Folder(_) => Some("a folder"),
            Self::Git(_) => Some("a git repository"),
            Self::Archive(_) => Some("an archive"),
        }
    }
}

/// Every entry that can be read.
pub fn read<'a>(json: &'a JsonDocument<'a>, notices: &mut Notices) -> Vec<Package<'a>> {
    let mut packages = Vec::new();
    for (key, entry) in json.root.object("packages") {
        match Package::of(key, entry) {
            Some(package) => packages.push(package),
            None => {
                let message = format!("The entry \"{key}\" does not begin with a name and a version");
                notices.warning("skipped-entry", json.place(entry), message);
            }
        }
    }
    packages
}

impl<'a> Package<'a> {
    fn of(key: &'a str, json: &'a Json<'a>) -> Option<Self> {
        let (id, rest) = json.elements().split_first()?;
        let id = id.as_text()?;
        let (name, resolution) = npm::split_descriptor(id);
        if key.is_empty() || name.is_empty() || resolution.is_empty() {
            return None;
        }
        let texts = || rest.iter().filter_map(Json::as_text).filter(|text| !text.is_empty());
        let is_integrity = |text: &&str| {
            let algorithm = text.split_once('-').map(|(algorithm, _)| algorithm);
            matches!(algorithm, Some("sha1" | "sha256" | "sha384" | "sha512"))
        };
        let origin = Origin::of(resolution);
        Some(Self {
            key,
            id,
            name,
            origin,
            registry: rest.first().and_then(Json::as_text).filter(|text| text.contains(':')),
            facts: rest.iter().find(|element| element.is_object()),
            json,
            integrity: texts().find(is_integrity),
        })
    }

    /// Is it needed on some systems or processors only?
    pub fn is_for_some_platforms(&self) -> bool {
        self.facts.is_some_and(|facts| ["os", "cpu", "libc"].iter().any(|key| facts.get(key).is_some()))
    }

    pub fn component(&self, place: Option<Place>) -> Component {
        let (version, source) = match self.origin {
            Origin::Registry(version) => (Some(version), self.registry),
            Origin::Folder(from) | Origin::Git(from) | Origin::Archive(from) => (None, Some(from)),
            Origin::Workspace(folder) => (None, Some(folder)),
            Origin::Root => (None, None),
        };
        Component {
            name: self.name.to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Npm,
            package_url: PackageUrl::npm(self.name, version),
            own: matches!(self.origin, Origin::Workspace(_) | Origin::Root | Origin::Folder(_)),
            hashes: self.integrity.map(npm::hashes).unwrap_or_default(),
            source: source.map(str::to_owned),
            place,
            ..Component::default()
        }
    }
}

/// The key without its last package: `@s/a/@s/b` becomes `@s/a`.
pub fn above(key: &str) -> &str {
    let Some((rest, _)) = key.rsplit_once('/') else { return "" };
    match rest.rsplit_once('/') {
        Some((before, last)) if last.starts_with('@') => before,
        None if rest.starts_with('@') => "",
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::above;

    #[test]
    fn a_key_loses_one_package_at_a_time() {
        assert_eq!(above("@s/a/@t/b"), "@s/a");
        assert_eq!(above("a/@t/b"), "a");
        assert_eq!(above("@s/a/b"), "@s/a");
        assert_eq!([above("@s/a"), above("a"), above("")], ["", "", ""]);
    }
}
