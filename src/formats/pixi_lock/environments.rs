//! The environments of a pixi.lock, each once for every platform: which packages stand beside each other.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::packages::Package;
use crate::formats::support::arrows::Arrows;
use crate::formats::support::notices::Notices;
use crate::formats::support::python;
use crate::formats::support::yaml::Node;
use crate::model::{ComponentIndex, Ecosystem, Scope};

/// This many environments, counted once for every platform, are told apart.
const MOST_ENVIRONMENTS: usize = 256;

/// This many names under which Python knows a conda package are looked at; most have one.
const MOST_ALIASES: usize = 8;

/// Packages, by position, under the words that an environment uses for them.
type ByReference<'a> = HashMap<(&'a str, &'a str), Vec<usize>>;

/// Which package stands in which environment.
pub(super) struct Environments<'b> {
    /// What a name means in an environment.
    slots: HashMap<(usize, Ecosystem, Cow<'b, str>), ComponentIndex>,
    /// The environments of each package, by its position.
    of_package: Vec<Vec<usize>>,
    scopes: Vec<Option<Scope>>,
    /// What a package is built with: its component and the components of one list.
    builds: Vec<(ComponentIndex, Vec<ComponentIndex>)>,
}

impl<'b> Environments<'b> {
    /// Reads every environment, and the lists of what packages are built with.
    pub fn read(file: &'b Node, packages: &'b [Package], notices: &mut Notices) -> Self {
        let mut by_reference: ByReference = HashMap::new();
        for package in packages {
            by_reference.entry((package.kind, package.reference)).or_default().push(package.position);
        }
        let mut environments = Self {
            slots: HashMap::new(),
            of_package: vec![Vec::new(); packages.len()],
            scopes: vec![None; packages.len()],
            builds: Vec::new(),
        };
        let mut count = 0;
        for environment in file.get("environments").map_or(&[][..], Node::entries) {
            let scope = environment_scope(&environment.key);
            for platform in environment.value.get("packages").map_or(&[][..], Node::entries) {
                for reference in platform.value.members() {
                    let Some(found) = resolve(reference, &platform.key, &by_reference, packages) else {
                        let message = format!("The environment {} names a package that is not listed", environment.key);
                        notices.warning("dangling-reference", Some(reference.place()), message);
                        continue;
                    };
                    environments.add(count, found);
                    if let Some(known) = environments.scopes.get_mut(found.position) {
                        *known = (*known).max(Some(scope));
                    }
                }
                count += 1;
            }
        }
        for package in packages {
            for list in ["build_packages", "host_packages"] {
                let listed = package.node.get(list).map_or(&[][..], Node::members);
                let found: Vec<&Package> =
                    listed.iter().filter_map(|reference| resolve(reference, "", &by_reference, packages)).collect();
                if !found.is_empty() {
                    found.iter().for_each(|found| environments.add(count, found));
                    count += 1;
                    environments.builds.push((package.component, found.iter().map(|found| found.component).collect()));
                }
            }
        }
        if count > MOST_ENVIRONMENTS {
            let message = format!(
                "The first {MOST_ENVIRONMENTS} of {count} environments were told apart, the others taken for one"
            );
            notices.warning("many-environments", None, message);
        }
        environments
    }

    fn add(&mut self, environment: usize, package: &'b Package) {
        let environment = environment.min(MOST_ENVIRONMENTS);
        let Some(known) = self.of_package.get_mut(package.position) else { return };
        if known.last() == Some(&environment) {
            return;
        }
        known.push(environment);
        let name = match package.ecosystem {
            Ecosystem::Pypi => python::normalised(&package.name),
            _ => Cow::Borrowed(package.name.as_str()),
        };
        self.slots.entry((environment, package.ecosystem, name)).or_insert(package.component);
        // What conda installs for Python answers to the name it has there as well.
        for url in package.node.get("purls").map_or(&[][..], Node::members).iter().take(MOST_ALIASES) {
            let name = url.as_str().and_then(|url| url.strip_prefix("pkg:pypi/")).unwrap_or("");
            let name = name.split(['@', '?']).next().unwrap_or("");
            if !name.is_empty() {
                let key = (environment, Ecosystem::Pypi, python::normalised(name));
                self.slots.entry(key).or_insert(package.component);
            }
        }
    }

    /// Does any environment hold this package?
    pub fn has(&self, position: usize) -> bool {
        self.of_package.get(position).is_some_and(|known| !known.is_empty())
    }

    /// What a name means in the environments of a package.
    pub fn find(&self, position: usize, ecosystem: Ecosystem, name: &str) -> Vec<ComponentIndex> {
        let known = self.of_package.get(position).into_iter().flatten();
        let slot = |environment: &usize| self.slots.get(&(*environment, ecosystem, Cow::Borrowed(name))).copied();
        let mut found: Vec<ComponentIndex> = known.filter_map(slot).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// When a package is needed, as far as the names of its environments tell.
    pub fn scope_of(&self, position: usize) -> Scope {
        self.scopes.get(position).copied().flatten().unwrap_or(if self.has(position) {
            Scope::Build
        } else {
            Scope::Unknown
        })
    }

    /// Joins a package to what it is built with: of each list, what no other package needs.
    pub fn connect_builds(&self, arrows: &mut Arrows) {
        let needed: HashSet<ComponentIndex> = arrows.targets().collect();
        for (from, list) in &self.builds {
            for to in list.iter().filter(|to| !needed.contains(to) && *to != from) {
                arrows.add(*from, *to, Scope::Build);
            }
        }
    }
}

/// The package that an environment means; where several share an address, the one for its platform.
fn resolve<'a, 'b>(
    reference: &Node,
    platform: &str,
    by_reference: &ByReference,
    packages: &'b [Package<'a, 'b>],
) -> Option<&'b Package<'a, 'b>> {
    let (kind, text) =
        ["conda", "conda_source", "pypi"].into_iter().find_map(|kind| Some((kind, reference.text(kind)?)))?;
    let found = by_reference.get(&(kind, text))?;
    let subdir = reference.text("subdir").unwrap_or(platform);
    let mut fitting = found.iter().take(python::MOST_VERSIONS).filter_map(|position| packages.get(*position));
    let exact = fitting.clone().find(|package| package.node.text("subdir") == Some(subdir));
    exact.or_else(|| fitting.next())
}

/// The environment `default` is what the project is run in; others say by their names what they are for.
fn environment_scope(name: &str) -> Scope {
    let is_for = |words: &[&str]| name.split(['-', '_', '.']).any(|part| words.contains(&part));
    if name == "default" || is_for(&["prod", "production"]) {
        Scope::Runtime
    } else if is_for(&["test", "tests", "testing"]) {
        Scope::Test
    } else if is_for(&["dev", "docs", "doc", "lint", "build"]) {
        Scope::Development
    } else {
        Scope::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn environments_say_what_they_are_for() {
        assert_eq!(environment_scope("default"), Scope::Runtime);
        assert_eq!(environment_scope("test-py312"), Scope::Test);
        assert_eq!(environment_scope("cuda"), Scope::Unknown);
    }

    #[test]
    fn of_very_many_environments_the_last_are_taken_for_one_and_that_is_said() {
        let mut text = "version: 6\nenvironments:\n".to_owned();
        for number in 0..300 {
            text += &format!("  e{number}:\n    packages:\n      noarch:\n      - conda: ./a-1-0.conda\n");
        }
        text += "packages:\n- conda: ./a-1-0.conda\n";
        let document = crate::formats::read("unknown", text.as_bytes()).expect("a document");
        let said = "The first 256 of 300 environments were told apart, the others taken for one";
        assert_eq!(document.notices.first().map(|notice| notice.message.as_str()), Some(said));
    }
}
