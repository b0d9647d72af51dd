//! Relationships, folded into one direction: dependent to dependency, container to content.

use std::collections::BTreeMap;

use super::packages::Packages;
use crate::formats::support::arrows::Arrows;
use crate::formats::support::json::{Json, JsonDocument};
use crate::formats::support::notices::Notices;
use crate::formats::support::places::grouped;
use crate::model::{ComponentIndex, Dependency, DependencyKind, Linkage, Scope};

/// What a relationship type says about its two ends, in the order they are written.
#[derive(Clone, Copy, PartialEq)]
enum Meaning {
    /// The first needs the second.
    Needs(Scope, Option<Linkage>),
    /// The second needs the first.
    NeededBy(Scope),
    Contains(Scope),
    ContainedBy(Scope),
    Describes,
    DescribedBy,
    /// Neither a dependency nor containment.
    Other,
}

/// The table of SPDX 2.3, clause 11.1.
fn meaning(kind: &str) -> Meaning {
    match kind {
        "DEPENDS_ON" | "HAS_PREREQUISITE" => Meaning::Needs(Scope::Unknown, None),
        "DYNAMIC_LINK" => Meaning::Needs(Scope::Runtime, Some(Linkage::Dynamic)),
        "STATIC_LINK" => Meaning::Needs(Scope::Runtime, Some(Linkage::Static)),
        "DEPENDENCY_OF" | "PREREQUISITE_FOR" => Meaning::NeededBy(Scope::Unknown),
        "RUNTIME_DEPENDENCY_OF" => Meaning::NeededBy(Scope::Runtime),
        "OPTIONAL_DEPENDENCY_OF" => Meaning::NeededBy(Scope::Optional),
        "PROVIDED_DEPENDENCY_OF" => Meaning::NeededBy(Scope::Provided),
        "BUILD_DEPENDENCY_OF" | "BUILD_TOOL_OF" => Meaning::NeededBy(Scope::Build),
        "DEV_DEPENDENCY_OF" | "DEV_TOOL_OF" => Meaning::NeededBy(Scope::Development),
        "TEST_DEPENDENCY_OF" | "TEST_TOOL_OF" | "TEST_OF" | "TEST_CASE_OF" => Meaning::NeededBy(Scope::Test),
        "CONTAINS" => Meaning::Contains(Scope::Unknown),
        "CONTAINED_BY" | "PACKAGE_OF" => Meaning::ContainedBy(Scope::Unknown),
        "OPTIONAL_COMPONENT_OF" => Meaning::ContainedBy(Scope::Optional),
        "DESCRIBES" => Meaning::Describes,
        "DESCRIBED_BY" => Meaning::DescribedBy,
        _ => Meaning::Other,
    }
}

/// One relationship as written.
struct Relationship<'a> {
    json: &'a Json<'a>,
    from: &'a str,
    to: &'a str,
    kind: String,
    meaning: Meaning,
}

/// What an end of a relationship is.
enum End {
    Component(ComponentIndex),
    Document,
    /// A file or snippet.
    Other,
    None,
    NoAssertion,
    External,
    Dangling,
}

/// The roots and the arrows of a document.
pub fn read(
    json: &JsonDocument,
    stated: &Json,
    packages: &Packages,
    generator: Option<&str>,
    notices: &mut Notices,
) -> (Vec<ComponentIndex>, Vec<Dependency>) {
    let document_id = stated.filled_text("SPDXID").unwrap_or("SPDXRef-DOCUMENT");
    let relationships: Vec<Relationship> = stated.list("relationships").iter().map(relationship).collect();
    let end = |id: &str| end(id, document_id, packages);
    let roots = roots(stated, &relationships, packages);
    let reversed =
        generator.is_some_and(|tool| tool.contains("npm/cli")) && is_reversed(&relationships, &roots, packages);
    if reversed {
        let message = "This version of npm wrote dependencies the wrong way round; they were turned";
        notices.warning("reversed-relationships", None, message);
    }
    let mut arrows = Arrows::default();
    let mut left_out: BTreeMap<&str, usize> = BTreeMap::new();
    for relationship in &relationships {
        let Relationship { from, to, meaning, .. } = *relationship;
        let (from, to) = match (end(from), end(to)) {
            (End::Component(from), End::Component(to)) => (from, to),
            (End::Dangling, _) => {
                note_end(notices, json, relationship.json, from, "dangling-reference");
                continue;
            }
            (_, End::Dangling) => {
                note_end(notices, json, relationship.json, to, "dangling-reference");
                continue;
            }
            (End::External, _) => {
                note_end(notices, json, relationship.json, from, "external-reference");
                continue;
            }
            (_, End::External) => {
                note_end(notices, json, relationship.json, to, "external-reference");
                continue;
            }
            (End::None, _) | (_, End::None) => continue,
            (End::NoAssertion, _) | (_, End::NoAssertion) => {
                *left_out.entry("NOASSERTION as an end").or_default() += 1;
                continue;
            }
            (End::Other, _) | (_, End::Other) => {
                *left_out.entry("with a file").or_default() += 1;
                continue;
            }
            (End::Document, _) | (_, End::Document) => {
                if !matches!(meaning, Meaning::Describes | Meaning::DescribedBy) {
                    *left_out.entry("with the document itself").or_default() += 1;
                }
                continue;
            }
        };
        match meaning {
            Meaning::Needs(scope, linkage) => arrows.insert(Dependency { linkage, ..Dependency::new(from, to, scope) }),
            Meaning::NeededBy(scope) if reversed => arrows.add(from, to, scope),
            Meaning::NeededBy(scope) => arrows.add(to, from, scope),
            Meaning::Contains(scope) => arrows.insert(contains(from, to, scope)),
            Meaning::ContainedBy(scope) => arrows.insert(contains(to, from, scope)),
            Meaning::Describes | Meaning::DescribedBy => {}
            Meaning::Other => *left_out.entry(&relationship.kind).or_default() += 1,
        }
    }
    note_left_out(notices, &left_out);
    let arrows = arrows.finish();
    if !arrows.iter().any(|arrow| arrow.kind == DependencyKind::DependsOn) {
        let message = "This file declares no dependency relationships; you see an inventory";
        notices.info("no-dependencies", None, message);
    }
    (roots, arrows)
}

fn relationship<'a>(json: &'a Json<'a>) -> Relationship<'a> {
    let kind = json.text("relationshipType").unwrap_or("").trim().to_ascii_uppercase().replace('-', "_");
    Relationship {
        json,
        from: json.text("spdxElementId").unwrap_or("").trim(),
        to: json.text("relatedSpdxElement").unwrap_or("").trim(),
        meaning: meaning(&kind),
        kind,
    }
}

fn end(id: &str, document_id: &str, packages: &Packages) -> End {
    match id {
        "NONE" => End::None,
        "NOASSERTION" => End::NoAssertion,
        id if packages.by_id.contains_key(id) => {
            packages.by_id.get(id).map_or(End::Dangling, |&index| End::Component(index))
        }
        id if id == document_id || id == "SPDXRef-DOCUMENT" => End::Document,
        id if packages.other_ids.contains(id) => End::Other,
        id if id.starts_with("DocumentRef-") => End::External,
        _ => End::Dangling,
    }
}

/// What the document describes, by relationship or by the older list, in that order.
fn roots(stated: &Json, relationships: &[Relationship], packages: &Packages) -> Vec<ComponentIndex> {
    let related = relationships.iter().filter_map(|relationship| match relationship.meaning {
        Meaning::Describes => Some(relationship.to),
        Meaning::DescribedBy => Some(relationship.from),
        _ => None,
    });
    let listed = stated
        .list("documentDescribes")
        .iter()
        .filter_map(|entry| entry.as_text().or_else(|| entry.get("Package").unwrap_or(entry).text("SPDXID")));
    let mut roots: Vec<ComponentIndex> = Vec::new();
    for id in related.chain(listed) {
        if let Some(&index) = packages.by_id.get(id)
            && !roots.contains(&index)
        {
            roots.push(index);
        }
    }
    roots
}

/// npm before 10.2.5 wrote "root DEPENDENCY_OF package" (npm/cli#6867): then the root is needed by
/// others and needs none.
fn is_reversed(relationships: &[Relationship], roots: &[ComponentIndex], packages: &Packages) -> bool {
    let needed = relationships.iter().filter(|relationship| matches!(relationship.meaning, Meaning::NeededBy(_)));
    let is_root = |id: &str| packages.by_id.get(id).is_some_and(|index| roots.contains(index));
    let (mut as_first, mut as_second) = (false, false);
    for relationship in needed {
        as_first |= is_root(relationship.from);
        as_second |= is_root(relationship.to);
    }
    as_first && !as_second
}

fn contains(from: ComponentIndex, to: ComponentIndex, scope: Scope) -> Dependency {
    Dependency { kind: DependencyKind::Contains, ..Dependency::new(from, to, scope) }
}

fn note_end(notices: &mut Notices, json: &JsonDocument, at: &Json, id: &str, code: &'static str) {
    let shown: String = id.chars().take(120).collect();
    match code {
        "external-reference" => {
            notices.info(code, json.place(at), format!("A relationship points into another document: {shown}"));
        }
        _ => notices.warning(code, json.place(at), format!("A relationship names what is not there: \"{shown}\"")),
    }
}

fn note_left_out(notices: &mut Notices, left_out: &BTreeMap<&str, usize>) {
    if left_out.is_empty() {
        return;
    }
    let shown: Vec<String> =
        left_out.iter().take(12).map(|(kind, count)| format!("{kind} ({})", grouped(*count))).collect();
    let message =
        format!("Relationships that are neither dependency nor containment of packages: {}", shown.join(", "));
    notices.info("other-relationships", None, message);
}
