//! The packages of a deno.lock, wherever its version keeps them, and what requests resolve to.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::formats::support::json::{Json, JsonDocument};
use crate::formats::support::notices::Notices;
use crate::formats::support::npm;
use crate::model::{Component, ComponentIndex, Ecosystem, PackageUrl};

type Entries<'a> = &'a [(Cow<'a, str>, Json<'a>)];

/// Where a version keeps its parts: under `npm` (2), under `packages` (3) or outermost (4 and later).
pub struct Layout<'a> {
    pub specifiers: Entries<'a>,
    pub npm: Entries<'a>,
    pub jsr: Entries<'a>,
    pub remote: Entries<'a>,
}

impl<'a> Layout<'a> {
    pub fn of(root: &'a Json<'a>) -> Self {
        let remote = root.object("remote");
        let npm = root.get("npm");
        if let Some(packages) = root.get("packages") {
            let [specifiers, npm, jsr] = ["specifiers", "npm", "jsr"].map(|key| packages.object(key));
            Self { specifiers, npm, jsr, remote }
        } else if let Some(npm) = npm.filter(|npm| npm.get("packages").is_some_and(Json::is_object)) {
            Self { specifiers: npm.object("specifiers"), npm: npm.object("packages"), jsr: &[], remote }
        } else {
            let [specifiers, npm, jsr] = ["specifiers", "npm", "jsr"].map(|key| root.object(key));
            Self { specifiers, npm, jsr, remote }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Npm,
    Jsr,
}

/// What a name without a version stands for.
#[derive(Clone, Copy, PartialEq)]
enum Named {
    One(ComponentIndex),
    Several,
}

/// The packages and how they are found.
pub struct Packages<'a> {
    pub components: Vec<Component>,
    by_id: HashMap<(Kind, &'a str), ComponentIndex>,
    by_name: HashMap<(Kind, &'a str), Named>,
    by_specifier: HashMap<(Kind, &'a str), ComponentIndex>,
    by_specified_name: HashMap<(Kind, &'a str), Named>,
}

impl<'a> Packages<'a> {
    pub fn read(json: &JsonDocument, layout: &Layout<'a>, notices: &mut Notices) -> Self {
        let mut packages = Self {
            components: Vec::new(),
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            by_specifier: HashMap::new(),
            by_specified_name: HashMap::new(),
        };
        let mut for_some_platforms = 0usize;
        let all = [(Kind::Npm, layout.npm), (Kind::Jsr, layout.jsr)];
        for (kind, (id, package)) in
            all.into_iter().flat_map(|(kind, list)| list.iter().map(move |entry| (kind, entry)))
        {
            let (name, version) = npm::split_descriptor(id);
            if version.is_empty() || !package.is_object() {
                let message = format!("The entry \"{id}\" is not a name, a version and an object");
                notices.warning("skipped-entry", json.place(package), message);
                continue;
            }
            for_some_platforms += usize::from(["os", "cpu"].iter().any(|key| package.get(key).is_some()));
            let index = packages.components.len() as ComponentIndex;
            let component = component(kind, name, version, package);
            packages.components.push(Component { place: json.place(package), ..component });
            packages.by_id.insert((kind, id), index);
            note_name(&mut packages.by_name, (kind, name), index);
        }
        npm::note_platforms(for_some_platforms, notices);
        for (specifier, resolved) in layout.specifiers {
            packages.add_specifier(json, specifier, resolved, notices);
        }
        packages
    }

    fn add_specifier(&mut self, json: &JsonDocument, specifier: &'a str, resolved: &Json, notices: &mut Notices) {
        let (kind, wanted) = kind_of(specifier);
        let (name, _) = npm::split_descriptor(wanted);
        let text = resolved.as_text().unwrap_or("");
        // A version alone since version 4, before that a whole id.
        let id = match text.split_once(':') {
            Some((_, id)) => Cow::Borrowed(id),
            None if text.starts_with(|first: char| first.is_ascii_digit()) => Cow::Owned(format!("{name}@{text}")),
            None => Cow::Borrowed(text),
        };
        match self.by_id.get(&(kind, id.as_ref())).copied() {
            Some(index) => {
                self.by_specifier.insert((kind, wanted), index);
                note_name(&mut self.by_specified_name, (kind, name), index);
            }
            None => {
                let message = format!("`{specifier}` resolves to `{text}`, which is not in the file");
                notices.warning("dangling-reference", json.place(resolved), message);
            }
        }
    }

    /// What an npm package asks for: `name`, `name@version` or `alias@npm:name@version`, perhaps with peers.
    pub fn npm(&self, wanted: &str) -> Option<ComponentIndex> {
        let target = match wanted.find("@npm:") {
            Some(at) if at > 0 => wanted.get(at + "@npm:".len()..).unwrap_or(wanted),
            _ => wanted,
        };
        self.find(Kind::Npm, target)
    }

    pub fn jsr(&self, id: &str) -> Option<ComponentIndex> {
        self.find(Kind::Jsr, id)
    }

    /// What `jsr:@scope/name@^1`, or the same without its range where that is not ambiguous, resolved to.
    pub fn specifier(&self, text: &str) -> Option<ComponentIndex> {
        let (kind, wanted) = kind_of(text);
        let named = || one(self.by_specified_name.get(&(kind, wanted)));
        self.by_specifier.get(&(kind, wanted)).copied().or_else(named).or_else(|| self.find(kind, wanted))
    }

    fn find(&self, kind: Kind, wanted: &str) -> Option<ComponentIndex> {
        self.by_id.get(&(kind, wanted)).copied().or_else(|| one(self.by_name.get(&(kind, wanted))))
    }
}

fn one(named: Option<&Named>) -> Option<ComponentIndex> {
    match named {
        Some(Named::One(index)) => Some(*index),
        _ => None,
    }
}

fn note_name<'a>(names: &mut HashMap<(Kind, &'a str), Named>, key: (Kind, &'a str), index: ComponentIndex) {
    match names.entry(key) {
        Entry::Vacant(slot) => {
            slot.insert(Named::One(index));
        }
        Entry::Occupied(mut slot) if *slot.get() != Named::One(index) => {
            slot.insert(Named::Several);
        }
        Entry::Occupied(_) => {}
    }
}

/// `jsr:…` and `npm:…`; version 2 knew npm alone and wrote no kind.
fn kind_of(specifier: &str) -> (Kind, &str) {
    // `jsr:/@scope/name` and `npm:/name` are other spellings.
    match specifier.split_once(':') {
        Some(("jsr", rest)) => (Kind::Jsr, rest.trim_start_matches('/')),
        Some(("npm", rest)) => (Kind::Npm, rest.trim_start_matches('/')),
        _ => (Kind::Npm, specifier),
    }
}

fn component(kind: Kind, name: &str, version: &str, package: &Json) -> Component {
    // The peers that it was resolved with follow: `1.0.0_peer@2.0.0`.
    let version = version.split('_').next().unwrap_or(version);
    let integrity = package.text("integrity").filter(|text| !text.is_empty());
    let (ecosystem, package_url, hashes) = match kind {
        Kind::Npm => (Ecosystem::Npm, PackageUrl::npm(name, Some(version)), integrity.map(npm::hashes)),
        Kind::Jsr => {
            let hashes = integrity.map(|hash| vec![format!("sha256:{hash}")]);
            (Ecosystem::Jsr, jsr_url(name, Some(version)), hashes)
        }
    };
    Component {
        name: name.to_owned(),
        version: Some(version.to_owned()),
        ecosystem,
        package_url,
        hashes: hashes.unwrap_or_default(),
        source: package.filled_text("tarball").map(str::to_owned),
        ..Component::default()
    }
}

/// The package URL of a JSR package, `@scope/name`.
pub fn jsr_url(name: &str, version: Option<&str>) -> Option<PackageUrl> {
    match name.rsplit_once('/') {
        Some((scope, name)) => PackageUrl::new("jsr", Some(scope), name, version),
        None => PackageUrl::new("jsr", None, name, version),
    }
}
