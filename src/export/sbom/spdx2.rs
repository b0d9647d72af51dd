//! SPDX 2.3 JSON.
//!
//! Scopes stand on relationships, where the standard has words for them. Own components, and the scope of one that
//! nothing needs, are not held.
//!
//! Source: <https://spdx.github.io/spdx-spec/v2.3/>.

use serde_json::{Map, Value, json};

use super::content::{Arrow, Part, Sbom};
use super::identity::id_letters;
use super::references::{References, comments};
use super::{SbomFormat, digests};
use crate::model::{ComponentKind, DependencyKind, LicenseRole, Linkage, Scope};

pub const FORMAT: SbomFormat = SbomFormat {
    id: "spdx-2.3",
    title: "SPDX 2.3 (JSON)",
    file_name: "lockscope.spdx.json",
    media_type: "application/spdx+json",
    hint: "ISO/IEC 5962 and its successor",
    write,
};

fn write(sbom: &Sbom) -> String {
    let mut references = References::default();
    let ids: Vec<String> = sbom.parts.iter().enumerate().map(|(at, part)| id(at, part)).collect();
    let packages: Vec<String> =
        sbom.parts.iter().zip(&ids).map(|(part, id)| package(part, id, &mut references).to_string()).collect();
    let mut relationships: Vec<String> = Vec::with_capacity(sbom.arrows.len() + sbom.roots.len());
    let at = |at: usize| ids.get(at).map_or("NOASSERTION", String::as_str);
    for root in &sbom.roots {
        relationships.push(relationship("SPDXRef-DOCUMENT", "DESCRIBES", at(*root)));
    }
    // The standard wants the document to describe something.
    if sbom.roots.is_empty() {
        relationships.push(relationship("SPDXRef-DOCUMENT", "DESCRIBES", "NOASSERTION"));
    }
    for arrow in &sbom.arrows {
        let (kind, is_turned) = kind_of(arrow);
        let (from, to) = if is_turned { (arrow.to, arrow.from) } else { (arrow.from, arrow.to) };
        relationships.push(relationship(at(from), kind, at(to)));
    }
    let licenses: Vec<String> = references
        .all()
        .map(|(id, stated, text)| {
            json!({ "licenseId": id, "name": stated, "extractedText": text.unwrap_or(stated) }).to_string()
        })
        .collect();
    let creation = json!({
        "created": sbom.created(),
        "creators": [format!("Tool: Lockscope-{}", sbom.tool_version)],
        "licenseListVersion": short_list_version(),
        "comment": sbom.stamp.join("\n"),
    });
    let mut out = String::from("{\n");
    let mut line = |key: &str, value: &str| out.push_str(&format!("  \"{key}\": {value},\n"));
    line("spdxVersion", "\"SPDX-2.3\"");
    line("dataLicense", "\"CC0-1.0\"");
    line("SPDXID", "\"SPDXRef-DOCUMENT\"");
    line("name", &json!(sbom.name).to_string());
    line("documentNamespace", &format!("\"urn:uuid:{}\"", sbom.uuid()));
    line("creationInfo", &creation.to_string());
    if !licenses.is_empty() {
        line("hasExtractedLicensingInfos", &list(&licenses));
    }
    line("packages", &list(&packages));
    out.push_str(&format!("  \"relationships\": {}\n}}\n", list(&relationships)));
    out
}

/// `3.29` of `3.29.0`.
fn short_list_version() -> &'static str {
    crate::licenses::SPDX_LIST.rsplit_once('.').map_or(crate::licenses::SPDX_LIST, |(version, _)| version)
}

/// One entry a line.
fn list(entries: &[String]) -> String {
    if entries.is_empty() {
        return "[]".to_owned();
    }
    format!("[\n    {}\n  ]", entries.join(",\n    "))
}

/// The position makes it unique, the name readable.
fn id(at: usize, part: &Part) -> String {
    let name = id_letters(&part.name);
    let separator = if name.is_empty() { "" } else { "-" };
    format!("SPDXRef-{}{separator}{name}", at + 1)
}

fn relationship(from: &str, kind: &str, to: &str) -> String {
    json!({ "spdxElementId": from, "relationshipType": kind, "relatedSpdxElement": to }).to_string()
}

/// The type that says most about an arrow; true where it is written from the dependency to the dependent.
fn kind_of(arrow: &Arrow) -> (&'static str, bool) {
    if arrow.kind == DependencyKind::Contains {
        return match arrow.scope {
            Scope::Optional => ("OPTIONAL_COMPONENT_OF", true),
            _ => ("CONTAINS", false),
        };
    }
    match (arrow.scope, arrow.linkage) {
        (Scope::Runtime, Some(Linkage::Dynamic)) => ("DYNAMIC_LINK", false),
        (Scope::Runtime, Some(Linkage::Static)) => ("STATIC_LINK", false),
        (Scope::Build, Some(Linkage::Tool)) => ("BUILD_TOOL_OF", true),
        (Scope::Development, Some(Linkage::Tool)) => ("DEV_TOOL_OF", true),
        (Scope::Test, Some(Linkage::Tool)) => ("TEST_TOOL_OF", true),
        (Scope::Runtime, _) => ("RUNTIME_DEPENDENCY_OF", true),
        (Scope::Build, _) => ("BUILD_DEPENDENCY_OF", true),
        (Scope::Development, _) => ("DEV_DEPENDENCY_OF", true),
        (Scope::Test, _) => ("TEST_DEPENDENCY_OF", true),
        (Scope::Optional, _) => ("OPTIONAL_DEPENDENCY_OF", true),
        (Scope::Provided | Scope::Peer, _) => ("PROVIDED_DEPENDENCY_OF", true),
        (Scope::Unknown, _) => ("DEPENDS_ON", false),
    }
}

fn package(part: &Part, id: &str, references: &mut References) -> Value {
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| _ = out.insert(key.to_owned(), value);
    put("SPDXID", json!(id));
    put("name", json!(if part.name.trim().is_empty() { "unnamed" } else { &part.name }));
    if let Some(version) = &part.version {
        put("versionInfo", json!(version));
    }
    let location = part.source.as_deref().and_then(location);
    put("downloadLocation", json!(location.as_deref().unwrap_or("NOASSERTION")));
    put("filesAnalyzed", json!(false));
    if let Some(supplier) = &part.supplier {
        put("supplier", json!(format!("Organization: {}", one_line(supplier))));
    }
    let (sums, others) = digests::split(&part.hashes, |algorithm| algorithm.spdx2);
    if !sums.is_empty() {
        let sums = sums.iter().map(|(algorithm, value)| json!({ "algorithm": algorithm, "checksumValue": value }));
        put("checksums", sums.collect());
    }
    if let Some(declared) = references.said(part, LicenseRole::Declared) {
        put("licenseDeclared", json!(declared));
    }
    if let Some(concluded) = references.concluded(part) {
        put("licenseConcluded", json!(concluded));
    }
    let remarks = comments(part);
    if !remarks.is_empty() {
        put("licenseComments", json!(remarks.join("\n")));
    }
    if let Some(copyright) = &part.copyright {
        put("copyrightText", json!(copyright));
    }
    if let Some(purl) = &part.package_url {
        let reference = json!({
            "referenceCategory": "PACKAGE-MANAGER",
            "referenceType": "purl",
            "referenceLocator": purl,
        });
        put("externalRefs", json!([reference]));
    }
    put("primaryPackagePurpose", json!(purpose(part.kind)));
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
    comment.extend(part.files.iter().map(|file| format!("Read from: {file}")));
    if !comment.is_empty() {
        put("comment", json!(comment.join("\n")));
    }
    Value::Object(out)
}

/// A source as SPDX writes it, a commit behind `@`; `None` where it is no address that SPDX allows.
pub fn location(source: &str) -> Option<String> {
    let scheme = source.split_once("://").map(|(scheme, _)| scheme).filter(|_| super::cyclonedx::is_address(source))?;
    match scheme {
        "http" | "https" | "ftp" | "sftp" => Some(source.to_owned()),
        "git" | "git+http" | "git+https" | "git+ssh" | "git+git" | "svn+http" | "svn+https" | "hg+http"
        | "hg+https" => {
            let (address, commit) = source.split_once('#').unwrap_or((source, ""));
            let address = address.split('?').next().unwrap_or(address);
            let is_commit = !commit.is_empty() && commit.bytes().all(|byte| byte.is_ascii_alphanumeric());
            Some(if is_commit { format!("{address}@{commit}") } else { address.to_owned() })
        }
        _ => None,
    }
}

/// As the standard's schema spells it.
fn purpose(kind: ComponentKind) -> &'static str {
    match kind {
        ComponentKind::Library => "LIBRARY",
        ComponentKind::Application => "APPLICATION",
        ComponentKind::Container => "CONTAINER",
        ComponentKind::OperatingSystem => "OPERATING_SYSTEM",
        ComponentKind::File => "FILE",
        ComponentKind::Firmware => "FIRMWARE",
        ComponentKind::Device => "DEVICE",
        ComponentKind::Data | ComponentKind::Service => "OTHER",
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::location;

    #[test]
    fn sources_become_locations_where_spdx_has_words_for_them() {
        for (source, expected) in [
            ("https://a.example/b.tgz?c#d", Some("https://a.example/b.tgz?c#d")),
            ("git+https://a.example/b?branch=main#0123abcd", Some("git+https://a.example/b@0123abcd")),
            ("git+ssh://git@a.example/b.git", Some("git+ssh://git@a.example/b.git")),
            ("registry+https://registry.example/index", None),
            ("javascript://a/%0aalert(1)", None),
            ("../folder", None),
            ("https://a b", None),
        ] {
            assert_eq!(location(source).as_deref(), expected, "{source}");
        }
    }
}
