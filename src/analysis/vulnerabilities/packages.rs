//! What a package is called in a vulnerability database, and in the loaded files: one key for both.
//!
//! Source of the names of ecosystems: <https://ossf.github.io/osv-schema/#defined-ecosystems>.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::graph::{Graph, NodeIndex};
use crate::model::{Component, Ecosystem, PackageUrl};

/// An ecosystem, and of a distribution its name; the ecosystem of a database as we know it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Registry {
    pub ecosystem: Ecosystem,
    /// `debian`; empty where the ecosystem has one registry.
    pub distribution: &'static str,
}

impl Registry {
    /// `npm`, `deb of debian`.
    pub fn words(&self) -> String {
        match self.distribution {
            "" => self.ecosystem.as_str().to_owned(),
            distribution => format!("{} of {distribution}", self.ecosystem.as_str()),
        }
    }
}

/// A package wherever it is named, without version and release.
pub type PackageKey = (Registry, String);

/// Ecosystems by the name that the database gives them; that of Rust is known by its beginning.
const REGISTRIES: [(&str, Ecosystem); 16] = [
    ("npm", Ecosystem::Npm),
    ("PyPI", Ecosystem::Pypi),
    ("Go", Ecosystem::Golang),
    ("Maven", Ecosystem::Maven),
    ("NuGet", Ecosystem::Nuget),
    ("RubyGems", Ecosystem::Gem),
    ("Packagist", Ecosystem::Composer),
    ("SwiftURL", Ecosystem::Swift),
    ("Pub", Ecosystem::Pub),
    ("Hex", Ecosystem::Hex),
    ("Hackage", Ecosystem::Hackage),
    ("ConanCenter", Ecosystem::Conan),
    ("CRAN", Ecosystem::Cran),
    ("Julia", Ecosystem::Julia),
    ("opam", Ecosystem::Opam),
    ("GitHub Actions", Ecosystem::Github),
];

/// Distributions: the database's name, the namespace of package URLs, and whether releases are told apart by number.
const DISTRIBUTIONS: [(&str, Ecosystem, &str, bool); 10] = [
    ("Debian", Ecosystem::Deb, "debian", true),
    ("Ubuntu", Ecosystem::Deb, "ubuntu", true),
    ("Alpine", Ecosystem::Apk, "alpine", true),
    ("Wolfi", Ecosystem::Apk, "wolfi", false),
    ("Chainguard", Ecosystem::Apk, "chainguard", false),
    ("MinimOS", Ecosystem::Apk, "minimos", false),
    ("Rocky Linux", Ecosystem::Rpm, "rocky", true),
    ("AlmaLinux", Ecosystem::Rpm, "almalinux", true),
    ("Mageia", Ecosystem::Rpm, "mageia", true),
    ("openEuler", Ecosystem::Rpm, "openeuler", true),
];

/// Names of releases that stand for their numbers.
const CODE_NAMES: [(&str, &str); 10] = [
    ("buster", "10"),
    ("bullseye", "11"),
    ("bookworm", "12"),
    ("trixie", "13"),
    ("forky", "14"),
    ("bionic", "18.04"),
    ("focal", "20.04"),
    ("jammy", "22.04"),
    ("noble", "24.04"),
    ("resolute", "26.04"),
];

/// The registry that an ecosystem of the database stands for; `None` where we have no such packages or cannot tell its
/// releases apart.
pub fn registry(ecosystem: &str) -> Option<Registry> {
    let (name, release) = ecosystem.split_once(':').unwrap_or((ecosystem, ""));
    if let Some((.., ecosystem, distribution, has_releases)) =
        DISTRIBUTIONS.iter().find(|(known, ..)| *known == name).map(|(known, e, d, r)| (known, *e, *d, *r))
    {
        let is_clear = !has_releases || release.is_empty() || release_number(release).is_some();
        return is_clear.then_some(Registry { ecosystem, distribution });
    }
    let of_rust = name.starts_with("crates").then_some(Ecosystem::Cargo);
    let known = REGISTRIES.iter().find(|(known, _)| *known == name).map(|(_, ecosystem)| *ecosystem);
    known.or(of_rust).map(|ecosystem| Registry { ecosystem, distribution: "" })
}

/// The release that an ecosystem of the database is about: `12` of `Debian:12`.
pub fn release(ecosystem: &str) -> Option<&str> {
    release_number(ecosystem.split_once(':')?.1)
}

/// `v3.18`, `22.04:LTS`; nothing of `Pro:18.04:LTS`, whose packages are others.
fn release_number(text: &str) -> Option<&str> {
    let number = text.split(':').next()?.trim_start_matches('v');
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')).then_some(number)
}

/// The key of a package of the database.
pub fn key(ecosystem: &str, name: &str) -> Option<PackageKey> {
    let registry = registry(ecosystem)?;
    let name = spelled(registry.ecosystem, name).into_owned();
    Some((registry, name))
}

/// Names that an ecosystem holds for one are spelled alike.
pub fn spelled(ecosystem: Ecosystem, name: &str) -> Cow<'_, str> {
    match ecosystem {
        Ecosystem::Pypi => {
            let mut out = String::with_capacity(name.len());
            for letter in name.chars().flat_map(char::to_lowercase) {
                match letter {
                    '-' | '_' | '.' if out.ends_with('-') => {}
                    '-' | '_' | '.' => out.push('-'),
                    letter => out.push(letter),
                }
            }
            out.into()
        }
        Ecosystem::Nuget | Ecosystem::Composer | Ecosystem::Hex | Ecosystem::Github => name.to_lowercase().into(),
        Ecosystem::Pub => name.to_lowercase().replace('-', "_").into(),
        Ecosystem::Swift => {
            let name = name.trim_start_matches("https://").trim_start_matches("http://");
            name.trim_end_matches(".git").to_lowercase().into()
        }
        _ => name.into(),
    }
}

/// Why a component cannot be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unknown {
    Version,
    Ecosystem,
    Release,
}

/// A component as the database would name it.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    pub key: PackageKey,
    pub version: String,
    /// Of a distribution.
    pub release: Option<String>,
}

/// What a component is called; or why that cannot be said.
pub fn package(component: &Component) -> Result<Package, Unknown> {
    let version = component.version.as_deref().map(str::trim).filter(|version| !version.is_empty());
    let version = version.ok_or(Unknown::Version)?.to_owned();
    let ecosystem = component.ecosystem;
    if !matches!(ecosystem, Ecosystem::Deb | Ecosystem::Apk | Ecosystem::Rpm) {
        let is_known = ecosystem == Ecosystem::Cargo || REGISTRIES.iter().any(|(_, known)| *known == ecosystem);
        let registry = Registry { ecosystem, distribution: "" };
        let key = (registry, spelled(ecosystem, &component.name).into_owned());
        return if is_known { Ok(Package { key, version, release: None }) } else { Err(Unknown::Ecosystem) };
    }
    let url = component.package_url.as_ref().ok_or(Unknown::Ecosystem)?;
    let namespace = url.namespace().unwrap_or_default().to_lowercase();
    let (.., distribution, has_releases) = DISTRIBUTIONS
        .iter()
        .find(|(_, of, known, _)| *of == ecosystem && *known == namespace)
        .ok_or(Unknown::Ecosystem)?;
    let qualifiers = url.qualifiers();
    let value = |key: &str| qualifiers.iter().find(|(known, _)| *known == key).map(|(_, value)| value.to_string());
    let release = value("distro").and_then(|distro| release_of(&distro));
    if *has_releases && release.is_none() {
        return Err(Unknown::Release);
    }
    // The database names source packages.
    let name = value("upstream").map(|source| source.split('@').next().unwrap_or(&source).to_owned());
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| url.name().into_owned());
    Ok(Package { key: (Registry { ecosystem, distribution }, name), version, release })
}

/// `debian-12` → `12`, `alpine-3.18.4` → `3.18.4`, `bookworm` → `12`.
fn release_of(distro: &str) -> Option<String> {
    let last = distro.rsplit('-').next()?.to_lowercase();
    let named = CODE_NAMES.iter().find(|(name, _)| *name == last).map(|(_, number)| (*number).to_owned());
    named.or_else(|| release_number(&last).map(str::to_owned))
}

/// Is a component's release the one of an advisory? `3.18.4` is of `3.18`.
pub fn is_of_release(own: Option<&str>, stated: Option<&str>) -> bool {
    match (own, stated) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(own), Some(stated)) => {
            let mut own = own.split('.');
            stated.split('.').all(|part| own.next() == Some(part))
        }
    }
}

/// The packages of all loaded files, by key.
#[derive(Clone, Debug, Default)]
pub struct Packages {
    by_key: HashMap<PackageKey, Vec<NodeIndex>>,
    /// By node.
    pub of_node: Vec<Result<Package, Unknown>>,
}

impl Packages {
    /// Costs nodes.
    pub fn new(graph: &Graph) -> Self {
        let mut packages = Self::default();
        for (node, index) in graph.nodes.iter().zip(0..) {
            let package = package(&node.component);
            if let Ok(package) = &package {
                packages.by_key.entry(package.key.clone()).or_default().push(index);
            }
            packages.of_node.push(package);
        }
        packages
    }

    /// The nodes of a package, whatever their versions.
    pub fn of_key(&self, key: &PackageKey) -> &[NodeIndex] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// Is there a package of this name?
    pub fn holds(&self, ecosystem: &str, name: &str) -> bool {
        key(ecosystem, name).is_some_and(|key| self.by_key.contains_key(&key))
    }

    /// The names of all packages, to be remembered.
    pub fn keys(&self) -> HashSet<PackageKey> {
        self.by_key.keys().cloned().collect()
    }

    /// The nodes that a package URL names: of its version where it has one.
    pub fn of_url(&self, graph: &Graph, url: &PackageUrl, by_url: &BTreeMap<String, Vec<NodeIndex>>) -> Vec<NodeIndex> {
        let plain = url.without_qualifiers();
        if url.version().is_some() {
            return by_url.get(plain.as_str()).cloned().unwrap_or_default();
        }
        let (kind, name) = (url.ecosystem(), url.full_name());
        let is_it = |node: &&NodeIndex| {
            graph.nodes.get(**node as usize).is_some_and(|node| {
                let own = node.component.package_url.as_ref();
                own.is_some_and(|own| own.ecosystem() == kind && own.full_name() == name)
            })
        };
        let start = format!("{}@", plain.as_str());
        let near = by_url.range(plain.as_str().to_owned()..).take_while(|(text, _)| text.starts_with(plain.as_str()));
        near.filter(|(text, _)| text.starts_with(&start) || *text == plain.as_str())
            .flat_map(|(_, nodes)| nodes)
            .filter(is_it)
            .copied()
            .collect()
    }
}

/// The nodes by their package URLs without qualifiers.
pub fn by_url(graph: &Graph) -> BTreeMap<String, Vec<NodeIndex>> {
    let mut found: BTreeMap<String, Vec<NodeIndex>> = BTreeMap::new();
    for (node, index) in graph.nodes.iter().zip(0..) {
        if let Some(url) = &node.component.package_url {
            found.entry(url.without_qualifiers().as_str().to_owned()).or_default().push(index);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(url: &str) -> String {
        let url = PackageUrl::parse(url).unwrap();
        let component = Component {
            name: url.full_name(),
            version: url.version().map(|version| version.into_owned()),
            ecosystem: url.ecosystem(),
            package_url: Some(url),
            ..Component::default()
        };
        match package(&component) {
            Ok(package) => format!("{} {} {:?}", package.key.0.words(), package.key.1, package.release),
            Err(why) => format!("{why:?}"),
        }
    }

    #[test]
    fn components_and_advisories_meet_under_one_key() {
        for (url, ecosystem, name) in [
            ("pkg:npm/%40a/b@1", "npm", "@a/b"),
            ("pkg:cargo/a_b@1", "crates", "a_b"),
            ("pkg:pypi/Foo_Bar@1", "PyPI", "foo.bar"),
            ("pkg:maven/g/a@1", "Maven", "g:a"),
            ("pkg:golang/github.com/a/b@v1", "Go", "github.com/a/b"),
            ("pkg:nuget/Foo@1", "NuGet", "foo"),
            ("pkg:deb/debian/libssl3@1?distro=debian-12&upstream=openssl%401", "Debian:12", "openssl"),
            ("pkg:apk/alpine/zlib@1?distro=alpine-3.18.4", "Alpine:v3.18", "zlib"),
        ] {
            let parsed = PackageUrl::parse(url).unwrap();
            let component = Component {
                name: parsed.full_name(),
                version: Some("1".to_owned()),
                ecosystem: parsed.ecosystem(),
                package_url: Some(parsed),
                ..Component::default()
            };
            let own = package(&component).unwrap();
            assert_eq!(Some(&own.key), key(ecosystem, name).as_ref(), "{url}");
            assert!(is_of_release(own.release.as_deref(), release(ecosystem)), "{url}");
        }
    }

    #[test]
    fn what_cannot_be_looked_up_is_told_why() {
        assert_eq!(named("pkg:npm/a"), "Version");
        assert_eq!(named("pkg:generic/a@1"), "Ecosystem");
        assert_eq!(named("pkg:rpm/fedora/a@1?distro=fedora-39"), "Ecosystem");
        assert_eq!(named("pkg:deb/debian/a@1"), "Release");
        assert_eq!(named("pkg:deb/debian/a@1?distro=bookworm"), "deb of debian a Some(\"12\")");
        assert_eq!(named("pkg:apk/wolfi/a@1"), "apk of wolfi a None");
    }

    #[test]
    fn releases_and_ecosystems_of_the_database_are_understood() {
        assert_eq!(
            (release("Debian:12"), release("Ubuntu:22.04:LTS"), release("Alpine:v3.18")),
            (Some("12"), Some("22.04"), Some("3.18"))
        );
        assert!(
            registry("Ubuntu:Pro:18.04:LTS").is_none() && registry("Red Hat:enterprise_linux:9::appstream").is_none()
        );
        assert!(registry("Android").is_none());
        assert!(
            !is_of_release(Some("11"), Some("12"))
                && !is_of_release(None, Some("12"))
                && is_of_release(Some("9.3"), Some("9"))
        );
        assert!(!is_of_release(Some("3.1"), Some("3.18")));
    }
}
