//! How the Java world names its artifacts, and the artifacts of a document under construction.
//!
//! Sources: <https://maven.apache.org/pom.html#Maven_Coordinates>,
//! <https://github.com/package-url/purl-spec/blob/main/types-doc/maven-definition.md>.

use std::collections::HashMap;

use crate::model::{Component, ComponentIndex, Ecosystem, PackageUrl, Place, Scope};

/// Maven's coordinates. `kind` and `classifier` are empty where they are the usual ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Coordinates<'a> {
    pub group: &'a str,
    pub artifact: &'a str,
    /// The type or packaging; empty for everything that ends up as an ordinary jar.
    pub kind: &'a str,
    pub classifier: &'a str,
    /// Empty where none is stated.
    pub version: &'a str,
}

impl<'a> Coordinates<'a> {
    /// An ordinary jar.
    pub fn new(group: &'a str, artifact: &'a str, version: &'a str) -> Self {
        Self { group, artifact, version, ..Self::default() }
    }

    /// The same of another type and classifier.
    pub fn of_kind(self, kind: &'a str, classifier: &'a str) -> Self {
        let is_jar = matches!(kind, "jar" | "bundle" | "maven-plugin" | "ejb");
        Self { kind: if is_jar { "" } else { kind }, classifier, ..self }
    }

    /// Reads `group:artifact:version`; a group may be empty (Gradle's flat folders).
    pub fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(':');
        let (group, artifact, version) = (parts.next()?, parts.next()?, parts.next()?);
        // A time of day has three parts too, and no letters.
        let is_group = group.is_empty() || (is_name(group) && group.bytes().any(|byte| byte.is_ascii_alphabetic()));
        let fits = parts.next().is_none() && is_group && is_name(artifact);
        (fits && !version.is_empty() && !version.contains(char::is_whitespace))
            .then(|| Self::new(group, artifact, version))
    }

    /// `group:artifact`.
    pub fn name(&self) -> String {
        match self.group {
            "" => self.artifact.to_owned(),
            group => format!("{group}:{}", self.artifact),
        }
    }

    /// The package URL, with type and classifier where they are not the usual ones; a file without a group has
    /// none.
    pub fn package_url(&self) -> Option<PackageUrl> {
        let version = Some(self.version).filter(|version| !version.is_empty());
        let group = Some(self.group).filter(|group| !group.is_empty())?;
        let qualifiers = [("classifier", self.classifier), ("type", self.kind)];
        PackageUrl::with_qualifiers("maven", Some(group), self.artifact, version, &qualifiers, None)
    }

    /// The component, with nothing known but its name.
    pub fn component(&self, place: Option<Place>) -> Component {
        Component {
            name: self.name(),
            version: Some(self.version).filter(|version| !version.is_empty()).map(str::to_owned),
            ecosystem: Ecosystem::Maven,
            package_url: self.package_url(),
            place,
            ..Component::default()
        }
    }
}

/// May this be a group or an artifact? Letters, digits and `.`, `-`, `_`.
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
}

/// When something of one of Maven's scopes is needed; `None` for a word that is none of them.
///
/// Source: <https://maven.apache.org/guides/introduction/introduction-to-dependency-mechanism.html>.
pub fn scope(text: &str) -> Option<Scope> {
    Some(match text {
        "compile" | "runtime" => Scope::Runtime,
        "provided" | "system" => Scope::Provided,
        "test" => Scope::Test,
        "import" => Scope::Build,
        _ => return None,
    })
}

/// The artifacts of one document, each once.
#[derive(Default)]
pub struct Artifacts<'a> {
    pub components: Vec<Component>,
    by_coordinates: HashMap<Coordinates<'a>, ComponentIndex>,
}

impl<'a> Artifacts<'a> {
    /// The component of these coordinates, made where it is new.
    pub fn add(&mut self, coordinates: Coordinates<'a>, place: Option<Place>) -> ComponentIndex {
        *self.by_coordinates.entry(coordinates).or_insert_with(|| {
            self.components.push(coordinates.component(place));
            self.components.len() as ComponentIndex - 1
        })
    }

    /// The component of these coordinates.
    pub fn find(&self, coordinates: &Coordinates) -> Option<ComponentIndex> {
        self.by_coordinates.get(coordinates).copied()
    }

    /// Says that something is first-party.
    pub fn own(&mut self, index: ComponentIndex) {
        if let Some(component) = self.components.get_mut(index as usize) {
            component.own = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(coordinates: Coordinates, expected: &str) {
        assert_eq!(coordinates.package_url().map(|url| url.to_string()).as_deref(), Some(expected));
    }

    #[test]
    fn package_urls_state_what_is_unusual() {
        let plain = Coordinates::new("org.acme", "a", "1.0");
        check(plain, "pkg:maven/org.acme/a@1.0");
        check(plain.of_kind("jar", ""), "pkg:maven/org.acme/a@1.0");
        check(plain.of_kind("maven-plugin", ""), "pkg:maven/org.acme/a@1.0");
        check(plain.of_kind("zip", "dist"), "pkg:maven/org.acme/a@1.0?classifier=dist&type=zip");
        check(plain.of_kind("jar", "a&type=b%"), "pkg:maven/org.acme/a@1.0?classifier=a%26type%3Db%25");
    }

    #[test]
    fn coordinates_have_three_parts() {
        assert_eq!(Coordinates::read("a:b:1"), Some(Coordinates::new("a", "b", "1")));
        for text in ["a:b", "a:b:", "12:30:59", "a:b:1:2", "a b:c:1", ":", "a::1"] {
            assert_eq!(Coordinates::read(text), None, "{text}");
        }
    }
}
