//! Which components a rule or a decision is about: a package, in all its versions or some.
//!
//! A rule must outlive a new version of the document, so the package is named without its version, and the versions
//! are a range of their own. Ranges are compared as the package's ecosystem orders versions.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Bound;

use serde::{Deserialize, Serialize};

use crate::graph::{Graph, NodeIndex};
use crate::model::{Component, Ecosystem, PackageUrl};
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

    /// Of a package URL, its version apart.
    pub fn of_package_url(url: &PackageUrl) -> Self {
        Self { package: without_version(url).to_owned(), versions: url.version().map(Cow::into_owned) }
    }

    /// From what a person or another tool wrote: a package URL in any spelling, the beginning of some and a `*`, or a
    /// name that is neither. `None` where it begins like a package URL and is none.
    pub fn written(text: &str) -> Option<Self> {
        let text = text.strip_suffix("@*").unwrap_or(text);
        if text.starts_with("pkg:") && !text.ends_with('*') {
            return PackageUrl::parse(text).as_ref().map(Self::of_package_url);
        }
        // An `@` that begins a scope stands for itself in a package URL that is not in canonical form.
        let package = if text.starts_with("pkg:") { text.replace("/@", "/%40") } else { text.to_owned() };
        let is_name = !package.starts_with("pkg:") || !package.contains(['@', '?', '#']);
        is_name.then_some(Self { package, versions: None })
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
    component.package_url.as_ref().map_or_else(|| component.name.clone(), |url| without_version(url).to_owned())
}

fn without_version(url: &PackageUrl) -> &str {
    let text = url.as_str();
    let end = text.find(['@', '?', '#']).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
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

    fn check_written(text: &str, expected: Option<(&str, Option<&str>)>) {
        let subject = Subject::written(text);
        assert_eq!(
            subject.as_ref().map(|subject| (&*subject.package, subject.versions.as_deref())),
            expected,
            "{text}"
        );
    }

    #[test]
    fn package_urls_are_read_in_any_spelling() {
        check_written("pkg:npm/@scope/name", Some(("pkg:npm/%40scope/name", None)));
        check_written("pkg:npm/@scope/name@1.2.0?a=b#c", Some(("pkg:npm/%40scope/name", Some("1.2.0"))));
        check_written("pkg:npm/@scope/*", Some(("pkg:npm/%40scope/*", None)));
        check_written("pkg:npm/name@*", Some(("pkg:npm/name", None)));
        check_written("pkg:pypi/A_b", Some(("pkg:pypi/a-b", None)));
        check_written("our-*", Some(("our-*", None)));
        check_written("pkg:py\0pi/name", None);
        check_written("pkg:npm/name@1.*", None);
    }
}
