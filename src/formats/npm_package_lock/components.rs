//! Install paths become components: one for each name, version and source.

use std::collections::HashMap;

use crate::formats::support::json::Json;
use crate::model::{Component, ComponentIndex, Scope};

/// The components found so far.
#[derive(Default)]
pub struct Components {
    pub list: Vec<Component>,
    by_name: HashMap<(String, Option<String>), Vec<ComponentIndex>>,
    /// How many install paths were joined to a component that was there already.
    pub joined: usize,
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
        let key = (component.name.clone(), component.version.clone());
        let known = self.by_name.entry(key).or_default();
        for &index in known.iter() {
            let Some(other) = self.list.get_mut(index as usize) else { continue };
            let fits = match (&component.source, &other.source) {
                (Some(here), Some(there)) => here == there,
                _ => component.version.is_some(),
            };
            if fits {
                self.joined += 1;
                join(other, component);
                return index;
            }
        }
        let index = self.list.len() as ComponentIndex;
        known.push(index);
        self.list.push(component);
        index
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
