//! Install paths become components: one for each name, version and source.

use std::collections::HashMap;

use crate::formats::support::json::Json;
use crate::model::{Component, ComponentIndex, Scope};

/// The components found so far.
#[derive(Default)]
pub struct Components {
    /// All of them, in the order in which they were met.
    pub list: Vec<Component>,
    /// How many install paths were joined to a component that was there already.
    pub joined: usize,
    /// The first component of a name and version.
    by_version: HashMap<(String, String), ComponentIndex>,
    /// The component of a name, version and source.
    by_source: HashMap<(String, Option<String>, String), ComponentIndex>,
}

impl Components {
    /// Adds a component that is never joined with another: a root, a workspace, a linked folder.
    pub fn add_own(&mut self, component: Component) -> ComponentIndex {
        let index = self.list.len() as ComponentIndex;
        self.list.push(component);
        index
    }

    /// Adds an installed package, or joins it to the one of the same name, version and source. A missing
    /// source (bundled packages have none) fits any.
    pub fn add_installed(&mut self, component: Component) -> ComponentIndex {
        let known = self.find(&component);
        let index = known.unwrap_or(self.list.len() as ComponentIndex);
        if let Some(version) = &component.version {
            self.by_version.entry((component.name.clone(), version.clone())).or_insert(index);
        }
        if let Some(source) = &component.source {
            let key = (component.name.clone(), component.version.clone(), source.clone());
            self.by_source.insert(key, index);
        }
        match known.and_then(|index| self.list.get_mut(index as usize)) {
            Some(other) => {
                self.joined += 1;
                join(other, component);
            }
            None => self.list.push(component),
        }
        index
    }

    fn find(&self, component: &Component) -> Option<ComponentIndex> {
        let Component { name, version, source, .. } = component;
        let same_version = || self.by_version.get(&(name.clone(), version.clone()?)).copied();
        let without_source =
            |index: &ComponentIndex| self.list.get(*index as usize).is_some_and(|other| other.source.is_none());
        match source {
            None => same_version(),
            Some(source) => {
                let same_source = self.by_source.get(&(name.clone(), version.clone(), source.clone())).copied();
                same_source.or_else(|| same_version().filter(without_source))
            }
        }
    }
}

fn join(component: &mut Component, other: Component) {
    component.scope = component.scope.max(other.scope);
    if component.source.is_none() {
        component.source = other.source;
    }
    for hash in other.hashes {
        if !component.hashes.contains(&hash) {
            component.hashes.push(hash);
        }
    }
    if component.licenses.is_empty() {
        component.licenses = other.licenses;
    }
}

/// The scope that an entry's flags state.
pub fn stated_scope(entry: &Json) -> Scope {
    // `devOptional`: needed by a development dependency and, optionally, by the product.
    if entry.is_true("dev") {
        Scope::Development
    } else if entry.is_true("optional") || entry.is_true("devOptional") {
        Scope::Optional
    } else if entry.is_true("peer") {
        Scope::Peer
    } else if entry.is_true("extraneous") {
        Scope::Unknown
    } else {
        Scope::Runtime
    }
}

/// `sha512-… sha1-…` as a list of `algorithm:value`.
pub fn hashes(entry: &Json) -> Vec<String> {
    let integrity = entry.text("integrity").unwrap_or("");
    integrity
        .split_whitespace()
        .filter_map(|hash| hash.split_once('-'))
        .map(|(kind, value)| format!("{kind}:{value}"))
        .collect()
}
