//! The inspector: what a component is, its licence and where that was read, why it is here, what needs
//! it, what it needs, what would leave with it.

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::joins::{self, Join};
use super::overview::position;
use super::words::{Link, count, length, license_cell, list, number, visible};
use super::{duties, hygiene, vulnerabilities};
use crate::graph::{self, NodeIndex};
use crate::licenses::{Duty, Evidence, EvidenceView, LicenseClass, TermTree, Verdict, full_name, judge_text};
use crate::model::{Component, LicenseRole, Scope, StatedLicense};

/// Routes shown at most.
pub const SHORTEST_ROUTES: usize = 20;
/// Links listed at most under one heading.
const MOST_LINKS: usize = 50;
/// Checksums shown at most: some ecosystems state one for each of many files.
const MOST_HASHES: usize = 20;
/// Licences told by their full names at most.
const MOST_NAMES: usize = 6;

/// Everything about one component.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectorView {
    pub link: Link,
    pub tags: Vec<String>,
    pub package_url: String,
    pub own: bool,
    pub class: LicenseClass,
    pub terms: Option<TermTree>,
    /// Shown where there is no expression.
    pub license_words: String,
    /// (`Declared`, text) pairs.
    pub evidence: Vec<(String, String)>,
    /// Why it is judged so; empty where that is told already.
    pub reason: String,
    /// What its licence asks for, by code; empty for what is not shipped, see `duty_words`.
    pub duties: Vec<Duty>,
    /// Said in place of duties where there are none; else empty.
    pub duty_words: String,
    /// (verdict, sentence, position in the licences view) of findings it is in.
    pub findings: Vec<(Verdict, String, usize)>,
    /// Of known vulnerabilities, as the colour says it: `critical`, `not affected`, `not checked`.
    pub vulnerability_state: String,
    /// The same in a sentence, with the reason where it was not checked.
    pub vulnerability_words: String,
    /// What it is named in: id, severity, summary, state, whether it is open.
    pub vulnerabilities: Vec<(String, String, String, String, bool)>,
    /// What is unclean about it: severity, title, reason; `None` where that was not checked yet.
    pub hygiene: Option<Vec<(String, String, String)>>,
    /// How it is joined: as a whole, then by each that needs it; empty for own packages.
    pub joins: Vec<Join>,
    pub why: Why,
    pub needed_by: Vec<Link>,
    pub needed_by_total: usize,
    pub needs: Vec<Link>,
    pub needs_total: usize,
    pub leaves: String,
    pub leaves_total: usize,
    /// What is stated of it: (`Source`, text, the file that says so where there are several).
    pub stated: Vec<(String, String, String)>,
    pub read_from: Vec<String>,
}

/// Why is it here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// `Introduced by 3 of 41 direct dependencies`.
    pub sentence: String,
    /// The first of them.
    pub introduced_by: Vec<Link>,
    /// How many there are.
    pub introduced_count: usize,
    /// `1,099,511,627,776 routes; showing the 20 shortest`.
    pub routes_words: String,
    pub routes: Vec<Vec<Link>>,
}

/// Builds the inspector of one component; `None` where there is no such component.
pub fn inspector(facts: &Facts, node: NodeIndex) -> Option<InspectorView> {
    let graph = &facts.graph;
    let found = graph.nodes.get(node as usize)?;
    let judged = facts.judgement.components.get(node as usize)?;
    let component = &found.component;
    let link = |node: NodeIndex| Link::new(graph, &facts.judgement.components, node);
    let mut needed_by: Vec<NodeIndex> = graph.dependents(node).map(|edge| edge.from).collect();
    let mut needs: Vec<NodeIndex> = graph.dependencies(node).iter().map(|edge| edge.to).collect();
    for side in [&mut needed_by, &mut needs] {
        side.sort_unstable();
        side.dedup();
        side.sort_by_key(|node| graph.label(*node));
    }
    let leaving = leaving(facts, node);
    let (vulnerability_state, vulnerability_words) = vulnerabilities::state_words(facts, node);
    let mut tags = vec![component.ecosystem.as_str().to_owned()];
    tags.extend(position(facts, node).split(", ").map(str::to_owned));
    if component.own {
        tags.push("own".to_owned());
    }
    if judged.involved {
        tags.push("involved in a conflict".to_owned());
    }
    let (license_words, is_expression) = license_cell(judged);
    let reason = visible(&judged.reason);
    let is_said = !is_expression && reason.eq_ignore_ascii_case(&license_words);
    Some(InspectorView {
        link: link(node),
        tags,
        package_url: component.package_url.as_ref().map(ToString::to_string).unwrap_or_default(),
        own: judged.own,
        class: judged.class,
        terms: judged.terms.clone(),
        license_words,
        evidence: evidence(facts, node),
        reason: if is_said { String::new() } else { reason },
        duties: duties::of_component(facts, node),
        duty_words: if judged.own {
            "Part of the product itself".to_owned()
        } else if judged.verdict == Verdict::NotShipped {
            "Not shipped: no duties arise".to_owned()
        } else {
            String::new()
        },
        findings: facts
            .judgement
            .findings
            .iter()
            .enumerate()
            .filter(|(_, finding)| finding.components.contains(&node) || finding.involved.contains(&node))
            .map(|(position, finding)| (finding.verdict, visible(&finding.title), position))
            .take(20)
            .collect(),
        vulnerability_state,
        vulnerability_words,
        vulnerabilities: vulnerabilities::of_component(facts, node),
        hygiene: hygiene::is_at_hand(facts).then(|| hygiene::of_component(facts, node)),
        joins: joins::of_component(facts, node),
        why: why(facts, node),
        needed_by_total: needed_by.len(),
        needed_by: needed_by.iter().take(MOST_LINKS).map(|node| link(*node)).collect(),
        needs_total: needs.len(),
        needs: needs.iter().take(MOST_LINKS).map(|node| link(*node)).collect(),
        leaves_total: leaving.len(),
        leaves: match leaving.len() {
            0 if needs.is_empty() => "Nothing: it needs nothing".to_owned(),
            0 => "Nothing: what it needs is needed elsewhere too".to_owned(),
            _ => format!(
                "{}: nothing else needs {}",
                list(&leaving.iter().map(|node| visible(&graph.label(*node))).collect::<Vec<_>>(), 6),
                if leaving.len() == 1 { "it" } else { "them" }
            ),
        },
        stated: stated(facts, node),
        read_from: found
            .members
            .iter()
            .filter_map(|(document, component)| {
                let file = facts.file_of_document(*document)?;
                let place = file.content.as_ref().ok()?.document.components.get(*component as usize)?.place.as_ref();
                Some(match place {
                    Some(place) => format!("{}, {}", visible(&file.name), visible(&place.to_string())),
                    None => visible(&file.name),
                })
            })
            .collect(),
    })
}

/// Each fact with the first file that states it: facts of several files make up one component.
fn stated(facts: &Facts, node: NodeIndex) -> Vec<(String, String, String)> {
    let Some(found) = facts.graph.nodes.get(node as usize) else { return Vec::new() };
    let component = &found.component;
    let says = |test: &dyn Fn(&Component) -> bool| -> String {
        let mut members = found.members.iter();
        let file = members.find_map(|(document, position)| {
            let file = facts.file_of_document(*document)?;
            let stated = file.content.as_ref().ok()?.document.components.get(*position as usize)?;
            test(stated).then_some(file)
        });
        let file = file.filter(|_| found.members.len() > 1);
        file.map(|file| visible(&file.name)).unwrap_or_default()
    };
    let mut out = Vec::new();
    let mut tell = |title: &str, text: &str, from: String| out.push((title.to_owned(), visible(text), from));
    if let Some(source) = &component.source {
        tell("Source", source, says(&|stated| stated.source.as_ref() == Some(source)));
    }
    if let Some(supplier) = &component.supplier {
        tell("Supplier", supplier, says(&|stated| stated.supplier.as_ref() == Some(supplier)));
    }
    if let Some(copyright) = &component.copyright {
        tell("Copyright", copyright, says(&|stated| stated.copyright.as_ref() == Some(copyright)));
    }
    if component.scope != Scope::Unknown {
        tell("Stated scope", component.scope.as_str(), says(&|stated| stated.scope == component.scope));
    }
    for hash in component.hashes.iter().take(MOST_HASHES) {
        tell("Hash", hash, says(&|stated| stated.hashes.contains(hash)));
    }
    out
}

/// The answer to "why is it here", in words and routes.
pub fn why(facts: &Facts, node: NodeIndex) -> Why {
    let graph = &facts.graph;
    let link = |node: NodeIndex| Link::new(graph, &facts.judgement.components, node);
    let routes = graph::routes(graph, node, SHORTEST_ROUTES);
    let direct = facts.depths.direct;
    let found = graph.nodes.get(node as usize);
    let depth = found.and_then(|node| node.depth);
    let is_own = found.is_some_and(|node| node.component.own);
    let is_direct = graph.is_direct(node);
    let sentence = match (depth, routes.introduced_by.len()) {
        (Some(0), _) => "A root: what the files describe".to_owned(),
        (None, _) => "No root reaches it: the files name it without saying what needs it".to_owned(),
        (_, 0) if is_own => "An own package, part of what the files describe".to_owned(),
        (_, 0) => "Contained in what the files describe; no file says what needs it".to_owned(),
        (_, 1) if is_direct => "A direct dependency".to_owned(),
        (_, many) if is_direct => format!(
            "A direct dependency, and introduced by {} of {} others",
            length(many.saturating_sub(1)),
            length(direct.saturating_sub(1))
        ),
        (_, many) => format!("Introduced by {} of {}", length(many), count(direct, "direct dependency")),
    };
    let shown = routes.shortest.len();
    let at_least = if routes.count.exact { "" } else { "more than " };
    let total = number(routes.count.routes);
    let mut routes_words = match routes.count.routes {
        0 => String::new(),
        1 => "1 route".to_owned(),
        all if all == shown as u128 => format!("{total} routes"),
        _ => format!("{at_least}{total} routes; showing the {shown} shortest"),
    };
    if routes.count.through_cycle && !routes_words.is_empty() {
        routes_words.push_str("; a cycle on the way counts once");
    }
    Why {
        sentence,
        introduced_by: routes.introduced_by.iter().take(MOST_LINKS).map(|node| link(*node)).collect(),
        introduced_count: routes.introduced_by.len(),
        routes_words,
        routes: routes.shortest.iter().map(|route| route.iter().map(|node| link(*node)).collect()).collect(),
    }
}

/// What would leave with a node: everything it dominates, by node.
pub(super) fn leaving(facts: &Facts, node: NodeIndex) -> Vec<NodeIndex> {
    let mut children: Vec<Vec<NodeIndex>> = vec![Vec::new(); facts.dominators.len()];
    for (dominator, child) in facts.dominators.iter().zip(0..) {
        if let Some(children) = dominator.and_then(|dominator| children.get_mut(dominator as usize)) {
            children.push(child);
        }
    }
    let mut out = Vec::new();
    let mut stack = vec![node];
    while let Some(next) = stack.pop() {
        for child in children.get(next as usize).into_iter().flatten() {
            out.push(*child);
            stack.push(*child);
        }
    }
    out.sort_unstable();
    out
}

/// Does its licence rest on what was detected alone, nothing being concluded, declared or settled?
fn is_only_detected(facts: &Facts, node: NodeIndex) -> bool {
    let (Some(found), Some(judged)) =
        (facts.graph.nodes.get(node as usize), facts.judgement.components.get(node as usize))
    else {
        return false;
    };
    let says = |license: &StatedLicense| {
        let evidence = judge_text(&license.raw, &facts.context, judged.relation).1;
        !matches!(evidence, Evidence::NotStated | Evidence::NotInFile)
    };
    let of = |is_detected: bool| {
        let mut licenses = found.component.licenses.iter();
        licenses.any(|license| (license.role == LicenseRole::Detected) == is_detected && says(license))
    };
    let is_asked = matches!(facts.context.evidence, EvidenceView::Strongest | EvidenceView::Detected);
    let is_settled = matches!(judged.evidence, Evidence::Settled(_));
    is_asked && !is_settled && judged.terms.is_some() && of(true) && !of(false)
}

fn evidence(facts: &Facts, node: NodeIndex) -> Vec<(String, String)> {
    let (Some(found), Some(judged)) =
        (facts.graph.nodes.get(node as usize), facts.judgement.components.get(node as usize))
    else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (stated, document) in found.component.licenses.iter().zip(&found.license_documents) {
        let StatedLicense { raw, role, .. } = stated;
        let role = match role {
            LicenseRole::Declared => "Declared",
            LicenseRole::Concluded => "Concluded",
            LicenseRole::Detected => "Detected",
        };
        let file = facts.file_of_document(*document).map(|file| visible(&file.name)).unwrap_or_default();
        out.push((role.to_owned(), format!("{} · {file}", visible(raw))));
    }
    let read_as = match &judged.evidence {
        Evidence::Exact => Some("exactly as written".to_owned()),
        Evidence::Rewritten(how) | Evidence::Alias(how) | Evidence::Url(how) | Evidence::Joined(how) => {
            Some(how.clone())
        }
        Evidence::Settled(because) => Some(format!("settled: {because}")),
        Evidence::Ambiguous(candidates) => Some(format!("could be {}", list(candidates, 6))),
        Evidence::Unreadable(why) => Some(why.clone()),
        Evidence::NotStated => Some("not stated by the author".to_owned()),
        Evidence::StatedNone => Some("the author states there is none".to_owned()),
        Evidence::NotInFile => None,
        Evidence::FormatHoldsNone => None,
    };
    if is_only_detected(facts, node) {
        out.push(("Source".to_owned(), "detected in its files, not declared".to_owned()));
    }
    if let Some(read_as) = read_as {
        out.push(("Read".to_owned(), visible(&read_as)));
    }
    for id in judged.terms.iter().flat_map(|tree| tree.licenses()).take(MOST_NAMES) {
        if let Some((name, approved)) = full_name(id.split(" WITH ").next().unwrap_or(id)) {
            let approval = if approved { ", OSI approved" } else { ", not on OSI's list" };
            out.push((id.to_owned(), format!("{name}{approval}")));
        }
    }
    out
}
