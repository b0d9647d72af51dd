//! From the graph, or one file of it, to what an SBOM says.

use std::collections::{BTreeMap, BTreeSet};

use super::content::{Arrow, Part, Sbom, Statement};
use super::identity::keys;
use crate::graph::{self, Graph, Node, NodeIndex};
use crate::licenses::{ChosenBecause, ComponentJudgement, Evidence, TermTree, chosen_terms};
use crate::model::{ComponentIndex, Document, Ecosystem};
use crate::view::facts::{Facts, LoadedFile};

/// All that is loaded and ticked, as one graph.
pub fn of_workspace(facts: &Facts, stamp: Vec<String>) -> Sbom {
    let documents: Vec<(&str, &Document)> = facts
        .included()
        .into_iter()
        .map(|(position, document)| (facts.files.get(position).map_or("", |file| file.name.as_str()), document))
        .collect();
    let judged = |node: usize| facts.judgement.components.get(node);
    gather(&facts.graph, &documents, &judged, None, facts, stamp)
}

/// One file; `None` where there is no such file that could be read. What other files and decisions say of its
/// components is left to them, save what was settled.
pub fn of_file(facts: &Facts, file: u32, stamp: Vec<String>) -> Option<Sbom> {
    let position = facts.files.iter().position(|known| known.id == file)?;
    let LoadedFile { name, content, .. } = facts.files.get(position)?;
    let document = &content.as_ref().ok()?.document;
    let graph = graph::build(&[document]);
    // Where the file is ticked, its components stand in the graph of all.
    let of_document = facts.document_files.iter().position(|known| *known == position);
    let merged: BTreeMap<ComponentIndex, NodeIndex> = of_document.map_or_else(BTreeMap::new, |of_document| {
        let nodes = facts.graph.nodes.iter().zip(0..);
        let members = nodes.flat_map(|(node, at)| node.members.iter().map(move |member| (*member, at)));
        members.filter(|((known, _), _)| *known as usize == of_document).map(|((_, at), node)| (at, node)).collect()
    });
    let judged = |node: usize| {
        let (_, component) = graph.nodes.get(node)?.members.first()?;
        facts.judgement.components.get(*merged.get(component)? as usize)
    };
    Some(gather(&graph, &[(name, document)], &judged, Some(name), facts, stamp))
}

fn gather<'f>(
    graph: &Graph,
    documents: &[(&str, &Document)],
    judged: &dyn Fn(usize) -> Option<&'f ComponentJudgement>,
    name: Option<&str>,
    facts: &Facts,
    stamp: Vec<String>,
) -> Sbom {
    let label = |node: &Node| match (&node.component.package_url, &node.component.version) {
        (Some(url), _) => url.to_string(),
        (None, Some(version)) => format!("{}@{version}", node.component.name),
        (None, None) => node.component.name.clone(),
    };
    let keys = keys(graph.nodes.iter().map(label));
    let parts: Vec<Part> = graph
        .nodes
        .iter()
        .zip(keys)
        .enumerate()
        .map(|(at, (node, key))| part(node, key, documents, judged(at)))
        .collect();
    let arrows = graph.edges.iter().map(|edge| Arrow {
        from: edge.from as usize,
        to: edge.to as usize,
        scope: edge.scope,
        kind: edge.kind,
        linkage: edge.linkage,
    });
    let mut arrows: Vec<Arrow> = arrows.collect();
    arrows.sort_by_key(|arrow| (arrow.from, arrow.to, arrow.kind));
    let roots = roots(graph, documents);
    let root = roots.first().and_then(|root| parts.get(*root)).map(|root| root.name.as_str());
    let name = root.filter(|_| roots.len() == 1).or(name).unwrap_or("Workspace").to_owned();
    Sbom {
        name: if name.trim().is_empty() { "Workspace".to_owned() } else { name },
        created: facts.today.map(|today| format!("{today}T00:00:00Z")),
        tool_version: env!("CARGO_PKG_VERSION"),
        parts,
        arrows,
        roots,
        stamp,
    }
}

/// Of one document the roots that it states: those that only stand in for one are found again by whoever reads. Of several all of
/// them, since a root that one states hides the stand-ins of the others.
fn roots(graph: &Graph, documents: &[(&str, &Document)]) -> Vec<usize> {
    let stated: Option<BTreeSet<ComponentIndex>> = match documents {
        [(_, only)] => Some(only.roots.iter().copied().collect()),
        _ => None,
    };
    let is_written = |node: &&NodeIndex| {
        let members = graph.nodes.get(**node as usize).map(|node| node.members.as_slice()).unwrap_or_default();
        stated.as_ref().is_none_or(|stated| members.iter().any(|(_, component)| stated.contains(component)))
    };
    graph.roots.iter().filter(is_written).map(|node| *node as usize).collect()
}

fn part(node: &Node, key: String, documents: &[(&str, &Document)], judged: Option<&ComponentJudgement>) -> Part {
    let component = &node.component;
    let (licenses, stated_elsewhere) = statements(node, documents);
    let (settled, settled_why) = judged.and_then(settled).unzip();
    let files: BTreeSet<&str> =
        node.members.iter().filter_map(|(at, _)| Some(documents.get(*at as usize)?.0)).collect();
    Part {
        key,
        name: component.name.clone(),
        version: component.version.clone(),
        package_url: component.package_url.as_ref().map(|url| url.to_string()),
        ecosystem: if component.ecosystem == Ecosystem::Other { "" } else { component.ecosystem.as_str() },
        kind: component.kind,
        scope: node.scope,
        own: component.own,
        licenses,
        settled,
        settled_why: settled_why.unwrap_or_default(),
        stated_elsewhere,
        hashes: component.hashes.clone(),
        source: component.source.clone(),
        supplier: component.supplier.clone(),
        copyright: component.copyright.clone(),
        files: files.into_iter().map(str::to_owned).collect(),
    }
}

/// The statements of the first document that makes some, with the texts it holds; what further documents say, in words.
fn statements(node: &Node, documents: &[(&str, &Document)]) -> (Vec<Statement>, Vec<String>) {
    let (mut first, mut elsewhere) = (Vec::new(), Vec::new());
    let mut by_document: Option<u32> = None;
    for (position, stated) in node.component.licenses.iter().enumerate() {
        let of = node.license_documents.get(position).copied().unwrap_or_default();
        let told = documents.get(of as usize);
        if *by_document.get_or_insert(of) == of {
            let text = told.and_then(|(_, document)| text_of(node, of, document, &stated.raw));
            first.push(Statement { raw: stated.raw.clone(), role: stated.role, list: stated.list, text });
        } else {
            let file = told.map_or("", |(file, _)| *file);
            elsewhere.push(format!("{file}: {}", stated.raw));
        }
    }
    (first, elsewhere)
}

fn text_of(node: &Node, at: u32, document: &Document, license: &str) -> Option<String> {
    let (_, component) = node.members.iter().find(|(known, _)| *known == at)?;
    let own = document.texts_of(*component).find(|text| text.license == license);
    own.or_else(|| document.text_of_reference(license)).map(|text| text.text.clone())
}

/// What a decision settled of a licence, and why.
fn settled(judged: &ComponentJudgement) -> Option<(String, String)> {
    if let Evidence::Settled(why) = &judged.evidence {
        let terms = judged.terms.as_ref().filter(|terms| choice(terms).is_some());
        let chosen = terms.map(|terms| chosen_terms(terms).join(" AND "));
        return Some((chosen.or_else(|| judged.expression.clone())?, why.clone()));
    }
    let terms = judged.terms.as_ref()?;
    let why = choice(terms)?;
    Some((chosen_terms(terms).join(" AND "), why.to_owned()))
}

/// Why an alternative was chosen, where a person chose it. Iterative: expressions can be deep.
fn choice(terms: &TermTree) -> Option<&str> {
    let mut stack = vec![terms];
    while let Some(tree) = stack.pop() {
        match tree {
            TermTree::Term(_) => {}
            TermTree::All { parts, .. } => stack.extend(parts.iter().rev()),
            TermTree::Any { because: ChosenBecause::Settled(why), .. } => return Some(why),
            TermTree::Any { parts, chosen, .. } => stack.extend(parts.get(*chosen)),
        }
    }
    None
}
