//! SPDX 2 in the syntaxes that are trees of the same names: YAML and XML.
//!
//! In YAML a list stands under a key; in XML a key is repeated. Both are read by the same walk.
//!
//! Source: the JSON schema of SPDX 2.3, which names the fields of all three.

use super::{Element, Mark, Spdx, Text, VERSIONS_2, kind};
use crate::model::{ComponentKind, LicenseRole};

/// One value of a tree.
pub trait Branch<'a>: Copy {
    /// The text or number under a key, unless it is blank.
    fn text(self, key: &str) -> Option<Text<'a>>;
    /// What stands under a key: the members of a list, the elements of that name, or the one value.
    fn list(self, key: &str) -> impl Iterator<Item = Self>;
    /// The text that this is, unless it is blank.
    fn own_text(self) -> Option<Text<'a>>;
    /// Has this fields of its own?
    fn has_fields(self) -> bool;
    /// Where it begins.
    fn mark(self) -> Mark;
}

/// Reads a whole document.
pub fn read<'a>(document: impl Branch<'a>, spdx: &mut Spdx<'a>) {
    if let Some(id) = document.text("SPDXID") {
        spdx.document_id(id);
    }
    spdx.namespace = document.text("documentNamespace");
    for info in document.list("creationInfo") {
        spdx.created = info.text("created");
        info.list("creators").filter_map(Branch::own_text).for_each(|creator| spdx.creator(&creator));
    }
    for stated in document.list("packages").map(|stated| inside(stated, "Package")) {
        package(stated, spdx);
    }
    for described in document.list("documentDescribes") {
        match described.own_text() {
            Some(id) => spdx.describes(id),
            // SPDX 2.1 nests what the document describes.
            None if described.has_fields() => {
                let described = inside(described, "Package");
                if let Some(id) = id_of(described) {
                    spdx.describes(id);
                }
                package(described, spdx);
            }
            None => {}
        }
    }
    for stated in document.list("files").map(|stated| inside(stated, "File")).filter(|stated| stated.has_fields()) {
        spdx.file(file(stated));
    }
    for snippet in document.list("snippets") {
        spdx.snippet(id_of(snippet));
    }
    for stated in document.list("hasExtractedLicensingInfos") {
        spdx.license_text();
        if let (Some(id), Some(text)) = (stated.text("licenseId"), stated.text("extractedText")) {
            spdx.extracted_text(&id, &text);
        }
    }
    for stated in document.list("relationships") {
        relationship(stated, spdx);
    }
    let version = document.text("spdxVersion").or_else(|| document.text("specVersion"));
    spdx.version(version, &VERSIONS_2, document.mark());
}

fn inside<'a, B: Branch<'a>>(branch: B, wrapper: &str) -> B {
    branch.list(wrapper).find(|inner| inner.has_fields()).unwrap_or(branch)
}

fn id_of<'a>(element: impl Branch<'a>) -> Option<Text<'a>> {
    element.text("SPDXID").or_else(|| element.text("id"))
}

fn package<'a>(stated: impl Branch<'a>, spdx: &mut Spdx<'a>) {
    if !stated.has_fields() {
        let place = spdx.place(stated.mark());
        spdx.notices.warning("skipped-entry", place, "A package has no fields");
        return;
    }
    let is_purl = |kind: &str| kind == "purl" || kind.ends_with("/purl") || kind.ends_with("#purl");
    let references = stated.list("externalRefs");
    let references = references.filter(|reference| reference.text("referenceType").is_some_and(|kind| is_purl(&kind)));
    let mut licenses = licenses(stated);
    licenses.extend(stated.list("licenseInfoFromFiles").filter_map(found));
    let element = Element {
        version: stated.text("versionInfo"),
        kind: kind(stated.text("primaryPackagePurpose").as_deref().unwrap_or("")),
        supplier: stated.text("supplier"),
        location: stated.text("downloadLocation"),
        licenses,
        package_urls: references.filter_map(|one| Some((one.text("referenceLocator")?, one.mark()))).collect(),
        ..element(stated)
    };
    spdx.package(&element);
    let Some(id) = element.id else { return };
    for file in stated.list("hasFiles").filter_map(Branch::own_text) {
        spdx.relationship(id.clone(), "CONTAINS", file, None, stated.mark());
    }
    for nested in stated.list("files").map(|nested| inside(nested, "File")).filter(|nested| nested.has_fields()) {
        let file = file(nested);
        if let Some(file_id) = file.id.clone() {
            spdx.relationship(id.clone(), "CONTAINS", file_id, None, nested.mark());
        }
        spdx.file(file);
    }
}

fn file<'a>(stated: impl Branch<'a>) -> Element<'a> {
    let mut licenses = licenses(stated);
    licenses.extend(stated.list("licenseInfoInFiles").filter_map(found));
    let element = element(stated);
    let name = stated.text("fileName").or(element.name);
    Element { name, kind: ComponentKind::File, licenses, ..element }
}

/// What packages and files have in common.
fn element<'a>(stated: impl Branch<'a>) -> Element<'a> {
    let sum = |sum: &dyn Fn(&str) -> Option<Text<'a>>| Some((sum("algorithm")?, sum("checksumValue")?));
    Element {
        id: id_of(stated),
        name: stated.text("name"),
        copyright: stated.text("copyrightText"),
        checksums: stated.list("checksums").filter_map(|one| sum(&|key| one.text(key))).collect(),
        mark: stated.mark(),
        ..Element::default()
    }
}

fn licenses<'a>(stated: impl Branch<'a>) -> Vec<(LicenseRole, Text<'a>)> {
    let keys = [("licenseConcluded", LicenseRole::Concluded), ("licenseDeclared", LicenseRole::Declared)];
    keys.into_iter().filter_map(|(key, role)| Some((role, stated.text(key)?))).collect()
}

fn found<'a>(stated: impl Branch<'a>) -> Option<(LicenseRole, Text<'a>)> {
    Some((LicenseRole::Detected, stated.own_text()?))
}

fn relationship<'a>(stated: impl Branch<'a>, spdx: &mut Spdx<'a>) {
    let from = stated.text("spdxElementId").unwrap_or_default();
    let to = stated.text("relatedSpdxElement").unwrap_or_default();
    let kind = stated.text("relationshipType").unwrap_or_default();
    spdx.relationship(from, &kind, to, None, stated.mark());
}
