//! What files and databases claim: this vulnerability, that component. Claims on one vulnerability under several ids are
//! put together.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::packages::{Packages, by_url, is_of_release, key, release};
use super::ranges::{fixed_after, is_affected, is_stated};
use super::{Database, Source};
use crate::graph::{DocumentIndex, Graph, NodeIndex};
use crate::model::{Affected, ComponentIndex, Document, Ecosystem, PackageUrl, VulnerabilityStatus};

/// One claim on one component.
pub(super) struct Claim {
    pub node: NodeIndex,
    pub source: Source,
    /// `None` where it is only listed.
    pub status: Option<VulnerabilityStatus>,
    pub justification: Option<String>,
    pub fixed_in: Vec<String>,
    pub is_unclear: bool,
}

/// Everything about one vulnerability.
#[derive(Default)]
pub(super) struct Group {
    /// Each once.
    pub ids: Vec<String>,
    pub summary: Option<String>,
    pub ratings: Vec<String>,
    pub links: Vec<String>,
    pub claims: Vec<Claim>,
}

/// All claims, by vulnerability.
#[derive(Default)]
pub(super) struct Claims {
    groups: Vec<Group>,
    /// The group that stands for each; itself where it was not joined.
    joined: Vec<usize>,
    by_id: HashMap<String, usize>,
}

impl Claims {
    /// The group of a vulnerability with these ids; groups that share one are joined.
    fn group<'i>(&mut self, ids: impl Iterator<Item = &'i str>) -> &mut Group {
        let ids: Vec<String> = ids.map(|id| id.trim().to_uppercase()).filter(|id| !id.is_empty()).collect();
        let mut known: Vec<usize> = ids.iter().filter_map(|id| self.by_id.get(id)).map(|at| self.root(*at)).collect();
        known.sort_unstable();
        known.dedup();
        let at = known.first().copied().unwrap_or(self.groups.len());
        if at == self.groups.len() {
            self.groups.push(Group::default());
            self.joined.push(at);
        }
        for other in known.iter().skip(1) {
            if let Some(slot) = self.joined.get_mut(*other) {
                *slot = at;
            }
        }
        for id in ids {
            self.by_id.entry(id).or_insert(at);
        }
        // `at` was found or made above.
        &mut self.groups[at]
    }

    fn root(&self, mut at: usize) -> usize {
        while let Some(above) = self.joined.get(at).filter(|above| **above != at) {
            at = *above;
        }
        at
    }

    /// The groups, those joined put together; in the order in which they were met.
    pub fn grouped(mut self) -> Vec<Group> {
        let roots: Vec<usize> = (0..self.groups.len()).map(|at| self.root(at)).collect();
        for (at, root) in roots.iter().enumerate().rev().filter(|(at, root)| at != *root) {
            let Some(group) = self.groups.get_mut(at).map(std::mem::take) else { continue };
            if let Some(into) = self.groups.get_mut(*root) {
                for id in group.ids {
                    push_once(&mut into.ids, &id);
                }
                into.summary = into.summary.take().or(group.summary);
                into.ratings.extend(group.ratings);
                into.links.extend(group.links);
                into.claims.extend(group.claims);
            }
        }
        self.groups.into_iter().filter(|group| !group.claims.is_empty()).collect()
    }
}

impl Group {
    fn describe<'i>(&mut self, ids: impl Iterator<Item = &'i str>, summary: Option<&String>, ratings: &[String]) {
        for id in ids.map(str::trim).filter(|id| !id.is_empty()) {
            let is_cve = id.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("cve-"));
            push_once(&mut self.ids, if is_cve { id.to_uppercase() } else { id.to_owned() }.as_str());
        }
        if self.summary.is_none() {
            self.summary = summary.cloned();
        }
        for rating in ratings {
            push_once(&mut self.ratings, rating);
        }
    }
}

fn push_once(list: &mut Vec<String>, text: &str) {
    if !list.iter().any(|known| known.eq_ignore_ascii_case(text)) {
        list.push(text.to_owned());
    }
}

/// What documents state. Counts, by document, what names nothing that is loaded.
pub(super) fn of_documents(
    graph: &Graph,
    documents: &[&Document],
    skipped: &HashSet<DocumentIndex>,
    packages: &Packages,
    claims: &mut Claims,
    unplaced: &mut BTreeMap<DocumentIndex, usize>,
) {
    if documents.iter().all(|document| document.vulnerabilities.is_empty()) {
        return;
    }
    let mut node_of: HashMap<(DocumentIndex, ComponentIndex), NodeIndex> = HashMap::new();
    for (node, index) in graph.nodes.iter().zip(0..) {
        node_of.extend(node.members.iter().map(|member| (*member, index)));
    }
    let urls = by_url(graph);
    let look = Look { graph, packages, node_of: &node_of, urls: &urls };
    for (document, index) in documents.iter().zip(0..).filter(|(_, index)| !skipped.contains(index)) {
        for stated in &document.vulnerabilities {
            let ids = || std::iter::once(&stated.id).chain(&stated.aliases).map(String::as_str);
            let group = claims.group(ids());
            group.describe(ids(), stated.summary.as_ref(), &stated.ratings);
            group.links.extend(stated.links.iter().cloned());
            for affected in &stated.affects {
                let nodes = look.nodes(index, affected);
                if nodes.is_empty() {
                    *unplaced.entry(index).or_default() += 1;
                }
                for node in nodes {
                    group.claims.extend(look.claim(index, affected, node));
                }
            }
        }
    }
}

struct Look<'l> {
    graph: &'l Graph,
    packages: &'l Packages,
    node_of: &'l HashMap<(DocumentIndex, ComponentIndex), NodeIndex>,
    urls: &'l BTreeMap<String, Vec<NodeIndex>>,
}

impl Look<'_> {
    /// The nodes that a statement names, whatever their versions.
    fn nodes(&self, document: DocumentIndex, affected: &Affected) -> Vec<NodeIndex> {
        if let Some(component) = affected.component {
            return self.node_of.get(&(document, component)).copied().into_iter().collect();
        }
        let Some(reference) = affected.reference.as_deref() else { return Vec::new() };
        if let Some(url) = PackageUrl::parse(reference) {
            return self.packages.of_url(self.graph, &url, self.urls);
        }
        // `npm/cup`, as readers of databases name packages.
        let key = reference.split_once('/').and_then(|(ecosystem, name)| key(ecosystem, name));
        key.map(|key| self.packages.of_key(&key).to_vec()).unwrap_or_default()
    }

    /// The claim on one of them; `None` where its version is not meant, or may not be and the claim would clear it.
    fn claim(&self, document: DocumentIndex, affected: &Affected, node: NodeIndex) -> Option<Claim> {
        let component = &self.graph.nodes.get(node as usize)?.component;
        let ecosystem = match component.ecosystem {
            Ecosystem::Other => component.package_url.as_ref().map_or(Ecosystem::Other, PackageUrl::ecosystem),
            known => known,
        };
        let is_meant = match component.version.as_deref() {
            Some(version) => is_stated(&affected.versions, ecosystem, version),
            None if affected.versions.is_empty() => Some(true),
            None => None,
        };
        let clears = matches!(affected.status, Some(VulnerabilityStatus::NotAffected | VulnerabilityStatus::Fixed));
        let is_unclear = is_meant.is_none();
        (is_meant == Some(true) || is_unclear && !clears).then(|| Claim {
            node,
            source: Source::Document(document),
            status: affected.status,
            justification: affected.justification.clone(),
            fixed_in: Vec::new(),
            is_unclear,
        })
    }
}

/// What a database says of the loaded packages.
pub(super) fn of_database(position: usize, database: &Database, packages: &Packages, claims: &mut Claims) {
    for advisory in database.advisories.iter().filter(|advisory| !advisory.is_withdrawn) {
        let mut found: Vec<Claim> = Vec::new();
        let mut ratings = advisory.ratings.clone();
        for package in &advisory.packages {
            let Some(key) = key(&package.ecosystem, &package.name) else { continue };
            for node in packages.of_key(&key) {
                let Some(Ok(own)) = packages.of_node.get(*node as usize) else { continue };
                let ecosystem = key.0.ecosystem;
                if !is_of_release(own.release.as_deref(), release(&package.ecosystem))
                    || !is_affected(package, ecosystem, &own.version)
                {
                    continue;
                }
                ratings.extend(package.ratings.iter().cloned());
                found.push(Claim {
                    node: *node,
                    source: Source::Database(position),
                    status: None,
                    justification: None,
                    fixed_in: fixed_after(package, ecosystem, &own.version),
                    is_unclear: false,
                });
            }
        }
        if !found.is_empty() {
            let ids = || std::iter::once(&advisory.id).chain(&advisory.aliases).map(String::as_str);
            let group = claims.group(ids());
            group.describe(ids(), advisory.summary.as_ref(), &ratings);
            group.links.extend(advisory.links.iter().cloned());
            group.claims.extend(found);
        }
    }
}
