//! What a CycloneDX document means, whatever it is written in.
//!
//! A reader (JSON, XML, Protocol Buffers) hands over what it finds, in the order of the file and borrowed
//! from it; [`Bom::finish`] makes a document of that. So one BOM gives one graph in every serialisation:
//! the root first, then components, then services, each followed by what is nested in it.
//!
//! Nesting is containment, not dependency, and so is `provides` (a library contains the algorithm it
//! implements). Not read: pedigree, formulation, declarations, annotations, signatures.
//!
//! Source: the CycloneDX specification, 1.0 to 1.7.

mod component;
mod dependencies;
mod licenses;
mod vulnerabilities;

use foldhash::HashMap;
use std::borrow::Cow;
use std::collections::hash_map::Entry::{Occupied, Vacant};

pub use component::Stated;
pub use licenses::Choice;
pub use vulnerabilities::{StatedVulnerability, Target};

use super::arrows::Arrows;
use super::keyed::Keyed;
use super::notices::Notices;
use super::places::{Places, counted};
use crate::model::{Component, ComponentIndex, Dependency, DependencyKind, Document, Notice, Place, Role};
use dependencies::{Dangling, Links};

/// A text that a document may state.
pub type Text<'a> = Option<Cow<'a, str>>;

/// The versions of the specification.
const VERSIONS: [&str; 8] = ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];

/// Of a text that a file may make as long as it likes, a message shows this many characters.
const SHOWN: usize = 120;

/// The part of a document that a component stands in, in the order in which parts are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// `metadata.component` and what is nested in it.
    Root,
    /// `components`.
    Components,
    /// `services`.
    Services,
}

/// What has been read of one document.
pub struct Bom<'a> {
    /// `specVersion`.
    pub version: Text<'a>,
    /// Where that stands.
    pub version_offset: Option<usize>,
    /// `serialNumber`.
    pub serial_number: Text<'a>,
    /// `metadata.timestamp`.
    pub created: Text<'a>,
    /// `metadata.tools`: names, with their versions.
    pub tools: Vec<String>,
    /// What could not be read.
    pub notices: Notices,
    entries: Vec<Entry<'a>>,
    components: Vec<Component>,
    links: Links<'a>,
    vulnerabilities: Vec<StatedVulnerability<'a>>,
    incomplete: Option<usize>,
    unclear: Option<usize>,
    pedigrees: usize,
    places: Option<Places<'a>>,
}

/// What is known of a component beside itself.
struct Entry<'a> {
    section: Section,
    parent: Option<usize>,
    reference: Text<'a>,
    package_url: Text<'a>,
}

/// What a reference of the document can name.
struct Names<'n> {
    serial_number: Option<&'n str>,
    by_reference: HashMap<Keyed<&'n str>, ComponentIndex>,
    /// The package URL as written, for documents that refer by it without a `bom-ref`.
    by_package_url: HashMap<Keyed<&'n str>, ComponentIndex>,
}

impl<'a> Bom<'a> {
    /// Nothing read yet. `text` is the file where it is text: offsets become lines and columns of it.
    pub fn new(text: Option<&'a str>) -> Self {
        Self {
            version: None,
            version_offset: None,
            serial_number: None,
            created: None,
            tools: Vec::new(),
            notices: Notices::new(Vec::new()),
            entries: Vec::new(),
            components: Vec::new(),
            links: Links::default(),
            vulnerabilities: Vec::new(),
            incomplete: None,
            unclear: None,
            pedigrees: 0,
            places: text.map(Places::new),
        }
    }

    /// Where an offset lies: a line and column, or a byte of a binary file.
    pub fn place(&self, offset: usize) -> Place {
        match &self.places {
            Some(places) => places.at(offset),
            None => Place::Path(format!("byte {offset}")),
        }
    }

    /// A component or service begins at this offset: takes its place in the order. What is nested in it may come
    /// before its name.
    pub fn open(&mut self, section: Section, parent: Option<usize>, offset: usize) -> usize {
        let place = Some(self.place(offset));
        self.entries.push(Entry { section, parent, reference: None, package_url: None });
        self.components.push(Component { place, ..Component::default() });
        self.entries.len() - 1
    }

    /// All has been read of the component or service that was opened with this number.
    pub fn close(&mut self, opened: usize, mut stated: Stated<'a>) {
        let (Some(entry), Some(slot)) = (self.entries.get_mut(opened), self.components.get_mut(opened)) else { return };
        self.pedigrees += usize::from(stated.has_pedigree);
        let component = stated.component(slot.place.take(), &mut self.notices);
        *slot = Component { own: entry.section == Section::Root, ..component };
        entry.reference = stated.reference;
        entry.package_url = stated.package_url;
    }

    /// An entry of a list of components, services or vulnerabilities is something else.
    pub fn skip_entry(&mut self, offset: usize, what: &str, kind: &str) {
        let place = Some(self.place(offset));
        self.notices.warning("skipped-entry", place, format!("{what} is {kind}, not an object"));
    }

    /// A tool that made the document.
    pub fn tool(&mut self, name: Option<&str>, version: Option<&str>) {
        let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else { return };
        self.tools.push(match version.map(str::trim).filter(|version| !version.is_empty()) {
            Some(version) => format!("{name} {version}"),
            None => name.to_owned(),
        });
    }

    /// A dependent begins; its reference may come after its dependencies.
    pub fn open_dependent(&mut self, offset: usize) -> usize {
        self.links.open(offset)
    }

    /// The reference of a dependent that was opened with this number.
    pub fn name_dependent(&mut self, opened: usize, reference: Cow<'a, str>) {
        self.links.name(opened, reference);
    }

    /// What the dependent that was opened last needs.
    pub fn depends_on(&mut self, reference: Cow<'a, str>, offset: usize) {
        self.links.add(DependencyKind::DependsOn, reference, offset);
    }

    /// What the dependent that was opened last implements.
    pub fn provides(&mut self, reference: Cow<'a, str>, offset: usize) {
        self.links.add(DependencyKind::Contains, reference, offset);
    }

    /// How complete the document says that it is, or a part of it.
    pub fn composition(&mut self, aggregate: &str, offset: usize) {
        if aggregate.starts_with("incomplete") {
            self.incomplete.get_or_insert(offset);
        } else if aggregate == "unknown" {
            self.unclear.get_or_insert(offset);
        }
    }

    /// A statement on a vulnerability.
    pub fn vulnerability(&mut self, stated: StatedVulnerability<'a>) {
        self.vulnerabilities.push(stated);
    }

    /// The document. `earlier` is what decoding and reading had to repair.
    pub fn finish(mut self, format: &'static str, earlier: Vec<Notice>) -> Document {
        self.note_version();
        self.sort_sections();
        let entries = std::mem::take(&mut self.entries);
        let serial_number = self.serial_number.take();
        let mut names = Names::new(serial_number.as_deref(), entries.len());
        let mut arrows = Arrows::default();
        let components = self.gather(&entries, &mut names, &mut arrows);
        let root = entries.first().filter(|entry| entry.section == Section::Root).map(|_| 0);
        self.add_links(&names, &components, &mut arrows);
        let vulnerabilities = self.read_vulnerabilities(&names);
        self.note_completeness(!components.is_empty() || vulnerabilities.is_empty());
        if root.is_none() && !components.is_empty() {
            let message = "The file does not say what it describes; you see an inventory without a root";
            self.notices.info("no-root", None, message);
        }
        let is_overlay = components.is_empty() && !vulnerabilities.is_empty();
        let mut notices = earlier;
        notices.extend(self.notices.finish());
        Document {
            format,
            format_version: self.version.map(Cow::into_owned),
            generator: (!self.tools.is_empty()).then(|| self.tools.join(", ")),
            created: component::filled(&self.created).map(str::to_owned),
            role: if is_overlay { Role::Supplement } else { Role::Inventory },
            roots: root.into_iter().collect(),
            components: components.into(),
            dependencies: arrows.finish(),
            vulnerabilities,
            notices,
            ..Document::default()
        }
    }

    fn note_version(&mut self) {
        match self.version.as_deref() {
            Some(version) if VERSIONS.contains(&version) => {}
            Some(version) => {
                let shown: String = version.chars().take(20).collect();
                let message = format!("CycloneDX {shown} is not known; read as 1.7");
                let place = self.version_offset.map(|offset| self.place(offset));
                self.notices.warning("unknown-version", place, message);
            }
            None => {
                let message = "The file states no CycloneDX version; read as 1.7";
                self.notices.warning("unknown-version", None, message);
            }
        }
    }

    /// The order of sections, for files that write them in another one.
    fn sort_sections(&mut self) {
        if self.entries.is_sorted_by_key(|entry| entry.section) {
            return;
        }
        let parts = std::mem::take(&mut self.entries).into_iter().zip(std::mem::take(&mut self.components));
        let mut parts: Vec<_> = parts.enumerate().collect();
        parts.sort_by_key(|(_, (entry, _))| entry.section);
        let mut positions = vec![0; parts.len()];
        for (position, (before, _)) in parts.iter().enumerate() {
            if let Some(slot) = positions.get_mut(*before) {
                *slot = position;
            }
        }
        for (_, (mut entry, component)) in parts {
            entry.parent = entry.parent.and_then(|parent| positions.get(parent).copied());
            self.entries.push(entry);
            self.components.push(component);
        }
    }

    /// The components, joined with what is nested in them; `names` learns what refers to them.
    fn gather<'n>(&mut self, entries: &'n [Entry<'a>], names: &mut Names<'n>, arrows: &mut Arrows) -> Vec<Component> {
        let mut components: Vec<Component> = Vec::with_capacity(entries.len());
        let mut positions: Vec<ComponentIndex> = Vec::with_capacity(entries.len());
        let root = entries.first().filter(|first| first.section == Section::Root);
        let root_reference = root.and_then(|root| root.reference.as_deref());
        for (entry, component) in entries.iter().zip(std::mem::take(&mut self.components)) {
            let index = components.len() as ComponentIndex;
            let reference = entry.reference.as_deref();
            let is_like_root = |root: &Component| root.name == component.name && root.version == component.version;
            // Some tools list the root among the components a second time.
            if reference.is_some() && reference == root_reference && components.first().is_some_and(is_like_root) {
                positions.push(0);
                continue;
            }
            if let Some(&parent) = entry.parent.and_then(|parent| positions.get(parent)) {
                let kind = DependencyKind::Contains;
                arrows.insert(Dependency { kind, ..Dependency::new(parent, index, component.scope) });
            }
            if let Some(reference) = reference {
                match names.by_reference.entry(Keyed(reference)) {
                    Vacant(slot) => {
                        slot.insert(index);
                    }
                    Occupied(_) => {
                        let shown: String = reference.chars().take(SHOWN).collect();
                        let message =
                            format!("The reference \"{shown}\" names several components; arrows go to the first");
                        self.notices.warning("repeated-reference", component.place.clone(), message);
                    }
                }
            }
            if let Some(written) = entry.package_url.as_deref() {
                names.by_package_url.entry(Keyed(written)).or_insert(index);
            }
            positions.push(index);
            components.push(component);
        }
        components
    }

    fn add_links(&mut self, names: &Names, components: &[Component], arrows: &mut Arrows) {
        for Dangling { what, reference, offset } in self.links.resolve(names, components, arrows) {
            let place = Some(self.place(offset));
            let shown: String = reference.chars().take(SHOWN).collect();
            if reference.starts_with("urn:cdx:") {
                let message = format!("{what} lies in another document: {shown}");
                self.notices.info("external-reference", place, message);
            } else {
                let message = format!("{what} is not among the components: \"{shown}\"");
                self.notices.warning("dangling-reference", place, message);
            }
        }
    }

    fn note_completeness(&mut self, is_inventory: bool) {
        if is_inventory && !self.links.has_dependencies() {
            let message = "This file declares no dependency relationships; you see an inventory";
            self.notices.info("no-dependencies", None, message);
        }
        if let Some(offset) = self.incomplete {
            let place = Some(self.place(offset));
            self.notices.info("stated-incomplete", place, "The file says of itself that it is incomplete");
        } else if let Some(offset) = self.unclear {
            let place = Some(self.place(offset));
            self.notices.info("stated-incomplete", place, "The file says of itself that it may be incomplete");
        }
        if self.pedigrees > 0 {
            let components = counted(self.pedigrees, "component states", "components state");
            let message = format!("{components} a pedigree (ancestors, patches); it is not read");
            self.notices.info("not-read", None, message);
        }
    }
}

impl<'n> Names<'n> {
    fn new(serial_number: Option<&'n str>, capacity: usize) -> Self {
        let (mut by_reference, mut by_package_url) = (HashMap::default(), HashMap::default());
        by_reference.reserve(capacity);
        by_package_url.reserve(capacity);
        Self { serial_number, by_reference, by_package_url }
    }

    /// The component that a `bom-ref`, a package URL or a BOM-Link into this very document names.
    fn find(&self, reference: &str) -> Option<ComponentIndex> {
        let known = |reference: &str| {
            let key = Keyed(reference);
            self.by_reference.get(&key).or_else(|| self.by_package_url.get(&key)).copied()
        };
        known(reference).or_else(|| {
            let (document, inside) = reference.strip_prefix("urn:cdx:")?.split_once('#')?;
            let (serial_number, _) = document.split_once('/')?;
            let own = self.serial_number?.trim().strip_prefix("urn:uuid:")?;
            own.eq_ignore_ascii_case(serial_number).then(|| known(inside)).flatten()
        })
    }
}
