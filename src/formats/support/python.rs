//! What the Python formats share: names, requirements, versions, and the project beside a lockfile.
//!
//! Source: <https://packaging.python.org/en/latest/specifications/>.

pub mod extras;
pub mod project;
pub mod requirement;
pub mod version;

use std::borrow::Cow;
use std::collections::HashMap;

use super::notices::Notices;
use crate::model::{Component, ComponentIndex, Ecosystem, PackageUrl, Place, Scope};

/// Of one name, this many entries are looked at when a dependency has to choose between them.
pub const MOST_VERSIONS: usize = 32;

/// A name as Python compares it: lower case, every run of `-`, `_` and `.` one `-` (PEP 503).
pub fn normalised(name: &str) -> Cow<'_, str> {
    let name = name.trim();
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if name.bytes().all(is_plain) && !name.contains("--") {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len());
    for character in name.chars() {
        if !matches!(character, '-' | '_' | '.') {
            out.extend(character.to_lowercase());
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    Cow::Owned(out)
}

/// The package URL of a Python package: its name normalised, its version as written.
pub fn package_url(name: &str, version: Option<&str>) -> Option<PackageUrl> {
    PackageUrl::new("pypi", None, &normalised(name), version)
}

/// A Python package, its name and version as written.
pub fn component(name: &str, version: Option<&str>, place: Option<Place>) -> Component {
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Pypi,
        package_url: package_url(name, version),
        place,
        ..Component::default()
    }
}

/// The scope that the name of a dependency group stands for: only the main group is shipped.
pub fn group_scope(group: &str) -> Scope {
    match group {
        "main" | "default" => Scope::Runtime,
        "test" | "tests" | "testing" => Scope::Test,
        "build" => Scope::Build,
        _ => Scope::Development,
    }
}

/// The licence that a classifier names: `License :: OSI Approved :: MIT License`.
pub fn license_of_classifier(classifier: &str) -> Option<&str> {
    let name = classifier.strip_prefix("License :: ")?.rsplit(" :: ").next().map(str::trim);
    name.filter(|name| !name.is_empty() && *name != "OSI Approved")
}

/// Components by their normalised names.
pub struct Packages {
    by_name: HashMap<String, Vec<ComponentIndex>>,
}

impl Packages {
    /// Sorts the Python packages among some components.
    pub fn new(components: &[Component]) -> Self {
        let mut by_name: HashMap<String, Vec<ComponentIndex>> = HashMap::with_capacity(components.len());
        for (index, component) in (0..).zip(components) {
            if component.ecosystem == Ecosystem::Pypi {
                by_name.entry(normalised(&component.name).into_owned()).or_default().push(index);
            }
        }
        Self { by_name }
    }

    /// Every component of a name.
    pub fn named(&self, name: &str) -> &[ComponentIndex] {
        self.by_name.get(normalised(name).as_ref()).map_or(&[], Vec::as_slice)
    }

    /// What a requirement may mean: the only component of the name, or those of several whose version it
    /// allows. Several fit where markers part them by platform.
    pub fn find(&self, components: &[Component], name: &str, specifier: &str) -> Vec<ComponentIndex> {
        let named = self.named(name);
        if named.len() < 2 {
            return named.to_vec();
        }
        let named = named.get(..MOST_VERSIONS).unwrap_or(named);
        let fits = |index: &&ComponentIndex| {
            let version = components.get(**index as usize).and_then(|component| component.version.as_deref());
            version.is_none_or(|version| version::allows(specifier, version))
        };
        let fitting: Vec<ComponentIndex> = named.iter().filter(fits).copied().collect();
        if fitting.is_empty() { named.to_vec() } else { fitting }
    }

    /// Says which names stand too often in the file for all their entries to be compared.
    pub fn note_crowded(&self, notices: &mut Notices) {
        let mut crowded: Vec<_> = self.by_name.iter().filter(|(_, entries)| entries.len() > MOST_VERSIONS).collect();
        crowded.sort();
        for (name, entries) in crowded {
            let message = format!(
                "`{name}` has {} entries; dependencies were compared with the first {MOST_VERSIONS}",
                entries.len()
            );
            notices.warning("many-versions", None, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_and_separators() {
        for (written, expected) in [
            ("requests", "requests"),
            ("Flask-SQLAlchemy", "flask-sqlalchemy"),
            ("jaraco.classes", "jaraco-classes"),
            ("a-_.b", "a-b"),
            ("a--b", "a-b"),
            ("ruamel_yaml", "ruamel-yaml"),
        ] {
            assert_eq!(normalised(written), expected);
        }
    }

    #[test]
    fn of_very_many_versions_the_first_are_compared_and_that_is_said() {
        let components: Vec<Component> =
            (0..40).map(|minor| component("a", Some(&format!("1.{minor}")), None)).collect();
        let packages = Packages::new(&components);
        assert_eq!(packages.find(&components, "A", ">=1.30").len(), 2);
        assert_eq!(packages.find(&components, "A", "*").len(), MOST_VERSIONS);
        let mut notices = Notices::new(Vec::new());
        packages.note_crowded(&mut notices);
        let said = "`a` has 40 entries; dependencies were compared with the first 32";
        assert_eq!(notices.finish().first().map(|notice| notice.message.as_str()), Some(said));
    }
}
