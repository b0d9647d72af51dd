//! One component on one page, to judge it before it is taken in: licence and duties, what it brings, where it already
//! is, what is unclean or known to be vulnerable.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::duties;
use super::facts::Facts;
use super::hygiene;
use super::inspector::{leaving, why};
use super::vulnerabilities;
use super::words::{Link, count, length, license_cell, list, visible};
use crate::graph::{Direction, NodeIndex, reachable};
use crate::licenses::{DutyCode, TermTree, Verdict};

/// Names told in one sentence at most.
const MOST_NAMED: usize = 6;
/// Lines under one heading at most.
const MOST_LINES: usize = 10;
/// Components led to under one heading at most; the rest is counted.
const MOST_LINKS: usize = 12;

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationView {
    pub link: Link,
    pub package_url: String,
    /// `npm, shipped as binary, outbound Proprietary, unmodified`.
    pub about: String,
    /// Its licence term by term; `None` where none is understood.
    pub terms: Option<TermTree>,
    /// Part of the product itself: nothing is to be decided on its licence.
    pub own: bool,
    /// In the order in which one reads them.
    pub sections: Vec<EvaluationSection>,
    /// What this rests on, and what it is not.
    pub remark: String,
}

/// One heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationSection {
    /// A stable word: `licence`, `duties`, `weight`, `place`, `duplicates`, `hygiene`, `vulnerabilities`, `projects`.
    pub code: String,
    pub title: String,
    /// The answer in a word or number: `715`, `not checked`.
    pub figure: String,
    pub state: EvaluationState,
    /// The answer in one sentence.
    pub answer: String,
    pub lines: Vec<String>,
    /// Components, by what they are to this one.
    pub named: Vec<Named>,
}

/// Components under a few words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// `Introduced by`.
    pub words: String,
    /// The first of them.
    pub links: Vec<Link>,
    /// How many there are beyond `links`.
    pub more: usize,
}

/// What an answer is. They never look alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum EvaluationState {
    /// A fact, neither good nor bad.
    #[default]
    Fact,
    /// Something was found that wants a look.
    Found,
    /// It was looked for, and nothing was found by the data that is named.
    NothingFound,
    NotChecked,
}

/// Everything about one component; `None` where there is none. Costs nodes + edges a few times over.
pub fn evaluation(facts: &Facts, node: NodeIndex) -> Option<EvaluationView> {
    let found = facts.graph.nodes.get(node as usize)?;
    let component = &found.component;
    let brings = leaving(facts, node);
    let sections = vec![
        license(facts, node),
        duty_section(facts, node),
        weight(facts, node, &brings),
        place(facts, node),
        duplicates(facts, node, &brings),
        hygiene_section(facts, node),
        vulnerability_section(facts, node, &brings),
        projects(facts, node),
    ];
    Some(EvaluationView {
        link: Link::new(&facts.graph, &facts.judgement.components, node),
        package_url: component.package_url.as_ref().map(|url| visible(url.as_str())).unwrap_or_default(),
        about: format!("{}, {}", component.ecosystem.as_str(), visible(&facts.judged_for())),
        terms: facts.judgement.components.get(node as usize).and_then(|judged| judged.terms.clone()),
        own: !facts.is_third_party(node),
        sections,
        remark: "From the loaded files alone; what they do not say is unknown, and nobody has looked at the code"
            .to_owned(),
    })
}

fn section(code: &str, title: &str) -> EvaluationSection {
    EvaluationSection { code: code.to_owned(), title: title.to_owned(), ..EvaluationSection::default() }
}

impl EvaluationSection {
    fn answered(self, state: EvaluationState, figure: impl ToString, answer: String) -> Self {
        Self { state, figure: figure.to_string(), answer, ..self }
    }

    fn with(self, mut lines: Vec<String>, named: Vec<Named>) -> Self {
        lines.retain(|line| !line.is_empty());
        if lines.len() > MOST_LINES {
            let more = lines.len() - MOST_LINES;
            lines.truncate(MOST_LINES);
            lines.push(format!("and {} more", length(more)));
        }
        Self { lines, named, ..self }
    }
}

/// Components to be led to; nothing where there is none.
fn named(facts: &Facts, words: &str, nodes: &[NodeIndex]) -> Option<Named> {
    let links: Vec<Link> = nodes.iter().take(MOST_LINKS).map(|node| link(facts, *node)).collect();
    let more = nodes.len() - links.len();
    (!links.is_empty()).then(|| Named { words: words.to_owned(), links, more })
}

fn link(facts: &Facts, node: NodeIndex) -> Link {
    Link::new(&facts.graph, &facts.judgement.components, node)
}

fn license(facts: &Facts, node: NodeIndex) -> EvaluationSection {
    let Some(judged) = facts.judgement.components.get(node as usize) else { return EvaluationSection::default() };
    let (words, is_expression) = license_cell(judged);
    let findings = facts.judgement.findings.iter();
    let of_node = findings.filter(|finding| finding.components.contains(&node) || finding.involved.contains(&node));
    let titles = of_node.map(|finding| (finding.verdict.title(), visible(&finding.title)));
    let further = titles.filter(|(_, title)| !title.eq_ignore_ascii_case(&words));
    let reason = Some(visible(&judged.reason)).filter(|reason| !reason.eq_ignore_ascii_case(&words));
    let lines = reason.into_iter().chain(further.map(|(verdict, title)| format!("{verdict}: {title}"))).collect();
    let answer = match is_expression {
        true => format!("{words}: {}, {}", judged.verdict.title(), judged.class.title().to_lowercase()),
        false => format!("{}: {words}", judged.verdict.title()),
    };
    let state = match judged.verdict {
        Verdict::Unknown | Verdict::NoSource => EvaluationState::NotChecked,
        Verdict::Conflict | Verdict::Review => EvaluationState::Found,
        Verdict::Allowed | Verdict::Duties | Verdict::NotShipped => EvaluationState::Fact,
    };
    section("licence", "Licence").answered(state, judged.verdict.title(), answer).with(lines, Vec::new())
}

fn duty_section(facts: &Facts, node: NodeIndex) -> EvaluationSection {
    let duties = duties::of_component(facts, node);
    let judged = facts.judgement.components.get(node as usize);
    let unknown = duties.iter().filter(|duty| duty.code == DutyCode::NoData).count();
    let known = duties.iter().filter(|duty| duty.code.is_duty()).count() - unknown;
    let (state, figure, answer) = match (known, unknown) {
        _ if judged.is_some_and(|judged| judged.own) => {
            (EvaluationState::Fact, "own".to_owned(), "Part of the product itself".to_owned())
        }
        _ if duties.is_empty() => (EvaluationState::Fact, "0".to_owned(), "Not shipped: no duties arise".to_owned()),
        (known, 0) => (EvaluationState::Fact, length(known), count(known, "duty")),
        (0, _) => (EvaluationState::NotChecked, "not known".to_owned(), "Not known: read the text".to_owned()),
        (known, _) => (
            EvaluationState::NotChecked,
            format!("{} or more", length(known)),
            format!("{}, and more that are not known: read the texts", count(known, "duty")),
        ),
    };
    let lines = duties.iter().map(|duty| match duty.term.as_str() {
        "" => duty.words.clone(),
        term => format!("{} ({term})", duty.words),
    });
    section("duties", "What its licence asks for").answered(state, figure, answer).with(lines.collect(), Vec::new())
}

fn weight(facts: &Facts, node: NodeIndex, brings: &[NodeIndex]) -> EvaluationSection {
    let reached = reachable(&facts.graph, node, Direction::Dependencies);
    let needs = reached.iter().filter(|reached| **reached).count().saturating_sub(1);
    let direct: BTreeSet<NodeIndex> = facts.graph.dependencies(node).iter().map(|edge| edge.to).collect();
    let answer = match brings.len() {
        0 => "It brings nothing that is not needed elsewhere too".to_owned(),
        some => format!("It brings {} that nothing else needs", count(some, "component")),
    };
    let mut lines = vec![format!("It needs {}, {} of them itself", count(needs, "component"), length(direct.len()))];
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for judged in brings.iter().filter_map(|node| facts.judgement.components.get(*node as usize)) {
        *classes.entry(judged.verdict.title()).or_default() += 1;
    }
    if !classes.is_empty() {
        let told: Vec<String> =
            classes.iter().map(|(title, count)| format!("{} {}", length(*count), title.to_lowercase())).collect();
        lines.push(format!("Licences of what it brings: {}", told.join(", ")));
    }
    let named = named(facts, "Only it brings", brings).into_iter().collect();
    section("weight", "What it brings").answered(EvaluationState::Fact, length(brings.len()), answer).with(lines, named)
}

fn place(facts: &Facts, node: NodeIndex) -> EvaluationSection {
    let why = why(facts, node);
    let found = facts.graph.nodes.get(node as usize);
    let (figure, answer) = match found.and_then(|found| found.depth) {
        Some(depth) => (depth.to_string(), format!("{}: {} from a root", why.sentence, count(depth as usize, "step"))),
        None => ("no route".to_owned(), why.sentence),
    };
    let mut lines = Vec::new();
    if let Some(found) = found {
        lines.push(format!("Scope: {}", found.scope.as_str()));
    }
    lines.push(why.routes_words);
    let mut links = why.introduced_by;
    links.truncate(MOST_LINKS);
    let more = why.introduced_count - links.len();
    let by = Some(Named { words: "Introduced by".to_owned(), links, more });
    let named = by.filter(|by| !by.links.is_empty()).into_iter().collect();
    section("place", "Where it stands").answered(EvaluationState::Fact, figure, answer).with(lines, named)
}

/// Versions that would go with it, of names that stay.
fn duplicates(facts: &Facts, node: NodeIndex, brings: &[NodeIndex]) -> EvaluationSection {
    let with_it: BTreeSet<NodeIndex> = brings.iter().copied().chain([node]).collect();
    let mut lines = Vec::new();
    for duplicate in &facts.duplicates {
        let nodes =
            || duplicate.versions.iter().flat_map(|(version, nodes)| nodes.iter().map(move |node| (version, node)));
        let mine: Vec<&String> =
            nodes().filter(|(_, node)| with_it.contains(node)).map(|(version, _)| version).collect();
        let others: BTreeSet<&String> =
            nodes().filter(|(_, node)| !with_it.contains(node)).map(|(version, _)| version).collect();
        let added: BTreeSet<&String> = mine.into_iter().filter(|version| !others.contains(version)).collect();
        if added.is_empty() || others.is_empty() {
            continue;
        }
        let told = |versions: &BTreeSet<&String>| {
            let versions: Vec<String> = versions.iter().map(|version| visible(version)).collect();
            list(&versions, MOST_NAMED)
        };
        lines.push(format!("{} {} beside {}", visible(&duplicate.name), told(&added), told(&others)));
    }
    let (state, answer) = match lines.len() {
        0 => (EvaluationState::Fact, "It adds no further version of a name".to_owned()),
        some => (EvaluationState::Found, format!("It adds further versions of {}", count(some, "name"))),
    };
    section("duplicates", "Duplicates it adds").answered(state, length(lines.len()), answer).with(lines, Vec::new())
}

fn hygiene_section(facts: &Facts, node: NodeIndex) -> EvaluationSection {
    let found = hygiene::of_component(facts, node);
    let (is_checked, unchecked) = hygiene::unchecked_of_component(facts, node);
    let (state, figure, answer) = match found.len() {
        0 if is_checked => (
            EvaluationState::NothingFound,
            "0".to_owned(),
            "Nothing found by what the files say and what was checked".to_owned(),
        ),
        0 => (EvaluationState::NotChecked, "not checked".to_owned(), "Not checked".to_owned()),
        some => (EvaluationState::Found, length(some), count(some, "finding")),
    };
    let lines = found.into_iter().map(|(severity, title, reason)| format!("{title} ({severity}): {reason}"));
    section("hygiene", "Hygiene").answered(state, figure, answer).with(lines.chain(unchecked).collect(), Vec::new())
}

fn vulnerability_section(facts: &Facts, node: NodeIndex, brings: &[NodeIndex]) -> EvaluationSection {
    let (word, answer) = vulnerabilities::state_words(facts, node);
    let mut lines: Vec<String> = vulnerabilities::of_component(facts, node)
        .into_iter()
        .map(|(id, severity, summary, state, _)| match summary.as_str() {
            "" => format!("{id} ({severity}): {state}"),
            summary => format!("{id} ({severity}): {state}; {summary}"),
        })
        .collect();
    let known = vulnerabilities::known(facts);
    let affected: Vec<NodeIndex> = brings.iter().copied().filter(|node| known.hue(*node) < 6).collect();
    let unchecked = brings.iter().filter(|node| known.hue(**node) == 7).count();
    if !affected.is_empty() {
        lines.push(format!("Of what it brings, {} affected", are(affected.len())));
    }
    if unchecked > 0 {
        lines.push(format!("Of what it brings, {} not checked", are(unchecked)));
    }
    let named = named(facts, "Affected", &affected).into_iter().collect();
    let (state, figure) = match word.as_str() {
        "not affected" => (EvaluationState::NothingFound, word),
        "not checked" => (EvaluationState::NotChecked, word),
        _ => (EvaluationState::Found, "affected".to_owned()),
    };
    section("vulnerabilities", "Known vulnerabilities").answered(state, figure, answer).with(lines, named)
}

fn are(value: usize) -> String {
    format!("{} {}", length(value), if value == 1 { "is" } else { "are" })
}

/// Which projects use it, in this version and in others.
fn projects(facts: &Facts, node: NodeIndex) -> EvaluationSection {
    let section = section("projects", "Where it already is");
    let estate = facts.estate();
    let names_of = |positions: &BTreeSet<u32>| -> Vec<String> {
        let found = positions.iter().filter_map(|position| estate.projects.get(*position as usize));
        found.map(|project| visible(&project.name)).collect()
    };
    let uses: BTreeSet<u32> = estate.uses.iter().filter(|used| used.node == node).map(|used| used.project).collect();
    let package = estate.uses.iter().find(|used| used.node == node).map(|used| used.package);
    let package = package.and_then(|package| estate.packages.get(package as usize));
    let others: Vec<_> =
        package.map_or(&[][..], |package| estate.uses_of(package)).iter().filter(|used| used.node != node).collect();
    let elsewhere: BTreeSet<u32> = others.iter().map(|used| used.project).filter(|used| !uses.contains(used)).collect();
    let is_own = |project: &&crate::analysis::estate::Project| project.own.binary_search(&node).is_ok();
    let own: Vec<String> = estate.projects.iter().filter(is_own).map(|project| visible(&project.name)).collect();
    let total = count(estate.projects.len(), "project");
    let mut answer = match own.is_empty() {
        true => format!("Used by {} of {total}", length(uses.len())),
        false => format!("Part of {} itself, used by {} of {total}", list(&own, MOST_NAMED), length(uses.len())),
    };
    if !elsewhere.is_empty() {
        answer.push_str(&format!(", and by {} in other versions", length(elsewhere.len())));
    }
    let files: BTreeSet<String> = facts.files_of(node).map(|file| visible(&file.name)).collect();
    let mut lines = Vec::new();
    let mut tell = |title: &str, names: Vec<String>| {
        if !names.is_empty() {
            lines.push(format!("{title}: {}", list(&names, MOST_NAMED)));
        }
    };
    tell("Projects", names_of(&uses));
    tell("In other versions", names_of(&elsewhere));
    tell("Files", files.into_iter().collect());
    let reached = reachable(&facts.graph, node, Direction::Dependents);
    let is_reached = |root: &&NodeIndex| reached.get(**root as usize) == Some(&true);
    let roots: Vec<NodeIndex> = facts.graph.roots.iter().filter(is_reached).copied().collect();
    let versions: BTreeSet<NodeIndex> = others.iter().map(|used| used.node).collect();
    let versions: Vec<NodeIndex> = versions.into_iter().collect();
    let groups = [named(facts, "Roots", &roots), named(facts, "Also here as", &versions)];
    let figure = format!("{} of {}", length(uses.len()), length(estate.projects.len()));
    section.answered(EvaluationState::Fact, figure, answer).with(lines, groups.into_iter().flatten().collect())
}
