//! How NuGet's files name packages: without regard to case, and once for each target framework.

use std::collections::HashMap;

use crate::model::{Component, ComponentIndex};

/// The components of a file, each name and version once however many frameworks list it.
#[derive(Default)]
pub struct Packages {
    pub components: Vec<Component>,
    listed: HashMap<(String, String), ComponentIndex>,
}

impl Packages {
    /// The component of this name and version; `make` makes it where it is new.
    pub fn add(&mut self, name: &str, version: Option<&str>, make: impl FnOnce() -> Component) -> ComponentIndex {
        let key = (name.to_lowercase(), version.unwrap_or("").to_lowercase());
        let next = ComponentIndex::try_from(self.components.len()).unwrap_or(ComponentIndex::MAX);
        let index = *self.listed.entry(key).or_insert(next);
        if index == next {
            self.components.push(make());
        }
        index
    }
}

/// The packages of one target framework by name.
#[derive(Default)]
pub struct Framework {
    names: HashMap<String, ComponentIndex>,
}

impl Framework {
    /// Lists a package; of two of one name the first counts.
    pub fn add(&mut self, name: &str, index: ComponentIndex) {
        self.names.entry(name.to_lowercase()).or_insert(index);
    }

    /// The package of this name.
    pub fn find(&self, name: &str) -> Option<ComponentIndex> {
        self.names.get(&name.to_lowercase()).copied()
    }
}

/// `Name/1.0.0` as its name and its version.
pub fn split_key(key: &str) -> (&str, Option<&str>) {
    match key.rsplit_once('/') {
        Some((name, version)) if !name.is_empty() && !version.is_empty() => (name, Some(version)),
        _ => (key, None),
    }
}

/// `net8.0` of `net8.0/win-x64`: the framework without the runtime.
pub fn without_runtime(framework: &str) -> &str {
    framework.split_once('/').map_or(framework, |(framework, _)| framework)
}
