//! What the conda formats share: archive names, match specs, and the builds of one version put together.
//!
//! Source: <https://docs.conda.io/projects/conda/en/stable/user-guide/concepts/pkg-specs.html> and
//! <https://docs.conda.io/projects/conda-build/en/stable/resources/package-spec.html>.

use std::collections::{HashMap, HashSet};

use super::notices::Notices;
use super::places::counted;
use super::python;
use crate::model::{Component, ComponentIndex, Ecosystem, ListMeaning, PackageUrl, Place, Scope};

/// A conda package, its name and version as written.
pub fn component(name: &str, version: Option<&str>, place: Option<Place>) -> Component {
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Conda,
        package_url: PackageUrl::new("conda", None, name, version),
        place,
        ..Component::default()
    }
}

/// The name in a match spec: `conda-forge::numpy >=1.26,<2 py312*`, `numpy=1.26`, `numpy[version='>=1']`.
pub fn spec_name(spec: &str) -> &str {
    let spec = spec.trim();
    let end = spec.find(|character: char| character.is_whitespace() || "=<>!~[;".contains(character));
    let name = end.and_then(|end| spec.get(..end)).unwrap_or(spec);
    name.rsplit_once("::").map_or(name, |(_, name)| name)
}

/// What a package depends on that is no package but the machine: `__glibc`, `__osx`.
pub fn is_virtual(name: &str) -> bool {
    name.starts_with("__")
}

/// The parts of an archive's name: `numpy-1.26.4-py312heda63a1_0.conda`.
pub struct Archive<'a> {
    pub name: &'a str,
    pub version: &'a str,
}

/// Reads the name of an archive at the end of an address.
pub fn archive(address: &str) -> Option<Archive<'_>> {
    let path = address.split(['#', '?']).next().unwrap_or(address);
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = [".conda", ".tar.bz2"].into_iter().find_map(|end| file.strip_suffix(end))?;
    let (rest, _build) = stem.rsplit_once('-')?;
    let (name, version) = rest.rsplit_once('-')?;
    (!name.is_empty() && !version.is_empty()).then_some(Archive { name, version })
}

/// Components under construction. The builds of one version for several platforms are one component.
#[derive(Default)]
pub struct Builds {
    components: Vec<Component>,
    known: HashMap<(Ecosystem, String, Option<String>), ComponentIndex>,
    /// Those whose scope was stated already.
    scoped: HashSet<ComponentIndex>,
    joined: usize,
}

impl Builds {
    /// Adds a build; gives the component that it belongs to.
    pub fn push(&mut self, build: Component) -> ComponentIndex {
        let name = match build.ecosystem {
            Ecosystem::Pypi => python::normalised(&build.name).into_owned(),
            _ => build.name.clone(),
        };
        let new = ComponentIndex::try_from(self.components.len()).unwrap_or(ComponentIndex::MAX);
        let index = *self.known.entry((build.ecosystem, name, build.version.clone())).or_insert(new);
        if index == new {
            self.components.push(build);
        } else if let Some(first) = self.components.get_mut(index as usize) {
            self.joined += 1;
            first.own |= build.own;
            first.hashes.extend(build.hashes);
            // What several builds state alike is stated once; this many may differ.
            if first.licenses.len() < 8 && !build.licenses.iter().all(|license| first.licenses.contains(license)) {
                first.licenses.extend(build.licenses);
                first.licenses.iter_mut().for_each(|license| license.list = ListMeaning::Unstated);
            }
        }
        index
    }

    /// States the scope of a component; of several, the strongest counts.
    pub fn raise_scope(&mut self, index: ComponentIndex, scope: Scope) {
        if let Some(component) = self.components.get_mut(index as usize) {
            component.scope = match self.scoped.insert(index) {
                true => scope,
                false => component.scope.max(scope),
            };
        }
    }

    /// The components, and a word on what was put together.
    pub fn finish(self, notices: &mut Notices) -> Vec<Component> {
        if self.joined > 0 {
            let builds = counted(self.joined, "further build", "further builds");
            let message =
                format!("{builds} of a version that stands here already, for other platforms, put together with it");
            notices.info("joined-builds", None, message);
        }
        let mut components = self.components;
        for component in &mut components {
            let mut seen = HashSet::new();
            component.hashes.retain(|hash| seen.insert(hash.clone()));
        }
        components
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn match_specs_have_a_name() {
        for (spec, name) in [
            ("numpy", "numpy"),
            ("numpy >=1.26,<2", "numpy"),
            ("conda-forge::numpy=1.26=py312", "numpy"),
            ("libgcc-ng>=12", "libgcc-ng"),
            ("bat *[when=\"python>=3.10\"]", "bat"),
            ("__glibc >=2.17", "__glibc"),
        ] {
            assert_eq!(spec_name(spec), name);
        }
    }

    #[test]
    fn archives_have_a_name_and_a_version() {
        let found = archive("https://registry.example/linux-64/ld_impl_linux-64-2.38-h1181459_1.conda#00").unwrap();
        assert_eq!((found.name, found.version), ("ld_impl_linux-64", "2.38"));
        assert!(archive("https://registry.example/wheel-1.0-py3-none-any.whl").is_none());
    }
}
