//! Install paths become components: one for each name, version and source.

use foldhash::{HashMap, HashSet};

use crate::formats::support::keyed::{Keyed, is_same};
use crate::formats::support::numbers::Numbers;
use crate::model::{Component, ComponentIndex};

/// The components found so far.
#[derive(Default)]
pub struct Components<'a> {
    /// All of them, in the order in which they were met.
    pub list: Vec<Component>,
    /// The component of each install path that was joined to one that was there already.
    joined: Vec<ComponentIndex>,
    /// Names with a version.
    versions: Numbers<(Keyed<&'a str>, Keyed<&'a str>)>,
    /// By number of these: the first component.
    by_version: Vec<ComponentIndex>,
    /// The components that have a name and version in common with an earlier one from elsewhere, and those without
    /// a version.
    by_source: HashMap<Identity<'a>, ComponentIndex>,
}

/// What tells installed packages apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Identity<'a> {
    pub name: &'a str,
    pub version: Option<&'a str>,
    pub source: Option<&'a str>,
}

impl<'a> Components<'a> {
    /// Adds a component that is never joined with another: a root, a workspace, a linked folder.
    pub fn add_own(&mut self, component: Component) -> ComponentIndex {
        let index = self.list.len() as ComponentIndex;
        self.list.push(component);
        index
    }

    /// Adds an installed package, or joins it to the one of the same name, version and source. A missing
    /// source (bundled packages have none) fits any.
    pub fn add_installed(&mut self, identity: Identity<'a>, component: Component) -> ComponentIndex {
        let next = self.list.len() as ComponentIndex;
        let first = identity.version.map(|version| {
            let number = self.versions.number((Keyed(identity.name), Keyed(version))) as usize;
            if number == self.by_version.len() {
                self.by_version.push(next);
            }
            self.by_version.get(number).copied().unwrap_or(next)
        });
        let other = first.and_then(|first| self.list.get(first as usize));
        let known = match (first, other, identity.source) {
            (Some(_), None, _) | (None, _, None) => None,
            (first, Some(other), source) if source.is_none() || fits(other, source) => first,
            _ => Some(*self.by_source.entry(identity).or_insert(next)).filter(|index| *index != next),
        };
        let index = known.unwrap_or(next);
        match known.and_then(|index| self.list.get_mut(index as usize)) {
            Some(other) => {
                self.joined.push(index);
                join(other, component);
            }
            None => self.list.push(component),
        }
        index
    }

    /// The components, each of their hashes once; and how many install paths were joined to one that was there already.
    pub fn finish(mut self) -> (Vec<Component>, usize) {
        self.joined.sort_unstable();
        let count = self.joined.len();
        self.joined.dedup();
        for index in &self.joined {
            let Some(component) = self.list.get_mut(*index as usize).filter(|component| component.hashes.len() > 1)
            else {
                continue;
            };
            let mut seen = HashSet::default();
            component.hashes =
                std::mem::take(&mut component.hashes).into_iter().filter(|hash| seen.insert(hash.clone())).collect();
        }
        (self.list, count)
    }
}

fn fits(other: &Component, source: Option<&str>) -> bool {
    match (&other.source, source) {
        (None, _) => true,
        (Some(other), source) => source.is_some_and(|source| is_same(other, source)),
    }
}

fn join(component: &mut Component, other: Component) {
    component.scope = component.scope.max(other.scope);
    component.marks = component.marks.with(other.marks);
    if component.source.is_none() {
        component.source = other.source;
    }
    // Mostly the same one again; what else comes twice is left out at the end.
    let last = component.hashes.last().cloned();
    component.hashes.extend(other.hashes.into_iter().filter(|hash| last.as_ref() != Some(hash)));
    if component.licenses.is_empty() {
        component.licenses = other.licenses;
    }
}
