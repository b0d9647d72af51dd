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
use std::cell::OnceCell;

pub use component::Stated;
pub use licenses::Choice;
pub use vulnerabilities::{StatedVulnerability, Target};

use super::arrows::Arrows;
use super::keyed::Keyed;
use super::notices::Notices;
use super::numbers::{AT_ONCE, Numbers};
use super::places::{Places, counted};
use crate::model::{Component, ComponentIndex, Dependency, DependencyKind, Document, Notice, Place, Role, StatedText};
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
    /// `metadata.authors`, `metadata.manufacturer` and `metadata.supplier`: names.
    pub authors: Vec<String>,
    /// `metadata.lifecycles`: phases.
    pub phases: Vec<String>,
    /// What could not be read.
    pub notices: Notices,
    entries: Vec<Entry<'a>>,
    components: Vec<Component>,
    references: Numbers<Keyed<Cow<'a, str>>>,
    links: Links,
    /// What the last dependents point at, not numbered yet.
    targets: Vec<Keyed<Cow<'a, str>>>,
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
    /// `bom-ref`, as a number; [`NAMELESS`] where there is none.
    reference: u32,
    package_url: Text<'a>,
    /// Licences with their texts.
    texts: Vec<(String, String)>,
    /// Stated to be a root beside `metadata.component`.
    is_root: bool,
    /// References of further components that contain it.
    containers: Vec<String>,
}

/// Stands for a reference that is not there.
const NAMELESS: u32 = u32::MAX;

/// What a reference of the document can name.
struct Names<'n, 'a> {
    serial_number: Option<&'n str>,
    references: &'n Numbers<Keyed<Cow<'a, str>>>,
    /// By number of a reference: the component that has it as `bom-ref`; [`NAMELESS`] where there is none.
    by_reference: Vec<ComponentIndex>,
    entries: &'n [Entry<'a>],
    /// By position of an entry: its component.
    positions: Vec<ComponentIndex>,
    /// The package URL as written, for documents that refer by it without a `bom-ref`; made where one is asked for.
    by_package_url: OnceCell<HashMap<Keyed<&'n str>, ComponentIndex>>,
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
            authors: Vec::new(),
            phases: Vec::new(),
            notices: Notices::new(Vec::new()),
            entries: Vec::new(),
            components: Vec::new(),
            references: Numbers::default(),
            links: Links::default(),
            targets: Vec::with_capacity(AT_ONCE),
            vulnerabilities: Vec::new(),
            incomplete: None,
            unclear: None,
            pedigrees: 0,
            places: text.map(Places::new),
        }
    }

    /// Somebody who stands for the document.
    pub fn author(&mut self, name: Option<&str>) {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        self.authors.extend(name.map(str::to_owned));
    }

    /// A phase in which it was made.
    pub fn phase(&mut self, phase: Option<&str>) {
        let phase = phase.map(str::trim).filter(|phase| !phase.is_empty());
        self.phases.extend(phase.map(str::to_owned));
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
        self.entries.push(Entry {
            section,
            parent,
            reference: NAMELESS,
            package_url: None,
            texts: Vec::new(),
            is_root: false,
            containers: Vec::new(),
        });
        self.components.push(Component { place, ..Component::default() });
        self.entries.len() - 1
    }

    /// All has been read of the component or service that was opened with this number.
    pub fn close(&mut self, opened: usize, mut stated: Stated<'a>) {
        let (Some(entry), Some(slot)) = (self.entries.get_mut(opened), self.components.get_mut(opened)) else { return };
        self.pedigrees += usize::from(stated.has_pedigree);
        let component = stated.component(slot.place.take(), &mut self.notices);
        *slot = Component { own: stated.ours.own.unwrap_or(entry.section == Section::Root), ..component };
        (entry.is_root, entry.containers) = (stated.ours.is_root, std::mem::take(&mut stated.ours.containers));
        entry.reference = stated.reference.map_or(NAMELESS, |reference| self.references.number(Keyed(reference)));
        entry.package_url = stated.package_url;
        entry.texts = stated.texts;
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
        let reference = self.references.number(Keyed(reference));
        self.links.name(opened, reference);
    }

    /// What the dependent that was opened last needs.
    pub fn depends_on(&mut self, reference: Cow<'a, str>, offset: usize) {
        self.add_target(DependencyKind::DependsOn, reference, offset);
    }

    /// What the dependent that was opened last implements.
    pub fn provides(&mut self, reference: Cow<'a, str>, offset: usize) {
        self.add_target(DependencyKind::Contains, reference, offset);
    }

    fn add_target(&mut self, kind: DependencyKind, reference: Cow<'a, str>, offset: usize) {
        self.links.add(kind, offset);
        self.targets.push(Keyed(reference));
        if self.targets.len() >= AT_ONCE {
            self.number_targets();
        }
    }

    fn number_targets(&mut self) {
        let mut waiting = self.links.last(self.targets.len());
        self.references.number_all(&mut self.targets, |_, number| {
            if let Some(slot) = waiting.next() {
                *slot = number;
            }
        });
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
        self.number_targets();
        self.note_version();
        self.sort_sections();
        let mut entries = std::mem::take(&mut self.entries);
        let texts: Vec<_> = entries.iter_mut().map(|entry| std::mem::take(&mut entry.texts)).collect();
        let serial_number = self.serial_number.take();
        let references = std::mem::take(&mut self.references);
        let mut names = Names::new(serial_number.as_deref(), &references, &entries);
        let mut arrows = Arrows::default();
        let components = self.gather(&mut names, &mut arrows);
        let root = entries.first().filter(|entry| entry.section == Section::Root).map(|_| 0);
        let told = entries.iter().zip(&names.positions).filter(|(entry, _)| entry.is_root).map(|(_, at)| *at);
        let mut roots: Vec<ComponentIndex> = root.into_iter().chain(told).collect();
        roots.dedup();
        self.add_links(&names, &components, &mut arrows);
        let vulnerabilities = self.read_vulnerabilities(&names);
        self.note_completeness(!components.is_empty() || vulnerabilities.is_empty());
        let dependencies = arrows.finish();
        if roots.is_empty() && !components.is_empty() {
            let message = if dependencies.is_empty() {
                "The file does not say what it describes; you see an inventory without a root"
            } else {
                "The file does not say what it describes; what nothing in it needs stands in for the root"
            };
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
            authors: self.authors,
            identity: serial_number.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned),
            phases: self.phases,
            role: if is_overlay { Role::Supplement } else { Role::Inventory },
            roots,
            components: components.into(),
            dependencies,
            vulnerabilities,
            license_texts: stated_texts(texts, &names.positions),
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
    fn gather(&mut self, names: &mut Names<'_, 'a>, arrows: &mut Arrows) -> Vec<Component> {
        let entries = names.entries;
        let mut components: Vec<Component> = Vec::with_capacity(entries.len());
        let root = entries.first().filter(|first| first.section == Section::Root);
        let root_reference = root.map_or(NAMELESS, |root| root.reference);
        for (entry, component) in entries.iter().zip(std::mem::take(&mut self.components)) {
            let index = components.len() as ComponentIndex;
            let is_like_root = |root: &Component| root.name == component.name && root.version == component.version;
            let is_called_like_root = entry.reference != NAMELESS && entry.reference == root_reference;
            // Some tools list the root among the components a second time.
            if is_called_like_root && components.first().is_some_and(is_like_root) {
                names.positions.push(0);
                continue;
            }
            if let Some(&parent) = entry.parent.and_then(|parent| names.positions.get(parent)) {
                let kind = DependencyKind::Contains;
                arrows.insert(Dependency { kind, ..Dependency::new(parent, index, component.scope) });
            }
            match names.by_reference.get_mut(entry.reference as usize) {
                Some(named) if *named == NAMELESS => *named = index,
                Some(_) => {
                    let shown: String = names.text(entry.reference).chars().take(SHOWN).collect();
                    let message = format!("The reference \"{shown}\" names several components; arrows go to the first");
                    self.notices.warning("repeated-reference", component.place.clone(), message);
                }
                None => {}
            }
            names.positions.push(index);
            components.push(component);
        }
        for (entry, content) in entries.iter().zip(&names.positions).filter(|(entry, _)| !entry.containers.is_empty()) {
            let scope = components.get(*content as usize).map(|component| component.scope).unwrap_or_default();
            for container in entry.containers.iter().filter_map(|reference| names.known(reference)) {
                let kind = DependencyKind::Contains;
                arrows.insert(Dependency { kind, ..Dependency::new(container, *content, scope) });
            }
        }
        components
    }

    fn add_links(&mut self, names: &Names, components: &[Component], arrows: &mut Arrows) {
        for Dangling { what, reference, offset } in self.links.resolve(names, components, arrows) {
            let place = Some(self.place(offset));
            let reference = names.text(reference);
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

fn stated_texts(texts: Vec<Vec<(String, String)>>, positions: &[ComponentIndex]) -> Vec<StatedText> {
    let told = texts.into_iter().zip(positions).flat_map(|(texts, position)| {
        texts.into_iter().map(|(license, text)| StatedText { component: Some(*position), license, text })
    });
    let mut told: Vec<StatedText> = told.collect();
    // The root may stand among the components a second time.
    told.sort_by(|a, b| (a.component, &a.license).cmp(&(b.component, &b.license)));
    told
}

impl<'n, 'a> Names<'n, 'a> {
    fn new(
        serial_number: Option<&'n str>,
        references: &'n Numbers<Keyed<Cow<'a, str>>>,
        entries: &'n [Entry<'a>],
    ) -> Self {
        let by_reference = vec![NAMELESS; references.count()];
        let positions = Vec::with_capacity(entries.len());
        Self { serial_number, references, by_reference, entries, positions, by_package_url: OnceCell::new() }
    }

    /// The reference as written; empty where there is none.
    fn text(&self, reference: u32) -> &'n str {
        self.references.name(reference).map_or("", |name| &*name.0)
    }

    /// The component that a reference with this number names.
    fn component(&self, reference: u32) -> Option<ComponentIndex> {
        match self.by_reference.get(reference as usize) {
            Some(&component) if component != NAMELESS => Some(component),
            _ => self.find(self.text(reference)),
        }
    }

    /// The component that a `bom-ref`, a package URL or a BOM-Link into this very document names.
    fn find(&self, reference: &str) -> Option<ComponentIndex> {
        self.known(reference).or_else(|| {
            let (document, inside) = reference.strip_prefix("urn:cdx:")?.split_once('#')?;
            let (serial_number, _) = document.split_once('/')?;
            let own = self.serial_number?.trim().strip_prefix("urn:uuid:")?;
            own.eq_ignore_ascii_case(serial_number).then(|| self.known(inside)).flatten()
        })
    }

    fn known(&self, reference: &str) -> Option<ComponentIndex> {
        let number = self.references.get(&Keyed(Cow::Borrowed(reference)));
        let named = number.and_then(|number| self.by_reference.get(number as usize)).copied();
        let by_package_url = || {
            let by_package_url = self.by_package_url.get_or_init(|| self.package_urls());
            by_package_url.get(&Keyed(reference)).copied()
        };
        named.filter(|component| *component != NAMELESS).or_else(by_package_url)
    }

    fn package_urls(&self) -> HashMap<Keyed<&'n str>, ComponentIndex> {
        let mut found = HashMap::default();
        for (at, (entry, &component)) in self.entries.iter().zip(&self.positions).enumerate() {
            // The root that is listed a second time is not joined by what the second entry says.
            let is_root_again = at > 0 && component == 0;
            if let Some(written) = entry.package_url.as_deref().filter(|_| !is_root_again) {
                found.entry(Keyed(written)).or_insert(component);
            }
        }
        found
    }
}
