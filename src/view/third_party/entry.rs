//! One component of the third-party list: what its documents state of it, and what was concluded.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, one_line};
use crate::graph::{Node, NodeIndex};
use crate::licenses::{
    ChosenBecause, ComponentJudgement, Duty, DutyCode, Evidence, Modified, TermTree, When, chosen_terms, duties,
    judge_text_by,
};
use crate::model::SafeUrl;
use crate::view::facts::Facts;
use crate::view::words::license_cell;

/// An entry on its way: with what groups and gaps are found by.
pub struct Draft {
    pub entry: Entry,
    /// The terms that hold.
    pub terms: Vec<String>,
    /// Texts that the documents hold, by licence as stated or understood.
    pub texts: BTreeMap<String, String>,
    pub duties: Vec<Duty>,
    pub evidence: Evidence,
}

impl Draft {
    /// The same component met again: gaps are filled, copyright lines and files added.
    pub fn join(&mut self, other: Self) {
        for (slot, text) in [(&mut self.entry.supplier, other.entry.supplier), (&mut self.entry.why, other.entry.why)] {
            if slot.is_empty() {
                *slot = text;
            }
        }
        if self.entry.source.is_none() {
            self.entry.source = other.entry.source;
        }
        for (lines, more) in [
            (&mut self.entry.copyright, other.entry.copyright),
            (&mut self.entry.files, other.entry.files),
            (&mut self.entry.acknowledgements, other.entry.acknowledgements),
        ] {
            let new: Vec<String> = more.into_iter().filter(|line| !lines.contains(line)).collect();
            lines.extend(new);
        }
        if self.entry.source_offer.is_empty() {
            self.entry.source_offer = other.entry.source_offer;
        }
        for (license, text) in other.texts {
            self.texts.entry(license).or_insert(text);
        }
        for duty in other.duties {
            if !self.duties.contains(&duty) {
                self.duties.push(duty);
            }
        }
    }
}

/// The entry of a component; `None` where there is no such component.
pub fn draft(facts: &Facts, node: NodeIndex) -> Option<Draft> {
    let found = facts.graph.nodes.get(node as usize)?;
    let judged = facts.judgement.components.get(node as usize)?;
    let component = &found.component;
    let terms: Vec<String> =
        judged.terms.iter().flat_map(chosen_terms).map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect();
    let duties = duties(judged.terms.as_ref(), judged.relation, judged.own, &facts.context);
    let binds = |code: DutyCode| {
        let terms = duties.iter().filter(move |duty| duty.code == code && duty.when == When::Now);
        terms.map(|duty| one_line(&duty.term)).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    let source = component.source.as_deref().and_then(SafeUrl::parse);
    let acknowledged = binds(DutyCode::Advertising);
    let optional = |text: &Option<String>| text.as_deref().map(one_line).unwrap_or_default();
    let entry = Entry {
        name: one_line(&component.name),
        version: optional(&component.version),
        package_url: component.package_url.as_ref().map(|url| one_line(&url.to_string())).unwrap_or_default(),
        supplier: optional(&component.supplier),
        source_offer: source_offer(&binds(DutyCode::Source), source.as_ref()),
        source,
        declared: declared(found, judged),
        chosen: one_line(&terms.join(" AND ")),
        why: why(facts, judged),
        copyright: copyright(component.copyright.as_deref()),
        modified: facts.context.modified == Modified::Everything,
        acknowledgements: acknowledged
            .iter()
            .map(|term| format!("Acknowledge it in the words of {term}, also in advertising that mentions it"))
            .collect(),
        licenses: Vec::new(),
        files: files(facts, found),
    };
    let texts = texts(facts, found, &terms);
    Some(Draft { entry, terms, texts, duties, evidence: judged.evidence.clone() })
}

fn source_offer(terms: &[String], source: Option<&SafeUrl>) -> String {
    if terms.is_empty() {
        return String::new();
    }
    let from = source.map(|source| format!("; it was obtained from {source}")).unwrap_or_default();
    format!("Source to be shipped or offered, as {} asks{from}", terms.join(" and "))
}

/// What the documents state, in their words; or why there is nothing.
fn declared(node: &Node, judged: &ComponentJudgement) -> String {
    let mut raws: Vec<String> = Vec::new();
    for stated in &node.component.licenses {
        let raw = one_line(&stated.raw);
        if !raw.is_empty() && !raws.contains(&raw) {
            raws.push(raw);
        }
    }
    if raws.is_empty() { one_line(&license_cell(judged).0) } else { raws.join(", ") }
}

/// How the chosen licence came about: the choices taken, or how the statement was read.
fn why(facts: &Facts, judged: &ComponentJudgement) -> String {
    let mut reasons: Vec<String> = Vec::new();
    let mut stack: Vec<&TermTree> = judged.terms.iter().collect();
    while let Some(tree) = stack.pop() {
        match tree {
            TermTree::Term(_) => {}
            TermTree::All { parts, .. } => stack.extend(parts.iter().rev()),
            TermTree::Any { parts, chosen, because, .. } => {
                let taken = parts.get(*chosen).map(|part| chosen_terms(part).join(" AND ")).unwrap_or_default();
                let reason = match because {
                    ChosenBecause::BestVerdict => format!("{taken} chosen: the best verdict of the alternatives"),
                    ChosenBecause::OtherComponent { component, license } => {
                        let other = facts.graph.label(*component);
                        format!("{taken} chosen: another alternative clashes with {other}, {license}")
                    }
                    ChosenBecause::Preferred => format!("{taken} chosen: the first of the licences preferred"),
                    ChosenBecause::Settled(why) => format!("{taken} chosen: {why}"),
                };
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
                stack.extend(parts.get(*chosen));
            }
        }
    }
    if reasons.is_empty() {
        reasons.extend(match &judged.evidence {
            Evidence::Rewritten(how) | Evidence::Joined(how) | Evidence::Unreadable(how) => Some(how.clone()),
            Evidence::Ambiguous(candidates) => Some(format!("Could be {}", candidates.join(", "))),
            _ => None,
        });
    }
    one_line(&reasons.join("; "))
}

/// The lines of a copyright text; SPDX's words for "none" are none.
fn copyright(stated: Option<&str>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in stated.unwrap_or_default().lines().map(one_line) {
        let says_nothing = line.is_empty() || line == "NOASSERTION" || line == "NONE";
        if !says_nothing && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn files(facts: &Facts, node: &Node) -> Vec<String> {
    let documents = node.members.iter().filter_map(|(document, _)| facts.file_of_document(*document));
    documents.map(|file| one_line(&file.name)).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The licence texts that the node's documents hold for it, by the term they are the text of.
fn texts(facts: &Facts, node: &Node, terms: &[String]) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for (document, component) in &node.members {
        let Some(read) = facts.file_of_document(*document).and_then(|file| file.content.as_ref().ok()) else {
            continue;
        };
        for stated in read.document.texts_of(*component) {
            out.entry(term_of(&stated.license, facts)).or_insert_with(|| stated.text.clone());
        }
        for term in terms.iter().filter(|term| term.starts_with("LicenseRef-")) {
            if let Some(stated) = read.document.text_of_reference(term) {
                out.entry(term.clone()).or_insert_with(|| stated.text.clone());
            }
        }
    }
    out
}

/// The term that a stated licence is read as; as stated where it is not one term.
fn term_of(stated: &str, facts: &Facts) -> String {
    let (_, _, tree) = judge_text_by(&facts.basis(), stated, &facts.context, crate::licenses::Relation::Static);
    match tree.as_ref().map(TermTree::licenses).as_deref() {
        Some([term]) => (*term).to_owned(),
        _ => stated.to_owned(),
    }
}
