//! SPDX 3.0.1 as JSON-LD: core, software and simple licensing.
//!
//! Own components, and the scope of one that nothing needs, are not held.
//!
//! Source: <https://spdx.github.io/spdx-spec/v3.0.1/>.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::content::{Arrow, Part, Sbom};
use super::references::{References, comments};
use super::{SbomFormat, digests};
use crate::model::{ComponentKind, DependencyKind, LicenseRole, Linkage, Scope};

pub const FORMAT: SbomFormat = SbomFormat {
    id: "spdx-3.0.1",
    title: "SPDX 3.0.1 (JSON-LD)",
    file_name: "lockscope.spdx3.json",
    media_type: "application/ld+json",
    hint: "The newest; few tools read it yet",
    write,
};

const CONTEXT: &str = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";
/// The one creation that all elements share.
const CREATION: &str = "_:creation";

struct Writer<'s> {
    sbom: &'s Sbom,
    /// Begins the id of every element.
    base: String,
    elements: Vec<String>,
    ids: Vec<String>,
    references: References,
    /// Expressions, with the number of their element.
    expressions: BTreeMap<String, usize>,
    suppliers: BTreeMap<String, usize>,
    relationships: usize,
}

fn write(sbom: &Sbom) -> String {
    let base = format!("urn:uuid:{}#", sbom.uuid());
    let mut writer = Writer {
        sbom,
        base,
        elements: Vec::new(),
        ids: Vec::new(),
        references: References::default(),
        expressions: BTreeMap::new(),
        suppliers: BTreeMap::new(),
        relationships: 0,
    };
    writer.frame();
    sbom.parts.iter().enumerate().for_each(|(at, part)| writer.package(at, part));
    sbom.arrows.iter().for_each(|arrow| writer.arrow(arrow));
    writer.licensing();
    writer.finish()
}

impl Writer<'_> {
    fn id(&self, name: &str) -> String {
        format!("{}{name}", self.base)
    }

    /// Adds an element and remembers its id.
    fn add(&mut self, kind: &str, id: String, fields: Value) {
        let mut out = Map::new();
        out.insert("type".to_owned(), json!(kind));
        out.insert("spdxId".to_owned(), json!(id));
        out.insert("creationInfo".to_owned(), json!(CREATION));
        if let Value::Object(fields) = fields {
            out.extend(fields);
        }
        self.elements.push(Value::Object(out).to_string());
        self.ids.push(id);
    }

    /// What the elements share: who made them, and with what.
    fn frame(&mut self) {
        let (agent, tool) = (self.id("agent"), self.id("tool"));
        let creation = json!({
            "type": "CreationInfo",
            "@id": CREATION,
            "specVersion": "3.0.1",
            "created": self.sbom.created(),
            "createdBy": [agent],
            "createdUsing": [tool],
        });
        self.elements.push(creation.to_string());
        let name = format!("Lockscope-{}", self.sbom.tool_version);
        self.add("SoftwareAgent", agent, json!({ "name": name }));
        self.add("Tool", tool, json!({ "name": name }));
    }

    fn package(&mut self, at: usize, part: &Part) {
        let id = self.id(&package_id(at));
        let mut out = Map::new();
        let mut put = |key: &str, value: Value| _ = out.insert(key.to_owned(), value);
        put("name", json!(if part.name.trim().is_empty() { "unnamed" } else { &part.name }));
        if let Some(version) = &part.version {
            put("software_packageVersion", json!(version));
        }
        if let Some(url) = &part.package_url {
            put("software_packageUrl", json!(url));
        }
        let location = part.source.as_deref().and_then(super::spdx2::location);
        if let Some(location) = &location {
            put("software_downloadLocation", json!(location));
        }
        if let Some(copyright) = &part.copyright {
            put("software_copyrightText", json!(copyright));
        }
        put("software_primaryPurpose", json!(purpose(part.kind)));
        let (sums, others) = digests::split(&part.hashes, |algorithm| algorithm.spdx3);
        if !sums.is_empty() {
            let sum = |(algorithm, value): &(&str, String)| json!({ "type": "Hash", "algorithm": algorithm, "hashValue": value });
            put("verifiedUsing", sums.iter().map(sum).collect());
        }
        let mut comment: Vec<String> = Vec::new();
        if location != part.source {
            comment.extend(part.source.iter().map(|source| format!("Source: {source}")));
        }
        comment.extend(others.iter().map(|hash| format!("Checksum: {hash}")));
        if part.own {
            comment.push("Own component".to_owned());
        }
        if part.scope != Scope::Unknown {
            comment.push(format!("Scope: {}", part.scope.as_str()));
        }
        comment.extend(comments(part));
        comment.extend(part.files.iter().map(|file| format!("Read from: {file}")));
        if !comment.is_empty() {
            put("comment", json!(comment.join("\n")));
        }
        if let Some(supplier) = &part.supplier {
            put("suppliedBy", json!(self.supplier(supplier)));
        }
        self.add("software_Package", id.clone(), Value::Object(out));
        if let Some(declared) = self.references.said(part, LicenseRole::Declared) {
            self.license(&id, "hasDeclaredLicense", declared);
        }
        if let Some(concluded) = self.references.concluded(part) {
            self.license(&id, "hasConcludedLicense", concluded);
        }
    }

    /// The element of a supplier, added where it is new.
    fn supplier(&mut self, name: &str) -> String {
        let number = self.suppliers.len() + 1;
        let known = self.suppliers.get(name).copied();
        let id = self.id(&format!("supplier-{}", known.unwrap_or(number)));
        if known.is_none() {
            self.suppliers.insert(name.to_owned(), number);
            self.add("Organization", id.clone(), json!({ "name": name }));
        }
        id
    }

    fn license(&mut self, package: &str, kind: &str, said: String) {
        let to = match said.as_str() {
            "NONE" => "expandedlicensing_NoneLicense".to_owned(),
            "NOASSERTION" => "expandedlicensing_NoAssertionLicense".to_owned(),
            _ => {
                let number = self.expressions.len() + 1;
                let number = *self.expressions.entry(said).or_insert(number);
                self.id(&format!("expression-{number}"))
            }
        };
        self.relationship("Relationship", package, kind, &to, None);
    }

    fn relationship(&mut self, class: &str, from: &str, kind: &str, to: &str, scope: Option<&str>) {
        self.relationships += 1;
        let id = self.id(&format!("relationship-{}", self.relationships));
        let mut fields = Map::new();
        fields.insert("from".to_owned(), json!(from));
        fields.insert("relationshipType".to_owned(), json!(kind));
        fields.insert("to".to_owned(), json!([to]));
        if let Some(scope) = scope {
            fields.insert("scope".to_owned(), json!(scope));
        }
        self.add(class, id, Value::Object(fields));
    }

    fn arrow(&mut self, arrow: &Arrow) {
        let (from, to) = (self.id(&package_id(arrow.from)), self.id(&package_id(arrow.to)));
        let (kind, scope) = kind_of(arrow);
        let class = if scope.is_some() { "LifecycleScopedRelationship" } else { "Relationship" };
        self.relationship(class, &from, kind, &to, scope);
    }

    /// The expressions, and the texts of licences that are not listed.
    fn licensing(&mut self) {
        let base = self.base.clone();
        let references: Vec<(String, String, String)> = self
            .references
            .all()
            .map(|(id, stated, text)| (id.to_owned(), stated.to_owned(), text.unwrap_or(stated).to_owned()))
            .collect();
        for (expression, number) in std::mem::take(&mut self.expressions) {
            let words = expression.split([' ', '(', ')']);
            let mut named: Vec<&str> = words.filter(|word| word.starts_with("LicenseRef-")).collect();
            named.sort_unstable();
            named.dedup();
            let entry = |id: &&str| json!({ "type": "DictionaryEntry", "key": id, "value": format!("{base}{id}") });
            let customs: Vec<Value> = named.iter().map(entry).collect();
            let mut fields = Map::new();
            fields.insert("simplelicensing_licenseExpression".to_owned(), json!(expression));
            fields.insert("simplelicensing_licenseListVersion".to_owned(), json!(crate::licenses::SPDX_LIST));
            if !customs.is_empty() {
                fields.insert("simplelicensing_customIdToUri".to_owned(), Value::Array(customs));
            }
            let id = self.id(&format!("expression-{number}"));
            self.add("simplelicensing_LicenseExpression", id, Value::Object(fields));
        }
        for (id, stated, text) in references {
            let id = self.id(&id);
            let fields = json!({ "name": stated, "simplelicensing_licenseText": text });
            self.add("simplelicensing_SimpleLicensingText", id, fields);
        }
    }

    fn finish(mut self) -> String {
        let members = std::mem::take(&mut self.ids);
        let (bom, document) = (self.id("sbom"), self.id("document"));
        let roots: Vec<String> = self.sbom.roots.iter().map(|root| self.id(&package_id(*root))).collect();
        let mut fields = json!({ "name": self.sbom.name, "element": members });
        if let (false, Some(fields)) = (roots.is_empty(), fields.as_object_mut()) {
            fields.insert("rootElement".to_owned(), json!(roots));
        }
        self.add("software_Sbom", bom.clone(), fields);
        let fields = json!({
            "name": self.sbom.name,
            "comment": self.sbom.stamp.join("\n"),
            "dataLicense": "https://spdx.org/licenses/CC0-1.0",
            "profileConformance": ["core", "software", "simpleLicensing"],
            "rootElement": [bom],
        });
        self.add("SpdxDocument", document, fields);
        format!("{{\n  \"@context\": \"{CONTEXT}\",\n  \"@graph\": [\n    {}\n  ]\n}}\n", self.elements.join(",\n    "))
    }
}

fn package_id(at: usize) -> String {
    format!("package-{}", at + 1)
}

/// The type that says most about an arrow, and in which part of life it holds.
fn kind_of(arrow: &Arrow) -> (&'static str, Option<&'static str>) {
    if arrow.kind == DependencyKind::Contains {
        let kind = if arrow.scope == Scope::Optional { "hasOptionalComponent" } else { "contains" };
        return (kind, None);
    }
    let scope = match arrow.scope {
        Scope::Runtime => Some("runtime"),
        Scope::Build => Some("build"),
        Scope::Test => Some("test"),
        Scope::Development => Some("development"),
        Scope::Optional | Scope::Provided | Scope::Peer | Scope::Unknown => None,
    };
    let kind = match (arrow.scope, arrow.linkage) {
        (Scope::Optional, _) => "hasOptionalDependency",
        (Scope::Provided | Scope::Peer, _) => "hasProvidedDependency",
        (Scope::Unknown, _) => "dependsOn",
        (_, Some(Linkage::Dynamic)) => "hasDynamicLink",
        (_, Some(Linkage::Static)) => "hasStaticLink",
        (_, Some(Linkage::Tool)) => "usesTool",
        _ => "dependsOn",
    };
    (kind, scope)
}

fn purpose(kind: ComponentKind) -> &'static str {
    match kind {
        ComponentKind::Library => "library",
        ComponentKind::Application => "application",
        ComponentKind::Container => "container",
        ComponentKind::OperatingSystem => "operatingSystem",
        ComponentKind::File => "file",
        ComponentKind::Firmware => "firmware",
        ComponentKind::Device => "device",
        ComponentKind::Data => "data",
        ComponentKind::Service => "other",
    }
}
