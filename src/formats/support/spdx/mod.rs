//! What an SPDX document says, whatever it is written in: JSON, tag-value, YAML, XML, RDF, or SPDX 3.
//!
//! A reader tells what it finds, in any order; `finish` makes the document of it. So one document gives
//! one graph in every syntax. Packages are components. Files are counted, and are components only where a
//! document has nothing else, describes them or states that something needs them. The document itself
//! is no component; snippets, annotations and reviews are not read.
//!
//! Source: <https://spdx.github.io/spdx-spec/v2.3/>.

mod components;
pub mod expressions;
mod ids;
mod meaning;
mod relationships;
pub mod tree;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::keyed::Keyed;
use super::notices::Notices;
use super::numbers::AT_ONCE;
use super::places::{Places, counted};
use crate::model::{
    Component, ComponentIndex, ComponentKind, Document, LONGEST_LICENSE_TEXT, LicenseRole, Place, Scope, StatedText,
    Vulnerability,
};
pub use components::kind;
use ids::{Ids, Stands};
use meaning::{Kinds, Meaning};
use relationships::Relationship;

/// Text of a document, borrowed where it is as written.
pub type Text<'a> = Cow<'a, str>;

/// The versions of SPDX 2, as documents state them.
pub const VERSIONS_2: [&str; 4] = ["SPDX-2.0", "SPDX-2.1", "SPDX-2.2", "SPDX-2.3"];

/// About how long a relationship is, at least, where a document is little else: room is made for so many at once.
const BYTES_OF_A_RELATIONSHIP: usize = 512;

/// Where something stands; it becomes a place only when one is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub enum Mark {
    #[default]
    Nowhere,
    /// A byte of the decoded text.
    Offset(u32),
    /// Both from 1.
    Line { line: u32, column: u32 },
}

impl Mark {
    fn place(self, places: &Places) -> Option<Place> {
        match self {
            Self::Nowhere => None,
            Self::Offset(offset) => Some(places.at(offset as usize)),
            Self::Line { line, column } => Some(Place::Line { line, column }),
        }
    }
}

/// A package or a file as stated, texts without blanks around them. `NONE` and `NOASSERTION` are left in.
#[derive(Clone, Debug, Default)]
pub struct Element<'a> {
    pub id: Option<Text<'a>>,
    pub name: Option<Text<'a>>,
    pub version: Option<Text<'a>>,
    pub kind: ComponentKind,
    pub supplier: Option<Text<'a>>,
    pub copyright: Option<Text<'a>>,
    pub location: Option<Text<'a>>,
    pub licenses: Vec<(LicenseRole, Text<'a>)>,
    /// Algorithm and value.
    pub checksums: Vec<(Text<'a>, Text<'a>)>,
    /// As written, and where.
    pub package_urls: Vec<(Text<'a>, Mark)>,
    pub mark: Mark,
}

/// What has been read of one document.
pub struct Spdx<'a> {
    pub notices: Notices,
    pub created: Option<Text<'a>>,
    pub vulnerabilities: Vec<Vulnerability>,
    version: Option<Text<'a>>,
    places: Places<'a>,
    tools: Vec<String>,
    authors: Vec<String>,
    /// The namespace of the document, as written.
    pub namespace: Option<Text<'a>>,
    ids: Ids<'a>,
    components: Vec<Component>,
    packages: usize,
    files: Vec<(Element<'a>, Option<u32>)>,
    snippets: usize,
    texts: usize,
    extracted: BTreeMap<String, String>,
    kinds: Kinds,
    relationships: Vec<Relationship>,
    /// What the last relationships point at, not numbered yet.
    targets: Vec<Keyed<Text<'a>>>,
    described: Vec<u32>,
}

impl<'a> Spdx<'a> {
    /// Nothing read yet of this text.
    pub fn new(text: &'a str, notices: Notices) -> Self {
        Self {
            notices,
            version: None,
            created: None,
            vulnerabilities: Vec::new(),
            places: Places::new(text),
            tools: Vec::new(),
            authors: Vec::new(),
            namespace: None,
            ids: Ids::default(),
            components: Vec::new(),
            packages: 0,
            files: Vec::new(),
            snippets: 0,
            texts: 0,
            extracted: BTreeMap::new(),
            kinds: Kinds::default(),
            relationships: Vec::with_capacity(text.len() / BYTES_OF_A_RELATIONSHIP),
            targets: Vec::with_capacity(AT_ONCE),
            described: Vec::new(),
        }
    }

    /// The place of a mark.
    pub fn place(&self, mark: Mark) -> Option<Place> {
        mark.place(&self.places)
    }

    /// The id of the document itself.
    pub fn document_id(&mut self, id: Text<'a>) {
        let number = self.ids.number(id);
        self.ids.stand(number, Stands::Document);
    }

    /// An id that another document explains.
    pub fn external(&mut self, id: Text<'a>) {
        let number = self.ids.number(id);
        if self.ids.stands(number) == Stands::Nowhere {
            self.ids.stand(number, Stands::Outside);
        }
    }

    /// Who made the document: `Tool: maker-1.0`, `Person: …`, `Organization: …`.
    pub fn creator(&mut self, creator: &str) {
        if let Some(tool) = creator.trim().strip_prefix("Tool:").map(str::trim).filter(|tool| !tool.is_empty()) {
            self.tool(tool);
        }
        let person = ["Person:", "Organization:"].iter().find_map(|kind| creator.trim().strip_prefix(kind));
        self.authors.extend(person.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned));
    }

    /// A tool that made the document.
    pub fn tool(&mut self, name: &str) {
        self.tools.push(name.to_owned());
    }

    /// A package.
    pub fn package(&mut self, package: &Element<'a>) {
        self.packages += 1;
        self.component(package);
    }

    /// A file.
    pub fn file(&mut self, file: Element<'a>) {
        let number = file.id.clone().map(|id| self.ids.number(id));
        if let Some(number) = number
            && !matches!(self.ids.stands(number), Stands::Component(_) | Stands::File(_))
        {
            self.ids.stand(number, Stands::File(self.files.len() as u32));
        }
        self.files.push((file, number));
    }

    /// A part of a file, which is no component.
    pub fn snippet(&mut self, id: Option<Text<'a>>) {
        self.snippets += 1;
        self.aside(id);
    }

    /// Something that relationships may name and that is no component: an annotation, a licence.
    pub fn aside(&mut self, id: Option<Text<'a>>) {
        let number = id.map(|id| self.ids.number(id));
        if let Some(number) = number.filter(|number| self.ids.stands(*number) == Stands::Nowhere) {
            self.ids.stand(number, Stands::Aside);
        }
    }

    /// A licence text of the document's own (`LicenseRef-…`).
    pub fn license_text(&mut self) {
        self.texts += 1;
    }

    /// What stands in such a text; the first of an id counts.
    pub fn extracted_text(&mut self, id: &str, text: &str) {
        if text.len() <= LONGEST_LICENSE_TEXT && !self.extracted.contains_key(id) {
            self.extracted.insert(id.to_owned(), text.replace("\r\n", "\n"));
        }
    }

    /// A relationship as written. A scope beside it (SPDX 3) counts for more than the one in its name.
    pub fn relationship(&mut self, from: Text<'a>, kind: &str, to: Text<'a>, scope: Option<Scope>, mark: Mark) {
        let kind = self.kinds.number(kind);
        let from = self.ids.number_of_beginning(from);
        self.relationships.push(Relationship { from, to: u32::MAX, kind, scope, mark });
        self.targets.push(Keyed(to));
        if self.targets.len() >= AT_ONCE {
            self.number_targets();
        }
    }

    fn number_targets(&mut self) {
        let first = self.relationships.len().saturating_sub(self.targets.len());
        let mut waiting = self.relationships.iter_mut().skip(first);
        self.ids.number_all(&mut self.targets, |number| {
            if let Some(relationship) = waiting.next() {
                relationship.to = number;
            }
        });
    }

    /// What the document describes, by a list of its own.
    pub fn describes(&mut self, id: Text<'a>) {
        let number = self.ids.number(id);
        self.described.push(number);
    }

    /// The component that an id names, once all packages have been told.
    pub fn component_of(&mut self, id: Text<'a>) -> Option<ComponentIndex> {
        let number = self.ids.number(id);
        match self.ids.stands(number) {
            Stands::Component(index) => Some(index),
            _ => None,
        }
    }

    /// The version that the document states. One that is not known is read like the newest.
    pub fn version(&mut self, version: Option<Text<'a>>, known: &[&str], mark: Mark) {
        let newest = known.last().copied().unwrap_or("");
        match &version {
            Some(version) if known.contains(&version.as_ref()) => {}
            Some(version) => {
                let shown: String = version.chars().take(40).collect();
                let message = format!("{shown} is not known; read as {newest}");
                self.notices.warning("unknown-version", self.place(mark), message);
            }
            None => {
                let message = format!("The file states no SPDX version; read as {newest}");
                self.notices.warning("unknown-version", None, message);
            }
        }
        self.version = version;
    }

    /// The document.
    pub fn finish(mut self, format: &'static str) -> Document {
        self.number_targets();
        let generator = (!self.tools.is_empty()).then(|| self.tools.join(", "));
        let from_github = generator.as_deref().is_some_and(|tool| tool.contains("GitHub.com-Dependency-Graph"));
        if from_github {
            components::name_as_in_ecosystem(&mut self.components);
        }
        components::note_ranges(&self.components, &mut self.notices);
        self.show_files();
        if self.snippets > 0 {
            let snippets = counted(self.snippets, "snippet is listed", "snippets are listed");
            self.notices.info("snippets-left-out", None, format!("{snippets}; snippets are not shown as components"));
        }
        if self.texts > 0 {
            let texts = counted(self.texts, "licence text", "licence texts");
            let message = format!("The file holds {texts} of its own (LicenseRef-…), which must be read there");
            self.notices.info("own-license-texts", None, message);
        }
        let from_npm = generator.as_deref().is_some_and(|tool| tool.contains("npm/cli"));
        let (roots, dependencies) = self.fold(from_npm);
        for &root in &roots {
            if let Some(component) = self.components.get_mut(root as usize) {
                component.own = true;
            }
        }
        Document {
            format,
            format_version: self.version.map(|version| version.strip_prefix("SPDX-").unwrap_or(&version).to_owned()),
            generator,
            created: self.created.map(Cow::into_owned),
            authors: self.authors,
            identity: self.namespace.map(|namespace| namespace.trim().to_owned()).filter(|text| !text.is_empty()),
            roots,
            components: self.components.into(),
            dependencies,
            vulnerabilities: self.vulnerabilities,
            license_texts: self
                .extracted
                .into_iter()
                .map(|(license, text)| StatedText { component: None, license, text })
                .collect(),
            notices: self.notices.finish(),
            ..Document::default()
        }
    }

    fn component(&mut self, element: &Element<'a>) {
        let index = self.components.len() as ComponentIndex;
        let place = self.place(element.mark);
        match element.id.clone().filter(|id| !id.is_empty()) {
            None => {
                let message = "A package has no SPDXID; nothing can refer to it";
                self.notices.warning("missing-reference", place.clone(), message);
            }
            Some(id) => {
                let number = self.ids.number(id);
                if matches!(self.ids.stands(number), Stands::Component(_)) {
                    let id = self.ids.text(number);
                    let message = format!("The SPDXID \"{id}\" names several packages; arrows go to the first");
                    self.notices.warning("repeated-reference", place.clone(), message);
                } else {
                    self.ids.stand(number, Stands::Component(index));
                }
            }
        }
        let component = components::component(element, place, &self.places, &mut self.notices);
        self.components.push(component);
    }

    /// Files become components where there is nothing else, and where an arrow or the document names them.
    fn show_files(&mut self) {
        let mut wanted = vec![self.packages == 0; self.files.len()];
        let is_shown = |number| matches!(self.ids.stands(number), Stands::Component(_) | Stands::File(_));
        let named = self.relationships.iter().filter(|relationship| match self.kinds.meaning(relationship.kind) {
            Meaning::Needs(..) | Meaning::NeededBy(..) => is_shown(relationship.from) && is_shown(relationship.to),
            meaning => matches!(meaning, Meaning::Describes | Meaning::DescribedBy),
        });
        let named = named.map(|relationship| [relationship.from, relationship.to]);
        for number in named.flatten().chain(self.described.iter().copied()) {
            if let Stands::File(at) = self.ids.stands(number)
                && let Some(wanted) = wanted.get_mut(at as usize)
            {
                *wanted = true;
            }
        }
        let files = std::mem::take(&mut self.files);
        let left_out = wanted.iter().filter(|wanted| !**wanted).count();
        if left_out > 0 {
            let files = counted(files.len(), "file is listed", "files are listed");
            let message = match wanted.contains(&true) {
                true => format!("{files}; shown as components are those that something needs or the file describes"),
                false => format!("{files}; files are not shown as components"),
            };
            self.notices.info("files-left-out", None, message);
        }
        for ((file, number), _) in files.into_iter().zip(wanted).filter(|(_, wanted)| *wanted) {
            let index = self.components.len() as ComponentIndex;
            if let Some(number) = number.filter(|number| matches!(self.ids.stands(*number), Stands::File(_))) {
                self.ids.stand(number, Stands::Component(index));
            }
            let place = self.place(file.mark);
            let component = components::component(&file, place, &self.places, &mut self.notices);
            self.components.push(component);
        }
    }
}
