//! SPDX RDF/XML, 2.1 to 2.3.
//!
//! Elements may be nested in each other or refer to each other by address; licence sets become expressions.
//! Other ways to write RDF (Turtle, N-Triples, RDF in JSON-LD) are not read.
//!
//! Source: <https://spdx.org/rdf/terms/>.

mod graph;
mod licenses;

use std::borrow::Cow;

use super::support::notices::Notices;
use super::support::places::counted;
use super::support::spdx::{Element, Mark, Spdx, Text, VERSIONS_2, kind};
use super::{Format, Holds, Input};
use crate::model::{ComponentKind, Document, LicenseRole, ReadError};
use graph::{Graph, NodeIndex, Object, local_name_of};
use licenses::Licenses;

pub const FORMAT: Format = Format {
    id: "spdx-rdf",
    title: "SPDX RDF/XML",
    family: "SBOM",
    file_names: &["*.spdx.rdf", "*.spdx.rdf.xml"],
    versions: "2.1 to 2.3",
    holds: Holds { dependencies: true, licenses: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let head = input.head();
    head.trim_start().starts_with('<') && head.contains("RDF") && head.contains("spdx.org/rdf/terms")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let (graph, repaired) = graph::read(&input.text)?;
    let notices = input.notices.iter().cloned().chain(repaired).collect();
    let mut spdx = Spdx::new(&input.text, Notices::new(notices));
    let document = graph.nodes.iter().position(|node| node.kind == "SpdxDocument");
    let address = document.and_then(|at| graph.nodes.get(at)?.id.as_deref()).unwrap_or("");
    let namespace = address.find('#').and_then(|end| address.get(..=end)).unwrap_or("");
    let licenses = Licenses::default();
    let told = vec![false; graph.nodes.len()];
    let mut reader = Reader { graph: &graph, spdx: &mut spdx, namespace, licenses, told };
    match document {
        Some(document) => reader.document(document),
        None => reader.spdx.version(None, &VERSIONS_2, Mark::Nowhere),
    }
    for (at, node) in graph.nodes.iter().enumerate() {
        reader.node(at, &node.kind);
    }
    let lost = reader.licenses.lost;
    if lost > 0 {
        let lost = counted(lost, "licence is", "licences are");
        let message = format!("{lost} a set that is broken or too large to be written as an expression");
        spdx.notices.warning("skipped-license", None, message);
    }
    Ok(spdx.finish(FORMAT.id))
}

struct Reader<'g, 'a> {
    graph: &'g Graph<'a>,
    spdx: &'g mut Spdx<'a>,
    /// The document's own, with its `#`.
    namespace: &'g str,
    licenses: Licenses,
    /// The relationships that have been told: each belongs to one element.
    told: Vec<bool>,
}

impl<'a> Reader<'_, 'a> {
    fn node(&mut self, at: NodeIndex, kind: &str) {
        match kind {
            "Package" => self.package(at),
            "File" => self.file(at),
            "Snippet" => {
                let id = self.id(at);
                self.spdx.snippet(Some(id));
            }
            "ExtractedLicensingInfo" => self.spdx.license_text(),
            _ => {}
        }
        for relationship in self.graph.nodes_of(at, "relationship") {
            if self.told.get_mut(relationship).is_none_or(|told| std::mem::replace(told, true)) {
                continue;
            }
            let kind = self.text(relationship, "relationshipType").unwrap_or_default();
            let kind = local_name_of(&kind);
            let kind = kind.strip_prefix("relationshipType_").unwrap_or(kind);
            for to in self.graph.nodes_of(relationship, "relatedSpdxElement") {
                let (from, to) = (self.id(at), self.id(to));
                self.spdx.relationship(from, kind, to, None, self.mark(relationship));
            }
        }
    }

    fn document(&mut self, at: NodeIndex) {
        let id = self.id(at);
        self.spdx.document_id(id);
        let version = self.text(at, "specVersion").or_else(|| self.text(at, "spdxVersion"));
        self.spdx.version(version, &VERSIONS_2, self.mark(at));
        for info in self.graph.nodes_of(at, "creationInfo") {
            self.spdx.created = self.text(info, "created");
            for creator in self.graph.all(info, "creator") {
                if let Object::Text(creator) = creator {
                    self.spdx.creator(creator);
                }
            }
        }
        for package in self.graph.nodes_of(at, "describesPackage") {
            let id = self.id(package);
            self.spdx.describes(id);
        }
    }

    fn package(&mut self, at: NodeIndex) {
        let reference = |reference| {
            let is_purl = local_name_of(&self.text(reference, "referenceType")?) == "purl";
            is_purl.then_some((self.text(reference, "referenceLocator")?, self.mark(reference)))
        };
        let package_urls = self.graph.nodes_of(at, "externalRef").filter_map(reference).collect();
        let purpose = self.text(at, "primaryPackagePurpose").unwrap_or_default();
        let purpose = local_name_of(&purpose);
        let element = Element {
            version: self.text(at, "versionInfo"),
            kind: kind(purpose.strip_prefix("purpose_").unwrap_or(purpose)),
            supplier: self.text(at, "supplier"),
            location: self.text(at, "downloadLocation"),
            licenses: self.licenses(at, "licenseInfoFromFiles"),
            package_urls,
            ..self.element(at, "name")
        };
        self.spdx.package(&element);
        for file in self.graph.nodes_of(at, "hasFile") {
            let (from, to) = (self.id(at), self.id(file));
            self.spdx.relationship(from, "CONTAINS", to, None, element.mark);
        }
    }

    fn file(&mut self, at: NodeIndex) {
        let licenses = self.licenses(at, "licenseInfoInFile");
        let element = self.element(at, "fileName");
        let name = element.name.clone().or_else(|| self.text(at, "name"));
        self.spdx.file(Element { name, kind: ComponentKind::File, licenses, ..element });
    }

    /// What packages and files have in common.
    fn element(&mut self, at: NodeIndex, name: &str) -> Element<'a> {
        let sum = |sum| Some((algorithm(&self.text(sum, "algorithm")?).into(), self.text(sum, "checksumValue")?));
        let checksums = self.graph.nodes_of(at, "checksum").filter_map(sum).collect();
        Element {
            name: self.text(at, name),
            copyright: self.text(at, "copyrightText"),
            checksums,
            mark: self.mark(at),
            id: Some(self.id(at)),
            ..Element::default()
        }
    }

    fn licenses(&mut self, at: NodeIndex, found_in_files: &str) -> Vec<(LicenseRole, Text<'a>)> {
        let roles = [
            ("licenseConcluded", LicenseRole::Concluded),
            ("licenseDeclared", LicenseRole::Declared),
            (found_in_files, LicenseRole::Detected),
        ];
        let mut stated = Vec::new();
        for (property, role) in roles {
            let found = self.licenses.read(self.graph, at, property);
            stated.extend(found.into_iter().map(|text| (role, text)));
        }
        stated
    }

    /// The first value of a property as text: what is written, or the address that is named.
    fn text(&self, at: NodeIndex, property: &str) -> Option<Text<'a>> {
        match self.graph.all(at, property).next()? {
            Object::Text(text) => Some(trimmed(text)).filter(|text| !text.is_empty()),
            Object::Node(node) => self.graph.nodes.get(*node)?.id.as_ref().map(|id| nothing(id).unwrap_or(id.clone())),
        }
    }

    /// The id as the other syntaxes write it: without the document's own namespace.
    fn id(&mut self, at: NodeIndex) -> Text<'a> {
        let node = self.graph.nodes.get(at);
        let Some(address) = node.and_then(|node| node.id.as_ref()) else { return format!("_:{at}").into() };
        if let Some(nothing) = nothing(address) {
            return nothing;
        }
        let own = address.strip_prefix(self.namespace).filter(|_| !self.namespace.is_empty());
        if let Some(length) = own.or(address.strip_prefix('#')).map(str::len) {
            return end_of(address, length);
        }
        if node.is_some_and(|node| node.kind.is_empty()) {
            self.spdx.external(address.clone());
        }
        address.clone()
    }

    fn mark(&self, at: NodeIndex) -> Mark {
        let offset = self.graph.nodes.get(at).map_or(0, |node| node.offset);
        Mark::Offset(u32::try_from(offset).unwrap_or(u32::MAX))
    }
}

/// `NONE` and `NOASSERTION`, which are addresses here.
fn nothing<'a>(address: &str) -> Option<Text<'a>> {
    match address.strip_suffix("noassertion").or(address.strip_suffix("none")) {
        Some(terms) if terms.ends_with("spdx.org/rdf/terms#") => {
            Some(local_name_of(address).to_ascii_uppercase().into())
        }
        _ => None,
    }
}

fn trimmed<'a>(text: &Text<'a>) -> Text<'a> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// The last bytes of a text.
fn end_of<'a>(text: &Text<'a>, length: usize) -> Text<'a> {
    let start = text.len().saturating_sub(length);
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(start..).unwrap_or("")),
        Cow::Owned(text) => Cow::Owned(text.get(start..).unwrap_or("").to_owned()),
    }
}

/// `…#checksumAlgorithm_sha256` as the other syntaxes write it: `SHA256`.
fn algorithm(address: &str) -> String {
    let name = local_name_of(address);
    let name = name.strip_prefix("checksumAlgorithm_").unwrap_or(name);
    match name.strip_prefix("blake2b").or(name.strip_prefix("sha3_")) {
        Some(length) if name.starts_with('b') => format!("BLAKE2b-{}", length.trim_start_matches(['_', '-'])),
        Some(length) => format!("SHA3-{length}"),
        None => name.to_ascii_uppercase(),
    }
}
