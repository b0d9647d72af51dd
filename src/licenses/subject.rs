//! Which components a rule or a decision is about: a package, in all its versions or some.
//!
//! A rule must outlive a new version of the document, so the package is named without its version, and the versions
//! are a range of their own. Ranges are compared as the package's ecosystem orders versions.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Bound;

use serde::{Deserialize, Serialize};

use crate::graph::{Graph, NodeIndex};
use crate::model::{Component, Ecosystem};
use crate::versions;

/// A package, and which of its versions. Equal subjects are about the same components.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// A package URL without version, qualifiers and subpath (`pkg:npm/%40scope/name`); a trailing `*` stands for any
    /// ending. A component without a package URL is named by its full name.
    pub package: String,
    /// Comparators that must all hold, separated by blanks (`>=1.2 <2`), or one exact version. `None`: every version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versions: Option<String>,
}

impl Subject {
    /// The package of a component, in every version.
    pub fn of(component: &Component) -> Self {
        Self { package: package(component), versions: None }
    }

    /// Is it about this component?
    pub fn matches(&self, component: &Component) -> bool {
        let name = package(component);
        let named = match self.package.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == self.package,
        };
        named && self.holds_version(component)
    }

    /// Is the component's version one of those meant? Says nothing about its package.
    pub fn holds_version(&self, component: &Component) -> bool {
        self.versions.as_deref().is_none_or(|range| holds(range, component))
    }
}

/// The nodes of a graph by the names of their packages.
#[derive(Debug, Default)]
pub(super) struct Packages(BTreeMap<String, Vec<NodeIndex>>);

impl Packages {
    pub fn of(graph: &Graph) -> Self {
        let mut by_name: BTreeMap<String, Vec<NodeIndex>> = BTreeMap::new();
        for (node, position) in graph.nodes.iter().zip(0..) {
            by_name.entry(package(&node.component)).or_default().push(position);
        }
        Self(by_name)
    }

    /// The nodes of a subject's package or packages, whatever their version. Costs what it finds.
    pub fn named<'a>(&'a self, subject: &'a Subject) -> Box<dyn Iterator<Item = NodeIndex> + 'a> {
        match subject.package.strip_suffix('*') {
            None => Box::new(self.0.get(&subject.package).into_iter().flatten().copied()),
            Some(start) => {
                let from = self.0.range::<str, _>((Bound::Included(start), Bound::Unbounded));
                let meant = from.take_while(move |(name, _)| name.starts_with(start));
                Box::new(meant.flat_map(|(_, nodes)| nodes.iter().copied()))
            }
        }
    }

    /// The nodes a subject is about, in order.
    pub fn nodes(&self, graph: &Graph, subject: &Subject) -> Vec<NodeIndex> {
        let in_range = |node: &NodeIndex| {
            graph.nodes.get(*node as usize).is_some_and(|node| subject.holds_version(&node.component))
        };
        let mut nodes: Vec<NodeIndex> = self.named(subject).filter(in_range).collect();
        nodes.sort_unstable();
        nodes
    }
}

/// The name of a component's package, whatever its version.
fn package(component: &Component) -> String {
    let Some(url) = &component.package_url else { return component.name.clone() };
    let text = url.as_str();
    let end = text.find(['@', '?', '#']).unwrap_or(text.len());
    text.get(..end).unwrap_or(text).to_owned()
}

/// Do all comparators hold? A component without a version is in no range.
fn holds(range: &str, component: &Component) -> bool {
    let Some(version) = component.version.as_deref() else { return false };
    range.split_whitespace().all(|comparator| comparator_holds(component.ecosystem, comparator, version))
}

fn comparator_holds(ecosystem: Ecosystem, comparator: &str, version: &str) -> bool {
    type Fits = fn(Ordering) -> bool;
    const OPERATORS: [(&str, Fits); 5] = [
        (">=", Ordering::is_ge),
        ("<=", Ordering::is_le),
        (">", Ordering::is_gt),
        ("<", Ordering::is_lt),
        ("=", Ordering::is_eq),
    ];
    let found = OPERATORS.iter().find_map(|(operator, fits)| Some((comparator.strip_prefix(operator)?, *fits)));
    let (bound, fits) = found.unwrap_or((comparator, Ordering::is_eq));
    bound == "*" || fits(versions::compare(ecosystem, version, bound))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PackageUrl;

    fn check(package: &str, versions: Option<&str>, expected: bool) {
        let component = Component {
            name: "@scope/name".to_owned(),
            version: Some("1.10.0".to_owned()),
            ecosystem: Ecosystem::Npm,
            package_url: PackageUrl::npm("@scope/name", Some("1.10.0")),
            ..Component::default()
        };
        let subject = Subject { package: package.to_owned(), versions: versions.map(str::to_owned) };
        assert_eq!(subject.matches(&component), expected, "{package} {versions:?}");
    }

    #[test]
    fn a_subject_outlives_a_new_version() {
        check("pkg:npm/%40scope/name", None, true);
        check("pkg:npm/%40scope/*", None, true);
        check("pkg:npm/%40scope/names", None, false);
        check("pkg:npm/%40scope/name", Some("1.10.0"), true);
        check("pkg:npm/%40scope/name", Some(">=1.9.0 <2"), true);
        check("pkg:npm/%40scope/name", Some(">=1.9.0 <1.10.0"), false);
        check("pkg:npm/%40scope/name", Some("*"), true);
    }
}
