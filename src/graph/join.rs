//! Which components of which documents are the same node.
//!
//! Across documents, the same package URL (without qualifiers and subpath) is one node; where one
//! side has no package URL, the same ecosystem, name and version. Within one document every
//! component is a node of its own, even when two share a package URL.

use std::collections::BTreeSet;
use std::hash::Hash;

use foldhash::HashMap;

use super::{DocumentIndex, Few, Node, NodeIndex};
use crate::model::{Component, ComponentIndex, Components, Document, Ecosystem, Role, Scope, StatedLicense};

/// The nodes, and for each document the node of each of its components.
#[inline(never)]
pub(super) fn join(documents: &[&Document]) -> (Vec<Node>, Vec<Vec<NodeIndex>>) {
    let mut nodes: Vec<Node> = Vec::with_capacity(documents.iter().map(|document| document.components.len()).sum());
    let mut names = Names::default();
    let mut node_of = Vec::with_capacity(documents.len());
    // The last document that gave each node a member: one document never gives two.
    let mut last_document: Vec<DocumentIndex> = Vec::new();

    for (index, document) in documents.iter().enumerate() {
        let index = index as DocumentIndex;
        let mut own = Vec::with_capacity(document.components.len());
        if only_supplements(document, documents) {
            node_of.push(own);
            continue;
        }
        let is_last = index as usize + 1 == documents.len();
        for (position, component) in document.components.iter().enumerate() {
            let member = (index, position as ComponentIndex);
            let key = component
                .package_url
                .as_ref()
                .filter(|_| documents.len() > 1)
                .map(|url| without_qualifiers(url.to_string()));
            let name = name_key(component);
            let known = if index == 0 { None } else { names.find(&nodes, &last_document, index, key.as_deref(), name) };
            let node = match known {
                Some(node) => {
                    let gained = nodes[node as usize].component.package_url.is_none() && key.is_some();
                    fill(&mut nodes[node as usize], component, member);
                    if let Some(key) = key.filter(|_| gained) {
                        names.by_url.entry(key).or_default().nodes.push(node);
                    }
                    last_document[node as usize] = index;
                    node
                }
                None => {
                    let node = nodes.len() as NodeIndex;
                    nodes.push(first_met(&document.components, member));
                    last_document.push(index);
                    // Nothing is joined to the last document any more.
                    if !is_last {
                        names.add(node, key, name);
                    }
                    node
                }
            };
            own.push(node);
        }
        node_of.push(own);
    }
    (nodes, node_of)
}

/// Does this document only fill what others lack? Alone, it is all there is to see.
pub(super) fn only_supplements(document: &Document, documents: &[&Document]) -> bool {
    document.role == Role::Supplement && documents.iter().any(|other| other.role == Role::Inventory)
}

/// Ecosystem, name and version: what names a component that has no package URL.
type NameKey<'a> = (Ecosystem, &'a str, Option<&'a str>);

/// `None` where the name says too little to join by: two documents' `.` are two folders, and a project that
/// states no version may bear any name, or a stand-in for one.
fn name_key(component: &Component) -> Option<NameKey<'_>> {
    let (name, version) = (component.name.as_str(), component.version.as_deref());
    let says_enough = match version {
        Some(_) => !name.is_empty() && name != ".",
        None => !name.is_empty() && name != "." && component.ecosystem != Ecosystem::Other && !component.own,
    };
    says_enough.then_some((component.ecosystem, name, version))
}

/// A package URL names the package; qualifiers and subpath name a download or a part of it.
pub(super) fn without_qualifiers(mut url: String) -> String {
    url.truncate(url.find(['?', '#']).unwrap_or(url.len()));
    url
}

/// The nodes known so far, by what they may be joined by.
#[derive(Default)]
struct Names<'a> {
    by_url: HashMap<String, Bearers>,
    by_name: HashMap<NameKey<'a>, Bearers>,
    /// Only nodes that had no package URL when they were first met.
    by_name_without_url: HashMap<NameKey<'a>, Bearers>,
}

impl<'a> Names<'a> {
    fn add(&mut self, node: NodeIndex, key: Option<String>, name: Option<NameKey<'a>>) {
        if let Some(name) = name {
            if key.is_none() {
                push(&mut self.by_name_without_url, name, node);
            }
            push(&mut self.by_name, name, node);
        }
        if let Some(key) = key {
            push(&mut self.by_url, key, node);
        }
    }

    /// The first node of an earlier document that bears the name and has no member of this one yet.
    fn find(
        &mut self,
        nodes: &[Node],
        last_document: &[DocumentIndex],
        document: DocumentIndex,
        key: Option<&str>,
        name: Option<NameKey<'a>>,
    ) -> Option<NodeIndex> {
        let free = |node: NodeIndex| last_document[node as usize] != document;
        match key {
            Some(key) => self.by_url.get_mut(key).and_then(|bearers| bearers.first(document, free)).or_else(|| {
                let nameless = |node: NodeIndex| free(node) && nodes[node as usize].component.package_url.is_none();
                self.by_name_without_url.get_mut(&name?)?.first(document, nameless)
            }),
            None => self.by_name.get_mut(&name?)?.first(document, free),
        }
    }
}

fn push<K: Hash + Eq>(map: &mut HashMap<K, Bearers>, key: K, node: NodeIndex) {
    map.entry(key).or_default().nodes.push(node);
}

/// The nodes that bear one name, in the order they were met. Within one document the search never
/// goes back, so a thousand bearers of one name cost a thousand steps.
#[derive(Default)]
struct Bearers {
    nodes: Vec<NodeIndex>,
    document: DocumentIndex,
    next: usize,
}

impl Bearers {
    fn first(&mut self, document: DocumentIndex, free: impl Fn(NodeIndex) -> bool) -> Option<NodeIndex> {
        if self.document != document {
            (self.document, self.next) = (document, 0);
        }
        while let Some(node) = self.nodes.get(self.next).copied() {
            if free(node) {
                return Some(node);
            }
            self.next += 1;
        }
        None
    }
}

fn first_met(components: &Components, member: (DocumentIndex, ComponentIndex)) -> Node {
    let component = components.share(member.1);
    Node {
        members: Few::repeated(member, 1),
        license_documents: Few::repeated(member.0, component.licenses.len()),
        depth: None,
        scope: component.scope,
        component,
    }
}

/// Adds what a further document knows. What the first document says stays.
pub(super) fn fill(node: &mut Node, other: &Component, member: (DocumentIndex, ComponentIndex)) {
    node.members.push(member);
    if !other.licenses.is_empty() && !says_already(node, &other.licenses) {
        node.license_documents.extend(std::iter::repeat_n(member.0, other.licenses.len()));
        node.component.change().licenses.extend(other.licenses.iter().cloned());
    }
    let component = node.component.change();
    if component.package_url.is_none() {
        component.package_url.clone_from(&other.package_url);
    }
    if component.source.is_none() {
        component.source.clone_from(&other.source);
    }
    if component.supplier.is_none() {
        component.supplier.clone_from(&other.supplier);
    }
    if component.copyright.is_none() {
        component.copyright.clone_from(&other.copyright);
    }
    component.own |= other.own;
    component.scope = match (component.scope, other.scope) {
        (Scope::Unknown, scope) | (scope, Scope::Unknown) => scope,
        (one, two) => one.max(two),
    };
    let known: BTreeSet<&str> = component.hashes.iter().map(String::as_str).collect();
    let new: Vec<String> = other.hashes.iter().filter(|hash| !known.contains(hash.as_str())).cloned().collect();
    component.hashes.extend(new);
}

/// Does one earlier document make exactly these statements? Lists are compared whole: half a list
/// would mean something else.
fn says_already(node: &Node, licenses: &[StatedLicense]) -> bool {
    let mut start = 0;
    node.license_documents.chunk_by(|one, two| one == two).any(|chunk| {
        let said = node.component.licenses.get(start..start + chunk.len());
        start += chunk.len();
        said == Some(licenses)
    })
}
