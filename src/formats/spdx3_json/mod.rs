//! SPDX 3.0 in JSON-LD: packages (also AI models, datasets and builds), relationships, licences, vulnerabilities.
//!
//! Read by the names of the specification's own context; contexts that rename things are not followed. What
//! other documents hold is not fetched. Agents, annotations and snippets are no components.
//!
//! Source: <https://spdx.github.io/spdx-spec/v3.0.1/>.

mod elements;
mod licenses;
mod security;

use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::support::places::counted;
use super::support::sketch::Sketch;
use super::support::spdx::{self, Mark, Spdx, Text};
use super::{Format, Holds, Input};
use crate::model::{ComponentKind, Document, ReadError, Scope};
use elements::{Element, Elements, property, reference, text, values};
use licenses::Licenses;

pub const FORMAT: Format = Format {
    id: "spdx3-json",
    title: "SPDX 3 JSON-LD",
    family: "SBOM",
    file_names: &["*.spdx3.json", "*.spdx.jsonld", "*.jsonld"],
    versions: "3.0.0, 3.0.1",
    holds: Holds {
        dependencies: true,
        licenses: true,
        hashes: true,
        scopes: true,
        vulnerabilities: true,
        ..Holds::NOTHING
    },
    identify,
    parse,
    sharpen: None,
};

const VERSIONS: [&str; 3] = ["3.0", "3.0.0", "3.0.1"];

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    let is_context = |seen: &Sketch| matches!(seen, Sketch::Text(text) if text.contains("spdx.org/rdf/3") || text.ends_with("spdx-context.jsonld"));
    let context = match seen.get("@context") {
        Some(Sketch::List(Some(first))) => is_context(first),
        Some(context) => is_context(context),
        None => false,
    };
    let states_version = |seen: &Sketch| {
        let version = seen.text("specVersion");
        seen.has("spdxId") || version.is_some_and(|version| version.starts_with("3.")) && seen.has("created")
    };
    context || seen.first("@graph").is_some_and(states_version)
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut spdx = Spdx::new(&input.text, Notices::of_json(input, &json));
    let elements = Elements::of(&json.root);
    let document = elements.all.iter().find(|element| element.kind == "SpdxDocument");
    creation(&elements, document, &mut spdx);
    roots(&elements, document, &mut spdx);
    let mut licenses = Licenses::of(&elements);
    for element in &elements.all {
        read(element, &elements, &mut licenses, &mut spdx);
    }
    if licenses.lost > 0 {
        let lost = counted(licenses.lost, "licence is", "licences are");
        let message = format!("{lost} not in this file, or a set that is broken or too large for an expression");
        spdx.notices.warning("skipped-license", None, message);
    }
    spdx.vulnerabilities = security::vulnerabilities(&elements, &mut spdx);
    Ok(spdx.finish(FORMAT.id))
}

/// When and by what the document was made: as its own creation tells, otherwise the first one told.
fn creation<'a>(elements: &Elements<'a>, document: Option<&Element<'a>>, spdx: &mut Spdx<'a>) {
    let own = document.and_then(|document| elements.resolve(property(document.json, "creationInfo")?));
    let first = || elements.all.iter().find(|element| element.kind == "CreationInfo").map(|element| element.json);
    let info = own.or_else(first);
    let stated = |info: &'a Json<'a>| text(info, "specVersion");
    let anywhere = || elements.all.iter().find_map(|element| stated(element.json));
    let version = info.and_then(stated).or_else(anywhere);
    let mark = info.map_or(Mark::Nowhere, |info| Mark::Offset(info.offset));
    spdx.version(version.map(Text::Borrowed), &VERSIONS, mark);
    let Some(info) = info else { return };
    spdx.created = text(info, "created").map(Text::Borrowed);
    for tool in values(info, "createdUsing") {
        if let Some(name) = elements.resolve(tool).and_then(|tool| text(tool, "name")) {
            spdx.tool(name);
        }
    }
    for agent in values(info, "createdBy").iter().filter_map(|agent| elements.get(reference(agent)?)) {
        if agent.kind == "SoftwareAgent"
            && let Some(name) = text(agent.json, "name")
        {
            spdx.tool(name);
        }
    }
}

/// What the document is about: the roots of what it holds, followed through the SBOMs inside it.
fn roots<'a>(elements: &Elements<'a>, document: Option<&Element<'a>>, spdx: &mut Spdx<'a>) {
    let collections = elements.all.iter().filter(|element| is_collection(element.kind));
    let mut seen = vec![false; elements.all.len()];
    let mut open: Vec<&Element> = match document {
        Some(document) if !values(document.json, "rootElement").is_empty() => vec![document],
        _ => collections.collect(),
    };
    let mut next = 0;
    while let Some(collection) = open.get(next).copied() {
        next += 1;
        for root in values(collection.json, "rootElement").iter().filter_map(reference) {
            match elements.position(root).and_then(|at| Some((elements.all.get(at)?, seen.get_mut(at)?))) {
                Some((inner, seen)) if is_collection(inner.kind) => {
                    if !std::mem::replace(seen, true) {
                        open.push(inner);
                    }
                }
                _ => spdx.describes(root.into()),
            }
        }
    }
}

fn is_collection(kind: &str) -> bool {
    matches!(kind, "SpdxDocument" | "Sbom" | "Bom" | "Bundle")
}

fn read<'a>(element: &Element<'a>, elements: &Elements<'a>, licenses: &mut Licenses<'a>, spdx: &mut Spdx<'a>) {
    let Element { kind, id, json } = *element;
    match kind {
        "Package" | "AIPackage" | "DatasetPackage" | "Build" => spdx.package(&software(element, elements, licenses)),
        "File" => spdx.file(software(element, elements, licenses)),
        "Snippet" => spdx.snippet(id.map(Text::Borrowed)),
        kind if is_collection(kind) => {
            id.into_iter().for_each(|id| spdx.document_id(id.into()));
            let imports = values(json, "import").iter().chain(values(json, "imports"));
            imports.filter_map(|import| text(import, "externalSpdxId")).for_each(|id| spdx.external(id.into()));
        }
        _ if property(json, "relationshipType").is_some() => relationship(json, spdx),
        _ => {
            if kind == "CustomLicense" || kind == "SimpleLicensingText" {
                spdx.license_text();
            }
            spdx.aside(id.map(Text::Borrowed));
        }
    }
}

fn software<'a>(element: &Element<'a>, elements: &Elements<'a>, licenses: &mut Licenses<'a>) -> spdx::Element<'a> {
    let Element { kind, id, json } = *element;
    let filled = |name: &str| text(json, name).map(Text::Borrowed);
    let purpose = text(json, "primaryPurpose").map(spdx::kind);
    let kind = match kind {
        "File" => ComponentKind::File,
        "AIPackage" => purpose.filter(|kind| *kind != ComponentKind::Library).unwrap_or(ComponentKind::Data),
        "DatasetPackage" => ComponentKind::Data,
        "Build" => ComponentKind::Application,
        _ => purpose.unwrap_or_default(),
    };
    let agent = |json| elements.resolve(json).and_then(|agent| text(agent, "name"));
    let identifiers = values(json, "externalIdentifier").iter().chain(values(json, "externalIdentifiers"));
    let purls = identifiers.filter(|one| {
        text(one, "externalIdentifierType")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("packageUrl") || kind == "purl")
    });
    let purls = purls.filter_map(|one| Some((text(one, "identifier")?, one)));
    let own_purl = property(json, "packageUrl").and_then(|one| Some((one.as_text()?, one)));
    let sums = values(json, "verifiedUsing").iter();
    spdx::Element {
        id: id.map(Text::Borrowed),
        name: filled("name").or_else(|| filled("buildType")),
        version: filled("packageVersion"),
        kind,
        supplier: values(json, "suppliedBy").iter().find_map(agent).map(Text::Borrowed),
        copyright: filled("copyrightText"),
        location: filled("downloadLocation"),
        licenses: id.map(|id| licenses.take(id)).unwrap_or_default(),
        checksums: sums.filter_map(checksum).collect(),
        package_urls: own_purl.into_iter().chain(purls).map(|(url, one)| (url.into(), mark(one))).collect(),
        mark: mark(json),
    }
}

fn checksum<'a>(stated: &'a Json<'a>) -> Option<(Text<'a>, Text<'a>)> {
    let kind = text(stated, "type").or_else(|| text(stated, "@type")).map_or("Hash", elements::local);
    let sum = (text(stated, "algorithm")?.into(), text(stated, "hashValue")?.into());
    (kind == "Hash").then_some(sum)
}

fn relationship<'a>(json: &'a Json<'a>, spdx: &mut Spdx<'a>) {
    let kind = text(json, "relationshipType").map_or("", elements::local);
    if licenses::role(kind).is_some() || security::is_about_vulnerabilities(kind) {
        return;
    }
    let from = property(json, "from").and_then(reference).unwrap_or("");
    let scope = text(json, "scope").and_then(scope);
    for to in values(json, "to") {
        spdx.relationship(end(from), kind, end(reference(to).unwrap_or("")), scope, mark(json));
    }
}

/// The two elements that stand for nothing are written as in SPDX 2.
fn end(id: &str) -> Text<'_> {
    match elements::local(id) {
        "NoneElement" => "NONE".into(),
        "NoAssertionElement" => "NOASSERTION".into(),
        _ => id.into(),
    }
}

/// The scope of a `LifecycleScopedRelationship`.
fn scope(stated: &str) -> Option<Scope> {
    match elements::local(stated) {
        "runtime" => Some(Scope::Runtime),
        "build" => Some(Scope::Build),
        "test" => Some(Scope::Test),
        "development" | "design" => Some(Scope::Development),
        _ => None,
    }
}

fn mark(json: &Json) -> Mark {
    Mark::Offset(json.offset)
}
